"""Checklists go out as XLSForm and come back; what is wrong is named by its cell."""

import io
import re
from collections.abc import Callable
from xml.etree import ElementTree

import openpyxl
import pytest
from pyxform.xls2xform import convert

from onderdak.kernel.errors import Invalid
from onderdak.supervision.inspections.contract.kits import (
    Kind,
    PartName,
    TakenIn,
    kits,
    take_in,
    xlsform_of,
)

Sheet = openpyxl.worksheet.worksheet.Worksheet
_XFORM = "{http://www.w3.org/2002/xforms}"


def _changed(change: Callable[[Sheet], None], kind: Kind = Kind.SIMPLE) -> TakenIn:
    """The file of a kit, changed in its survey, taken in."""
    book = openpyxl.load_workbook(io.BytesIO(xlsform_of(kits()[kind], "1")))
    change(book["survey"])
    return _taken(book)


def _taken(book: openpyxl.Workbook) -> TakenIn:
    file = io.BytesIO()
    book.save(file)
    return take_in(file.getvalue())


def _column(sheet: Sheet, name: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == name)


def _row(sheet: Sheet, name: str) -> int:
    column = _column(sheet, "name")
    return next(
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, column).value == name
    )


def _set(sheet: Sheet, row: int, column: str, value: str) -> None:
    sheet.cell(row, _column(sheet, column)).value = value


@pytest.mark.parametrize("kind", Kind)
def test_each_kit_is_a_form_that_pyxform_accepts_as_a_file(kind: Kind) -> None:
    form = convert(xlsform_of(kits()[kind], "1"), file_type=".xlsx").xform
    root = ElementTree.fromstring(form)  # noqa: S314 - made by ourselves
    binds = {bind.get("nodeset") for bind in root.iter(f"{_XFORM}bind")}
    asked = {
        element.get("ref")
        for name in ("input", "select", "select1", "upload", "trigger")
        for element in root.iter(_XFORM + name)
    }
    assert len(asked) > 30
    assert asked <= binds


@pytest.mark.parametrize("kind", Kind)
def test_each_kit_comes_back_as_it_went(kind: Kind) -> None:
    found = take_in(xlsform_of(kits()[kind], "1"))
    assert found.faults == ()
    assert found.checklist == kits()[kind]
    assert found.notes == ()


def test_the_signs_of_exploitation_do_not_leave_the_house() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsform_of(kits()[Kind.FULL], "1")))
    told = " ".join(str(c.value) for row in book["survey"].iter_rows() for c in row)
    for section in kits()[Kind.FULL].sections:
        if section.part is PartName.SIGNS:
            assert not any(re.search(rf"\b{i.key}\b", told) for i in section.items)


def test_everything_that_is_wrong_is_told_with_its_sheet_row_and_column() -> None:
    def change(sheet: Sheet) -> None:
        _set(sheet, _row(sheet, "room_beds"), "type", "geopoint")
        _set(sheet, _row(sheet, "room_people"), "relevant", "count(${rooms}) > 2")
        _set(sheet, _row(sheet, "unit_people"), "constraint", "regex(., 'x')")
        _set(sheet, _row(sheet, "advice_given"), "label::Nederlands (nl)", "Uw BSN?")

    found = _changed(change)
    assert found.checklist is None
    where = [fault.where for fault in found.faults]
    book = openpyxl.load_workbook(io.BytesIO(xlsform_of(kits()[Kind.SIMPLE], "1")))
    row = {
        n: _row(book["survey"], n)
        for n in ("room_beds", "room_people", "unit_people", "advice_given")
    }
    assert f"survey!{row['room_beds']} [type]" in where
    assert f"survey!{row['room_people']} [relevant]" in where
    assert f"survey!{row['unit_people']} [constraint]" in where
    assert f"survey!{row['advice_given']}" in where


def test_what_the_law_asks_comes_back_unchanged_or_is_refused() -> None:
    def soften(sheet: Sheet) -> None:
        row = _row(sheet, "consent")
        _set(sheet, row, "hint::Nederlands (nl)", "Zwijgen is een ja.")

    found = _changed(soften)
    assert [fault.what for fault in found.faults] == [
        "This part stays as it is: the law asks it."
    ]


def test_a_part_that_the_law_asks_is_put_back_when_it_is_left_out() -> None:
    def leave_out(sheet: Sheet) -> None:
        first = _row(sheet, "entry_door")
        column = _column(sheet, "name")
        last = max(
            row
            for row in range(2, sheet.max_row + 1)
            if sheet.cell(row, column).value == "entry_door"
        )
        sheet.delete_rows(first, last - first + 1)

    found = _changed(leave_out)
    assert found.checklist == kits()[Kind.SIMPLE]


def test_a_form_made_elsewhere_is_taken_in_and_says_what_it_left_out() -> None:
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    for row in (
        ["type", "name", "label", "required", "relevant"],
        ["start", "start", "", "", ""],
        ["select_one yes_no", "lift", "Is er een lift?", "yes", ""],
        ["integer", "floors", "Hoeveel verdiepingen?", "", "${lift} = 'yes'"],
        ["image", "stairs", "Foto van de trap", "", "${floors} > 2"],
    ):
        survey.append(row)
    choices = book.create_sheet("choices")
    for row in (
        ["list_name", "name", "label"],
        ["yes_no", "yes", "ja"],
        ["yes_no", "no", "nee"],
    ):
        choices.append(row)
    book.create_sheet("settings").append(["form_id"])
    book["settings"].append(["onderdak_simple"])
    found = _taken(book)
    assert found.faults == ()
    assert found.checklist is not None
    stairs = found.checklist.item("stairs")
    assert stairs.photo
    assert stairs.only_if is not None
    assert (stairs.only_if.how, stairs.only_if.value) == ("at_least", 3)
    assert len(found.notes) == 3


def test_a_choice_of_words_in_the_choices_sheet_is_looked_at_too() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsform_of(kits()[Kind.SIMPLE], "1")))
    book["choices"].append(["sanitary_clean", "herkomst", "naar herkomst", "by origin"])
    found = _taken(book)
    assert any("herkomst" in str(fault) for fault in found.faults)


def test_a_formula_in_a_cell_is_written_as_words() -> None:
    data = xlsform_of(kits()[Kind.FULL], "1")
    book = openpyxl.load_workbook(io.BytesIO(data))
    types = {c.data_type for s in book for row in s.iter_rows() for c in row}
    assert "f" not in types


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04nothing", b"type,name\n", b"\x00" * 50]
)
def test_what_is_no_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        take_in(data)
