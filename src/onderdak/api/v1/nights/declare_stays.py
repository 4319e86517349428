"""POST /stays: declare stays in bulk."""

from collections import defaultdict
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from onderdak.api.entrance import SystemRequest, acting
from onderdak.api.once import IdempotencyKey, once
from onderdak.api.v1.nights.items import fault, inside, refused
from onderdak.api.v1.nights.shapes import StaysIn
from onderdak.api.v1.nights.telling import flags_out
from onderdak.foundation.identity.contract import TokenScope, in_language
from onderdak.register.nights.contract import (
    Declaration,
)
from onderdak.register.nights.contract.systems import (
    Stated,
    declare_stated,
)

_TOO_LARGE = 2**63  # for a number in the database


@acting(TokenScope.WRITE_STAYS)
def declare_stays(
    request: SystemRequest, body: StaysIn, key: IdempotencyKey = None
) -> HttpResponse:
    """Declare who stays where: new stays, or corrections of known ones.

    A stay of the same guest (by your own reference) at the same location that overlaps
    a known one corrects it. The same message again changes nothing. With one fault
    nothing is recorded and the answer names every fault (400), unless `acceptGood` is
    true: then the answer says of each stay what became of it.
    """
    return once(request, key, lambda: _declare(request, body))


def _declare(request: SystemRequest, body: StaysIn) -> dict[str, Any]:
    stated = declare_stated(
        by=request.auth.actor,
        provider=request.auth.provider,
        items=inside(body.stays),
        on=timezone.localdate(),
        channel=Declaration.Channel.API,
        accept_good=body.accept_good,
    )
    if stated.refused:
        raise refused("stays", stated.errors)
    flags = flags_out(
        request.auth.actor,
        request.auth.provider,
        stated.declarations,
        among=_locations(body),
        on=timezone.localdate(),
    )
    return {**_told(body, stated), "flags": flags}


def _told(body: StaysIn, stated: Stated) -> dict[str, Any]:
    faults = defaultdict(list)
    for error in stated.errors:
        faults[error.line].append(fault(error))
    results = [
        {
            "position": position,
            "reference": _reference(stay),
            "outcome": "error" if position in faults else stated.outcomes[position],
            "errors": faults.get(position, []),
        }
        for position, stay in enumerate(body.stays, start=1)
    ]
    counted = [result["outcome"] for result in results]
    return {
        "new": counted.count("new"),
        "corrected": counted.count("corrected"),
        "unchanged": counted.count("unchanged"),
        "rejected": counted.count("error"),
        "doubleLet": stated.double_let,
        "notes": [in_language(note) for note in stated.notes],
        "results": results,
    }


def _reference(stay: dict[str, Any]) -> str | None:
    reference = stay.get("reference")
    return reference if isinstance(reference, str) else None


def _locations(body: StaysIn) -> set[int]:
    named = (stay.get("location") for stay in body.stays)  # anything JSON can hold
    return {one for one in named if isinstance(one, int) and 0 < one < _TOO_LARGE}
