"""Tables of counts as they are published: with gaps where a number would tell too much.

Two things are left out: what is small itself, and as much of the rest as is needed to
keep it from being worked out of sums. The way is that of cell suppression in a network
(Cox 1995; Fischetti and Salazar 1999), with the cheapest circle chosen one count at a
time: that leaves out a little more than the best solution would, and never too little.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from onderdak.engines.disclosure.network import SUM, Line, Network

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Table:
    """What was counted, by row and column; what is not in it was counted as nought."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    def __post_init__(self) -> None:
        """Refuse counts below nought, and of rows and columns that are not there.

        Raises:
            ValueError: this is no table of counts.
        """
        for (row, column), count in self.counts.items():
            if count < 0 or row not in self.rows or column not in self.columns:
                raise ValueError(f"{count} at {row!r}, {column!r} is no count of it")

    def with_sums(self) -> dict[Line, int]:
        """All counts and all sums of them, the total last."""
        found: dict[Line, int] = defaultdict(int)
        for (row, column), count in self.counts.items():
            for line in ((row, column), (row, SUM), (SUM, column), (SUM, SUM)):
                found[line] += count
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """A table as it may be published: None is left out.

    Of the rows in `sums_only` no single count is told beside what the sums say of it.
    """

    total: int | None
    rows: Mapping[str, int | None]
    columns: Mapping[str, int | None]
    cells: Mapping[tuple[str, str], int | None]
    sums_only: frozenset[str] = frozenset()

    @property
    def left_out(self) -> int:
        """How many numbers are left out of it."""
        every = (self.total, *self.rows.values(), *self.columns.values())
        return [*every, *self.cells.values()].count(None)


@dataclass(frozen=True, slots=True)
class Parts:
    """A sum and its parts as they may be published: None is left out."""

    total: int | None
    parts: Mapping[str, int | None]


def is_small(count: int, least: int) -> bool:
    """Whether a count could point at single cases; nothing is no secret.

    >>> is_small(0, 5), is_small(4, 5), is_small(5, 5)
    (False, True, False)
    """
    return 0 < count < least


def protect(table: Table, least: int) -> Told:
    """A table with all its sums, of which nothing small can be worked out.

    For whoever has all that is shown, whatever is left out can be numbers that lie at
    least `least` apart. A row whose single counts leave too little room for that is
    told as a sum; where that is not enough all rows are, and where the total is small
    itself, nothing is told. Elsewhere nought is shown.
    """
    values = table.with_sums()
    total = values.get((SUM, SUM), 0)
    if is_small(total, least):
        return _all_but(table, None)
    return _protected(table, values, least) or _sums_only(table, values, least)


def _protected(table: Table, values: Mapping[Line, int], least: int) -> Told | None:
    """Single counts and sums with gaps; None where a gap would tell its number."""
    blank: frozenset[str] = frozenset()
    while True:
        hidden = _left_out(table, values, least, blank)
        if hidden is None:
            return None
        lost = {
            row
            for row in table.rows
            if (row, SUM) in hidden and not is_small(values[row, SUM], least)
        }
        # A sum is worth more than its parts: rather these are left out, all of them.
        if lost <= blank:
            return _without(table, values, hidden, blank)
        blank |= lost


def _left_out(
    table: Table, values: Mapping[Line, int], least: int, blank: frozenset[str]
) -> set[Line] | None:
    network = Network(
        values,
        fixed=[(SUM, SUM)],
        blank=[(row, column) for row in blank for column in table.columns],
        width=least,
    )
    done: set[Line] = set()
    network.hidden |= {line for line, one in values.items() if is_small(one, least)}
    while waiting := sorted(network.hidden - done):
        for line in waiting:
            if not network.protect(line):
                return None
            done.add(line)
    return network.hidden


def _sums_only(table: Table, values: Mapping[Line, int], least: int) -> Told:
    """The sums of rows and those of columns, each as a list of their own.

    Without single counts these share only the total, so one list tells nothing of the
    other. A single count is told only where the sums say it anyway.
    """
    total = values.get((SUM, SUM), 0)
    if len(table.rows) == 1 or len(table.columns) == 1:
        return _all_but(table, total)
    rows = in_parts({each: values.get((each, SUM), 0) for each in table.rows}, least)
    columns = in_parts(
        {each: values.get((SUM, each), 0) for each in table.columns}, least
    )
    return Told(
        total=total,
        rows=rows.parts,
        columns=columns.parts,
        cells={
            (row, column): _said_by(rows.parts[row], columns.parts[column], total)
            for row in table.rows
            for column in table.columns
        },
        sums_only=frozenset(table.rows),
    )


def _said_by(row: int | None, column: int | None, total: int) -> int | None:
    if 0 in (row, column):
        return 0
    if row == total:
        return column
    return row if column == total else None


def _all_but(table: Table, total: int | None) -> Told:
    return Told(
        total=total,
        rows=dict.fromkeys(table.rows),
        columns=dict.fromkeys(table.columns),
        cells={(row, column): None for row in table.rows for column in table.columns},
        sums_only=frozenset(table.rows),
    )


def _without(
    table: Table,
    values: Mapping[Line, int],
    hidden: set[Line],
    blank: frozenset[str],
) -> Told:
    def at(row: str, column: str) -> int | None:
        return None if (row, column) in hidden else values.get((row, column), 0)

    return Told(
        total=at(SUM, SUM),
        rows={row: at(row, SUM) for row in table.rows},
        columns={column: at(SUM, column) for column in table.columns},
        cells={
            (row, column): at(row, column)
            for row in table.rows
            for column in table.columns
        },
        sums_only=blank,
    )


def in_parts(counts: Mapping[str, int], least: int) -> Parts:
    """A sum and its parts, of which nothing small can be worked out."""
    one = ""
    told = protect(
        Table(
            (one,), tuple(counts), {(one, key): each for key, each in counts.items()}
        ),
        least,
    )
    return Parts(told.total, told.columns)


def apart(
    counts: Mapping[K, int], least: int, behind: Mapping[K, int] | None = None
) -> dict[K, int | None]:
    """Counts of which no sum is published anywhere: the small ones alone are left out.

    Args:
        behind: how many addresses or people stand behind each, where that is less than
            the count itself: seven signals of one address point at it all the same.

    >>> apart({"a": 3, "b": 7, "c": 7}, 5, {"a": 3, "b": 1, "c": 6})
    {'a': None, 'b': None, 'c': 7}
    """
    fewest = {
        key: min(each, (behind or {}).get(key, each)) for key, each in counts.items()
    }
    return {
        key: None if each and is_small(max(fewest[key], 1), least) else each
        for key, each in counts.items()
    }
