"""One function a source: what it counts per neighbourhood and month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.identity.contract import local_value
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract.supervising import (
    Fullness,
    Looked,
    fullness_by_neighbourhood,
)
from onderdak.supervision.picture.domain.neighbourhoods import (
    SOURCES_OF,
    Counts,
    Measure,
    Place,
    Standing,
)
from onderdak.supervision.picture.domain.sources import BY_KEY
from onderdak.supervision.picture.domain.worked import Theme
from onderdak.supervision.picture.from_rooms import NIGHTS_AT_ADDRESS
from onderdak.supervision.picture.neighbourhood_asking import Asking

# Signals that are events at an address. Registrations and values are of every address:
# how many of those came in says nothing of a neighbourhood.
COUNTED_SOURCES: Final = ("permits", "inspections", "vacancy", "kvk", "laa", "tmv")

# An address with a location that is open, or with a provider, on the last day counted.
_HOUSES: Final = """
    SELECT coalesce(a.neighbourhood_id, ''), p.first_day, count(DISTINCT a.id)
    FROM unnest(%(firsts)s::date[], %(lasts)s::date[]) AS p (first_day, day)
    JOIN (
        SELECT address_id, opened_on AS since, closed_on AS until
        FROM nights_location WHERE municipality_id = %(town)s
        UNION ALL
        SELECT address_id, since, until FROM parties_partataddress
        WHERE municipality_id = %(town)s AND part = 'provider'
    ) h ON h.since <= p.day AND (h.until IS NULL OR h.until > p.day)
    JOIN places_address a ON a.id = h.address_id
    WHERE %(area)s::text IS NULL OR a.neighbourhood_id = %(area)s
    GROUP BY 1, 2
"""
_SIGNALS: Final = """
    SELECT neighbourhood, first_day, source, signals
    FROM picture_signal_counts(
        %(town)s, %(firsts)s, %(afters)s, %(least)s, %(leaves)s)
    WHERE %(area)s::text IS NULL OR neighbourhood = %(area)s
"""
_DELIVERED: Final = """
    SELECT one, max(settled_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM picture_delivery, unnest(sources) AS one
    WHERE municipality_id = %(town)s AND state = 'recorded' GROUP BY one
"""
_WORKED: Final = """
    SELECT neighbourhood, first_day, quarters, residents + guests, days, workers
    FROM picture_worked_sums(%(town)s, %(firsts)s, %(afters)s)
    WHERE %(area)s::text IS NULL OR neighbourhood = %(area)s
"""
_THEMES: Final = """
    SELECT neighbourhood, first_day, theme, times, workers
    FROM picture_worked_themes(%(town)s, %(firsts)s, %(afters)s)
    WHERE %(area)s::text IS NULL OR neighbourhood = %(area)s
"""


def _read(query: str, known: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, known)
        return list(cursor.fetchall())


def houses(asking: Asking) -> Counts:
    """Where rooms are let: locations in use, and other addresses with a provider."""
    return asking.counts(
        SOURCES_OF[Measure.HOUSES],
        {(area, first): n for area, first, n in _read(_HOUSES, asking.known)},
        text("houses that are known; who lets without saying so is not among them"),
    )


def signals(asking: Asking, least: int) -> dict[str, Counts]:
    """Signals per source; which are too small for this role the database decides."""
    delivered = dict(_read(_DELIVERED, asking.known))
    values: dict[str, dict[Place, int | None]] = defaultdict(dict)
    asked = {**asking.known, "least": least, "leaves": asking.leaves}
    for area, month, source, number in _read(_SIGNALS, asked):
        values[source][area, month] = number
    return {
        key: asking.counts(
            BY_KEY[key].title,
            values[key],
            text("last handed in on %(day)s", day=delivered[key]),
        )
        if key in delivered
        else Counts(Standing.NOT_CONNECTED, BY_KEY[key].title, asking.last)
        for key in COUNTED_SOURCES
    }


def nights(asking: Asking) -> Counts:
    """Nights slept: only where a by-law gives the ground, for who may see counts.

    The by-law must hold on the first day of a period: what was slept before it began
    is left out.
    """
    source = SOURCES_OF[Measure.NIGHTS]
    if not asking.uses("nights"):
        return Counts(Standing.NOT_CONNECTED, source, asking.last)
    grounded = [each for each in asking.periods if _has_ground(asking, each.start)]
    if not grounded:
        return Counts(Standing.NO_GROUND_HERE, source, asking.last)
    try:
        values = {
            (each.key, period.start): each.slept
            for period in grounded
            for each in _slept(asking, period)
        }
    except NotAllowed:
        return Counts(Standing.NOT_FOR_ROLE, source, asking.last)
    return asking.counts(
        source, {**_before(asking, grounded), **values}, _coverage_of_nights()
    )


def _coverage_of_nights() -> Text:
    return text("what providers declared to the night register, since the by-law holds")


def _has_ground(asking: Asking, day: date) -> bool:
    ground = local_value(NIGHTS_AT_ADDRESS, municipality=asking.municipality, on=day)
    return ground is not None and ground.value is True


def _before(asking: Asking, grounded: Sequence[DateRange]) -> dict[Place, int | None]:
    """What is left out everywhere: periods in which the by-law did not hold yet."""
    return {
        (area, period.start): None
        for period in asking.periods
        if period not in grounded
        for area in asking.codes()
    }


def _slept(asking: Asking, period: DateRange) -> list[Fullness]:
    within = DateRange(period.start, asking.after(period))
    looked = Looked(asking.municipality, within, asking.area)
    return fullness_by_neighbourhood(by=asking.by, looked=looked, on=asking.on)


def worked(asking: Asking) -> tuple[Counts, Counts]:
    """Quarters of hours, and talks, of all neighbourhood workers together."""
    hours: dict[Place, int | None] = {}
    talks: dict[Place, int | None] = {}
    workers: dict[Place, int] = {}
    days = 0
    for area, first, quarters, spoken, on_days, people in _read(_WORKED, asking.known):
        hours[area, first], talks[area, first] = int(quarters), int(spoken)
        workers[area, first] = people
        days += on_days
    source, coverage = SOURCES_OF[Measure.HOURS], _coverage_of_work(asking, days)
    return (
        replace(asking.counts(source, hours, coverage), workers=workers),
        replace(asking.counts(source, talks, coverage), workers=workers),
    )


def _coverage_of_work(asking: Asking, days: int) -> Text:
    """How many days, inside the house: outside that may be one colleague's."""
    if asking.leaves:
        return text("work written down since %(since)s", since=asking.since)
    return text(
        "days of work written down since %(since)s: %(days)s",
        since=asking.since,
        days=days,
    )


def themes(asking: Asking) -> dict[str, Counts]:
    """What talks were about: on how many days each theme came up."""
    values: dict[str, dict[Place, int | None]] = {each.value: {} for each in Theme}
    workers: dict[str, dict[Place, int]] = {each.value: {} for each in Theme}
    for area, first, theme, times, people in _read(_THEMES, asking.known):
        values[theme][area, first] = times
        workers[theme][area, first] = people
    source = SOURCES_OF[Measure.TALKS]
    return {
        theme: replace(asking.counts(source, each), workers=workers[theme])
        for theme, each in values.items()
    }
