"""Reads a file of indicators with outcomes, from which points may be proposed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.engines.ranking.catalogue import Catalogue, why_forbidden
from onderdak.engines.ranking.cells import BadCell, read_cell, read_truth
from onderdak.engines.ranking.faults import Fault, Unreadable
from onderdak.kernel.text import text

Numbered = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Past:
    """Indicators of the past, with what was found; rows without outcome are out."""

    values: Mapping[str, list[int | None]]
    found: list[bool]
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class PastColumns:
    """Which column of a file is what.

    Attributes:
        keys: the key of the indicator for each column that holds one.
        ignored: columns that are carried along and not looked at.
    """

    outcome: str
    keys: Mapping[str, str]
    day: str = ""
    ignored: tuple[str, ...] = ()


def read_past(
    header: Sequence[str],
    rows: Iterable[Numbered],
    columns: PastColumns,
    catalogue: Catalogue,
) -> Past:
    """Read a file; Unreadable says every column and cell that cannot be read."""
    faults = list(_header_faults(header, columns))
    if faults:
        raise Unreadable(text("The columns of this file do not fit."), faults)
    places = {
        key: header.index(name) for name, key in columns.keys.items() if name in header
    }
    values: dict[str, list[int | None]] = {key: [] for key in places}
    found: list[bool] = []
    days: list[date] = []
    for number, row in rows:
        try:
            outcome = read_truth(_cell(header, row, columns.outcome))
            if outcome is None:
                continue
            read = {
                key: read_cell(row[at], catalogue[key]) for key, at in places.items()
            }
            if columns.day:
                days.append(date.fromisoformat(_cell(header, row, columns.day)))
        except BadCell as bad:
            faults.append(Fault(str(number), bad.what))
        except (IndexError, ValueError):
            faults.append(Fault(str(number), text("This row cannot be read.")))
        else:
            found.append(outcome)
            for key, value in read.items():
                values[key].append(value)
    if faults:
        raise Unreadable(
            text("Cells that cannot be read: %(number)s.", number=len(faults)), faults
        )
    return Past(values, found, min(days, default=None), max(days, default=None))


def _cell(header: Sequence[str], row: Sequence[str], name: str) -> str:
    return row[header.index(name)]


def _header_faults(header: Sequence[str], columns: PastColumns) -> Iterator[Fault]:
    for name in (columns.outcome, columns.day):
        if name and name not in header:
            yield Fault(name, text("This column is missing."))
    other = {columns.outcome, columns.day, *columns.ignored}
    for name in dict.fromkeys(header):
        if header.count(name) > 1:
            yield Fault(name, text("This column is there twice."))
        if name not in columns.keys and name not in other:
            yield Fault(
                name or "-",
                why_forbidden(name)
                or text("No indicator of the catalogue has this column."),
            )
    if not set(columns.keys) & set(header):
        yield Fault("-", text("There is no column of an indicator."))
