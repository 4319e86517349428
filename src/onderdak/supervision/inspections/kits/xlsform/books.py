"""The spreadsheet itself: written with xlsxwriter, read with calamine."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import python_calamine as calamine
import xlsxwriter

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.kits.xlsform.columns import (
    CHOICE_COLUMNS,
    CHOICES,
    COLUMNS,
    SHEETS,
    SURVEY,
    Form,
    Row,
)

MOST_BYTES: Final = 2_000_000
_MOST_UNPACKED: Final = 40_000_000
_MOST_ROWS: Final = 5_000
_MOST_COLUMNS: Final = 200
_WIDE: Final = 38


@dataclass(frozen=True)
class Sheets:
    """The rows of each sheet, with the number that each has in the file."""

    rows: dict[str, list[tuple[int, Row]]]
    columns: dict[str, list[str]]


def as_xlsx(form: Form) -> bytes:
    """A form as an XLSX file; cells are words, so that none becomes a formula."""
    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        strong = book.add_format({"bold": True, "text_wrap": True})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        for name in SHEETS:
            sheet = book.add_worksheet(name)
            columns = _columns(name, form[name])
            sheet.freeze_panes(1, 2)
            sheet.set_column(0, max(len(columns) - 1, 0), _WIDE / 2, plain)
            for at, column in enumerate(columns):
                sheet.write_string(0, at, column, strong)
            for line, row in enumerate(form[name], start=1):
                for at, column in enumerate(columns):
                    if value := row.get(column):
                        sheet.write_string(line, at, value, plain)
    return buffer.getvalue()


def _columns(name: str, rows: list[Row]) -> list[str]:
    known = {SURVEY: COLUMNS, CHOICES: CHOICE_COLUMNS}.get(name, ())
    there = {column for row in rows for column in row}
    ordered = [column for column in known if column in there]
    return [*ordered, *(c for row in rows[:1] for c in row if c not in known)]


def read_xlsx(data: bytes) -> Sheets:
    """The rows of the sheets of a form, with their numbers.

    Raises:
        Invalid: it is no workbook, or larger than a form ever is.
    """
    _check(data)
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            found = {name.strip().lower(): name for name in book.sheet_names}
            cells = {
                name: book.get_sheet_by_name(found[name]).to_python(
                    skip_empty_area=False, nrows=_MOST_ROWS + 2
                )
                for name in SHEETS
                if name in found
            }
    except (calamine.CalamineError, calamine.PasswordError, OSError) as error:
        raise _no_workbook() from error
    if SURVEY not in cells:
        raise Invalid(
            text("There is no sheet 'survey' in this file."),
            next_step=text("Take the file of a checklist and change that."),
        )
    return Sheets(
        rows={name: list(_rows(table)) for name, table in cells.items()},
        columns={name: _heads(table) for name, table in cells.items()},
    )


def _check(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise Invalid(text("This file is too large."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            unpacked = sum(each.file_size for each in package.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise _no_workbook() from error
    if unpacked > _MOST_UNPACKED:
        raise Invalid(text("This file is too large."))


def _no_workbook() -> Invalid:
    return Invalid(
        text("This file is no workbook that can be read."),
        next_step=text("Save it as XLSX and take it in again."),
    )


def _heads(table: Sequence[Sequence[object]]) -> list[str]:
    return [_plain(cell) for cell in table[0][:_MOST_COLUMNS]] if table else []


def _rows(table: Sequence[Sequence[object]]) -> list[tuple[int, Row]]:
    if len(table) > _MOST_ROWS:
        raise Invalid(text("This file has more rows than a checklist ever has."))
    heads = _heads(table)
    rows = []
    for number, cells in enumerate(table[1:], start=2):
        row = {
            head: value
            for head, cell in zip(heads, cells, strict=False)
            if head and (value := _plain(cell))
        }
        if row:
            rows.append((number, row))
    return rows


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
