"""Stays as the API tells them."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from onderdak.foundation.identity.contract import Actor, in_language, may
from onderdak.register.nights.contract import (
    SEE_OWN_GUESTS,
)
from onderdak.register.nights.contract.supervising import (
    Flag,
    flags_of,
)
from onderdak.register.nights.contract.systems import (
    OwnStay,
)

_MOST_FLAGS = 200


def stay_out(stay: OwnStay) -> dict[str, Any]:
    """A stay in the form of `StayOut`."""
    return {
        "id": stay.id,
        "location": stay.location,
        "municipality": stay.municipality,
        "reference": stay.reference,
        "arrival": stay.arrival,
        "departure": stay.departure,
        "expectedDeparture": stay.expected_departure,
        "room": stay.room,
        "bed": stay.bed,
    }


def flags_out(
    by: Actor,
    provider: int,
    declarations: Iterable[int | None],
    among: Collection[int],
    on: date,
) -> list[dict[str, Any]]:
    """What needs a look in what was just declared, in the form of `FlagOut`.

    A flag may speak of a guest who was there already, so a token that only writes
    gets none.
    """
    if not may(by, SEE_OWN_GUESTS, provider=provider):
        return []
    found = [
        flag
        for declaration in declarations
        if declaration is not None
        for flag in flags_of(
            by=by, provider=provider, on=on, declaration=declaration, among=among
        )
    ]
    return [_flag_out(flag) for flag in found[:_MOST_FLAGS]]


def _flag_out(flag: Flag) -> dict[str, Any]:
    return {
        "kind": flag.kind.value,
        "location": flag.location,
        "reference": flag.reference or None,
        "since": flag.since,
        "until": flag.until,
        "what": in_language(flag.what),
        "mend": in_language(flag.mend),
    }
