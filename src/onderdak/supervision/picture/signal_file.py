"""Reads a file of signals: every line that can be read, and every cell that cannot."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from onderdak.kernel.errors import Invalid
from onderdak.kernel.identifiers import postcode, whole_number
from onderdak.kernel.money import parse_euros
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
from onderdak.supervision.picture.domain.signals import SignalLine, WrittenPlace
from onderdak.supervision.picture.domain.sources import (
    BY_KEY,
    FILE_SOURCES,
    Kind,
    Source,
    ValueKind,
)

MAX_BYTES: Final = 20_000_000
MOST_LINES: Final = 100_000
_HEADER_WITHIN: Final = 20
_LONGEST: Final = {"value": 200, "ground": 200, "reference": 80, "address": 200}
_MOST_COUNT_DIGITS: Final = 7
_BAG_DIGITS: Final = 16

FIELDS: Final = {
    "address": ("adres", "address", "bag-id", "bag id"),
    "postcode": ("postcode",),
    "number": ("huisnummer", "number", "house number"),
    "addition": ("toevoeging", "addition"),
    "kind": ("soort", "kind"),
    "value": ("waarde", "value"),
    "date": ("datum", "date"),
    "source": ("bron", "source"),
    "ground": ("grondslag", "ground"),
    "reference": ("referentie", "reference", "kenmerk"),
}
_NAMES: Final = {fold(name): key for key, names in FIELDS.items() for name in names}
_SOURCES: Final = {
    fold(word): source
    for source in FILE_SOURCES
    for word in (source.key, *source.words)
}
_KINDS: Final = {
    (source.key, fold(word)): kind
    for source in FILE_SOURCES
    for kind in source.kinds
    for word in (kind.key, *kind.words)
}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BadPlace:
    """A cell that cannot be read, where it stands, and why."""

    line: int
    column: str
    what: Text


@dataclass(frozen=True, slots=True)
class SignalFile:
    """What a file says, and everything in it that cannot be read.

    `sources` are all that it names, also on a line that cannot be read.
    """

    lines: Sequence[SignalLine]
    bad: Sequence[BadPlace]
    sources: frozenset[str]


def read_signals(
    data: bytes, *, filename: str, on: date, most_lines: int = MOST_LINES
) -> SignalFile:
    """Read a file of signals: CSV, or a workbook with the same columns.

    Args:
        on: the day of reading; nothing can be known of a later day.

    Raises:
        Invalid: it is no list, its columns are not known, or it is too long.
    """
    book = read_book(data, filename=filename, max_bytes=MAX_BYTES)
    sheet, header, columns = _header([one for one in book.sheets if not one.hidden])
    if len(sheet.rows) - header - 1 > most_lines:
        raise Invalid(
            text("This list has more than %(most)s lines.", most=most_lines),
            next_step=text("Send it in parts."),
        )
    lines: list[SignalLine] = []
    bad: list[BadPlace] = []
    sources: set[str] = set()
    for index in range(header + 1, len(sheet.rows)):
        row = sheet.rows[index]
        if all(is_blank(cell) for cell in row):
            continue
        reader = _Row(sheet.line(index), row, columns, on)
        found = reader.read()
        bad += reader.bad
        sources |= reader.sources
        if found is not None:
            lines.append(found)
    return SignalFile(*_without_doubles(lines, bad), frozenset(sources))


def _header(sheets: Sequence[Sheet]) -> tuple[Sheet, int, Mapping[str, int]]:
    for sheet in sheets:
        for index, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
            columns = _columns(row)
            placed = "address" in columns or {"postcode", "number"} <= set(columns)
            if placed and {"kind", "value", "date", "source"} <= set(columns):
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
    bad: list[BadPlace] = field(default_factory=list)
    sources: set[str] = field(default_factory=set)

    def read(self) -> SignalLine | None:
        """The line, or None where a cell of it cannot be read."""
        place, source = self._place(), self._source()
        kind = self._kind(source) if source else None
        value = self._value(kind) if kind else None
        day, reference = self._day(), self._words("reference")
        if kind and kind.several and not reference:
            self._wrong("reference", text("This kind of signal needs a reference."))
        ground = self._words("ground")
        if self.bad or not (source and kind and day) or value is None:
            return None
        ground = ground or BY_KEY[source.key].ground
        return SignalLine(
            self.line, place, source.key, kind.key, value, day, ground, reference
        )

    def _wrong(self, key: str, what: Text) -> None:
        column = column_letter(self.columns[key]) if key in self.columns else ""
        self.bad.append(BadPlace(self.line, column, what))

    def _cell(self, key: str) -> Cell:
        column = self.columns.get(key)
        return "" if column is None or column >= len(self.row) else self.row[column]

    def _words(self, key: str) -> str:
        plain = as_text(self._cell(key)).replace("\n", " ").replace("\x00", "")
        if len(plain) > _LONGEST.get(key, 60):
            self._wrong(key, text("This text is too long."))
        return plain

    def _needed(self, key: str) -> str:
        plain = self._words(key)
        if not plain:
            self._wrong(key, text("This cell is empty, and it must be filled in."))
        return plain

    def _place(self) -> WrittenPlace:
        words, number = self._words("address"), self._words("number")
        postal = self._checked("postcode", postcode)
        if words.isdigit() and len(words) == _BAG_DIGITS - 1:
            words = words.zfill(
                _BAG_DIGITS
            )  # a spreadsheet drops the zero at the front
        if not words and not (self._words("postcode") and number):
            missing = "address" if "address" in self.columns else "postcode"
            self._wrong(
                missing, text("Give an address, or a postcode and a house number.")
            )
        return WrittenPlace(words, postal, number, self._words("addition"))

    def _checked(self, key: str, check: Callable[[str], str]) -> str:
        plain = self._words(key)
        if not plain:
            return ""
        try:
            return check(plain)
        except Invalid as error:
            self._wrong(key, error.what)
            return ""

    def _one_of(self, key: str, found: T | None, given: str, known: str) -> T | None:
        if found is None and given:
            self._wrong(
                key,
                text(
                    "We do not know '%(given)s'. Use: %(known)s.",
                    given=given[:40],
                    known=known,
                ),
            )
        return found

    def _source(self) -> Source | None:
        given = self._needed("source")
        known = ", ".join(source.key for source in FILE_SOURCES)
        found = self._one_of("source", _SOURCES.get(fold(given)), given, known)
        if found:
            self.sources.add(found.key)
        return found

    def _kind(self, source: Source) -> Kind | None:
        given = self._needed("kind")
        known = ", ".join(kind.key for kind in source.kinds)
        found = _KINDS.get((source.key, fold(given)))
        return self._one_of("kind", found, given, known)

    def _value(self, kind: Kind) -> int | str | None:
        plain = self._needed("value")
        if not plain or kind.value is ValueKind.WORDS:
            return plain or None
        if kind.value is ValueKind.COUNT:
            count = whole_number(plain, most_digits=_MOST_COUNT_DIGITS)
            if count is None:
                self._wrong(
                    "value", text("'%(given)s' is no whole number.", given=plain[:40])
                )
            return count
        try:
            return int(parse_euros(plain))
        except Invalid as error:
            self._wrong("value", error.what)
            return None

    def _day(self) -> date | None:
        cell = self._cell("date")
        if is_blank(cell):
            self._needed("date")
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
    lines: Sequence[SignalLine], bad: Sequence[BadPlace]
) -> tuple[list[SignalLine], list[BadPlace]]:
    """A signal that stands twice is refused: nobody knows which line holds."""
    first: dict[tuple[str, str], int] = {}
    kept, wrong = [], list(bad)
    for line in lines:
        known = first.setdefault((line.source, line.key), line.line)
        if known == line.line:
            kept.append(line)
        else:
            wrong.append(
                BadPlace(
                    line.line, "", text("This is on line %(line)s already.", line=known)
                )
            )
    return kept, sorted(wrong, key=lambda one: (one.line, one.column))
