"""How full it is: places permitted, beds declared and nights slept, in a period.

Counts of a municipality by location, neighbourhood or day; never a guest. Nights after
the day of looking are left out: nobody has slept them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Composable

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Invalid
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import SEE_COUNTS

ROOM = "nights"
LONGEST = 366

_PLACES = SQL("""
    WITH places AS (
        SELECT l.id, l.name, l.permitted_capacity AS permitted,
               l.factual_capacity AS factual, a.neighbourhood_id AS area,
               least(coalesce(l.closed_on, %(until)s), %(until)s)
                   - greatest(l.opened_on, %(since)s) AS nights
        FROM nights_location l JOIN places_address a ON a.id = l.address_id
        WHERE l.municipality_id = %(municipality)s AND l.opened_on < %(until)s
          AND (l.closed_on IS NULL OR l.closed_on > %(since)s)
          AND (%(area)s::text IS NULL OR a.neighbourhood_id = %(area)s)
          AND (%(location)s::bigint IS NULL OR l.id = %(location)s)
    )
""")
_SLEPT = SQL("""
    SELECT s.location_id,
           sum(least(s.ends, %(until)s) - greatest(s.arrival, %(since)s)) AS nights
    FROM {places} p JOIN nights_stay s ON s.location_id = p.id
        AND s.arrival < %(until)s AND s.ends > %(since)s
    GROUP BY s.location_id
""")
# One page of locations is chosen first, and only then counted.
_BY_LOCATION = SQL("""{places}, page AS (
        SELECT * FROM places
        WHERE (%(prefix)s = '' OR lower(name) LIKE %(prefix)s)
          AND (%(after)s::text IS NULL OR (name, id) > (%(after)s, %(after_id)s))
        ORDER BY name, id LIMIT %(most)s
    ), slept AS ({slept})
    SELECT p.id::text, p.name, 1, p.permitted, p.factual, p.nights,
           coalesce(p.permitted * p.nights, 0), coalesce(s.nights, 0),
           CASE WHEN p.permitted IS NULL THEN 0 ELSE coalesce(s.nights, 0) END
    FROM page p LEFT JOIN slept s ON s.location_id = p.id ORDER BY p.name, p.id
""").format(places=_PLACES, slept=_SLEPT.format(places=SQL("page")))
_BY_NEIGHBOURHOOD = SQL("""{places}, slept AS ({slept})
    SELECT coalesce(p.area, ''), coalesce(n.name, ''), count(*),
           sum(p.permitted), sum(p.factual), max(p.nights),
           coalesce(sum(p.permitted * p.nights), 0), coalesce(sum(s.nights), 0),
           coalesce(sum(s.nights) FILTER (WHERE p.permitted IS NOT NULL), 0)
    FROM places p LEFT JOIN slept s ON s.location_id = p.id
    LEFT JOIN places_area n ON n.code = p.area
    GROUP BY p.area, n.name ORDER BY n.name NULLS LAST, p.area
""").format(places=_PLACES, slept=_SLEPT.format(places=SQL("places")))
_BY_DAY = SQL("""{places}, days AS (
        SELECT d::date AS day
        FROM generate_series(%(since)s::date, %(until)s::date - 1, interval '1 day') d
    ), steps AS (
        SELECT day, sum(step) AS step,
               sum(step) FILTER (WHERE permitted IS NOT NULL) AS in_permitted
        FROM (
            SELECT greatest(s.arrival, %(since)s) AS day, 1 AS step, p.permitted
            FROM places p JOIN nights_stay s ON s.location_id = p.id
                AND s.arrival < %(until)s AND s.ends > %(since)s
            UNION ALL
            SELECT s.ends, -1, p.permitted
            FROM places p JOIN nights_stay s ON s.location_id = p.id
                AND s.ends > %(since)s AND s.ends < %(until)s
        ) AS moves GROUP BY day
    ), open AS (
        SELECT d.day, count(l.id) AS locations, sum(l.permitted_capacity) AS permitted,
               sum(l.factual_capacity) AS factual
        FROM days d LEFT JOIN (
            places p JOIN nights_location l ON l.id = p.id
        ) ON l.opened_on <= d.day AND (l.closed_on IS NULL OR l.closed_on > d.day)
        GROUP BY d.day
    )
    SELECT d.day::text, d.day::text, o.locations, o.permitted, o.factual, 1,
           coalesce(o.permitted, 0),
           coalesce(sum(s.step) OVER upto, 0)::bigint,
           coalesce(sum(s.in_permitted) OVER upto, 0)::bigint
    FROM days d JOIN open o USING (day) LEFT JOIN steps s USING (day)
    WINDOW upto AS (ORDER BY d.day) ORDER BY d.day
""").format(places=_PLACES)


@dataclass(frozen=True, slots=True)
class Fullness:
    """One location, neighbourhood or day: what there is, and how much was slept in.

    `place_nights` is the places permitted times the nights on which they were there;
    where nobody has stated how many are permitted they count for nothing, and what was
    slept there is no part of `slept_in_permitted`.
    """

    key: str
    name: str
    locations: int
    permitted: int | None
    factual: int | None
    nights: int
    place_nights: int
    slept: int
    slept_in_permitted: int

    @property
    def percentage(self) -> int | None:
        """Nights slept per hundred permitted, or None where no place is known."""
        if not self.place_nights:
            return None
        return round(100 * self.slept_in_permitted / self.place_nights)


@dataclass(frozen=True, slots=True)
class Looked:
    """Which nights of which locations somebody looks at."""

    municipality: str
    period: DateRange
    area: str | None = None
    location: int | None = None


def check_period(first: date, last: date, on: date) -> DateRange:
    """The nights from a first up to and including a last one.

    Raises:
        Invalid: the last comes before the first, lies ahead, or it is over a year.
    """
    if last < first:
        raise Invalid(
            text("The last night comes before the first."),
            next_step=text("Swap the two days."),
        )
    if last > on:
        raise Invalid(
            text("The night of %(night)s is yet to come.", night=last),
            next_step=text("Choose nights up to today."),
        )
    if (last - first).days >= LONGEST:
        raise Invalid(
            text("That is more than %(most)s nights.", most=LONGEST),
            next_step=text("Choose a shorter period."),
        )
    return DateRange(first, date.fromordinal(last.toordinal() + 1))


def fullness_by_location(
    *,
    by: Actor,
    looked: Looked,
    on: date,
    prefix: str = "",
    after: tuple[str, int] | None = None,
    most: int = 51,
) -> list[Fullness]:
    """One page of locations by name, from the one after `after` on.

    Raises:
        NotAllowed, RoomClosed: the actor may not see this municipality's counts.
    """
    known = _known(by, looked, on) | {
        "prefix": _starts_with(prefix),
        "after": after[0] if after else None,
        "after_id": after[1] if after else 0,
        "most": most,
    }
    return _rows(_BY_LOCATION, known)


def fullness_by_neighbourhood(*, by: Actor, looked: Looked, on: date) -> list[Fullness]:
    """Every neighbourhood with a location in use in the period."""
    return _rows(_BY_NEIGHBOURHOOD, _known(by, looked, on))


def fullness_by_day(*, by: Actor, looked: Looked, on: date) -> list[Fullness]:
    """Every night of the period; the key is its date."""
    return _rows(_BY_DAY, _known(by, looked, on))


def _known(by: Actor, looked: Looked, on: date) -> dict[str, Any]:
    check_may(by, SEE_COUNTS, municipality=looked.municipality)
    require_room(looked.municipality, ROOM, on)
    return {
        "municipality": looked.municipality,
        "since": looked.period.start,
        "until": looked.period.end,
        "area": looked.area,
        "location": looked.location,
    }


def _starts_with(prefix: str) -> str:
    if not prefix:
        return ""
    literal = prefix.lower().replace("\\", "\\\\").replace("%", r"\%")
    return literal.replace("_", r"\_") + "%"


def _rows(statement: Composable, known: dict[str, Any]) -> list[Fullness]:
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return [Fullness(*row) for row in cursor.fetchall()]
