"""What the invented reporters of the demo write, and what they are answered."""

from typing import Final

TEXTS: Final = {
    "bad_letting": [
        ("nl", "De verhuurder houdt de borg van twee maanden in, zonder reden."),
        (
            "nl",
            "Er is nooit een huurcontract gegeven. Elke maand komt er een bedrag bij.",
        ),
        ("pl", "Właściciel nie oddaje kaucji i nie daje umowy na piśmie."),
        ("ro", "Proprietarul cere bani în plus în fiecare lună și nu explică de ce."),
        ("bg", "Наемодателят влиза в стаята без да пита."),
    ],
    "overcrowding": [
        ("nl", "In deze rijtjeswoning slapen zeker twaalf mensen."),
        ("nl", "De schuur in de tuin is een slaapplaats geworden."),
        ("pl", "W jednym pokoju śpi nas sześć osób."),
    ],
    "exploitation": [
        ("pl", "Zabrano nam dokumenty. Kto nie pracuje, musi wyjść z mieszkania."),
        ("nl", "De bewoners mogen van hun baas met niemand praten."),
    ],
    "unsafe": [
        ("nl", "De vluchtdeur achter zit op slot met een ketting."),
        ("nl", "Er hangen losse draden in de gang en er is geen rookmelder."),
        ("uk", "У кімнаті немає вікна, що відчиняється, і пахне газом від обігрівача."),
    ],
    "nuisance": [
        ("nl", "Elk weekend harde muziek tot diep in de nacht."),
        ("nl", "Busjes met draaiende motor, elke ochtend vanaf vijf uur."),
        ("nl", "Steeds andere bewoners, en niemand weet bij wie men terechtkan."),
        ("en", "Loud quarrels at night, several times a week."),
    ],
    "waste": [
        ("nl", "Matrassen en vuilniszakken op de stoep, al een week."),
        ("nl", "De containers zitten vol, alles staat ernaast."),
        ("nl", "Er ligt bouwafval in het plantsoen."),
    ],
    "other": [
        ("nl", "De brievenbus van dit pand puilt uit, er woont volgens mij niemand.")
    ],
}
OUTCOMES: Final = {
    "solved": {
        "nl": "Wij zijn langs geweest en de situatie is hersteld.",
        "en": "We came by, and things were put right.",
        "pl": "Byliśmy na miejscu i sytuacja została naprawiona.",
        "ro": "Am fost la fața locului și situația a fost remediată.",
        "bg": "Бяхме на място и положението е поправено.",
        "uk": "Ми були на місці, і ситуацію виправлено.",
    },
    "advice": {
        "nl": "U heeft uitleg gekregen over uw rechten en wat u zelf kunt doen.",
        "en": "You were told about your rights and what you can do yourself.",
        "pl": "Wyjaśniliśmy Twoje prawa i co możesz zrobić.",
        "ro": "V-am explicat drepturile și ce puteți face.",
        "bg": "Обяснихме правата ви и какво можете да направите.",
        "uk": "Ми пояснили ваші права і що ви можете зробити.",
    },
    "referred": {
        "nl": "Wij plannen een controle op dit adres.",
        "en": "We are planning an inspection at this address.",
        "pl": "Planujemy kontrolę pod tym adresem.",
        "ro": "Planificăm un control la această adresă.",
        "bg": "Планираме проверка на този адрес.",
        "uk": "Ми плануємо перевірку за цією адресою.",
    },
    "unfounded": {
        "nl": "Wij hebben gekeken en geen overtreding gevonden.",
        "en": "We looked and found no offence.",
        "pl": "Sprawdziliśmy i nie stwierdziliśmy naruszenia.",
        "ro": "Am verificat și nu am găsit nicio încălcare.",
        "bg": "Проверихме и не открихме нарушение.",
        "uk": "Ми перевірили і не виявили порушення.",
    },
}
QUESTION: Final = {
    "nl": "Is dit er nu nog, en op welke dagen ziet u het?",
    "en": "Is this still so, and on which days do you see it?",
    "pl": "Czy to nadal trwa i w jakie dni to widać?",
    "ro": "Mai este așa și în ce zile vedeți acest lucru?",
    "bg": "Все още ли е така и в кои дни го виждате?",
    "uk": "Чи це ще триває і в які дні ви це бачите?",
}
