"""A region's trend: nights per municipality and month, never a row of anybody."""

from dataclasses import dataclass
from datetime import date

from django.core.cache import caches
from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.ranges import add_months
from onderdak.register.nights.domain.permissions import SEE_REGION

_MONTHS = 12
_SECONDS = 10 * 60


@dataclass(frozen=True, slots=True)
class MonthThere:
    """Nights in a municipality in a whole month, and by how many guests.

    The number of guests is there to judge whether the nights may be told; it counts a
    guest once per provider.
    """

    municipality: str
    month: date
    nights: int
    guests: int


def region_months(*, by: Actor, region: str, on: date) -> list[MonthThere]:
    """The twelve months before the one that runs, for each municipality of a region.

    Only whole months: of a month that runs, the count of two days would tell the
    guests of one night.

    Raises:
        NotAllowed: the actor does not work for this region.
    """
    check_may(by, SEE_REGION, region=region)
    until = on.replace(day=1)
    # A page and its chart ask the same; late corrections may wait for minutes.
    key = f"region_months:{region}:{until}"
    found: list[MonthThere] | None = caches["counts"].get(key)
    if found is None:
        found = _counted(region, until)
        caches["counts"].set(key, found, _SECONDS)
    return found


def _counted(region: str, until: date) -> list[MonthThere]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM nights_region_months(%s, %s, %s)",
            [region, add_months(until, -_MONTHS), until],
        )
        return [MonthThere(*row) for row in cursor.fetchall()]
