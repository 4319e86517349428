"""Reads a file of outcomes: every line that can be read, and every cell that cannot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from onderdak.kernel.errors import Invalid
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
from onderdak.supervision.picture.ranking.domain.shapes import BadOutcome, OutcomeLine
from onderdak.supervision.picture.ranking.domain.states import ChosenBy, Result

MAX_BYTES: Final = 10_000_000
MOST_LINES: Final = 50_000
_HEADER_WITHIN: Final = 20
_LONGEST: Final = 80
_BAG_DIGITS: Final = 16

FIELDS: Final = {
    "address": ("bag-id", "bag id", "address", "adres"),
    "date": ("datum", "date"),
    "result": ("uitkomst", "result"),
    "chosen_by": ("gekozen door", "chosen by"),
    "reference": ("kenmerk", "reference", "referentie"),
}
_NAMES: Final = {fold(name): key for key, names in FIELDS.items() for name in names}
_RESULTS: Final = {
    fold(word): result
    for result, words in {
        Result.BREACH: ("breach", "overtreding"),
        Result.IN_ORDER: ("in_order", "in orde"),
        Result.NO_ACCESS: ("no_access", "geen toegang", "niet thuis"),
    }.items()
    for word in words
}
_CHOSEN: Final = {
    fold(word): chosen
    for chosen, words in {
        ChosenBy.RANKED: ("ranked", "volgorde"),
        ChosenBy.REPORT: ("report", "melding"),
        ChosenBy.RANDOM: ("random", "loting"),
        ChosenBy.PERIODIC: ("periodic", "periodiek"),
        ChosenBy.OTHER: ("other", "anders"),
    }.items()
    for word in words
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OutcomeFile:
    """What a file says, and everything in it that cannot be read."""

    lines: Sequence[OutcomeLine]
    bad: Sequence[BadOutcome]


def read_outcomes(
    data: bytes, *, filename: str, on: date, known: Callable[[set[str]], dict[str, int]]
) -> OutcomeFile:
    """Read a file of outcomes: CSV, or a workbook with the same columns.

    Args:
        on: the day of reading; nothing can be found on a later day.
        known: gives the addresses that BAG ids stand for, here.

    Raises:
        Invalid: it is no list, its columns are not known, or it is too long.
    """
    book = read_book(data, filename=filename, max_bytes=MAX_BYTES)
    sheet, header, columns = _header([one for one in book.sheets if not one.hidden])
    if len(sheet.rows) - header - 1 > MOST_LINES:
        raise Invalid(
            text("This list has more than %(most)s lines.", most=MOST_LINES),
            next_step=text("Send it in parts."),
        )
    rows = [
        _Row(sheet.line(index), sheet.rows[index], columns, on)
        for index in range(header + 1, len(sheet.rows))
        if not all(is_blank(cell) for cell in sheet.rows[index])
    ]
    places = known({row.bag_id for row in rows})
    lines = [row.read(places) for row in rows]
    bad = [one for row in rows for one in row.bad]
    return OutcomeFile(*_without_doubles([one for one in lines if one], bad))


def _header(sheets: Sequence[Sheet]) -> tuple[Sheet, int, Mapping[str, int]]:
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            columns = _columns(row)
            if set(FIELDS) <= set(columns):
                return sheet, index, columns
    raise Invalid(
        text("There is no line of headings that we know."),
        next_step=text(
            "Name the columns for example: %(names)s.",
            names=", ".join(names[0] for names in FIELDS.values()),
        ),
    )


def _columns(row: Sequence[Cell]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, cell in enumerate(row):
        key = _NAMES.get(fold(as_text(cell)))
        if key is not None:
            found.setdefault(key, number)
    return found


@dataclass(slots=True)
class _Row:
    """One line of the list, with everything in it that cannot be read."""

    line: int
    row: Sequence[Cell]
    columns: Mapping[str, int]
    on: date
    bad: list[BadOutcome] = field(default_factory=list)

    @property
    def bag_id(self) -> str:
        """The number of the address; a spreadsheet drops the zero at the front."""
        words = self._words("address")
        short = words.isdigit() and len(words) == _BAG_DIGITS - 1
        return words.zfill(_BAG_DIGITS) if short else words

    def read(self, places: Mapping[str, int]) -> OutcomeLine | None:
        """The line, or None where a cell of it cannot be read."""
        address = places.get(self.bag_id)
        if address is None:
            self._wrong("address", text("This is no BAG id of an address here."))
        day = self._day()
        result = self._one_of("result", _RESULTS)
        chosen = self._one_of("chosen_by", _CHOSEN)
        reference = self._words("reference")
        if not reference:
            self._wrong("reference", text("Each outcome needs a reference of its own."))
        if len(reference) > _LONGEST:
            self._wrong("reference", text("This text is too long."))
        if self.bad or address is None or day is None or not (result and chosen):
            return None
        return OutcomeLine(self.line, address, day, result, chosen, reference)

    def _wrong(self, key: str, what: Text) -> None:
        self.bad.append(BadOutcome(self.line, column_letter(self.columns[key]), what))

    def _cell(self, key: str) -> Cell:
        column = self.columns[key]
        return self.row[column] if column < len(self.row) else ""

    def _words(self, key: str) -> str:
        return as_text(self._cell(key)).replace("\n", " ").replace("\x00", "").strip()

    def _one_of(self, key: str, allowed: Mapping[str, T]) -> T | None:
        given = self._words(key)
        found = allowed.get(fold(given))
        if found is None:
            self._wrong(
                key,
                text(
                    "We do not know '%(given)s'. Use: %(known)s.",
                    given=given[:40],
                    known=", ".join(
                        dict.fromkeys(str(one) for one in allowed.values())
                    ),
                ),
            )
        return found

    def _day(self) -> date | None:
        cell = self._cell("date")
        if is_blank(cell):
            self._wrong("date", text("This cell is empty, and it must be filled in."))
            return None
        try:
            day = read_date(cell, self.on)
        except BadCell as error:
            self._wrong("date", error.message)
            return None
        if day > self.on:
            self._wrong("date", text("The day %(day)s is yet to come.", day=day))
        return day


def _without_doubles(
    lines: Sequence[OutcomeLine], bad: Sequence[BadOutcome]
) -> tuple[list[OutcomeLine], list[BadOutcome]]:
    """A reference that stands twice is refused: nobody knows which line holds."""
    first: dict[str, int] = {}
    kept, wrong = [], list(bad)
    for line in lines:
        before = first.setdefault(line.reference, line.line)
        if before == line.line:
            kept.append(line)
        else:
            what = text("This is on line %(line)s already.", line=before)
            wrong.append(BadOutcome(line.line, "", what))
    return kept, sorted(wrong, key=lambda one: (one.line, one.column))
