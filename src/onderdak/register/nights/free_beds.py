"""Free beds near a place, for people who lose theirs: numbers, never who sleeps where.

Asked for only where a by-law gives the ground to use the register for this: it is
another purpose than keeping the register (art. 6(4) AVG). Without that ground nothing
is read.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may, local_value
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.register.nights.domain.permissions import FIND_BEDS
from onderdak.register.nights.occupancy import ROOM

GROUND: Final = "bylaw.beds_for_rehousing"
_MOST: Final = 100

# What is permitted and what stands there: the fewer of the two can be slept in.
_FREE = """
    WITH near AS (
        SELECT l.id, l.name, a.street, a.number, a.addition, a.town,
               least(l.permitted_capacity, l.factual_capacity) AS beds,
               CASE WHEN %(x)s::float IS NOT NULL AND a.rd_x IS NOT NULL
                    THEN sqrt((a.rd_x - %(x)s) ^ 2 + (a.rd_y - %(y)s) ^ 2) END AS metres
        FROM nights_location l JOIN places_address a ON a.id = l.address_id
        WHERE l.municipality_id = %(municipality)s AND l.state = 'confirmed'
          AND l.opened_on <= %(on)s AND (l.closed_on IS NULL OR l.closed_on > %(on)s)
          AND l.permitted_capacity IS NOT NULL AND l.factual_capacity IS NOT NULL
          AND l.address_id <> ALL (%(without)s::bigint[])
          AND NOT EXISTS (SELECT FROM nights_unit u WHERE u.location_id = l.id
                          AND u.address_id = ANY (%(without)s::bigint[]))
    ), counted AS (
        SELECT n.*, n.beds - (
            SELECT count(*) FROM nights_stay s WHERE s.location_id = n.id
            AND s.arrival <= %(on)s AND s.ends > %(on)s) AS free
        FROM near n WHERE n.metres IS NULL OR n.metres <= %(reach)s
    )
    SELECT id, name, street || ' ' || number || addition || ', ' || town,
           round(metres)::int, free::int
    FROM counted WHERE free > 0
    ORDER BY metres NULLS LAST, free DESC, id LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class FreeBeds:
    """A location with free beds on a night; `metres` is None where it is not known."""

    location: int
    name: str
    where: str
    metres: int | None
    free: int


@dataclass(frozen=True, slots=True)
class BedsNear:
    """What the register says of free beds; nothing at all without a ground.

    `ground` is the article of the by-law, or None where there is none.
    """

    ground: str | None
    beds: tuple[FreeBeds, ...] = ()

    @property
    def free(self) -> int:
        """How many beds are free in all that is named."""
        return sum(each.free for each in self.beds)


def beds_ground(municipality: str, on: date) -> str | None:
    """The article by which the register may be searched for beds; None without one."""
    found = local_value(GROUND, municipality=municipality, on=on)
    return found.article if found is not None and found.value is True else None


def free_beds_near(
    *,
    by: Actor,
    address: Address,
    reach: int,
    on: date,
    without: frozenset[int] = frozenset(),
) -> BedsNear:
    """Free beds on a night within so many metres of an address, the nearest first.

    Args:
        without: addresses that are not to be offered, besides the address itself.

    Raises:
        NotAllowed: this person does not look for beds here.
        RoomClosed: the municipality does not use the register.
    """
    town = address.municipality_id
    check_may(by, FIND_BEDS, municipality=town)
    ground = beds_ground(town, on)
    if ground is None:
        return BedsNear(None)
    require_room(town, ROOM, on)
    known: dict[str, Any] = {
        "municipality": town,
        "on": on,
        "x": address.rd_x,
        "y": address.rd_y,
        "reach": reach,
        "without": sorted(without | {address.pk}),
        "most": _MOST,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FREE, known)
        return BedsNear(ground, tuple(FreeBeds(*row) for row in cursor.fetchall()))
