"""Units, rooms and beds of a location, as those who keep the house label them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    may,
    record_event,
)
from onderdak.foundation.places.contract import (
    Address,
    NewAddress,
    propose_address,
    record_address,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import (
    CONFIRM_LOCATION,
    KEEP_LOCATION,
    KEEP_ROOMS,
)
from onderdak.register.nights.location_lines import said_as
from onderdak.register.nights.models import Bed, Location, Room, Unit


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room as its house labels it, with all its beds."""

    label: str
    floor: int | None = None
    unit: int | None = None
    beds: Sequence[str] = ()


@action
def keep_room(
    *, by: Actor, location: Location, facts: RoomFacts, room: int | None = None
) -> int:
    """Add a room, or change one: its label, floor, unit and beds. Returns its number.

    Stays refer to rooms and beds by number, so a new label changes nothing that was
    declared. A bed that was slept in cannot be taken away.

    Raises:
        Conflict: the label is taken, or a bed that is left out was slept in.
        NotFound: the room or unit is not at this location.
    """
    check_may(by, KEEP_ROOMS, provider=location.provider_id)
    label = _label(facts.label)
    _check_unit(location, facts.unit)
    values = {"label": label, "floor": facts.floor, "unit_id": facts.unit}
    with said_as("room_once", _taken(label)):
        if room is None:
            kept = Room.objects.create(
                municipality_id=location.municipality_id,
                provider_id=location.provider_id,
                location=location,
                **values,
            )
        else:
            kept = _room(location, room)
            Room.objects.filter(pk=kept.pk).update(**values)
    _keep_beds(kept, facts.beds)
    _tell(by, location, "nights.keep_room", f"room {kept.pk}")
    return kept.pk


def _label(written: str) -> str:
    label = " ".join(written.split())
    if not 0 < len(label) <= 30:
        raise Invalid(text("A label has 1 to 30 characters."))
    return label


def _check_unit(location: Location, unit: int | None) -> None:
    there = unit is None or Unit.objects.filter(pk=unit, location=location).exists()
    if not there:
        raise NotFound(text("There is no such unit at this location."))


def _room(location: Location, room: int) -> Room:
    found = Room.objects.filter(pk=room, location=location).first()
    if found is None:
        raise NotFound(text("There is no such room at this location."))
    return found


def _keep_beds(room: Room, wanted: Sequence[str]) -> None:
    labels = list(dict.fromkeys(_label(bed) for bed in wanted))
    there = dict(Bed.objects.filter(room=room).values_list("label", "pk"))
    gone = [pk for label, pk in there.items() if label not in labels]
    if gone:
        _remove(Bed.objects.filter(pk__in=gone))
    Bed.objects.bulk_create(
        Bed(
            municipality_id=room.municipality_id,
            provider_id=room.provider_id,
            room=room,
            label=label,
        )
        for label in labels
        if label not in there
    )


def _remove(things: QuerySet[Bed] | QuerySet[Room]) -> None:
    """Take away what nobody slept in; the database keeps the rest."""
    slept_in = Conflict(
        text("People slept there: it is kept."),
        why=text("Stays in the register refer to it."),
        next_step=text("Change its label, or leave it as it is."),
    )
    with said_as("was slept in", slept_in):
        things.delete()


@action
def remove_room(*, by: Actor, location: Location, room: int) -> None:
    """Take away a room in which nobody has slept, with its beds.

    Raises:
        NotFound: it is not at this location.
        Conflict: people slept there.
    """
    check_may(by, KEEP_ROOMS, provider=location.provider_id)
    found = _room(location, room)
    _remove(Room.objects.filter(pk=found.pk))
    _tell(by, location, "nights.remove_room", f"room {room}")


@action
def add_unit(
    *, by: Actor, location: Location, label: str, address: NewAddress | None = None
) -> int:
    """Add a unit of a park, with the address of its own when it has one.

    Raises:
        Conflict: the label is taken.
        Invalid: the postcode cannot be right.
    """
    check_may(
        by,
        KEEP_LOCATION,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    called = _label(label)
    with said_as("unit_once", _taken(called)):
        made = Unit.objects.create(
            municipality_id=location.municipality_id,
            provider_id=location.provider_id,
            location=location,
            label=called,
            address=_address_of_unit(by, location, address),
        )
    _tell(by, location, "nights.add_unit", f"unit {made.pk}")
    return made.pk


def _address_of_unit(
    by: Actor, location: Location, address: NewAddress | None
) -> Address | None:
    """On record by the municipality, proposed by the provider."""
    if address is None:
        return None
    municipality = location.municipality_id
    if may(by, CONFIRM_LOCATION, municipality=municipality):
        return record_address(municipality=municipality, address=address)
    return propose_address(
        municipality=municipality, provider=location.provider_id, address=address
    )


@action
def remove_unit(*, by: Actor, location: Location, unit: int) -> None:
    """Take away a unit; its rooms stay, without a unit.

    Raises:
        NotFound: it is not at this location.
    """
    check_may(
        by,
        KEEP_LOCATION,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    _check_unit(location, unit)
    if Room.objects.filter(unit_id=unit).exists():
        raise Conflict(
            text("This unit has rooms."),
            next_step=text("Put its rooms in another unit first."),
        )
    Unit.objects.filter(pk=unit, location=location).delete()
    _tell(by, location, "nights.remove_unit", f"unit {unit}")


def _taken(label: str) -> Conflict:
    return Conflict(
        text("'%(label)s' is there already.", label=label),
        next_step=text("Choose another label."),
    )


def _tell(by: Actor, location: Location, name: str, thing: str) -> None:
    record_event(
        by=by,
        action=name,
        object=f"{thing} of location {location.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
