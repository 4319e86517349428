"""Ranks the rows of a file, by the reference scorer's own steps and words.

A column that no indicator of the set asks for is refused, unless the set carries it
along by name. All cells that cannot be read are reported at once.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from onderdak.engines.ranking.catalogue import Catalogue, Catalogued
from onderdak.engines.ranking.cells import BadCell, read_cell
from onderdak.engines.ranking.columns import (
    header_faults,
    missing_columns,
    without_absent,
)
from onderdak.engines.ranking.faults import Fault, Unreadable
from onderdak.engines.ranking.order import id_number, lot
from onderdak.engines.ranking.points import Indicator, PointSet
from onderdak.engines.ranking.reasons import says
from onderdak.engines.ranking.scoring import Fate, fate_on
from onderdak.kernel.text import Text, text

# More faults than this help nobody; the number of them is told.
MOST_FAULTS: Final = 1_000

Say = Callable[[Text], str]
Row = Sequence[str]
Numbered = tuple[int, Row]


class _Read(NamedTuple):
    """What one cell gives: points, its phrase, and whether it is unknown."""

    points: int
    phrase: str
    unknown: bool


class Line(NamedTuple):
    """A row with its points and reasons, before and after it has its place."""

    row: Row
    identifier: str
    points: int
    reasons: str


@dataclass(slots=True)
class _Column:
    """One indicator of the set, with where it stands in the file."""

    indicator: Indicator
    known: Catalogued
    index: int
    details: tuple[tuple[str, int], ...]
    counts: bool
    say: Say
    seen: dict[str, _Read]

    def read(self, row: Row) -> _Read:
        """Read the cell of a row; the same cell is worked out once."""
        cell = row[self.index]
        if not self.details:
            found = self.seen.get(cell)
            if found is None:
                found = self.seen[cell] = self._work_out(cell, {})
            return found
        more = {name: row[index].strip() or None for name, index in self.details}
        return self._work_out(cell, more)

    def _work_out(self, cell: str, more: dict[str, str | None]) -> _Read:
        value = read_cell(cell, self.known)
        if not self.counts:
            return _Read(0, "", False)
        if value is None:
            return _Read(0, self.say(Text(self.known.title)), True)
        points = self.indicator.points_for(value)
        if not points:
            return _Read(0, "", False)
        words = self.say(says(self.known, value, more))
        return _Read(points, f"{words} (+{points})", False)


def rank_table(
    header: Sequence[str],
    rows: Iterable[Numbered],
    point_set: PointSet,
    catalogue: Catalogue,
    *,
    on: date,
    seed: int,
    say: Say = str,
) -> list[Line]:
    """Give every row its points and reasons, in order; Unreadable when a cell is bad.

    Args:
        rows: each with the number of its line in the file.
        say: puts a sentence into the language of the reader.
    """
    used = without_absent(header, point_set)
    columns = _columns(header, used, catalogue, on, say)
    identifier = header.index(point_set.identifier)
    lines, faults = _scored(header, rows, columns, identifier, say)
    if faults:
        raise Unreadable(
            text("Cells that cannot be read: %(number)s.", number=len(faults)),
            faults[:MOST_FAULTS],
        )
    return _in_order(lines, seed)


def points_by_row(
    header: Sequence[str],
    rows: Iterable[Numbered],
    point_set: PointSet,
    catalogue: Catalogue,
    *,
    on: date,
) -> dict[str, dict[str, int]]:
    """Give the points of each indicator for each row, also of a file ranked before.

    Columns that the set does not ask for are left alone; cells were read when the file
    was ranked, and one that cannot be read is refused here too.
    """
    used = without_absent(header, point_set)
    missing = list(missing_columns(header, used))
    if missing:
        raise Unreadable(text("The columns of this file do not fit."), missing)
    columns = _placed(header, used, catalogue, on, str)
    identifier = header.index(point_set.identifier)
    try:
        return {
            row[identifier].strip(): {
                column.known.key: column.read(row).points for column in columns
            }
            for _, row in rows
        }
    except BadCell as bad:
        raise Unreadable(bad.what, [Fault("-", bad.what)]) from bad


def _in_order(lines: list[Line], seed: int) -> list[Line]:
    draw = lot(seed)

    def place(line: Line) -> tuple[int, int, int, str]:
        number = id_number(line.identifier)
        return -line.points, draw.of_number(number), number, line.identifier

    return sorted(lines, key=place)


def _scored(
    header: Sequence[str],
    rows: Iterable[Numbered],
    columns: Sequence[_Column],
    identifier: int,
    say: Say,
) -> tuple[list[Line], list[Fault]]:
    lines: list[Line] = []
    faults: list[Fault] = []
    first_seen: dict[str, int] = {}
    not_known = say(text("Not known"))
    for number, row in rows:
        if len(row) != len(header):
            what = text(
                "%(found)s cells, expected %(expected)s.",
                found=len(row),
                expected=len(header),
            )
            faults.append(Fault(_at(number, "-"), what))
            continue
        name = row[identifier].strip()
        faults.extend(_name_faults(name, number, header[identifier], first_seen))
        reads = _reads(number, row, columns, header, faults)
        lines.append(Line(row, name, *_summed(reads, not_known)))
    return lines, faults


def _reads(
    number: int,
    row: Row,
    columns: Sequence[_Column],
    header: Sequence[str],
    faults: list[Fault],
) -> list[_Read]:
    try:
        return [column.read(row) for column in columns]
    except BadCell:
        faults.extend(_cell_faults(number, row, columns, header))
        return []


def _cell_faults(
    number: int, row: Row, columns: Sequence[_Column], header: Sequence[str]
) -> Iterator[Fault]:
    """Every bad cell of a row, not only the first."""
    for column in columns:
        try:
            column.read(row)
        except BadCell as bad:
            yield Fault(_at(number, header[column.index]), bad.what)


def _summed(reads: Sequence[_Read], not_known: str) -> tuple[int, str]:
    gave = sorted((one for one in reads if one.points), key=lambda one: -one.points)
    phrases = [one.phrase for one in gave]
    unknown = [one.phrase for one in reads if one.unknown]
    if unknown:
        phrases.append(f"{not_known}: {', '.join(unknown)}")
    return sum(one.points for one in gave), "; ".join(phrases)


def _name_faults(
    name: str, number: int, column: str, first_seen: dict[str, int]
) -> Iterator[Fault]:
    if not name:
        yield Fault(_at(number, column), text("This is empty."))
    elif name in first_seen:
        yield Fault(
            _at(number, column),
            text(
                "%(name)s stands on line %(line)s too.",
                name=name[:40],
                line=first_seen[name],
            ),
        )
    else:
        first_seen[name] = number


def _at(line: int, column: str) -> str:
    return f"{line}:{column}"


def _columns(
    header: Sequence[str],
    point_set: PointSet,
    catalogue: Catalogue,
    on: date,
    say: Say,
) -> list[_Column]:
    faults = list(header_faults(header, point_set))
    if faults:
        raise Unreadable(text("The columns of this file do not fit."), faults)
    return _placed(header, point_set, catalogue, on, say)


def _placed(
    header: Sequence[str],
    point_set: PointSet,
    catalogue: Catalogue,
    on: date,
    say: Say,
) -> list[_Column]:
    return [
        _Column(
            one,
            catalogue[one.key],
            header.index(one.column),
            tuple((name, header.index(column)) for name, column in one.details),
            fate_on(point_set, one, on) is Fate.COUNTED,
            say,
            {},
        )
        for one in point_set.indicators
    ]
