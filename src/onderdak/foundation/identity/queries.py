"""Reads of identity that are more than a lookup."""

from django.db.models import QuerySet

from onderdak.foundation.identity.domain.permissions import (
    SEE_MEMBERS,
    Actor,
    check_may,
)
from onderdak.foundation.identity.models import Membership, Municipality, RoomSwitch


def rooms_on(municipality: str) -> frozenset[str]:
    """The rooms that a municipality has switched on."""
    return frozenset(
        RoomSwitch.objects.filter(municipality_id=municipality).values_list(
            "room", flat=True
        )
    )


def municipalities_with(room: str, codes: frozenset[str]) -> frozenset[str]:
    """Which of these municipalities have a room switched on."""
    return frozenset(
        RoomSwitch.objects.filter(municipality_id__in=codes, room=room).values_list(
            "municipality_id", flat=True
        )
    )


def municipality_names() -> dict[str, str]:
    """The name of each municipality, by code: public facts."""
    return dict(Municipality.objects.order_by("name").values_list("code", "name"))


def municipalities_of_region(region: str) -> list[str]:
    """Codes of a region's municipalities, by name."""
    return list(
        Municipality.objects.filter(region_id=region)
        .order_by("name")
        .values_list("code", flat=True)
    )


def members(*, by: Actor, municipality: str) -> QuerySet[Membership]:
    """Everyone who works for a municipality, with their role there (BIO2 5.18.01).

    Raises:
        NotAllowed: the person does not govern this municipality.
    """
    check_may(by, SEE_MEMBERS, municipality=municipality)
    found = Membership.objects.filter(municipality_id=municipality)
    return found.select_related("user").order_by("user__name", "user__email", "role")
