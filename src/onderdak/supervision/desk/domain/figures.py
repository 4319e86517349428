"""Figures of a report desk: what one counted line says, and what may be published."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from onderdak.engines.disclosure import Parts, Table, Told, in_parts, protect
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.ranges import DateRange, add_months
from onderdak.supervision.desk.domain.kinds import Kind

FOLLOWED: Final = ("in_time", "late", "open_in_time", "open_late", "no_answer")
# The place of a report of which no neighbourhood is known.
NOWHERE: Final = ""
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Line:
    """So many reports of one kind, received in one month, followed up in one way.

    A report that was merged is none of its own: it counts with the one it went into.
    """

    area: str
    month: date
    kind: Kind
    followed: str
    reports: int


def without_exploitation(lines: Iterable[Line]) -> list[Line]:
    """The same for whoever does not work at the desk: that kind is under the others.

    In a small neighbourhood one report of it would point at whoever may be a victim.
    """
    return [
        replace(each, kind=Kind.OTHER) if each.kind is Kind.EXPLOITATION else each
        for each in lines
    ]


def summed(pairs: Iterable[tuple[Any, int]]) -> Counter[Any]:
    """Numbers added up by what they are about."""
    found: Counter[Any] = Counter()
    for key, number in pairs:
        found[key] += number
    return found


@dataclass(frozen=True, slots=True)
class Published:
    """The figures of one finished period as everyone may see them, once and for all."""

    period: DateRange
    told_on: date
    least: int
    # By CBS code of the neighbourhood and kind of report.
    told: Told
    followed: Parts


def publish(
    lines: Iterable[Line],
    period: DateRange,
    areas: Sequence[str],
    *,
    on: date,
    least: int,
) -> Published:
    """Decide what everyone may know of a period.

    Neighbourhoods and kinds are one table with all its sums. How reports were followed
    up is told of the municipality alone: it shares only the total with that table, so
    one tells nothing of the other. Where even the total is small, nothing is told.
    """
    counted = list(lines)
    cells = summed(
        ((each.area if each.area in areas else NOWHERE, each.kind.value), each.reports)
        for each in counted
    )
    table = Table((*areas, NOWHERE), tuple(each.value for each in Kind), cells)
    followed = summed((each.followed, each.reports) for each in counted)
    return Published(
        period=period,
        told_on=on,
        least=least,
        told=protect(table, least),
        followed=in_parts({each: followed[each] for each in FOLLOWED}, least),
    )


def as_json(one: Published) -> dict[str, Any]:
    """What is kept of it: never a number that was left out."""
    told = one.told
    cells: dict[str, dict[str, int | None]] = {}
    for (area, kind), number in told.cells.items():
        cells.setdefault(area, {})[kind] = number
    return {
        "total": told.total,
        "areas": dict(told.rows),
        "kinds": dict(told.columns),
        "cells": cells,
        "sums_only": sorted(told.sums_only),
        "followed": dict(one.followed.parts),
    }


def from_json(
    period: DateRange, told_on: date, least: int, kept: Mapping[str, Any]
) -> Published:
    """The figures as they were kept."""
    cells = {
        (area, kind): number
        for area, kinds in kept["cells"].items()
        for kind, number in kinds.items()
    }
    return Published(
        period=period,
        told_on=told_on,
        least=least,
        told=Told(
            kept["total"],
            kept["areas"],
            kept["kinds"],
            cells,
            frozenset(kept["sums_only"]),
        ),
        followed=Parts(kept["total"], kept["followed"]),
    )


def finished(on: date, months: int, after_days: int, number: int) -> list[DateRange]:
    """The last finished periods of so many months, the oldest first.

    Periods begin on 1 January, so that they never overlap and a year is a whole number
    of them. A period is finished when it is over and the days to settle it are too.

    Raises:
        ConfigurationError: a year is no whole number of such periods.
    """
    check_length(months)
    last = on - timedelta(days=after_days)
    start = date(last.year, 1 + (last.month - 1) // months * months, 1)
    return [
        DateRange(
            add_months(start, -back * months), add_months(start, (1 - back) * months)
        )
        for back in range(number, 0, -1)
    ]


def check_length(months: int) -> None:
    """Refuse periods that would overlap.

    Raises:
        ConfigurationError: a year is no whole number of such periods.
    """
    if months < 1 or _YEAR % months:
        raise ConfigurationError(
            f"disclosure.period_months is {months}; a year is no whole number of those"
        )
