"""Truth at entry: what needs a look in a provider's entries, and counts of it.

The provider sees each flag with its own references. The municipality sees counts per
provider; that one person is declared by two providers in one night is a count too, for
neither may learn of the other's guest.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.foundation.privacy.contract import Strength, require_room
from onderdak.register.nights.domain import flags as make
from onderdak.register.nights.domain.flags import Flag
from onderdak.register.nights.domain.permissions import SEE_COUNTS, SEE_OWN_GUESTS

ROOM = "nights"
_LOOK_BACK = timedelta(days=92)
_LOOK_AHEAD = timedelta(days=92)
MOST_FLAGS = 500

# Where and whom a question is about: a provider, or what one declaration touched.
_OF_PROVIDER = "l.provider_id = %(provider)s"
_OF_DECLARATION = "l.provider_id = %(provider)s AND l.id = ANY(%(locations)s)"
_GUESTS_OF_DECLARATION = "AND s.guest_id = ANY(%(guests)s)"
# Read once: no index leads from a declaration to its stays, but one from a location.
_TOUCHED = """
    SELECT array_agg(DISTINCT location_id), array_agg(DISTINCT guest_id)
    FROM nights_stay
    WHERE provider_id = %(provider)s AND declaration_id = %(declaration)s
"""
_TOUCHED_AMONG = f"{_TOUCHED} AND location_id = ANY(%(among)s)"

# Guests per night as steps: up at an arrival, down at a departure.
_STEPS = """
    WITH places AS (
        SELECT l.id, l.name, l.permitted_capacity FROM nights_location l
        WHERE {places} AND l.permitted_capacity IS NOT NULL
    ), moves AS (
        SELECT s.location_id, greatest(s.arrival, %(since)s::date) AS day, 1 AS step
        FROM nights_stay s JOIN places l ON l.id = s.location_id
        WHERE s.ends > %(since)s AND s.arrival < %(until)s
        UNION ALL
        SELECT s.location_id, s.ends, -1
        FROM nights_stay s JOIN places l ON l.id = s.location_id
        WHERE s.ends > %(since)s AND s.ends < %(until)s
    ), levels AS (
        SELECT location_id, day,
               sum(sum(step)) OVER (PARTITION BY location_id ORDER BY day) AS guests,
               lead(day) OVER (PARTITION BY location_id ORDER BY day) AS next
        FROM moves GROUP BY location_id, day
    )
    SELECT l.id, l.name, l.permitted_capacity, max(v.guests)::int, min(v.day),
           max(coalesce(v.next, %(until)s))
    FROM levels v JOIN places l ON l.id = v.location_id
    WHERE v.guests > l.permitted_capacity
    GROUP BY l.id, l.name, l.permitted_capacity ORDER BY l.name, l.id LIMIT %(most)s
"""
_TWICE = """
    SELECT l.id, l.name, b.label, x.since, x.until, g.reference, h.reference
    FROM nights_doublelet x
    JOIN nights_location l ON l.id = x.location_id
    JOIN nights_bed b ON b.id = x.bed_id
    JOIN nights_stay s ON s.id = x.first_stay_id
    JOIN nights_stay t ON t.id = x.second_stay_id
    JOIN nights_guest g ON g.id = s.guest_id
    JOIN nights_guest h ON h.id = t.guest_id
    WHERE {places} AND (x.until IS NULL OR x.until > %(since)s)
    ORDER BY l.name, l.id, x.since, x.id LIMIT %(most)s
"""
_OPEN = """
    SELECT l.id, l.name, g.reference, s.arrival, l.municipality_id
    FROM nights_location l
    JOIN nights_stay s ON s.location_id = l.id
    JOIN nights_guest g ON g.id = s.guest_id
    WHERE {places} AND s.ends = '9999-12-31' AND s.arrival <= %(on)s
      AND (s.expected_departure IS NULL OR s.expected_departure <= %(on)s) {guests}
    ORDER BY s.arrival, s.id LIMIT %(most)s
"""
_GAPS = """
    SELECT l.id, l.name, g.reference, s.before, s.arrival
    FROM (
        SELECT s.*, lag(s.departure) OVER (PARTITION BY s.guest_id ORDER BY s.arrival)
                   AS before
        FROM nights_stay s
        WHERE s.provider_id = %(provider)s AND s.ends > %(since)s {guests}
    ) AS s
    JOIN nights_location l ON l.id = s.location_id
    JOIN nights_guest g ON g.id = s.guest_id
    WHERE s.arrival > s.before AND s.arrival - s.before <= %(gap)s
      AND s.arrival > %(since)s
    ORDER BY s.arrival DESC, s.id LIMIT %(most)s
"""


def flags_of(
    *,
    by: Actor,
    provider: int,
    on: date,
    declaration: int | None = None,
    among: Collection[int] | None = None,
) -> list[Flag]:
    """What needs a look in a provider's entries, or in those of one declaration.

    Args:
        on: the day to look from; three months back and ahead are read.
        declaration: only what this declaration touched.
        among: the locations that it was about, where they are known: quicker.

    Raises:
        NotAllowed: the actor does not work for this provider.
    """
    check_may(by, SEE_OWN_GUESTS, provider=provider)
    known: dict[str, Any] = {
        "provider": provider,
        "declaration": declaration,
        "on": on,
        "since": on - _LOOK_BACK,
        "until": on + _LOOK_AHEAD,
        "gap": rulebook().value("nights.gap_nights", on).whole(),
        "most": MOST_FLAGS,
    }
    if declaration is not None:
        touched = _touched(provider, declaration, among)
        if touched is None:
            return []
        known["locations"], known["guests"] = touched
    about = _Asked(known, declaration is not None)
    return [*about.over_capacity(), *about.twice(), *about.long_open(), *about.gaps()]


def _touched(
    provider: int, declaration: int, among: Collection[int] | None
) -> tuple[list[int], list[int]] | None:
    """The locations and guests of a declaration; None where it changed nothing."""
    known = {
        "provider": provider,
        "declaration": declaration,
        "among": None if among is None else list(among),
    }
    # Two statements, for the planner must see whether there is a list.
    statement = _TOUCHED if among is None else _TOUCHED_AMONG
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        locations, guests = cursor.fetchone()
    return (locations, guests) if locations else None


@dataclass(frozen=True)
class _Asked:
    """One question: the values that go with it, and how narrow it is."""

    known: dict[str, Any]
    narrow: bool

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        places = _OF_DECLARATION if self.narrow else _OF_PROVIDER
        guests = _GUESTS_OF_DECLARATION if self.narrow else ""
        with connection.cursor() as cursor:
            cursor.execute(statement.format(places=places, guests=guests), self.known)
            return list(cursor.fetchall())

    def over_capacity(self) -> Iterator[Flag]:
        for row in self._rows(_STEPS):
            yield make.over_capacity(*row)

    def twice(self) -> Iterator[Flag]:
        for id_, name, bed, since, until, first, second in self._rows(_TWICE):
            yield make.bed_let_twice(id_, name, bed, since, until, (first, second))

    def long_open(self) -> Iterator[Flag]:
        on = self.known["on"]
        for id_, name, reference, arrival, municipality in self._rows(_OPEN):
            most = rulebook().value("nights.long_open_days", on, municipality)
            days = (on - arrival).days
            if days > most.whole():
                yield make.long_open(id_, name, reference, arrival, days)

    def gaps(self) -> Iterator[Flag]:
        for row in self._rows(_GAPS):
            yield make.gap(*row)


# Each count is a set of rows (provider, number) of one municipality. Stays are found by
# their house: a town has few of all the stays of a region.
_COUNTS = {
    "over_capacity": """
        SELECT l.provider_id, count(*) FROM nights_location l
        WHERE l.municipality_id = %(municipality)s AND l.permitted_capacity < (
            SELECT count(*) FROM nights_stay s WHERE s.location_id = l.id
              AND s.arrival <= %(on)s AND s.ends > %(on)s)
        GROUP BY l.provider_id""",
    "bed_let_twice": """
        SELECT provider_id, count(DISTINCT bed_id) FROM nights_doublelet
        WHERE municipality_id = %(municipality)s AND since <= %(on)s
          AND (until IS NULL OR until > %(on)s)
        GROUP BY provider_id""",
    "long_open": """
        SELECT l.provider_id, count(*)
        FROM nights_location l
        JOIN nights_stay s ON s.location_id = l.id AND s.ends = '9999-12-31'
            AND s.arrival < %(on)s - %(long_open)s
            AND (s.expected_departure IS NULL OR s.expected_departure <= %(on)s)
        WHERE l.municipality_id = %(municipality)s
        GROUP BY l.provider_id""",
    "gap": """
        SELECT provider_id, count(*) FROM (
            SELECT s.provider_id, s.arrival, lag(s.departure) OVER (
                       PARTITION BY s.guest_id ORDER BY s.arrival) AS before
            FROM nights_location l
            JOIN nights_stay s ON s.location_id = l.id AND s.ends > %(since)s
            WHERE l.municipality_id = %(municipality)s
        ) AS s
        WHERE arrival > before AND arrival - before <= %(gap)s AND arrival > %(since)s
        GROUP BY provider_id""",
    "elsewhere": """
        WITH tonight AS (
            SELECT i.match_hash, s.provider_id
            FROM nights_location l
            JOIN nights_stay s ON s.location_id = l.id
                AND s.arrival <= %(on)s AND s.ends > %(on)s
            JOIN nights_guestidentity i ON i.guest_id = s.guest_id
                AND i.municipality_id = s.municipality_id
            WHERE l.municipality_id = %(municipality)s
              AND i.hash_strength >= %(strength)s
        ), twice AS (
            SELECT match_hash FROM tonight
            GROUP BY match_hash HAVING count(DISTINCT provider_id) > 1
        )
        SELECT t.provider_id, count(DISTINCT t.match_hash)
        FROM tonight t JOIN twice USING (match_hash) GROUP BY t.provider_id""",
}


def flag_counts(*, by: Actor, municipality: str, on: date) -> dict[int, dict[str, int]]:
    """How much needs a look per provider of a municipality, on a night.

    `elsewhere` counts people who are declared by another provider of this municipality
    for the same night, by keyed hash; names alone are too weak and never count.

    Returns:
        By provider: a count for each kind of flag and for `elsewhere`.

    Raises:
        NotAllowed, RoomClosed: the actor may not see these counts.
    """
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    known: dict[str, Any] = {
        "municipality": municipality,
        "on": on,
        "since": on - _LOOK_BACK,
        "gap": rulebook().value("nights.gap_nights", on, municipality).whole(),
        "long_open": rulebook()
        .value("nights.long_open_days", on, municipality)
        .whole(),
        "strength": Strength.NAME_AND_RESIDENCE.value,
    }
    found: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        for kind, statement in _COUNTS.items():
            cursor.execute(statement, known)
            for provider, number in cursor.fetchall():
                found.setdefault(provider, dict.fromkeys(_COUNTS, 0))[kind] = number
    return found
