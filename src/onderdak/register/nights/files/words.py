"""The words that providers use in five languages, folded to bare lower case.

Dutch, English, Polish, German and Romanian. Every list is data: a word that turns up
in a real file is added here and nowhere else.
"""

from typing import Final


def _words(source: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in source.split(",") if word.strip())


HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "reference": _words(
        "referentie, referentienummer, gastreferentie, gastnummer, gastnr, gast id,"
        "personeelsnummer, personeelsnr, pers nr, persnr, medewerkernummer,"
        "medewerkernr, medewerker id, werknemersnummer, werknemernummer, werknemernr,"
        "kenmerk, eigen kenmerk, reference, ref, ref nr, guest reference,"
        "guest number, guest id, guest no, employee number, employee id, employee no,"
        "staff number, worker id, numer referencyjny, numer pracownika, nr pracownika,"
        "referenz, referenznummer, personalnummer, mitarbeiternummer, gastnummer,"
        "referinta, numar de referinta, numar angajat, marca"
    ),
    "name": _words(
        "naam, volledige naam, gast, gastnaam, bewoner, naam gast, naam bewoner,"
        "naam werknemer, naam medewerker, werknemer, medewerker, achternaam voornaam,"
        "voornaam achternaam, voor en achternaam, naam en voornaam,"
        "name, full name, guest, guest name, employee name, worker name, resident,"
        "imie i nazwisko, nazwisko i imie, imie nazwisko, nazwisko imie, gosc,"
        "pracownik, vollstandiger name, gastname, vor und nachname, name vorname,"
        "nume, nume complet, nume si prenume, numele si prenumele, numele, oaspete"
    ),
    "given_name": _words(
        "voornaam, voornamen, roepnaam, first name, first names, given name,"
        "given names, forename, imie, imiona, vorname, vornamen, prenume, prenumele"
    ),
    "prefix": _words("tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, tv"),
    "surname": _words(
        "achternaam, achternamen, familienaam, geslachtsnaam, surname, last name,"
        "family name, nazwisko, nachname, familienname, nume de familie"
    ),
    "residence": _words(
        "woonplaats, plaats, woonplaats herkomst, woonplaats thuisland, residence,"
        "place of residence, home town, hometown, city, town, city of residence,"
        "miejsce zamieszkania, miejscowosc, miasto, zamieszkanie, wohnort, wohnsitz,"
        "ort, localitate, localitatea, oras, orasul, domiciliu, domiciliul,"
        "localitate de domiciliu, resedinta"
    ),
    "document_kind": _words(
        "soort document, document, documentsoort, documenttype, type document,"
        "soort legitimatie, legitimatie, legitimatiebewijs, soort id, type id,"
        "id soort, identiteitsdocument, soort identiteitsdocument, identiteitsbewijs,"
        "soort identiteitsbewijs, soort reisdocument, reisdocument, id bewijs,"
        "soort id bewijs, id document, document type, document kind,"
        "kind of document, type of document, identity document, id type,"
        "travel document,"
        "type of id, rodzaj dokumentu, typ dokumentu, dokument, dokument tozsamosci,"
        "art des dokuments, dokumentart, dokumenttyp, ausweis, ausweisart,"
        "ausweisdokument,"
        "art des ausweises, tip document, tipul documentului, act de identitate,"
        "tip act, tip act de identitate, felul documentului"
    ),
    "arrival": _words(
        "aankomst, aankomstdatum, datum aankomst, dag van aankomst, incheck,"
        "inchecken, incheckdatum, check in, checkin, datum in, ingangsdatum,"
        "ingang verblijf, begindatum, startdatum, datum van aankomst, arrival,"
        "arrival date, date of arrival, start date, move in, move in date,"
        "przyjazd, data przyjazdu, zameldowanie, data zameldowania, poczatek pobytu,"
        "ankunft, ankunftsdatum, anreise, anreisedatum, anreisetag, einzug,"
        "einzugsdatum,"
        "sosire, data sosirii, data de sosire, cazare, data cazarii, checkin datum"
    ),
    "departure": _words(
        "vertrek, vertrekdatum, datum vertrek, dag van vertrek, uitcheck, uitchecken,"
        "uitcheckdatum, check out, checkout, checkout datum, datum uit, einddatum,"
        "datum van vertrek, departure, departure date, date of departure, end date,"
        "move out, move out date, wyjazd, data wyjazdu, wymeldowanie,"
        "data wymeldowania, koniec pobytu, abreise, abreisedatum, abreisetag,"
        "auszug, auszugsdatum, abfahrt, plecare, data plecarii, data de plecare"
    ),
    "expected_departure": _words(
        "verwacht vertrek, verwachte vertrekdatum, verwachte einddatum,"
        "vermoedelijk vertrek, vermoedelijke vertrekdatum, gepland vertrek,"
        "geplande vertrekdatum, vertrek verwacht, vertrekdatum verwacht,"
        "vertrek gepland, expected departure, expected departure date,"
        "planned departure, departure expected, estimated departure,"
        "expected end date, przewidywany wyjazd, planowany wyjazd,"
        "przewidywana data wyjazdu, planowana data wyjazdu, voraussichtliche abreise,"
        "geplante abreise, voraussichtliches abreisedatum, plecare estimata,"
        "plecare prevazuta, data estimata a plecarii"
    ),
    "room": _words(
        "kamer, kamernummer, kamernr, kamer nr, room, room number, room no, unit,"
        "pokoj, numer pokoju, nr pokoju, zimmer, zimmernummer, zimmer nr, camera,"
        "numar camera, nr camera, chalet, stacaravan"
    ),
    "bed": _words(
        "bed, bednummer, bednr, bed nr, slaapplaats, bed number, bed no, lozko,"
        "numer lozka, nr lozka, bett, bettnummer, bett nr, pat, numar pat, nr pat"
    ),
    "registration": _words(
        "brp, rni, brp rni, rni brp, inschrijving, ingeschreven, ingeschreven brp,"
        "brp ingeschreven, ingeschreven in brp, ingeschreven in de brp, brp status,"
        "brp inschrijving, inschrijving brp, staat ingeschreven, registration,"
        "registered, brp registered, registered in brp, brp registration,"
        "brp registratie, rejestracja, rejestracja brp, zarejestrowany, anmeldung,"
        "angemeldet, brp anmeldung, inregistrare, inregistrat, inregistrare brp"
    ),
    "brp_municipality": _words(
        "brp gemeente, gemeente brp, gemeente van inschrijving, gemeente inschrijving,"
        "gemeentecode, ingeschreven te, ingeschreven in gemeente, brp municipality,"
        "municipality, municipality of registration, registered in municipality,"
        "gmina, gmina rejestracji, gemeinde, gemeinde der anmeldung,"
        "municipiul, localitatea inregistrarii, municipalitate"
    ),
    "work_municipality": _words(
        "werkgemeente, gemeente werk, gemeente van werk, gemeente werkplek,"
        "gemeente van de werkplek, gemeente waar gast werkt, werkt in gemeente,"
        "werkzaam in gemeente, work municipality, municipality of work,"
        "works in municipality, municipality of workplace, gmina pracy,"
        "gmina miejsca pracy, gmina zatrudnienia, arbeitsgemeinde, gemeinde der arbeit,"
        "gemeinde des arbeitsortes, gemeinde des arbeitsplatzes, localitatea de munca,"
        "municipiul de munca"
    ),
    "registered_since": _words(
        "ingeschreven sinds, ingeschreven vanaf, datum inschrijving,"
        "inschrijfdatum, inschrijvingsdatum, brp datum, brp sinds, brp vanaf,"
        "datum inschrijving brp, inschrijving sinds, datum brp, registered since,"
        "registration date, date of registration, zarejestrowany od,"
        "data rejestracji, angemeldet seit, anmeldedatum, inregistrat din,"
        "data inregistrarii"
    ),
}
"""Field -> the headers that name it without doubt."""

WEAK_HEADERS: Final[dict[str, tuple[str, ...]]] = {
    "reference": _words("id, code, nummer, number"),
    "arrival": _words("van, vanaf, in, start, begin, from, od, von, ab, de la, din"),
    "departure": _words(
        "tot, tm, t m, tot en met, uit, eind, einde, to, until, till, end, out, do,"
        "bis,"
        "pana la, pana, la"
    ),
    "residence": _words("herkomst, adres, wohnadresse, adresa, address, home address"),
}
"""Headers that are taken only when nothing clearer names the field."""

DATE_FILLERS: Final = frozenset(
    _words(
        "datum, date, data, dag, day, dzien, tag, ziua, dd, d, mm, m, jjjj, jj, yyyy,"
        "yy, rrrr, tt, zz, ll, aaaa, verblijf, stay, pobyt, pobytu, aufenthalt, sejur,"
        "periode, period, okres, zeitraum, perioada, gegevens, details"
    )
)
SMALL_FILLERS: Final = frozenset(
    _words(
        "van, of, de, het, the, der, des, den, een, a, al, gast, guest, goscia,"
        "gastes, oaspetelui, bewoner, werknemer, medewerker, employee, worker,"
        "pracownika, verplicht, required, indien, bekend, optioneel, optional"
    )
)

PERSONAL: Final = _words(
    "bsn, burgerservice, sofi, pesel, cnp, steueri, nationalit, nationality,"
    "obywatelstwo, narodow, staatsang, cetateni, geboorte, birth, dob, urodzen,"
    "geburt, nastere, nasterii, leeftijd, age, alter, geslacht, gender, sex, plec,"
    "geschlecht, telefo, phone, tel, mobiel, mobile, gsm, whatsapp, handy, email,"
    "e mail, mail, iban, bank, rekening, konto, loon, salari, wage, salary, uurloon,"
    "wynagrodzen, lohn, gehalt, salariu, plata, documentnummer, documentnr,"
    "document number, document no, paspoortnummer, paspoortnr, passport n,"
    "numer dokumentu, numer paszportu, ausweisnummer, passnummer, numar document,"
    "seria, religie, religion, huwelijk, burgerlijke staat, marital, partner, kinder,"
    "child, foto, photo, ziek, medisch, health, land van herkomst, country, kraj,"
    "land, tara, kenteken, licence plate, license plate, handtekening, signature"
)
"""Beginnings of headers that hold more about a person than the law asks."""

DOCUMENT_KINDS: Final[dict[str, tuple[str, ...]]] = {
    "passport": _words(
        "paspoort, passport, reispas, pas, paszport, pass, reisepass, pasaport,"
        "pasaportul, pp, p"
    ),
    "identity_card": _words(
        "id kaart, idkaart, identiteitskaart, id, id card, idcard, identity card,"
        "identification card, national id, national identity card, id bewijs,"
        "europese identiteitskaart, europese id kaart, eu id, eu id kaart, eu id card,"
        "nationale identiteitskaart, nederlandse identiteitskaart, nik, ik, ni,"
        "dowod osobisty, dowod, personalausweis, ausweis, perso, identitatskarte,"
        "carte de identitate, buletin, buletin de identitate, ci, card de identitate"
    ),
    "residence_permit": _words(
        "verblijfsvergunning, verblijfsdocument, verblijfsdocument eu eer,"
        "verblijfskaart, verblijfstitel, vreemdelingendocument, w document,"
        "residence permit, residence card, residence document, karta pobytu,"
        "zezwolenie na pobyt, aufenthaltstitel, aufenthaltskarte,"
        "aufenthaltserlaubnis, aufenthaltsgenehmigung, permis de sedere,"
        "permis de rezidenta"
    ),
    "driving_licence": _words(
        "rijbewijs, driving licence, driving license, driver licence, driver license,"
        "drivers licence, drivers license, driver s licence, driver s license,"
        "prawo jazdy,"
        "fuhrerschein, fuehrerschein, permis de conducere, permis auto,"
        "carnet de conducere"
    ),
    "other": _words(
        "anders, ander, andere, overig, overige, ander document, other,"
        "other document, inne, inny, inny dokument, sonstiges, sonstige,"
        "anderes, anderes dokument, alt document, altul, altele"
    ),
}

NOTHING: Final = frozenset(
    _words(
        "open, heden, onbekend, nvt, n v t, geen, nog niet, niet bekend, nog aanwezig,"
        "aanwezig, lopend, tot heden, nog onbekend, leeg, none, null, nan, na, n a,"
        "unknown, present, now, tbd, tba, current, ongoing, open end, not known,"
        "obecnie, otwarte, otwarty, nieznany, nieznana, nieznane, brak, nie dotyczy,"
        "nadal, offen, unbekannt, heute, bis heute, keine, keiner, entfallt, laufend,"
        "necunoscut, necunoscuta, deschis, prezent, in prezent, nu se aplica, fara"
    )
)
"""What people write when there is nothing to write."""

EXPECTED: Final = _words(
    "verwachting, verwachte, verwacht, verw, vermoedelijk, waarschijnlijk, gepland,"
    "rond, omstreeks, ongeveer, ong, circa, ca, approximately, approx, about,"
    "around, probably, expected, estimated, est, planned, przewidywany, przewidywana,"
    "planowany, planowana, planowane, około, okolo, ok, voraussichtlich, vorauss,"
    "geplant, etwa, ungefähr, aproximativ, aprox, estimat, estimata, prevăzut,"
    "prevazut, planificat"
)
"""Marks by which a date of departure is a guess and not a fact."""

YES: Final = frozenset(
    _words(
        "ja, j, x, y, yes, v, 1, waar, true, wahr, prawda, tak, t, da, ingeschreven,"
        "brp, wel, registered, zarejestrowany, zarejestrowana, angemeldet, inregistrat,"
        "inregistrata, in brp, ja brp, brp ja, staat ingeschreven, resident, ingezetene"
    )
)
NO: Final = frozenset(
    _words(
        "nee, n, no, 0, onwaar, false, falsch, falsz, nie, nein, nu, geen, niet,"
        "niet ingeschreven, geen brp, geen inschrijving, none, not registered,"
        "brp nee, nee brp, niet in brp, niezarejestrowany, nicht angemeldet, brak,"
        "neinregistrat, keine"
    )
)
RNI: Final = frozenset(
    _words("rni, in rni, rni ja, ja rni, non resident, niet ingezetene, rni registered")
)
REGISTERED_AT: Final = _words(
    "ingeschreven te, ingeschreven in, ingeschreven gemeente, ingeschreven,"
    "brp gemeente, brp te, brp in, brp, gemeente, registered in, registered at,"
    "registered, ja, yes, zarejestrowany w, zarejestrowana w, angemeldet in,"
    "inregistrat in"
)
"""What may stand before the municipality of registration."""

TOTALS: Final = _words(
    "totaal, totalen, subtotaal, eindtotaal, aantal, total, totals, subtotal,"
    "grand total,"
    "sum, count, suma, razem, lacznie, ogolem, summe, gesamt, insgesamt, anzahl,"
    "totaluri"
)

PERSON_JOINERS: Final = _words("en, and, und, oraz, și, şi, met, mit, with")
FAMILY_WORDS: Final = frozenset(
    _words("familie, fam, gezin, family, rodzina, familia, echtpaar, couple, koppel")
)

_MONTH_NAMES: Final = (
    "januari jan january stycznia styczen sty januar janner ianuarie ian",
    "februari feb february lutego luty lut februar febr februarie",
    "maart mrt march mar marca marzec marz maerz mrz martie",
    "april apr kwietnia kwiecien kwi aprilie",
    "mei may maja maj mai",
    "juni jun june czerwca czerwiec cze iunie iun",
    "juli jul july lipca lipiec lip iulie iul",
    "augustus aug august sierpnia sierpien sie",
    "september sep sept wrzesnia wrzesien wrz septembrie",
    "oktober okt october oct pazdziernika pazdziernik paz octombrie",
    "november nov listopada listopad lis noiembrie noi",
    "december dec grudnia grudzien gru dezember dez decembrie",
)
MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(_MONTH_NAMES, start=1)
    for name in names.split()
}
