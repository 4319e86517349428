"""Step 3b: what is absent from rows that are declared complete for a period.

A stored stay at these locations that overlaps the period, and that no row is about,
ends when the period begins; one that began within the period is withdrawn, for then
the guest was never there.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.domain.declared import KeptStay, LeftOut

_TABLE = """
    DROP TABLE IF EXISTS left_out;
    CREATE TEMPORARY TABLE left_out (
        stay_id bigint, location_id bigint, guest_id bigint, arrival date,
        departure date, room_id bigint, bed_id bigint, work_municipality text,
        ends_on date
    ) ON COMMIT DROP;
"""
_FIND = """
    INSERT INTO left_out
    SELECT s.id, s.location_id, s.guest_id, s.arrival, s.departure, s.room_id, s.bed_id,
           s.work_municipality,
           CASE WHEN s.arrival < %(since)s THEN %(since)s::date END
    FROM nights_stay s
    WHERE s.location_id = ANY (%(locations)s) AND s.provider_id = %(provider)s
      AND s.ends > %(since)s AND s.arrival < coalesce(%(until)s::date, 'infinity')
      AND NOT EXISTS (SELECT 1 FROM declared m WHERE m.stay_id = s.id)
      AND NOT EXISTS (SELECT 1 FROM swallowed w WHERE w.stay_id = s.id)
"""
_TOLD = """
    SELECT g.reference, o.arrival, o.departure, o.ends_on
    FROM left_out o JOIN nights_guest g ON g.id = o.guest_id
    ORDER BY g.reference, o.arrival
"""
_LATER = """
    SELECT g.reference, s.arrival, s.departure
    FROM nights_stay s JOIN nights_guest g ON g.id = s.guest_id
    WHERE s.location_id = %(location)s AND s.arrival > %(night)s
      AND NOT g.reference = ANY (%(present)s)
    ORDER BY s.arrival, g.reference
"""


def prepare() -> None:
    """An empty table of stays that are left out."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)


def find(provider: int, locations: Sequence[int], complete: DateRange) -> list[LeftOut]:
    """Find what is stored of the period and absent from the rows."""
    known: dict[str, Any] = {
        "provider": provider,
        "locations": list(locations),
        "since": complete.start,
        "until": complete.end,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, known)
        cursor.execute(_TOLD)
        return [LeftOut(*row) for row in cursor.fetchall()]


def later_stays(location: int, night: date, present: Sequence[str]) -> list[KeptStay]:
    """Stays at a location that begin after a night, of guests absent in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            _LATER,
            {"location": location, "night": night, "present": list(present)},
        )
        return [KeptStay(*row) for row in cursor.fetchall()]
