"""How many guests slept at a location, night by night: a read for its chart."""

from collections.abc import Sequence
from datetime import date

from django.db import connection

from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    Location,
)

Nights = Sequence[tuple[date, int]]

_PER_NIGHT = """
    WITH changes AS (
        SELECT greatest(arrival, %(first)s) AS night, count(*) AS change
        FROM nights_stay
        WHERE location_id = %(location)s AND arrival < %(until)s AND ends > %(first)s
        GROUP BY 1
        UNION ALL
        SELECT ends, -count(*) FROM nights_stay
        WHERE location_id = %(location)s AND arrival < %(until)s AND ends > %(first)s
        GROUP BY 1
    )
    SELECT day::date,
           coalesce(sum(sum(change)) OVER (ORDER BY day), 0)::int
    FROM generate_series(%(first)s::date, %(until)s::date - 1, interval '1 day') AS day
    LEFT JOIN changes ON night = day::date
    GROUP BY day ORDER BY day
"""


def guests_per_night(location: Location, period: DateRange) -> Nights:
    """Guests of each night in a period; the caller has asked `location_for` first."""
    with connection.cursor() as cursor:
        cursor.execute(
            _PER_NIGHT,
            {"location": location.pk, "first": period.start, "until": period.end},
        )
        nights: Nights = cursor.fetchall()
        return nights
