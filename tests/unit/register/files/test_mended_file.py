"""What the file that goes back promises: wrong cells marked, and it reads back in."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from tests.unit.register.files.provider_files import xlsx

from onderdak.register.nights.files import Mark, mended_xlsx, read_stays
from onderdak.register.nights.files.own_words import LINE, WRONG

ON = date(2026, 11, 21)
HEAD = "Nr;Naam;Woonplaats;Document;Aankomst;Vertrek\n"
GOOD = "1;Anna Voorbeeld;Voorbeeldowo;paspoort;01-09-2026;\n"
BAD = "002;Piotr Voorbeeld;Voorbeeldowo;paspoort;31-09-2026;01-10-2026\n"
LIST = HEAD.replace("Nr", "Referentie") + GOOD + BAD


def sent_back(content: bytes, name: str = "list.csv", **how: Any) -> bytes:
    read = read_stays(content, filename=name, on=ON)
    marks = [Mark(e.line, e.column, str(e.message)) for e in read.errors]
    return mended_xlsx(content, filename=name, marks=marks, **how)


def sheet_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data)).active


def saved(sheet: Any) -> bytes:
    buffer = io.BytesIO()
    sheet.parent.save(buffer)
    return buffer.getvalue()


def test_the_wrong_cell_is_coloured_and_says_what_is_wrong() -> None:
    sheet = sheet_of(sent_back(LIST.encode()))
    cell = sheet["E3"]
    assert cell.value == "31-09-2026"
    assert cell.fill.fgColor.rgb == "FFF8D7DA"
    assert "does not exist" in cell.comment.text
    assert sheet["E2"].comment is None


def test_the_message_stands_beside_the_line_too() -> None:
    sheet = sheet_of(sent_back(LIST.encode()))
    assert [sheet["G1"].value, sheet["H1"].value] == [LINE, WRONG]
    assert sheet["G3"].value == 3
    assert sheet["H3"].value.startswith("Aankomst: The day 31-09-2026 does not exist")
    assert sheet["H2"].value is None


@pytest.mark.parametrize(("only_bad", "rows"), [(False, ["1", "002"]), (True, ["002"])])
def test_mended_in_the_marked_cell_it_reads_back_in(
    only_bad: bool, rows: list[str]
) -> None:
    sheet = sheet_of(sent_back(LIST.encode(), only_bad=only_bad))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment:
                cell.value = "30-09-2026"
    again = read_stays(saved(sheet), filename="list.xlsx", on=ON)
    assert again.errors == []
    assert [row.reference for row in again.rows] == rows
    assert again.rows[-1].arrival == date(2026, 9, 30)
    assert again.ignored_columns == []


def test_dates_numbers_and_zeros_of_a_workbook_come_back_as_they_were() -> None:
    head = ["Referentie", "Naam", "Woonplaats", "Document", "Aankomst", "Vertrek"]
    rows = [
        ["007", "Anna Voorbeeld", "Plaats", "paspoort", date(2026, 9, 1), None],
        [8, "Piotr Voorbeeld", "Plaats", "rijbewijs?", date(2026, 9, 2), None],
    ]
    content = xlsx(head, *rows)
    sheet = sheet_of(sent_back(content, "list.xlsx"))
    assert sheet["A2"].value == "007"
    assert sheet["A3"].value == 8
    assert sheet["E2"].is_date
    again = read_stays(saved(sheet), filename="list.xlsx", on=ON)
    before = read_stays(content, filename="list.xlsx", on=ON)
    assert (again.rows, len(again.errors)) == (before.rows, len(before.errors))


@pytest.mark.parametrize("start", ["=1+1", "@SUM(A1)", "+31", "-2"])
def test_no_cell_of_the_file_that_goes_back_is_a_formula(start: str) -> None:
    content = LIST + f"{start};Jan;Plaats;paspoort;geen;\n"
    sheet = sheet_of(sent_back(content.encode()))
    assert sheet["A4"].value == start
    assert sheet["A4"].data_type == "s"
    assert sheet["A4"].quotePrefix


def test_a_list_that_came_back_can_go_back_again() -> None:
    once = sent_back(LIST.encode())
    twice = sheet_of(sent_back(once, "list.xlsx"))
    assert twice.max_column == 8
    assert twice["E3"].comment is not None


def test_a_line_that_has_shifted_is_still_refused_when_it_comes_back() -> None:
    shifted = LIST + "3;Jan;Plaats;paspoort;01-09-2026;;stray\n"
    again = read_stays(sent_back(shifted.encode()), filename="a.xlsx", on=ON)
    assert 4 in {error.line for error in again.errors}
