"""What a list in a file promises: exactly what is shown, and never a formula."""

import csv
import io
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from onderdak.foundation.identity.contract import scope
from onderdak.web.nights.export import csv_lines, harmless, xlsx_file
from tests.integration.conftest import SignedIn
from tests.integration.web.conftest import sleeps_here
from tests.world import House, Town, add_location, everything

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


@pytest.mark.parametrize("written", FORMULAS)
def test_no_text_can_be_taken_for_a_formula(written: str) -> None:
    assert harmless(written) == f"'{written}"


@pytest.mark.parametrize(
    ("value", "written"),
    [(-3, -3), (date(2026, 11, 21), "2026-11-21"), (None, ""), ("Huis -1", "Huis -1")],
)
def test_numbers_and_days_stay_what_they_are(value: object, written: object) -> None:
    assert harmless(value) == written


@pytest.mark.django_db
def test_a_workbook_holds_text_where_a_formula_was_written() -> None:
    answer = xlsx_file([["Location"], ["=HYPERLINK(1)"]], "list")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    answer.close()
    assert book.get_sheet_by_index(0).to_python() == [["Location"], ["'=HYPERLINK(1)"]]


def test_a_line_break_in_a_name_stays_in_its_cell() -> None:
    text = "".join(csv_lines([["a\nb", "c"]])).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [["a\nb", "c"]]


@pytest.mark.django_db
def test_the_csv_holds_what_the_search_shows(
    house: House, town: Town, signed_in: SignedIn
) -> None:
    sleeps_here(house, "A1", "A2")
    with scope(everything()):
        add_location(house.provider, town, "=Zonnehoek", capacity=4)
    client = signed_in(house.manager)
    answer = client.get("/locations/export.csv")
    rows = list(
        csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig")), delimiter=";")
    )
    assert [row[1] for row in rows[1:]] == ["'=Zonnehoek", "Pension Test"]
    assert rows[2][6] == "2"
    searched = client.get("/locations/export.csv?q=pension")
    assert b"Zonnehoek" not in b"".join(searched)


@pytest.mark.django_db
def test_the_workbook_holds_the_same_lines(house: House, signed_in: SignedIn) -> None:
    sleeps_here(house, "A1")
    answer = signed_in(house.manager).get("/locations/export.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(b"".join(answer)))
    answer.close()
    header, line = book.get_sheet_by_index(0).to_python()
    assert dict(zip(header, line, strict=True))["Gasten"] == 1
