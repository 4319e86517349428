"""What the reader makes of single cells."""

from datetime import date

import pytest
from provider_files import HEADER, TODAY, line, read

from onderdak.register.nights.files.cells import (
    departure_reader,
    read_document_kind,
    read_name,
    read_reference,
)
from onderdak.register.nights.files.dates import BadCell, read_date
from onderdak.register.nights.files.registration import read_registration

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-21", "21-11-2026", "21/11/26", "21.11.2026", "21 11 2026",
        "21 nov 2026", "21 november 2026", "21 November 2026", "21 listopada 2026",
        "21. November 2026", "21 noiembrie 2026", "za 21-11-2026", "November 21, 2026",
        "21-11-2026 14:30", "2026-11-21T14:30:00Z", "20261121", "46347", 46347.0,
        "21.11.2026 r.", "'21-11-2026", "21-nov-26",
    ],
)  # fmt: skip
def test_one_day_is_understood_in_every_usual_spelling(written: str | float) -> None:
    assert read_date(written, TODAY) == DAY


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("30-02-2026", "does not exist"),
        ("29-02-2025", "does not exist"),
        ("11/21/2026", "do you mean 21-11-2026"),
        ("01-01-1899", "too far away"),
        ("01-01-2101", "too far away"),
        ("binnenkort", "not a date"),
        (2026.0, "not a date"),
        (True, "not a date"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_its_reason(
    written: str | float, complaint: str
) -> None:
    with pytest.raises(BadCell, match=complaint):
        read_date(written, TODAY)


def test_a_year_of_two_digits_lies_near_today() -> None:
    assert read_date("1-1-46", TODAY).year == 2046
    assert read_date("1-1-47", TODAY).year == 1947


@pytest.mark.parametrize("open_", ["", "-", "open", "heden", "Onbekend", "n.v.t."])
def test_an_open_departure_is_no_date(open_: str) -> None:
    assert departure_reader(TODAY)(open_) == (None, None)


@pytest.mark.parametrize(
    "guess", ["21-11-2026?", "ca. 21-11-2026", "21-11-2026 (verwacht)", "± 21 nov 2026"]
)
def test_a_departure_with_a_mark_is_only_expected(guess: str) -> None:
    assert departure_reader(TODAY)(guess) == (None, DAY)


@pytest.mark.parametrize(
    "names",
    [
        "Jan Kowalski / Anna Kowalska", "Jan & Anna", "Jan\nAnna", "Jan en Anna Bos",
        "Jan i Anna Kowalscy", "Familie Kowalski", "Jan; Anna",
    ],
)  # fmt: skip
def test_two_persons_in_one_cell_are_refused(names: str) -> None:
    with pytest.raises(BadCell, match="more than one person"):
        read_name(names)


@pytest.mark.parametrize(
    "name",
    [
        "Van der Berg-Nowak",
        "Ana Maria",
        "Kowalski, Jan",
        "O'Neil",
        "Enid",
        "Łukasz Żak",
    ],
)
def test_long_names_are_the_names_of_one_person(name: str) -> None:
    assert read_name(name) == name


def test_names_lose_what_cannot_be_seen() -> None:
    assert read_name(" Jose\u0301\u00a0Mun\u0303oz\u200b\t") == "José Muñoz"


@pytest.mark.parametrize("absent", ["", "-", "onbekend", "12"])
def test_a_name_is_needed(absent: str) -> None:
    with pytest.raises(BadCell):
        read_name(absent)


def test_references_keep_their_zeros_and_lose_the_decimals_of_excel() -> None:
    assert read_reference("007") == "007"
    assert read_reference(1234.0) == "1234"


@pytest.mark.parametrize("rounded", ["1,23457E+11", 123456789012345678.0, DAY])
def test_references_that_excel_has_spoilt_are_refused(rounded: object) -> None:
    with pytest.raises(BadCell, match="text column"):
        read_reference(rounded)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ja", ("brp", "")), ("x", ("brp", "")), ("J", ("brp", "")),
        (True, ("brp", "")), (1.0, ("brp", "")), ("nee", ("none", "")),
        (False, ("none", "")), ("geen", ("none", "")), ("RNI", ("rni", "")),
        ("BRP Arnhem", ("brp", "Arnhem")), ("BRP (Arnhem)", ("brp", "Arnhem")),
        ("ingeschreven te Nijmegen", ("brp", "Nijmegen")),
        ("GM0202", ("brp", "GM0202")),
        ("niet ingeschreven", ("none", "")), ("", ("", "")), ("?", ("", "")),
    ],
)  # fmt: skip
def test_registration_is_read_from_what_people_write(
    said: str | float, meant: tuple[str, str]
) -> None:
    assert read_registration(said) == meant


def test_registration_is_never_guessed() -> None:
    with pytest.raises(BadCell, match="registered"):
        read_registration("misschien")


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("Paspoort", "passport"), ("reisepass", "passport"),
        ("ID-kaart", "identity_card"),
        ("dowód osobisty", "identity_card"), ("Identiteitskaart", "identity_card"),
        ("carte de identitate", "identity_card"), ("rijbewijs", "driving_licence"),
        ("Führerschein", "driving_licence"), ("prawo jazdy", "driving_licence"),
        ("karta pobytu", "residence_permit"), ("anders", "other"),
    ],
)  # fmt: skip
def test_documents_are_known_in_five_languages(written: str, kind: str) -> None:
    assert read_document_kind(written) == kind


def test_an_unknown_document_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadCell, match=r"paspoort, ID-kaart.*number"):
        read_document_kind("paspoort NX1234567")


def test_all_bad_cells_are_reported_at_once_by_line_and_own_column() -> None:
    bad = line(name="Jan / Anna", document="bibliotheekpas", arrival="30-02-2026")
    file = read(HEADER + line() + bad + line(residence=""))
    found = [(error.line, error.column, error.value) for error in file.errors]
    assert found == [
        (3, "Naam", "Jan / Anna"),
        (3, "Document", "bibliotheekpas"),
        (3, "Aankomst", "30-02-2026"),
        (4, "Woonplaats", ""),
    ]
    assert [row.line for row in file.rows] == [2]
    assert file.row_count == 3


@pytest.mark.parametrize("departure", ["01-09-2026", "31-08-2026", "31-08-2026?"])
def test_a_stay_has_at_least_one_night(departure: str) -> None:
    (error,) = read(HEADER + line(departure=departure)).errors
    assert error.column == "Vertrek"
    assert "at least one night" in str(error.message)


def test_an_arrival_more_than_a_year_ahead_is_a_slip() -> None:
    assert read(HEADER + line(arrival="21-11-2027")).errors == []
    (error,) = read(HEADER + line(arrival="22-11-2027")).errors
    assert "more than a year ahead" in str(error.message)


def test_a_month_before_a_day_raises_doubt_about_the_other_dates() -> None:
    file = read(HEADER + line(arrival="09/21/2026") + line(arrival="09/10/2026"))
    assert len(file.errors) == 1
    assert any("month before the day" in str(note) for note in file.notes)
