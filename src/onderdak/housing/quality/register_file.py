"""Reads a register's file: every line that can be read, and every cell that cannot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from onderdak.housing.quality.domain.registers import (
    FIELDS,
    STATES,
    RegisterLine,
    split_address,
    split_number,
)
from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import kvk_number, postcode, whole_number
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract.files import (
    BadCell,
    Cell,
    Sheet,
    as_text,
    column_letter,
    fold,
    is_blank,
    read_book,
    read_date,
)

MAX_BYTES: Final = 5_000_000
MOST_LINES: Final = 20_000
_HEADER_WITHIN: Final = 20
_MOST_BEDS: Final = 20_000
_LEAST_KVK: Final = 5
_LONGEST: Final = {"holder": 200, "number": 60, "street": 120, "town": 100}

_NAMES: Final = {name: field for field, names in FIELDS.items() for name in names}
_OPTIONAL_WORDS: Final = frozenset({"-", "–", "n.v.t.", "nvt", "onbekend"})


@dataclass(frozen=True, slots=True)
class BadLine:
    """A cell that cannot be read, where it stands, and why."""

    line: int
    column: str
    what: Text


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What a file says, and everything in it that cannot be read."""

    lines: Sequence[RegisterLine]
    bad: Sequence[BadLine]


def read_register(data: bytes, *, filename: str, on: date) -> RegisterFile:
    """Read a list as the keeper of a scheme publishes it: CSV, XLSX, ODS or XLS.

    Raises:
        Invalid: it is no list, its columns are not known, or it is too long.
    """
    book = read_book(data, filename=filename, max_bytes=MAX_BYTES)
    sheet, header, columns = _header(
        [sheet for sheet in book.sheets if not sheet.hidden]
    )
    if len(sheet.rows) - header > MOST_LINES:
        raise Invalid(
            text("This list has more than %(most)s lines.", most=MOST_LINES),
            next_step=text("Leave out the towns that are not yours."),
        )
    lines: list[RegisterLine] = []
    bad: list[BadLine] = []
    for index in range(header + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if all(is_blank(cell) for cell in row):
            continue
        reader = _Row(sheet.line(index), row, columns, on)
        found = reader.read()
        bad += reader.bad
        if found is not None:
            lines.append(found)
    return RegisterFile(*_without_doubles(lines, bad))


def _header(sheets: Sequence[Sheet]) -> tuple[Sheet, int, Mapping[str, int]]:
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            columns = _columns(row)
            if "holder" in columns and len(columns) > 1:
                return sheet, index, columns
    raise Invalid(
        text("There is no line of headings that we know."),
        text("A column with the company is needed, and one more."),
        text(
            "Name the columns for example: %(names)s.",
            names=", ".join(names[0] for names in FIELDS.values()),
        ),
    )


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    """Which column holds which field; the first of a name counts."""
    found: dict[str, int] = {}
    for number, cell in enumerate(row):
        field = _NAMES.get(fold(as_text(cell)))
        if field is not None:
            found.setdefault(field, number)
    return found


class _Row:
    """One row of the list, with everything in it that cannot be read."""

    def __init__(
        self, line: int, row: Sequence[Cell], columns: Mapping[str, int], on: date
    ) -> None:
        self.line, self.row, self.columns, self.on = line, row, columns, on
        self.bad: list[BadLine] = []

    def read(self) -> RegisterLine | None:
        """The line, or None where a cell of it cannot be read."""
        street, house, addition = self._door()
        found = {
            "holder": self._words("holder"),
            "kvk": self._checked("kvk", kvk_number),
            "number": self._words("number"),
            "street": street,
            "house": house,
            "addition": addition[:10],
            "postcode": self._checked("postcode", postcode),
            "town": self._words("town"),
            "beds": self._beds(),
            "registered_on": self._day("registered_on"),
            "inspected_on": self._day("inspected_on"),
            "valid_from": self._day("valid_from"),
            "valid_until": self._until(),
            "state": self._state(),
            "state_since": self._day("state_since"),
        }
        if not found["holder"]:
            self._wrong("holder", text("This cell is empty, and it must be filled in."))
        self._check_days(found)
        return None if self.bad else RegisterLine(self.line, **found)

    def _cell(self, field: str) -> Cell:
        column = self.columns.get(field)
        if column is None or column >= len(self.row):
            return ""
        return self.row[column]

    def _wrong(self, field: str, what: Text) -> None:
        column = column_letter(self.columns.get(field, 0))
        self.bad.append(BadLine(self.line, column, what))

    def _words(self, field: str) -> str:
        plain = as_text(self._cell(field)).replace("\n", " ")
        if len(plain) > _LONGEST.get(field, 120):
            self._wrong(field, text("This text is too long."))
        return "" if plain.lower() in _OPTIONAL_WORDS else plain

    def _checked(self, field: str, check: Callable[[str], str]) -> str:
        plain = self._words(field)
        if not plain:
            return ""
        if field == "kvk" and plain.isdigit() and len(plain) > _LEAST_KVK:
            plain = plain.zfill(8)  # a spreadsheet drops the zeros at the front
        try:
            return check(plain)
        except Invalid as error:
            self._wrong(field, error.what)
            return ""

    def _door(self) -> tuple[str, int | None, str]:
        street, house = self._words("street"), self._words("house")
        if not house:
            parts = split_address(street)
            return parts[0], parts[1], parts[2] or self._words("addition")
        number, addition = split_number(house)
        if number is None:
            self._wrong("house", text("'%(value)s' is no house number.", value=house))
        return street, number, addition or self._words("addition")

    def _beds(self) -> int | None:
        plain = self._words("beds")
        if not plain:
            return None
        number = whole_number(plain, most_digits=5)
        if number is None or not 0 < number <= _MOST_BEDS:
            self._wrong(
                "beds", text("'%(value)s' is no number of beds.", value=plain[:40])
            )
            return None
        return number

    def _day(self, field: str) -> date | None:
        cell = self._cell(field)
        if is_blank(cell) or as_text(cell).lower() in _OPTIONAL_WORDS:
            return None
        try:
            return read_date(cell, self.on)
        except BadCell as error:
            self._wrong(field, error.message)
            return None

    def _until(self) -> date | None:
        """The first day on which it holds no more: the day after 'up to and with'."""
        if (until := self._day("valid_until")) is not None:
            return until
        through = self._day("valid_through")
        return None if through is None else through + timedelta(days=1)

    def _state(self) -> Any:
        plain = self._words("state")
        state = STATES.get(fold(plain))
        if state is None:
            self._wrong(
                "state",
                text(
                    "'%(value)s' is no state that we know. Use: %(known)s.",
                    value=plain[:40],
                    known="geldig, geschorst, ingetrokken, vervallen",
                ),
            )
        return state

    def _check_days(self, found: Mapping[str, Any]) -> None:
        since, until = found["valid_from"], found["valid_until"]
        if since and until and until <= since:
            field = "valid_until" if "valid_until" in self.columns else "valid_through"
            self._wrong(field, text("It ends before it begins."))
        for field in ("inspected_on", "state_since"):
            if found[field] and found[field] > self.on:
                self._wrong(
                    field, text("The day %(day)s is yet to come.", day=found[field])
                )


def _without_doubles(
    lines: Sequence[RegisterLine], bad: Sequence[BadLine]
) -> tuple[list[RegisterLine], list[BadLine]]:
    """A certificate that stands twice is refused: nobody knows which line holds."""
    first: dict[str, int] = {}
    kept, wrong = [], list(bad)
    for line in lines:
        if line.key in first:
            wrong.append(
                BadLine(
                    line.line,
                    "",
                    text("This is on line %(line)s already.", line=first[line.key]),
                )
            )
        else:
            first[line.key] = line.line
            kept.append(line)
    return kept, sorted(wrong, key=lambda one: (one.line, one.column))
