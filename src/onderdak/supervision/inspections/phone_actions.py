"""Saying whom inspectors telephone in a municipality."""

from collections.abc import Sequence

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
        detail={"phones": len(kept)},
    )
    return kept
