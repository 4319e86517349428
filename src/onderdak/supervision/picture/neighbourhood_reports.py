"""Reports of the desk, per neighbourhood: exact inside, as published outside."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from onderdak.kernel.text import Text, text
from onderdak.supervision.desk.contract import Kind
from onderdak.supervision.desk.contract.figures import (
    counted,
    published_figures,
    sees_exploitation,
    without_exploitation,
)
from onderdak.supervision.picture.domain.neighbourhoods import (
    SOURCES_OF,
    Counts,
    Measure,
    Place,
    Standing,
)
from onderdak.supervision.picture.neighbourhood_asking import Asking


def reports(asking: Asking) -> tuple[Counts, Mapping[str, Counts]]:
    """Reports that came in, all of them and by kind; a merged one counts once."""
    if not asking.uses("desk"):
        gap = Counts(Standing.NOT_CONNECTED, SOURCES_OF[Measure.REPORTS], asking.last)
        return gap, {kind.value: gap for kind in Kind}
    if asking.leaves:
        return _published(asking)
    return _exact(asking)


def _exact(asking: Asking) -> tuple[Counts, Mapping[str, Counts]]:
    """Inside the house; signs of exploitation apart for the desk alone."""
    lines = counted(asking.municipality, asking.since, asking.until, asking.on)
    apart = sees_exploitation(asking.by, asking.municipality)
    by_kind: dict[str, dict[Place, int | None]] = {kind.value: {} for kind in Kind}
    every: dict[Place, int | None] = {}
    for each in lines if apart else without_exploitation(lines):
        place = (each.area, _period_of(asking, each.month))
        if asking.area not in (None, each.area):
            continue
        for values in (by_kind[each.kind.value], every):
            values[place] = (values.get(place) or 0) + each.reports
    total, kinds = _of_reports(asking, every, by_kind)
    if not apart:
        closed = replace(
            kinds[Kind.EXPLOITATION], standing=Standing.NOT_FOR_ROLE, values={}
        )
        kinds = {**kinds, Kind.EXPLOITATION.value: closed}
    return total, kinds


def _period_of(asking: Asking, day: date) -> date:
    return next(each.start for each in asking.periods if each.contains(day))


def _published(asking: Asking) -> tuple[Counts, Mapping[str, Counts]]:
    """What was published of each period; what was not, is left out."""
    found = {
        each.period.start: each
        for each in published_figures(asking.municipality, len(asking.periods))
        if each.period in asking.periods
    }
    by_kind: dict[str, dict[Place, int | None]] = {kind.value: {} for kind in Kind}
    every: dict[Place, int | None] = {}
    for period in asking.periods:
        one = found.get(period.start)
        for area in asking.codes():
            place = (area, period.start)
            every[place] = one.told.rows.get(area) if one else None
            for kind, values in by_kind.items():
                values[place] = one.told.cells.get((area, kind)) if one else None
    return _of_reports(asking, every, by_kind)


def _of_reports(
    asking: Asking,
    every: Mapping[Place, int | None],
    by_kind: Mapping[str, Mapping[Place, int | None]],
) -> tuple[Counts, dict[str, Counts]]:
    source, coverage = SOURCES_OF[Measure.REPORTS], _coverage_of_reports(asking)
    return (
        asking.counts(source, every, coverage),
        {kind: asking.counts(source, each, coverage) for kind, each in by_kind.items()},
    )


def _coverage_of_reports(asking: Asking) -> Text:
    """In words: the number itself may be too small to leave the house."""
    if asking.area is None:
        return text("reports without a known neighbourhood have a line of their own")
    return text("reports without a known neighbourhood are not among them")
