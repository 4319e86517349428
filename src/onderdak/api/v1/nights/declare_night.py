"""PUT /locations/{location}/nights/{night}: the full house on a night."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpResponse
from django.utils import timezone
from ninja import Path, Query

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.once import IdempotencyKey, once
from onderdak.api.v1.nights.items import inside, refused
from onderdak.api.v1.nights.shapes import FullHouseIn
from onderdak.api.v1.nights.telling import flags_out
from onderdak.api.values import Day, Number
from onderdak.foundation.identity.contract import TokenScope, in_language
from onderdak.register.nights.contract import (
    Declaration,
    FullHouse,
    Location,
    declare_full_house,
)
from onderdak.register.nights.contract.systems import (
    own_location,
    read_guests_stated,
)


@acting(TokenScope.WRITE_STAYS, {"force"})
def declare_night(
    request: SystemRequest,
    location: Annotated[Number, Path()],
    night: Annotated[Day, Path()],
    body: FullHouseIn,
    force: Annotated[
        bool, Query(description="Although a later night was confirmed already.")
    ] = False,
    key: IdempotencyKey = None,
) -> HttpResponse:
    """Everyone who sleeps in one of your houses on a night, and nobody else.

    A stay that has no departure, or a later one, and is absent ends on this night; one
    that began on it is withdrawn. Stays that begin later are kept, and told as
    conflicts. Someone who is known here needs the reference only. All or nothing. A
    night before the newest confirmed one asks for `force` (409).
    """
    house = own_location(
        by=request.auth.actor, provider=request.auth.provider, number=location
    )
    return once(request, key, lambda: _declare(request, house, night, body, force))


def _declare(
    request: SystemRequest, house: Location, night: date, body: FullHouseIn, force: bool
) -> dict[str, Any]:
    today = timezone.localdate()
    read = read_guests_stated(inside(body.guests), night=night, on=today)
    done = declare_full_house(
        by=request.auth.actor,
        location=house,
        night=night,
        guests=read.rows,
        on=today,
        channel=Declaration.Channel.API,
        earlier_errors=read.errors,
        force=force,
    )
    if done.declared.errors:
        raise refused("guests", done.declared.errors)
    flags = flags_out(
        request.auth.actor,
        house.provider_id,
        [done.declared.declaration],
        among=[house.pk],
        on=today,
    )
    return {**_told(house, night, done), "flags": flags}


def _told(house: Location, night: date, done: FullHouse) -> dict[str, Any]:
    declared = done.declared
    return {
        "location": house.pk,
        "night": night,
        "guests": declared.rows,
        "new": declared.new,
        "corrected": declared.corrected,
        "unchanged": declared.unchanged,
        "confirmed": done.confirmed,
        "doubleLet": declared.double_let,
        "ended": [
            {
                "reference": stay.reference,
                "arrival": stay.arrival,
                "wasDeparture": stay.departure,
                "departure": stay.ends_on,
            }
            for stay in declared.left_out
            if stay.ends_on is not None
        ],
        "withdrawn": [
            _stay(stay) for stay in declared.left_out if stay.ends_on is None
        ],
        "conflicts": [_stay(stay) for stay in done.conflicts],
        "notes": [in_language(note) for note in declared.notes],
    }


def _stay(stay: Any) -> dict[str, Any]:
    return {
        "reference": stay.reference,
        "arrival": stay.arrival,
        "departure": stay.departure,
    }
