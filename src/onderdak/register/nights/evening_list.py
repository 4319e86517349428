"""Who is on the list of an evening, which beds there are, and what was tapped."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.register.nights.domain.evening import Act, Place, Slept
from onderdak.register.nights.domain.permissions import SEE_OWN_GUESTS
from onderdak.register.nights.models import (
    DoubleLet,
    Guest,
    Location,
    NightConfirmation,
    Stay,
    Tap,
)

_FORMS = """
    SELECT {number}, s.guest_id, g.reference, g.initials, coalesce(r.label, ''),
           coalesce(b.label, ''), s.arrival, s.departure, s.expected_departure,
           s.work_municipality
    FROM {table} s
    JOIN nights_guest g ON g.id = s.guest_id AND g.provider_id = %(provider)s
    LEFT JOIN nights_room r ON r.id = s.room_id
    LEFT JOIN nights_bed b ON b.id = s.bed_id
"""
# Including who left on this day: a guest who is still here can be put back.
_OF_NIGHT = (
    _FORMS.format(number="s.id", table="nights_stay")
    + """ WHERE s.location_id = %(location)s AND s.provider_id = %(provider)s
          AND s.arrival <= %(night)s AND s.ends >= %(night)s"""
)
_ONE_GUEST = " AND s.guest_id = %(guest)s"
_BEFORE = (
    _FORMS.format(number="s.stay_id", table="nights_supersededstay")
    + """ WHERE s.superseded_by = %(declaration)s AND s.provider_id = %(provider)s
          AND s.guest_id = %(guest)s ORDER BY s.arrival, s.id"""
)
_BEDS = """
    SELECT r.label, coalesce(b.label, '')
    FROM nights_room r LEFT JOIN nights_bed b ON b.room_id = r.id
    WHERE r.location_id = %(location)s AND r.provider_id = %(provider)s
"""
_SHOWN_TAPS = 30


@dataclass(frozen=True, slots=True)
class Done:
    """A tap of this evening, with the guest it was about as the provider knows them."""

    tap: Tap
    initials: str
    reference: str
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Evening:
    """All that the page of one evening shows; no name is in it."""

    night: date
    guests: list[Slept]
    left: list[Slept]
    places: list[Place]
    twice: frozenset[int]
    done: list[Done]
    confirmed: NightConfirmation | None


def evening_of(*, by: Actor, location: Location, night: date) -> Evening:
    """One evening at a provider's own location, by initials and own references."""
    check_may(by, SEE_OWN_GUESTS, provider=location.provider_id)
    here = slept(location, night)
    guests = [one for one in here if one.departure is None or one.departure > night]
    there = {one.guest for one in guests}
    return Evening(
        night=night,
        guests=guests,
        left=[one for one in here if one.guest not in there],
        places=[Place(*row) for row in _rows(_BEDS, _known(location))],
        twice=_twice(location, night),
        done=_done(location, night),
        confirmed=_confirmed(location, night),
    )


def _known(location: Location, **more: object) -> dict[str, Any]:
    return {"location": location.pk, "provider": location.provider_id, **more}


def _rows(statement: str, known: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        return list(cursor.fetchall())


def _slept(statement: str, known: dict[str, Any]) -> list[Slept]:
    return [
        Slept(stay, guest, reference, initials, Place(room, bed), *days)
        for stay, guest, reference, initials, room, bed, *days in _rows(
            statement, known
        )
    ]


def slept(location: Location, night: date) -> list[Slept]:
    """The stays of a night, and those that ended on that day."""
    return _slept(_OF_NIGHT, _known(location, night=night))


def stay_of(location: Location, guest: int, night: date) -> Slept | None:
    """A guest's stay of a night; else the one that ended on that day."""
    found = _slept(_OF_NIGHT + _ONE_GUEST, _known(location, night=night, guest=guest))
    found.sort(key=lambda one: one.departure or date.max)
    return found[-1] if found else None


def before(location: Location, declaration: int, guest: int) -> list[Slept]:
    """How a guest's stays stood before a declaration replaced them."""
    return _slept(_BEFORE, _known(location, declaration=declaration, guest=guest))


def here_since(
    *, by: Actor, location: Location, guests: Sequence[Slept]
) -> dict[int, date]:
    """Since when these guests are at the location: a move is no arrival."""
    check_may(by, SEE_OWN_GUESTS, provider=location.provider_id)
    known: dict[int, dict[date, date]] = defaultdict(dict)  # guest: end -> beginning
    # By guest alone: with the location too, its whole past would be looked through.
    for guest, place, arrival, departure in Stay.objects.filter(
        provider_id=location.provider_id, guest_id__in=[one.guest for one in guests]
    ).values_list("guest_id", "location_id", "arrival", "departure"):
        if place == location.pk and departure is not None:
            known[guest][departure] = arrival
    return {one.guest: _first_day(one.arrival, known[one.guest]) for one in guests}


def _first_day(day: date, beginnings: Mapping[date, date]) -> date:
    while day in beginnings:
        day = beginnings[day]
    return day


def _twice(location: Location, night: date) -> frozenset[int]:
    pairs = DoubleLet.objects.filter(location=location, since__lte=night).exclude(
        until__lte=night
    )
    both = pairs.values_list("first_stay_id", "second_stay_id")
    return frozenset(stay for pair in both for stay in pair)


def _done(location: Location, night: date) -> list[Done]:
    """The newest taps first; what was refused or meant nothing is left out."""
    taps = list(
        Tap.objects.filter(
            provider_id=location.provider_id,
            location=location,
            night=night,
            refused=[],
        )
        .exclude(act__in=(Act.VOID, Act.TAKE_BACK))
        .order_by("-id")[:_SHOWN_TAPS]
    )
    undone = set(
        Tap.objects.filter(
            location=location, night=night, takes_back_id__in=[tap.pk for tap in taps]
        ).values_list("takes_back_id", flat=True)
    )
    known = {
        guest: (initials, reference)
        for guest, initials, reference in Guest.objects.filter(
            pk__in={tap.guest_id for tap in taps}, provider_id=location.provider_id
        ).values_list("pk", "initials", "reference")
    }
    return [
        Done(tap, *known.get(tap.guest_id or 0, ("", "")), tap.pk in undone)
        for tap in taps
    ]


def _confirmed(location: Location, night: date) -> NightConfirmation | None:
    return (
        NightConfirmation.objects.filter(location=location, night=night)
        .order_by("-id")
        .first()
    )


def night_after(night: date) -> date:
    """The day on which a night ends."""
    return night + timedelta(days=1)
