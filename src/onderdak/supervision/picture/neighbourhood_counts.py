"""One function a source: what it counts per neighbourhood and month."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Count
from django.db.models.functions import TruncMonth

from onderdak.foundation.identity.contract import (
    Actor,
    local_value,
    rooms_on,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.ranges import DateRange, add_months
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract.supervising import (
    Fullness,
    Looked,
    fullness_by_neighbourhood,
)
from onderdak.supervision.desk.contract import Kind, Report
from onderdak.supervision.picture.domain.neighbourhoods import (
    NOWHERE,
    SOURCES_OF,
    Counts,
    Measure,
    Place,
    Standing,
)
from onderdak.supervision.picture.domain.sources import BY_KEY
from onderdak.supervision.picture.domain.worked import Theme
from onderdak.supervision.picture.from_rooms import NIGHTS_AT_ADDRESS

# Signals that are events at an address. Registrations and values are of every address:
# how many of those came in says nothing of a neighbourhood.
COUNTED_SOURCES: Final = ("permits", "inspections", "vacancy", "kvk", "laa", "tmv")

# An address with a location that is open, or with a provider, on the last day counted.
_HOUSES: Final = """
    SELECT coalesce(a.neighbourhood_id, ''), m.month, count(DISTINCT a.id)
    FROM unnest(%(months)s::date[], %(days)s::date[]) AS m (month, day)
    JOIN (
        SELECT address_id, opened_on AS since, closed_on AS until
        FROM nights_location WHERE municipality_id = %(town)s
        UNION ALL
        SELECT address_id, since, until FROM parties_partataddress
        WHERE municipality_id = %(town)s AND part = 'provider'
    ) h ON h.since <= m.day AND (h.until IS NULL OR h.until > m.day)
    JOIN places_address a ON a.id = h.address_id
    WHERE %(area)s::text IS NULL OR a.neighbourhood_id = %(area)s
    GROUP BY 1, 2
"""
_SIGNALS: Final = """
    SELECT neighbourhood, month, source, signals
    FROM picture_signal_counts(%(town)s, %(since)s, %(until)s, %(least)s)
    WHERE %(area)s::text IS NULL OR neighbourhood = %(area)s
"""
_DELIVERED: Final = """
    SELECT one, max(settled_at AT TIME ZONE 'Europe/Amsterdam')::date
    FROM picture_delivery, unnest(sources) AS one
    WHERE municipality_id = %(town)s AND state = 'recorded' GROUP BY one
"""
_WORKED: Final = """
    SELECT neighbourhood, month, quarters, residents + guests, days
    FROM picture_worked_sums(%(town)s, %(since)s, %(until)s)
    WHERE %(area)s::text IS NULL OR neighbourhood = %(area)s
"""
_THEMES: Final = """
    SELECT neighbourhood, month, theme, times
    FROM picture_worked_themes(%(town)s, %(since)s, %(until)s)
    WHERE %(area)s::text IS NULL OR neighbourhood = %(area)s
"""


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for which months of which neighbourhoods."""

    by: Actor
    municipality: str
    months: tuple[date, ...]
    on: date
    area: str | None = None

    @property
    def since(self) -> date:
        """The first day counted."""
        return self.months[0]

    @property
    def until(self) -> date:
        """The day after the last one counted."""
        return min(add_months(self.months[-1], 1), self.on + timedelta(days=1))

    @property
    def last(self) -> date:
        """The last day counted."""
        return self.until - timedelta(days=1)

    @property
    def known(self) -> dict[str, Any]:
        """What every question to the database says."""
        return {
            "town": self.municipality,
            "area": self.area,
            "since": self.since,
            "until": self.until,
        }

    def uses(self, room: str) -> bool:
        """Whether the municipality uses a room."""
        return room in rooms_on(self.municipality)


def _read(query: str, known: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, known)
        return list(cursor.fetchall())


def _counts(
    asking: Asking,
    source: str,
    values: Mapping[Place, int | None],
    coverage: Text | None = None,
) -> Counts:
    return Counts(Standing.COUNTED, source, asking.last, coverage, values)


def houses(asking: Asking) -> Counts:
    """Where rooms are let: locations in use, and other addresses with a provider."""
    days = [
        min(add_months(month, 1) - timedelta(days=1), asking.on)
        for month in asking.months
    ]
    rows = _read(_HOUSES, {**asking.known, "months": list(asking.months), "days": days})
    return _counts(
        asking,
        SOURCES_OF[Measure.HOUSES],
        {(area, month): number for area, month, number in rows},
        text("houses that are known; who lets without saying so is not among them"),
    )


def reports(asking: Asking) -> tuple[Counts, Mapping[str, Counts]]:
    """Reports that came in, all of them and by kind; a merged one counts once."""
    source = SOURCES_OF[Measure.REPORTS]
    if not asking.uses("desk"):
        gap = Counts(Standing.NOT_CONNECTED, source, asking.last)
        return gap, {kind.value: gap for kind in Kind}
    by_kind: dict[str, dict[Place, int | None]] = {kind.value: {} for kind in Kind}
    every: dict[Place, int | None] = defaultdict(int)
    for area, month, kind, number in _reported(asking):
        place = (area or NOWHERE, month)
        by_kind[kind][place] = number
        every[place] = (every[place] or 0) + number
    coverage = _coverage_of_reports(asking)
    return (
        _counts(asking, source, every, coverage),
        {
            kind: _counts(asking, source, each, coverage)
            for kind, each in by_kind.items()
        },
    )


def _reported(asking: Asking) -> Iterable[tuple[str | None, date, str, int]]:
    rows = Report.objects.filter(
        municipality_id=asking.municipality,
        received_at__date__gte=asking.since,
        received_at__date__lt=asking.until,
        merged_into=None,
    )
    if asking.area is not None:
        rows = rows.filter(neighbourhood_id=asking.area)
    found = (
        rows.annotate(month=TruncMonth("received_at"))
        .order_by()
        .values_list("neighbourhood_id", "month", "category__kind")
        .annotate(number=Count("id"))
    )
    return ((area, month.date(), kind, number) for area, month, kind, number in found)


def _coverage_of_reports(asking: Asking) -> Text:
    """In words: the number itself may be too small to leave the house."""
    if asking.area is None:
        return text("reports without a known neighbourhood have a line of their own")
    return text("reports without a known neighbourhood are not among them")


def signals(asking: Asking, least: int) -> dict[str, Counts]:
    """Signals per source; which are too small for this role the database decides."""
    delivered = dict(_read(_DELIVERED, asking.known))
    values: dict[str, dict[Place, int | None]] = defaultdict(dict)
    for area, month, source, number in _read(
        _SIGNALS, {**asking.known, "least": least}
    ):
        values[source][area, month] = number
    return {
        key: _counts(
            asking,
            BY_KEY[key].title,
            values[key],
            text("last handed in on %(day)s", day=delivered[key]),
        )
        if key in delivered
        else Counts(Standing.NOT_CONNECTED, BY_KEY[key].title, asking.last)
        for key in COUNTED_SOURCES
    }


def nights(asking: Asking) -> Counts:
    """Nights slept: only where a by-law gives the ground, for who may see counts."""
    source = SOURCES_OF[Measure.NIGHTS]
    closed = _closed_for_nights(asking)
    if closed is not None:
        return Counts(closed, source, asking.last)
    try:
        values = {
            (each.key, month): each.slept
            for month in asking.months
            for each in _slept(asking, month)
        }
    except NotAllowed:
        return Counts(Standing.NOT_FOR_ROLE, source, asking.last)
    coverage = text("what providers declared to the night register")
    return _counts(asking, source, values, coverage)


def _closed_for_nights(asking: Asking) -> Standing | None:
    if not asking.uses("nights"):
        return Standing.NOT_CONNECTED
    ground = local_value(
        NIGHTS_AT_ADDRESS, municipality=asking.municipality, on=asking.on
    )
    if ground is None or ground.value is not True:
        return Standing.NO_GROUND_HERE
    return None


def _slept(asking: Asking, month: date) -> list[Fullness]:
    end = min(add_months(month, 1), asking.until)
    looked = Looked(asking.municipality, DateRange(month, end), asking.area)
    return fullness_by_neighbourhood(by=asking.by, looked=looked, on=asking.on)


def worked(asking: Asking) -> tuple[Counts, Counts]:
    """Quarters of hours, and talks, of all neighbourhood workers together."""
    hours: dict[Place, int | None] = {}
    talks: dict[Place, int | None] = {}
    days = 0
    for area, month, quarters, spoken, on_days in _read(_WORKED, asking.known):
        hours[area, month], talks[area, month] = int(quarters), int(spoken)
        days += on_days
    coverage = text(
        "days of work written down since %(since)s: %(days)s",
        since=asking.since,
        days=days,
    )
    source = SOURCES_OF[Measure.HOURS]
    return (
        _counts(asking, source, hours, coverage),
        _counts(asking, source, talks, coverage),
    )


def themes(asking: Asking) -> dict[str, Counts]:
    """What talks were about: on how many days each theme came up."""
    values: dict[str, dict[Place, int | None]] = {each.value: {} for each in Theme}
    for area, month, theme, times in _read(_THEMES, asking.known):
        values[theme][area, month] = times
    source = SOURCES_OF[Measure.TALKS]
    return {theme: _counts(asking, source, each) for theme, each in values.items()}
