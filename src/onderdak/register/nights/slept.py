"""How many nights were slept at locations, and which night was the fullest: counts.

For who lays the use of a location beside what was promised or permitted for it. Never
a guest, and nothing after the day of looking: nobody has slept those nights.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.domain.permissions import SEE_COUNTS, SEE_OWN_GUESTS

ROOM = "nights"

_FULLEST = """
    WITH moves AS (
        SELECT s.location_id, greatest(s.arrival, %(since)s) AS day, 1 AS step
        FROM nights_stay s
        WHERE s.municipality_id = %(municipality)s
          AND s.arrival < %(until)s AND s.ends > %(since)s
        UNION ALL
        SELECT s.location_id, s.ends, -1 FROM nights_stay s
        WHERE s.municipality_id = %(municipality)s
          AND s.arrival < %(until)s AND s.ends > %(since)s AND s.ends < %(until)s
    ), per_day AS (
        SELECT location_id, day, sum(step) AS step FROM moves GROUP BY location_id, day
    ), guests AS (
        SELECT location_id,
               sum(step) OVER (PARTITION BY location_id ORDER BY day) AS there
        FROM per_day
    )
    SELECT location_id, max(there)::int FROM guests GROUP BY location_id
"""
_WITHIN = """
    SELECT w.place, coalesce(sum(
        least(s.ends, w.until) - greatest(s.arrival, w.since)), 0)::int
    FROM unnest(%(places)s::bigint[], %(since)s::date[], %(until)s::date[])
        AS w(place, since, until)
    JOIN nights_stay s ON s.location_id = w.place
        AND s.municipality_id = %(municipality)s
        AND s.arrival < w.until AND s.ends > w.since
    GROUP BY w.place
"""


def _check(by: Actor, municipality: str, on: date, provider: int | None) -> None:
    """A provider counts its own nights: row security shows it no others."""
    if provider is None:
        check_may(by, SEE_COUNTS, municipality=municipality)
    else:
        check_may(by, SEE_OWN_GUESTS, provider=provider)
    require_room(municipality, ROOM, on)


def fullest_nights(
    *,
    by: Actor,
    municipality: str,
    period: DateRange,
    on: date,
    provider: int | None = None,
) -> dict[int, int]:
    """How many slept at each location in its fullest night of a period.

    Raises:
        NotAllowed, RoomClosed: the actor may not see this municipality's counts.
    """
    _check(by, municipality, on, provider)
    slept = period.until(date.fromordinal(on.toordinal() + 1))
    known: dict[str, Any] = {
        "municipality": municipality,
        "since": slept.start,
        "until": slept.end,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FULLEST, known)
        return dict(cursor.fetchall())


def nights_slept(
    *,
    by: Actor,
    municipality: str,
    at: Mapping[int, list[DateRange]],
    on: date,
    provider: int | None = None,
) -> dict[int, int]:
    """How many nights were slept at each location in periods of its own.

    Raises:
        NotAllowed, RoomClosed: the actor may not see this municipality's counts.
    """
    _check(by, municipality, on, provider)
    after = date.fromordinal(on.toordinal() + 1)
    rows = [
        (location, clipped.start, clipped.end)
        for location, periods in at.items()
        for clipped in (one.until(after) for one in periods)
        if not clipped.is_empty
    ]
    known: dict[str, Any] = {
        "municipality": municipality,
        "places": [row[0] for row in rows],
        "since": [row[1] for row in rows],
        "until": [row[2] for row in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(_WITHIN, known)
        return dict(cursor.fetchall())
