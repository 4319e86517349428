"""May a room be used in a municipality: is it on, answered for, and limited in time?"""

from datetime import date

from django.db.models import Q

from onderdak.foundation.identity.contract import (
    Municipality,
    municipality_names,
    rooms_on,
)
from onderdak.foundation.privacy.models import Controllership, RetentionTerm
from onderdak.kernel.errors import RoomClosed
from onderdak.kernel.text import Text, text


def is_answered_for(municipality: str, room: str, on: date) -> bool:
    """Whether a controller is on record for the room, here or for the whole region."""
    region = Municipality.objects.values_list("region_id").filter(code=municipality)
    return Controllership.objects.filter(
        Q(municipality_id=municipality) | Q(region_id__in=region),
        Q(until__isnull=True) | Q(until__gt=on),
        room=room,
        part__in=["controller", "joint_controller"],
        since__lte=on,
    ).exists()


def retention_months(municipality: str, room: str, on: date) -> int | None:
    """The retention term in force on a day, or None where nobody has set one."""
    term = (
        RetentionTerm.objects.filter(
            municipality_id=municipality, room=room, since__lte=on
        )
        .order_by("-since")
        .first()
    )
    return term.months if term else None


def _closed(what: Text, next_step: Text) -> RoomClosed:
    return RoomClosed(what, next_step=next_step)


def require_room(
    municipality: str, room: str, on: date, *, retention: bool = False
) -> None:
    """Stop work in a room that may not be used here.

    Raises:
        RoomClosed: it is off, nobody answers for it, or no retention term is set.
    """
    name = municipality_names().get(municipality, municipality)
    if room not in rooms_on(municipality):
        raise _closed(
            text("%(municipality)s does not use this part.", municipality=name),
            text(
                "The municipality's administrator can switch '%(room)s' on.", room=room
            ),
        )
    if not is_answered_for(municipality, room, on):
        raise _closed(
            text(
                "In %(municipality)s nobody answers for these data yet.",
                municipality=name,
            ),
            text("Record the controller of '%(room)s' first (art. 24 AVG).", room=room),
        )
    if retention and retention_months(municipality, room, on) is None:
        raise _closed(
            text(
                "%(municipality)s has not set how long these data are kept.",
                municipality=name,
            ),
            text("Set the retention term of '%(room)s' first.", room=room),
        )


def rooms_without_controller(on: date) -> list[tuple[str, str]]:
    """Rooms that are on while nobody answers for them: (municipality, room)."""
    return [
        (municipality, room)
        for municipality in municipality_names()
        for room in sorted(rooms_on(municipality))
        if not is_answered_for(municipality, room, on)
    ]
