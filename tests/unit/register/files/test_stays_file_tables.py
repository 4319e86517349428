"""Finding the list in a file: headers, titles, totals, encodings, separators."""

from datetime import date

import pytest
from provider_files import HEADER, line, read, xlsx

from onderdak.kernel.errors import Invalid
from onderdak.register.nights.files import column_names


def test_title_and_blank_rows_above_the_header_count_as_lines() -> None:
    file = read("Nachtregister De Linde;;\n\nweek 47;;\n" + HEADER + line())
    assert (file.header_line, file.rows[0].line) == (4, 5)


def test_a_header_of_two_rows_with_merged_cells() -> None:
    file = read(
        "Naam;Woonplaats;Document;Verblijf;;Kamer\n;;;van;tot;\n"
        "Jan Bos;Poznań;paspoort;1-9-2026;1-10-2026;0.04\n"
    )
    assert file.columns["arrival"] == "Verblijf van"
    assert file.columns["departure"] == "Verblijf tot"
    (row,) = file.rows
    assert (row.arrival, row.departure) == (date(2026, 9, 1), date(2026, 10, 1))
    assert (row.room, row.line, file.header_line) == ("0.04", 3, 2)


@pytest.mark.parametrize(
    "header",
    [
        "Guest name,Place of residence,Document type,Check-in,Check-out",
        "Imię i nazwisko,Miejscowość,Rodzaj dokumentu,Data przyjazdu,Data wyjazdu",
        "Name des Gastes,Wohnort,Ausweisart,Anreise,Abreise",
        "Nume și prenume,Localitate,Tip document,Data sosirii,Data plecării",
        "NAAM GAST,woonplaats,Soort document,Datum van aankomst,Datum vertrek",
    ],
)
def test_headers_are_known_in_five_languages(header: str) -> None:
    file = read(f"{header}\nJan Bos,Poznań,passport,1-9-2026,2-9-2026\n")
    assert file.errors == []
    assert file.rows[0].departure == date(2026, 9, 2)


def test_names_in_parts_are_put_together() -> None:
    file = read(
        "Voornaam;Tussenvoegsel;Achternaam;Woonplaats;Document;Aankomst\n"
        "Anna;van der;Berg;Gent;id;1-9-2026\n"
    )
    assert file.rows[0].name == "Anna van der Berg"
    assert file.columns["name"] == "Voornaam + Tussenvoegsel + Achternaam"


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    written = (HEADER + line(name="José Żak")).replace(";", separator)
    file = read(written.encode(encoding))
    assert file.rows[0].name == "José Żak"


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp1252", "José Muñoz"), ("cp1250", "Łukasz Wójcik")]
)
def test_old_windows_letters_are_read_with_a_warning(encoding: str, name: str) -> None:
    written = (HEADER + line(name=name, residence="Gent")).encode(encoding)
    file = read(written)
    assert file.rows[0].name == name
    assert any("old set of letters" in str(note) for note in file.notes)


def test_a_separator_line_of_excel_is_no_line() -> None:
    file = read("sep=|\r\n" + (HEADER + line()).replace(";", "|"))
    assert (file.header_line, file.rows[0].line) == (1, 2)


def test_line_breaks_inside_quotes_do_not_shift_the_lines() -> None:
    file = read(HEADER + line(residence='"Po\nznań"') + line())
    assert [row.line for row in file.rows] == [2, 3]


def test_totals_repeated_headers_blank_and_leftover_lines_are_skipped() -> None:
    leftover = ";;;;;;0\n"
    head = HEADER.replace("\n", ";Nachten\n")
    file = read(head + line() + "\n" + head + line() + leftover + "Totaal 2;;;;;\n")
    assert [row.line for row in file.rows] == [2, 5]
    assert (file.row_count, file.errors) == (2, [])
    notes = [str(note) for note in file.notes]
    assert "Skipped as a total: line 7." in notes
    assert "Skipped as a repeated header: line 4." in notes


def test_a_line_with_a_stray_separator_is_not_read_shifted() -> None:
    file = read(HEADER + "7;Bos;Jan;Gent;id;1-9-2026;2-9-2026\n" + line())
    assert [row.line for row in file.rows] == [3]
    assert any("more cells than the header" in str(e.message) for e in file.errors)


def test_what_the_law_does_not_ask_is_never_read() -> None:
    head = HEADER.replace("\n", ";BSN;Geboortedatum;Opmerking\n")
    row = line().replace("\n", ";123456782;1-1-1990;laat\n")
    file = read(head + row)
    assert file.ignored_columns == ["BSN", "Geboortedatum", "Opmerking"]
    (note,) = (str(n) for n in file.notes if "more than the law asks" in str(n))
    assert "BSN, Geboortedatum" in note
    assert "Opmerking" not in note
    assert "123456782" not in repr(file)


def test_without_own_references_a_note_says_so() -> None:
    file = read("Naam;Woonplaats;Document;Aankomst\nJan Bos;Gent;id;1-9-2026\n")
    assert file.rows[0].reference == ""
    assert any("own reference" in str(note) for note in file.notes)


def test_a_missing_column_of_the_law_is_an_error_of_the_whole_file() -> None:
    with pytest.raises(Invalid) as refused:
        read("Naam;Aankomst;Kleur\nJan;1-9-2026;rood\n")
    said = str(refused.value)
    assert "Woonplaats" in said
    assert "Soort document" in said
    assert "438" in said
    assert "Kleur" in said


def test_the_users_own_mapping_goes_first() -> None:
    head = "Wie;Waar;Papier;Datum binnen;Naam\n"
    mapping = {
        "name": "Wie",
        "residence": "Waar",
        "document_kind": "papier",
        "arrival": "Datum binnen",
    }
    file = read(head + "Jan Bos;Gent;id;1-9-2026;Hotel X\n", mapping=mapping)
    assert file.rows[0].name == "Jan Bos"
    assert file.ignored_columns == ["Naam"]


@pytest.mark.parametrize(
    "mapping",
    [{"name": "Nergens"}, {"shoe": "Naam"}, {"name": "Naam", "residence": "Naam"}],
)
def test_a_mapping_that_cannot_be_is_refused(mapping: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        read(HEADER + line(), mapping=mapping)


def test_two_columns_for_one_field_are_refused_by_name() -> None:
    with pytest.raises(Invalid, match=r"'Aankomst' / 'Check-in'"):
        read(HEADER.replace("\n", ";Check-in\n") + line())


def test_a_list_without_header_is_refused() -> None:
    with pytest.raises(Invalid, match="no row with the names"):
        read(line() * 3)


def test_a_list_that_begins_with_a_guest_has_no_names_of_columns() -> None:
    """That guest is no header: neither left out, nor remembered or repeated."""
    content = line("1") + line("2")
    assert column_names(content.encode(), "list.csv") == []
    book = xlsx(["1", "Jan Kowalski", "Poznań", "paspoort", date(2026, 9, 1)])
    assert column_names(book, "list.xlsx") == []
    with pytest.raises(Invalid) as refused:
        read(content)
    assert "Kowalski" not in str(refused.value)


def test_a_header_in_an_unknown_language_is_still_a_header() -> None:
    content = b"Nro;Nimi;Kotipaikka\nP1;Anna Voorbeeld;01-10-2026\n"
    assert column_names(content, "list.csv") == ["Nro", "Nimi", "Kotipaikka"]


def test_a_line_that_contradicts_itself_on_registration_is_refused() -> None:
    head = HEADER.replace("\n", ";BRP;BRP-gemeente\n")
    good, bad = (line().replace("\n", f";{said};Arnhem\n") for said in ("ja", "nee"))
    file = read(head + good + bad)
    assert (file.rows[0].registration, file.rows[0].brp_municipality) == (
        "brp",
        "Arnhem",
    )
    assert [(e.line, e.column) for e in file.errors] == [(3, "BRP-gemeente")]
