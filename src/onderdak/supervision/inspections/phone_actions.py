"""Saying whom inspectors telephone in a municipality."""

from collections.abc import Sequence

from django.db import connection
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.supervision.inspections.domain.permissions import SET_UP_INSPECTIONS
from onderdak.supervision.inspections.domain.phones import Phone, check_phones
from onderdak.supervision.inspections.models import TownPhone
from onderdak.supervision.inspections.moving import ROOM
from onderdak.supervision.inspections.phone_queries import phones_of


@action
def set_phones(
    *, by: Actor, municipality: str, phones: Sequence[Phone]
) -> tuple[Phone, ...]:
    """Say whom inspectors telephone here; the list replaces the one there was.

    Raises:
        NotAllowed: this person sets nothing up here.
        RoomClosed: the municipality does not use this part.
        Invalid: there are too many, or one stands there twice.
    """
    check_may(by, SET_UP_INSPECTIONS, municipality=municipality)
    require_room(municipality, ROOM, localdate())
    kept = check_phones(phones)
    _one_at_a_time(municipality)
    before = phones_of(municipality)
    TownPhone.objects.filter(municipality_id=municipality).delete()
    TownPhone.objects.bulk_create(
        TownPhone(
            municipality_id=municipality,
            place=place,
            name=one.name,
            number=one.number,
        )
        for place, one in enumerate(kept)
    )
    record_event(
        by=by,
        action="inspections.set_phones",
        object=f"visits of {municipality}",
        municipality=municipality,
        detail={"phones": len(kept), "before": _said(before), "after": _said(kept)},
    )
    return kept


def _one_at_a_time(municipality: str) -> None:
    """Two who replace the list at once come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"inspections.set_phones {municipality}"],
        )


def _said(phones: Sequence[Phone]) -> str:
    return "; ".join(f"{one.name}: {one.number}" for one in phones)
