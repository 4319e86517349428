"""How locations are laid out and how many sleep where: counts for other rooms."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.register.nights.domain.permissions import SEE_LOCATION
from onderdak.register.nights.models import Bed, Location, Room, Stay, Unit


@dataclass(frozen=True, slots=True)
class HousedRoom:
    """A room of the register; how many beds it has is None where none is labelled."""

    label: str
    unit: str
    beds: int | None


@dataclass(slots=True)
class Housed:
    """The units and rooms of a location, and its guests of a night as counts."""

    guests: int = 0
    guests_per_unit: dict[str, int] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)
    rooms: list[HousedRoom] = field(default_factory=list)


def housed_at(
    *, by: Actor, locations: Sequence[Location], on: date
) -> dict[int, Housed]:
    """Lay out locations, with the number of guests of a night; never who they are.

    The number of queries does not depend on the number of locations. The guests of a
    room outside any unit stand under ''.

    Raises:
        NotAllowed: this person does not see one of the locations.
    """
    for municipality, provider in {
        (each.municipality_id, each.provider_id) for each in locations
    }:
        check_may(by, SEE_LOCATION, municipality=municipality, provider=provider)
    found = {each.pk: Housed() for each in locations}
    unit_of_room = _add_rooms(found, _add_units(found))
    _add_guests(found, on, unit_of_room)
    return found


def _add_units(found: dict[int, Housed]) -> dict[int | None, str]:
    """The units of each location; gives their labels."""
    labels: dict[int | None, str] = {}
    for unit in Unit.objects.filter(location__in=found).order_by("label", "id"):
        found[unit.location_id].units.append(unit)
        labels[unit.pk] = unit.label
    return labels


def _add_rooms(
    found: dict[int, Housed], labels: dict[int | None, str]
) -> dict[int | None, str]:
    """The rooms of each location; gives the unit in which each room is."""
    rooms = (
        Room.objects.filter(location__in=found)
        .order_by("floor", "label")
        .values_list("pk", "location_id", "label", "unit_id")
    )
    beds: dict[int, int] = dict(
        Bed.objects.filter(room__location__in=found)
        .values_list("room_id")
        .annotate(many=Count("pk"))
    )
    unit_of_room: dict[int | None, str] = {}
    for pk, location, label, unit in rooms:
        unit_of_room[pk] = labels.get(unit, "")
        found[location].rooms.append(HousedRoom(label, unit_of_room[pk], beds.get(pk)))
    return unit_of_room


def _add_guests(
    found: dict[int, Housed], on: date, unit_of_room: dict[int | None, str]
) -> None:
    counted = (
        Stay.objects.filter(location__in=found, arrival__lte=on, ends__gt=on)
        .values_list("location_id", "room_id")
        .annotate(guests=Count("pk"))
    )
    for location, room, guests in counted:
        there, unit = found[location], unit_of_room.get(room, "")
        there.guests += guests
        there.guests_per_unit[unit] = there.guests_per_unit.get(unit, 0) + guests
