"""A provider's own register, page by page, by its own references: no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import SEE_OWN_GUESTS
from onderdak.register.nights.models import Location, NightConfirmation

_SELECT = """
    SELECT s.id, s.location_id, s.municipality_id, g.reference, s.arrival, s.departure,
           s.expected_departure, coalesce(r.label, ''), coalesce(b.label, '')
    FROM nights_stay s
    JOIN nights_guest g ON g.id = s.guest_id
    LEFT JOIN nights_room r ON r.id = s.room_id
    LEFT JOIN nights_bed b ON b.id = s.bed_id
    WHERE s.provider_id = %(provider)s AND s.location_id = ANY (%(locations)s)
"""
_CONDITIONS = {
    "since": "s.ends > %(since)s",
    "until": "s.arrival < %(until)s",
    "reference": "g.reference = %(reference)s",
    "after": "s.id > %(after)s",
    "before": "s.id < %(before)s",
}


@dataclass(frozen=True, slots=True)
class OwnStay:
    """A stay as its provider declared it."""

    id: int
    location: int
    municipality: str
    reference: str
    arrival: date
    departure: date | None
    expected_departure: date | None
    room: str
    bed: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stays: those of one location or town, with a night in a period, of a guest.

    `after` and `before` are the number of the stay where a page begins or ends.
    """

    location: int | None = None
    municipality: str | None = None
    since: date | None = None
    until: date | None = None
    reference: str | None = None
    after: int | None = None
    before: int | None = None


def own_location(*, by: Actor, provider: int, number: int) -> Location:
    """One of a provider's own locations, open or closed.

    Raises:
        NotFound: the provider has none with this number.
    """
    found = None
    if provider in by.providers:
        found = Location.objects.filter(pk=number, provider_id=provider).first()
    if found is None:
        raise NotFound(
            text("There is no location %(number)s for you.", number=number),
            next_step=text("Choose a location from your list."),
        )
    return found


def own_stays(
    *, by: Actor, provider: int, wanted: Wanted, limit: int
) -> Sequence[OwnStay]:
    """At most so many of a provider's own stays, in the order of their numbers."""
    check_may(by, SEE_OWN_GUESTS, provider=provider)
    known: dict[str, Any] = {"provider": provider, "limit": limit}
    parts = [_SELECT]
    for name, condition in _CONDITIONS.items():
        value = getattr(wanted, name)
        if value is not None:
            known[name] = value
            parts.append(f" AND {condition}")
    known["locations"] = _locations(provider, wanted)
    backwards = wanted.before is not None
    parts.append(f" ORDER BY s.id {'DESC' if backwards else ''} LIMIT %(limit)s")
    with connection.cursor() as cursor:
        cursor.execute("".join(parts), known)
        rows = [OwnStay(*row) for row in cursor.fetchall()]
    return rows[::-1] if backwards else rows


def _locations(provider: int, wanted: Wanted) -> list[int]:
    own = Location.objects.filter(provider_id=provider)
    if wanted.location is not None:
        own = own.filter(pk=wanted.location)
    if wanted.municipality is not None:
        own = own.filter(municipality_id=wanted.municipality)
    return list(own.values_list("pk", flat=True))


def confirmation_of(location: Location, night: date) -> NightConfirmation | None:
    """The newest word that the list of a night was complete."""
    return (
        NightConfirmation.objects.filter(location=location, night=night)
        .order_by("-id")
        .first()
    )
