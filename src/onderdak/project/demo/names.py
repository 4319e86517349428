"""Lists of invented names. A residence or a reference shows that the person is too."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Origin:
    """Names that go together; `share` is how many of a hundred guests have them."""

    share: int
    first: tuple[str, ...]
    last: tuple[str, ...]
    stem: str
    endings: tuple[str, ...]

    @property
    def residences(self) -> tuple[str, ...]:
        """Invented towns: Voorbeeldowo, Testești and the like."""
        return tuple(
            f"{start}{ending}" for start in self.stem.split() for ending in self.endings
        )


def _w(words: str) -> tuple[str, ...]:
    return tuple(words.split())


ORIGINS: Final = (
    Origin(
        46,
        _w(
            "Adam Agata Agnieszka Aleksandra Andrzej Anna Artur Barbara Bartosz Beata"
            " Damian Daniel Dariusz Dominik Dorota Edyta Elżbieta Ewa Ewelina Filip"
            " Grzegorz Iwona Jacek Jakub Jan Joanna Kamil Karolina Katarzyna Krzysztof"
            " Łukasz Magdalena Małgorzata Marcin Marek Maria Mariusz Mateusz Michał"
            " Monika Natalia Paweł Piotr Przemysław Rafał Robert Sylwia Tomasz"
        ),
        _w(
            "Adamczyk Baran Bąk Bednarz Czapla Dąbek Dudek Duda Gajda Głowacz"
            " Góra Gruszka Jagoda Jarosz Jaworek Kaczmarek Kalinowska Kania"
            " Kowalczyk Kozioł Krawczyk Krupa Kubiak Kurek Lis Maj Malec"
            " Mucha Malina Marciniak Mazur Michalak Mróz Musiał Nowak Noga"
            " Olcha Orzech Pawlak Pietrzak Piątek Ruta Sikora Sobczak"
            " Stępień Szewczyk Szulc Szymczak Tomczak Urban Walczak Wasik Wieczorek"
            " Wilk Wójcik Wróbel Wrona Zając Zawada Zięba Żak Żuk Bielak"
        ),
        "Voorbeeld Demo Test Proef",
        _w("owo ice no ów ewo any sko ka"),
    ),
    Origin(
        24,
        _w(
            "Adrian Alexandru Alina Ana Andreea Andrei Bogdan Camelia Carmen Cătălin"
            " Claudiu Constantin Cosmin Cristian Cristina Dan Daniela Dorin Elena"
            " Emilia Florin Gabriel Gabriela George Gheorghe Ion Ionela Ionuț Irina"
            " Laura Liviu Loredana Lucian Marian Mariana Marius Mihaela Mihai Nicolae"
            " Ovidiu Petru Radu Roxana Ștefan Simona Sorin Vasile Viorel"
        ),
        _w(
            "Albu Anghel Badea Balan Barbu Bratu Ciobanu Cojocaru Constantinescu Cozma"
            " Cristea Danciu Diaconu Dinu Dobre Dragomir Dumitrescu Enache Filip"
            " Florea Gheorghiu Grigore Ichim Ilie Iordache Istrate Lazăr Luca Lungu"
            " Manea Manole Marin Matei Mihalache Moldovan Munteanu Muntean Mocanu"
            " Neagu Nedelcu Niculae Nistor Olaru Oprea Pană Păun Petcu Petrescu Pop"
            " Popa Preda Rusu Sandu Sava Stan Stoica Suciu Șerban Tănase Toma Tudor"
            " Ungureanu Voicu"
        ),
        "Voorbeeld Demo Test Proef",
        _w("ești eni ani oara ița ău aru eț"),
    ),
    Origin(
        12,
        _w(
            "Angel Anton Boris Borislav Daniela Desislava Dimitar Emil Georgi Gergana"
            " Hristo Iliyana Ivan Ivaylo Kalin Kiril Krasimir Lyubomir Maya Mihail"
            " Milena Nadezhda Nikolay Ognyan Petar Plamen Radka Rosen Rumen Silvia"
            " Stefka Stoyan Svetla Todor Tsvetan Valentin Vasil Ventsislav Vesela"
            " Yana Yordan Zdravko Zhivko Zoya Asen Bilyana Elitsa Filka"
        ),
        _w(
            "Angelov Arnaudov Atanasov Borisov Bozhilov Dimitrov Dobrev Donchev Enchev"
            " Filipov Ganchev Genov Georgiev Grozdev Hristov Iliev Ivanov Kalchev"
            " Kirov Kolev Kostov Kovachev Lazarov Manolov Marinov Metodiev Mihaylov"
            " Milanov Minchev Mladenov Naydenov Nedelchev Nenov Nikolov Ognyanov"
            " Panov Pavlov Penchev Petkov Petrov Popov Radev Rangelov Rusev Savov"
            " Simeonov Slavov Spasov Stanchev Stefanov Stoev Tanev Todorov Tonev"
            " Tsanev Tsonev Valchev Vasilev Velikov Yankov Yordanov Zahariev Zhelev"
        ),
        "Voorbeeld Demo Test Proef",
        _w("ovo evo grad nitsa itsa ene polye vets"),
    ),
    Origin(
        18,
        _w(
            "Ádám Agnes Aivars András Antra Artjom Balázs Bence Carlos Diana Dmytro"
            " Eduards Emőke Eva Fernando Gábor Goran Gunta Hana Igor Ilona Ines"
            " Ivana Jānis Jiří João Josef Juraj Kinga Lenka Liene Lívia Lucia"
            " Luis Marta Martin Milan Oksana Olena Pavel Pedro Raimonds Rita Rui"
            " Sergej Taras Tibor Zoltán"
        ),
        _w(
            "Almeida Antunes Balogh Bartoš Beneš Bērziņa Bodnar Carvalho Černá Costa"
            " Dvořák Farkas Fernandes Ferreira Fiala Gomes Hajdu Horváth Hruška Hudák"
            " Juhász Jurić Kalniņš Kiss Kolar Kovač Kovács Koval Kozák Krūmiņa Kučera"
            " Lakatos Lopes Marques Martins Melnyk Mészáros Molnár Moreira Nagy Nemeth"
            " Novotny Oliinyk Oravec Ozols Papp Pereira Petrauskas Pinto Polák Rocha"
            " Sabo Santos Shevchuk Silva Simon Sousa Szabó Takács Tkachuk Tóth Varga"
            " Vesely"
        ),
        "Voorbeeld Demo Test Proef",
        _w("háza ice pils ava inha grad ovce bor"),
    ),
)

STREETS: Final = _w(
    "Kastanjelaan Lindenstraat Molenweg Dorpsstraat Kerkstraat Stationsweg Eikenlaan"
    " Beukenlaan Berkenstraat Veldweg Dijkweg Waalstraat Rijnstraat Nieuweweg"
    " Broekstraat Hoogstraat Esdoornlaan Tuinstraat Parkweg Meidoornstraat Akkerweg"
    " Karstraat Houtweg Zandweg Heidelaan Korenstraat Wilgenlaan Kersenlaan"
    " Boomgaardweg Weidestraat Bakkerstraat Smidsweg Schoolstraat Industrieweg"
)
DIRECTIONS: Final = (
    "Noord",
    "Oost",
    "Zuid",
    "West",
    "Noordoost",
    "Zuidoost",
    "Zuidwest",
    "Noordwest",
    "Buitengebied",
    "Bedrijventerrein",
    "Uiterwaarden",
)
FIRMS: Final = _w(
    "Waalwerk Rijnoever Betuwekracht Oogsthuis Havenpoort Lindenhof Stroomlijn"
    " Akkerzijde Kasteelkade Poortwachter Vlechtwerk Morgenland Zuiderkruis Ganzenveld"
    " Rietkraag Zonnehof Kleiput Veerhuis Overtoom Broekpolder Kantelstroom"
    " Langoord Tussendijk Weteringhof Hooiberg Kersengaard Pannerbosch Steenoven"
    " Hazelaar Bongerd Vuurdoorn Eikenrode Merelzang Walnoot Ruisvoorn Grutto Kievit"
    " Wulp Tureluur Putter Sijs Vink"
)
HOUSES: Final = _w(
    "Zonnebloem Klaproos Korenbloem Boterbloem Madelief Lavendel Anjer Dahlia Iris"
    " Krokus Tulp Hyacint Narcis Sering Jasmijn Vlier Brem Klaver Distel Varen"
    " Rozemarijn Tijm Salie Munt Kamille Akelei Lelie Primula Violier Zinnia"
)
LANDLORDS: Final = _w(
    "Aalders Berends Claassen Derksen Evers Franken Gerritsen Hendriks Jansen Kersten"
    " Lamers Meijers Nijhof Otten Peters Rutten Smits Teunissen Verhoeven Willems"
)
