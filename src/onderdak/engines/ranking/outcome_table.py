"""Reads a ranked file with outcomes, for its evaluation."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onderdak.engines.ranking.cells import BadCell, read_truth
from onderdak.engines.ranking.evaluation import Share, Visited
from onderdak.engines.ranking.faults import Fault, Unreadable
from onderdak.kernel.text import Text, text

Numbered = tuple[int, Sequence[str]]
# Names under which the day of a visit is found when no column is asked for.
DAY_COLUMNS: Final = (
    "visited_on",
    "visit_date",
    "inspected_on",
    "inspection_date",
    "gezien",
    "gezien_op",
    "bezocht_op",
    "bezoekdatum",
    "gecontroleerd_op",
    "controledatum",
)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns of a file hold what; an empty name asks for nothing.

    Attributes:
        outcome: 1 when something was found, 0 when not, empty when not visited.
        day: the day of the visit; when left out, the one of DAY_COLUMNS.
        sample: 1 for an address that nobody chose: drawn by lot, or at its turn.
        group: the group of addresses it belongs to.
    """

    outcome: str
    rank: str = "rank"
    day: str = ""
    sample: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class RankedRow:
    """A row of a ranked file: its place, what was found, and where it belongs."""

    place: int
    hit: bool | None
    on: date | None
    sample: bool
    group: str
    points: int | None


@dataclass(frozen=True, slots=True)
class RankedTable:
    """A ranked file with what is known of the outcomes."""

    rows: tuple[RankedRow, ...]
    day_column: str

    @property
    def visited(self) -> list[Visited]:
        """The rows of which the outcome is known."""
        return [
            Visited(one.place, one.hit, one.on, one.sample)
            for one in self.rows
            if one.hit is not None
        ]

    @property
    def drawn(self) -> Share | None:
        """What was found at the addresses that nobody chose."""
        hits = [one.hit for one in self.rows if one.sample and one.hit is not None]
        return Share(sum(hits), len(hits)) if hits else None


def read_ranked(
    header: Sequence[str], rows: Iterable[Numbered], asked: Asked
) -> RankedTable:
    """Read a ranked file; Unreadable says every cell that cannot be read."""
    listed = list(rows)
    _check_header(header, asked)
    day = asked.day or _day_column(header, listed)
    reader = _Reader(header, asked, day)
    found = [reader.read(number, row) for number, row in listed]
    if reader.faults:
        raise Unreadable(
            text("Cells that cannot be read: %(number)s.", number=len(reader.faults)),
            reader.faults,
        )
    return RankedTable(tuple(one for one in found if one is not None), day)


class _Reader:
    """Reads rows and gathers what is wrong with them."""

    def __init__(self, header: Sequence[str], asked: Asked, day: str) -> None:
        self.header = list(header)
        self._index = {name: index for index, name in enumerate(header)}
        self.asked, self.day = asked, day
        self.faults: list[Fault] = []
        self._places: dict[int, int] = {}

    def read(self, line: int, row: Sequence[str]) -> RankedRow | None:
        """Read one row; None and a fault when it cannot be."""
        if len(row) != len(self.header):
            self._wrong(line, "-", text("This row has too few or too many cells."))
            return None
        return RankedRow(
            place=self._place(line, row),
            hit=self._truth(line, row, self.asked.outcome),
            on=self._date(line, row),
            sample=bool(self._truth(line, row, self.asked.sample)),
            group=self._cell(row, self.asked.group),
            points=self._points(row),
        )

    def _cell(self, row: Sequence[str], name: str) -> str:
        return row[self._index[name]].strip() if name else ""

    def _place(self, line: int, row: Sequence[str]) -> int:
        cell = self._cell(row, self.asked.rank)
        if not (cell.isascii() and cell.isdigit() and len(cell) <= 9 and int(cell)):
            self._wrong(line, self.asked.rank, text("A place such as 1 is expected."))
            return 0
        place = int(cell)
        before = self._places.setdefault(place, line)
        if before != line:
            self._wrong(
                line,
                self.asked.rank,
                text("%(name)s stands on line %(line)s too.", name=cell, line=before),
            )
        return place

    def _truth(self, line: int, row: Sequence[str], name: str) -> bool | None:
        try:
            return read_truth(self._cell(row, name))
        except BadCell as bad:
            self._wrong(line, name, bad.what)
            return None

    def _date(self, line: int, row: Sequence[str]) -> date | None:
        cell = self._cell(row, self.day)
        if not cell:
            return None
        found = _as_day(cell)
        if found is None:
            self._wrong(line, self.day, text("A date such as 2026-11-21 is expected."))
        return found

    def _points(self, row: Sequence[str]) -> int | None:
        if "points" not in self._index:
            return None
        cell = self._cell(row, "points")
        return int(cell) if cell.isascii() and cell.isdigit() else None

    def _wrong(self, line: int, column: str, what: Text) -> None:
        self.faults.append(Fault(f"{line}:{column}", what))


def _check_header(header: Sequence[str], asked: Asked) -> None:
    wanted = (asked.rank, asked.outcome, asked.day, asked.sample, asked.group)
    missing = [name for name in wanted if name and name not in header]
    if missing:
        raise Unreadable(
            text("The columns of this file do not fit."),
            [Fault(name, text("This column is missing.")) for name in missing],
        )


def _day_column(header: Sequence[str], rows: Sequence[Numbered]) -> str:
    """The one column with a known name that holds days; empty when none or several do.

    Days in any other column may be of something else, such as a report or a permit. A
    column like that is used only when it is asked for.
    """
    found = [
        name
        for index, name in enumerate(header)
        if name.casefold() in DAY_COLUMNS and _holds_days(index, rows)
    ]
    return found[0] if len(found) == 1 else ""


def _holds_days(index: int, rows: Sequence[Numbered]) -> bool:
    cells = [row[index].strip() for _, row in rows if index < len(row)]
    return any(cells) and all(_as_day(cell) for cell in cells if cell)


def _as_day(cell: str) -> date | None:
    # Some tools write a day with a time of midnight.
    day = cell.removesuffix("T00:00:00").removesuffix(" 00:00:00")
    if not _DAY.fullmatch(day):
        return None  # 20260302 may be a number
    try:
        return date.fromisoformat(day)
    except ValueError:
        return None
