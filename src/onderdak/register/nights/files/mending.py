"""Gives a provider's own list back as a workbook, with every wrong cell marked.

The wrong cell is coloured and carries the message as a comment; the message stands
once more in a column of ours at the end of the line, for who cannot see colours or
comments. The workbook can be handed in again as it is: our columns are not read.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from onderdak.register.nights.files.column_choice import names_in
from onderdak.register.nights.files.columns import Header, find_table
from onderdak.register.nights.files.headers import NAME_PARTS
from onderdak.register.nights.files.own_words import (
    LINE,
    PART_SHEET,
    WHOLE_SHEET,
    WRONG,
)
from onderdak.register.nights.files.reading import read_book
from onderdak.register.nights.files.rows import Remembered
from onderdak.register.nights.files.sheets import Cell, Row, Sheet, shown

_MOST_COMMENTS: Final = 5_000
_FORMULA: Final = ("=", "+", "-", "@")
_LONGEST: Final = 32_000


@dataclass(frozen=True, slots=True)
class Mark:
    """What is wrong with one cell, in the reader's own language."""

    line: int
    column: str
    message: str


def mended_xlsx(
    source: bytes | Path,
    *,
    filename: str,
    marks: Iterable[Mark],
    mapping: Mapping[str, str] | None = None,
    remembered: Remembered | None = None,
    only_bad: bool = False,
) -> bytes:
    """Write the list that was read as a workbook to mend.

    Args:
        source: the file as it was handed in.
        marks: every wrong cell, by line and by the file's own column name.
        only_bad: leave out the lines that are right.

    Raises:
        Invalid: the file cannot be read.
    """
    book = read_book(source, filename=filename)
    if remembered and not mapping:
        mapping = remembered(names_in(book.sheets))
    sheet, header, _ = find_table(book.sheets, mapping)
    by_line: dict[int, list[Mark]] = {}
    for mark in marks:
        by_line.setdefault(mark.line, []).append(mark)
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as out:
        _Writer(out, sheet, header, only_bad=only_bad).write(by_line)
    return buffer.getvalue()


class _Writer:
    """Writes one list, line by line."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        sheet: Sheet,
        header: Header,
        *,
        only_bad: bool,
    ) -> None:
        self._only_bad = only_bad
        self._book, self._sheet, self._header = book, sheet, header
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._comments = 0
        self._own = [name in {LINE, WRONG} for name in header.names]
        self._width = max(
            [len(header.names), *(len(row) for row in sheet.rows)], default=0
        )
        if any(self._own):
            self._width = self._own.index(True)
        self._out = book.add_worksheet(PART_SHEET if only_bad else WHOLE_SHEET)

    def write(self, by_line: Mapping[int, list[Mark]]) -> None:
        """Write the header, then the lines with what is wrong beside them."""
        head = self._header.last_row
        self._out.set_column(0, max(self._width - 1, 0), 18)
        self._out.set_column(self._width, self._width, 12)
        self._out.set_column(self._width + 1, self._width + 1, 90)
        at = 0
        for index, row in enumerate(self._sheet.rows):
            line = self._sheet.line(index)
            found = by_line.get(line, [])
            if index > head and self._only_bad and not found:
                continue
            self._line(at, row[: self._width], found, bold=index == head)
            if index == head:
                self._own_headings(at)
            elif found:
                self._own_cells(at, line, found)
            at += 1

    def _line(self, at: int, row: Row, marks: Sequence[Mark], *, bold: bool) -> None:
        wrong = self._columns(marks)
        for column in range(max(len(row), 1 + max(wrong, default=-1))):
            value = row[column] if column < len(row) else ""
            self._cell(at, column, value, bold=bold, bad=column in wrong)
            if column in wrong and self._comments < _MOST_COMMENTS:
                self._comments += 1
                self._out.write_comment(at, column, wrong[column], {"x_scale": 2.5})

    def _columns(self, marks: Sequence[Mark]) -> dict[int, str]:
        found: dict[int, str] = {}
        for mark in marks:
            for column in self._places(mark.column):
                before = found.get(column)
                found[column] = f"{before}\n{mark.message}" if before else mark.message
        return found

    def _places(self, label: str) -> list[int]:
        """Where a column of this name is; a name in parts has several."""
        fields = self._header.fields
        if label in fields:
            return [fields[label]]
        parts = [fields[part] for part in NAME_PARTS if part in fields]
        joined = " + ".join(self._header.label(column) for column in parts)
        if parts and label in {joined, "name"}:
            return parts
        return [at for at in range(self._width) if self._header.label(at) == label][:1]

    def _own_headings(self, at: int) -> None:
        style = self._style(bold=True, bg_color="#FFF3CD")
        self._out.write_string(at, self._width, LINE, style)
        self._out.write_string(at, self._width + 1, WRONG, style)

    def _own_cells(self, at: int, line: int, marks: Sequence[Mark]) -> None:
        told = "; ".join(f"{mark.column}: {mark.message}" for mark in marks)
        self._out.write_number(at, self._width, line)
        wrap = self._style(text_wrap=True, quote_prefix=True)
        self._out.write_string(at, self._width + 1, told[:_LONGEST], wrap)

    def _cell(
        self, at: int, column: int, value: Cell, *, bold: bool, bad: bool
    ) -> None:
        look: dict[str, object] = {"bg_color": "#F8D7DA", "border": 1} if bad else {}
        if bold:
            look["bold"] = True
        if isinstance(value, bool):
            self._out.write_boolean(at, column, value, self._style(**look))
        elif isinstance(value, int | float):
            self._out.write_number(at, column, value, self._style(**look))
        elif isinstance(value, datetime) and (value.hour or value.minute):
            self._day(at, column, value, "dd-mm-yyyy hh:mm", look)
        elif isinstance(value, date) and value.year >= 1900:
            self._day(at, column, value, "dd-mm-yyyy", look)
        else:
            self._text(at, column, _written(value), look)

    def _day(
        self, at: int, column: int, day: date, form: str, look: dict[str, object]
    ) -> None:
        self._out.write_datetime(at, column, day, self._style(num_format=form, **look))

    def _text(
        self, at: int, column: int, written: str, look: dict[str, object]
    ) -> None:
        """A text stays a text: no zero is lost, and nothing becomes a formula."""
        if not written and not look:
            return
        quoted = {"quote_prefix": True} if written.startswith(_FORMULA) else {}
        style = self._style(num_format="@", **quoted, **look)
        self._out.write_string(at, column, written[:_LONGEST], style)

    def _style(self, **look: object) -> Any:
        key = tuple(sorted(look.items()))
        if not key:
            return None
        if key not in self._formats:
            self._formats[key] = self._book.add_format(dict(look))
        return self._formats[key]


def _written(value: Cell) -> str:
    return shown(value) if isinstance(value, date | time | timedelta) else str(value)
