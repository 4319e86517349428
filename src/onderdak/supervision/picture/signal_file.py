"""Reads a file of signals: every line that can be read, and every cell that cannot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.register.nights.contract.files import (
    Cell,
    Sheet,
    as_text,
    fold,
    is_blank,
    read_book,
)
from onderdak.supervision.picture.domain.signals import SignalLine
from onderdak.supervision.picture.signal_row import BadPlace, Row

MAX_BYTES: Final = 20_000_000
MOST_LINES: Final = 100_000
_HEADER_WITHIN: Final = 20

FIELDS: Final = {
    "address": ("adres", "address", "bag-id", "bag id"),
    "postcode": ("postcode",),
    "number": ("huisnummer", "number", "house number"),
    "addition": ("toevoeging", "addition"),
    "street": ("straat", "street", "straatnaam"),
    "town": ("plaats", "town", "woonplaats"),
    "kind": ("soort", "kind"),
    "value": ("waarde", "value"),
    "date": ("datum", "date"),
    "source": ("bron", "source"),
    "ground": ("grondslag", "ground"),
    "reference": ("referentie", "reference", "kenmerk"),
    "until": ("tot", "until", "tot en met"),
    "part_of": ("hoort bij", "part of"),
    "condition": ("stand", "condition"),
}
_NAMES: Final = {fold(name): key for key, names in FIELDS.items() for name in names}


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
        reader = Row(sheet.line(index), row, columns, on)
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
            placed = "address" in columns or any(
                {part, "number"} <= set(columns) for part in ("postcode", "street")
            )
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
