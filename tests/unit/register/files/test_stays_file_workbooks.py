"""XLSX and ODS workbooks, and files that are no workbook at all."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from provider_files import FULL_HEADER, HEADER, full_row, line, ods, read, xlsx

from onderdak.kernel.errors import Invalid
from onderdak.register.nights.files import template_xlsx


def test_dates_of_a_workbook_come_as_days_whatever_their_form() -> None:
    rows = [full_row(day) for day in (datetime(2026, 9, 1, 14, 30), 46266, "1-9-2026")]
    file = read(xlsx(FULL_HEADER, *rows), "list.xlsx")
    assert [row.arrival for row in file.rows] == [date(2026, 9, 1)] * 3


def test_lines_are_numbered_as_excel_shows_them() -> None:
    file = read(xlsx([], [], FULL_HEADER, [], full_row()), "list.xlsx")
    assert (file.header_line, file.rows[0].line) == (3, 5)


def test_an_error_in_a_departure_is_never_an_open_departure() -> None:
    broken, formula = full_row(departure="#REF!"), full_row(departure="=A1+1")
    file = read(xlsx(FULL_HEADER, broken, formula, full_row()), "list.xlsx")
    assert [row.line for row in file.rows] == [4]
    assert [(e.line, e.column) for e in file.errors] == [(2, "Vertrek"), (3, "Vertrek")]
    assert "#REF!" in str(file.errors[0].message)
    assert "formula without an outcome" in str(file.errors[1].message)


def test_merged_cells_in_a_header() -> None:
    def merge(book: Any) -> None:
        book.active.merge_cells("D1:E1")

    top = ["Naam", "Woonplaats", "Document", "Verblijf", None]
    data = xlsx(
        top,
        [None, None, None, "van", "tot"],
        ["Jan", "Gent", "id", date(2026, 9, 1), date(2026, 9, 3)],
        change=merge,
    )
    assert read(data, "list.xlsx").rows[0].departure == date(2026, 9, 3)


def test_the_first_sheet_with_a_header_is_read_and_the_others_are_named() -> None:
    def add(book: Any) -> None:
        sheet = book.create_sheet("Lijst")
        sheet.append(FULL_HEADER)
        sheet.append(full_row())

    file = read(xlsx(["Colofon"], change=add), "list.xlsx")
    assert len(file.rows) == 1
    assert any("'Lijst'" in str(n) and "Sheet" in str(n) for n in file.notes)


def _ods_cell(value: str) -> str:
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def _ods_row(*cells: str) -> str:
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def test_opendocument_sheets_are_read_with_their_errors_and_lines() -> None:
    blank = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    head = _ods_row(*map(_ods_cell, FULL_HEADER))
    cells = [_ods_cell(value) for value in ("7", "Jan", "Gent", "id")]
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2026-09-01">'
        "<text:p>01-09-26</text:p></table:table-cell>"
    )
    fault = (
        '<table:table-cell office:value-type="string" office:string-value="" '
        'calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell>'
    )
    rows = blank + head + _ods_row(*cells, day) + _ods_row(*cells, day, fault)
    file = read(ods(rows), "list.ods")
    assert [(row.line, row.arrival) for row in file.rows] == [(4, date(2026, 9, 1))]
    assert [(e.line, e.value) for e in file.errors] == [(5, "#REF!")]


def test_the_template_can_be_read_and_its_example_is_no_stay() -> None:
    with pytest.raises(Invalid, match="no guest"):
        read(template_xlsx(), "template.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    book["Verblijven"].append(["7", "Jan Kowalski", "Poznań", "paspoort", "1-9-2026"])
    filled = io.BytesIO()
    book.save(filled)
    file = read(filled.getvalue(), "template.xlsx")
    assert (len(file.rows), file.errors, file.row_count) == (1, [], 1)
    assert len(file.columns) == 12
    assert any("example" in str(note) for note in file.notes)


def _bomb() -> bytes:
    return xlsx(["x"], change=lambda book: book.active.cell(1048576, 16384, "x"))


def _swollen() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "x")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(101):
                part.write(bytes(10_000_000))
    return buffer.getvalue()


def _ods_bomb() -> bytes:
    wide = _ods_cell("x").replace(
        "office:", 'table:number-columns-repeated="16384" office:'
    )
    return ods(
        _ods_row(wide).replace("row>", 'row table:number-rows-repeated="999999">', 1)
    )


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"<html><table>", "HTML"),
        (b"PK\x03\x04broken", "damaged"),
        (_OLE + bytes(600), "old Excel file"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"a\x00\x00\x00\x01\x02\x03b" * 50, "not a spreadsheet"),
        (_bomb, "stretches to row 1048576"),
        (_ods_bomb, "stretches"),
    ],
)
def test_what_is_no_list_is_refused_with_the_reason(data: Any, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as refused:
        read(data() if callable(data) else data, "list.xlsx")
    assert refused.value.next_step is not None


def test_a_package_that_swells_is_refused_before_it_is_unpacked() -> None:
    data = _swollen()
    assert len(data) < 2_000_000
    with pytest.raises(Invalid, match="too large once it is unpacked"):
        read(data, "list.xlsx")


def test_a_file_above_the_limit_is_refused_unread() -> None:
    with pytest.raises(Invalid, match="too large"):
        read(HEADER + line(), max_bytes=20)
