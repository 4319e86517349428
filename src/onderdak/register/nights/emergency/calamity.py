"""In a calamity: the people in one building, their names opened on that ground only."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import (
    Ground,
    Identity,
    KeyVersions,
    Sealed,
    SealedGuest,
    open_identities,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.in_building import (
    FloorNow,
    RoomNow,
    by_floor,
    search_words,
)
from onderdak.register.nights.domain.permissions import SEE_CALAMITY
from onderdak.register.nights.models import Bed, GuestIdentity, Location, Room, Stay
from onderdak.register.nights.queries import locations_with_guests

_MOST_CASE = 100


@dataclass(frozen=True, slots=True)
class PersonThere:
    """Somebody in the building: a number and a place, no name."""

    guest: int
    floor: int | None
    room: str
    bed: str
    since: date
    has_name: bool


def _location(by: Actor, location: int) -> Location:
    found = (
        Location.objects.select_related("address", "provider")
        .filter(pk=location)
        .first()
    )
    if found is None:
        raise NotFound(
            text("There is no location %(number)s for you.", number=location)
        )
    check_may(by, SEE_CALAMITY, municipality=found.municipality_id)
    return found


def calamity_location(*, by: Actor, location: int) -> Location:
    """The building of a calamity.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: this person's role may not rely on that ground.
    """
    return _location(by, location)


def calamity_locations(
    *, by: Actor, municipality: str, asked: str, night: date
) -> QuerySet[Location]:
    """Buildings of a municipality by words of address or name, with who is declared.

    Raises:
        NotAllowed: this person's role may not rely on that ground.
    """
    check_may(by, SEE_CALAMITY, municipality=municipality)
    found = locations_with_guests(night).filter(municipality_id=municipality)
    for word in search_words(asked):
        found = found.annotate(
            written=Concat(
                "address__street",
                Value(" "),
                Cast("address__number", CharField()),
                "address__addition",
                Value(" "),
                "address__postcode",
                Value(" "),
                "address__town",
                Value(" "),
                "name",
            )
        ).filter(**_has(word))
    return found.order_by("name", "id")


def _has(word: str) -> dict[str, str]:
    """A number is a whole number: 7 is not 70, nor 17."""
    if word.isascii() and word.isdigit():
        return {"written__iregex": rf"\m{word}(?![0-9])"}
    return {"written__icontains": word}


def numbers_in_building(*, by: Actor, location: int, night: date) -> Sequence[FloorNow]:
    """How many are declared per floor and room: counts, and nobody apart.

    Raises:
        NotFound, NotAllowed: as `calamity_location`.
    """
    found = _location(by, location)
    counted = Counter(
        _stays(found, night).values_list("room_id", flat=True).order_by("room_id")
    )
    rooms = Room.objects.select_related("unit").in_bulk([pk for pk in counted if pk])
    lines = [_counted(rooms.get(pk or 0), guests) for pk, guests in counted.items()]
    return by_floor(sorted(lines, key=lambda one: (one.unit, one.room)))


def _counted(room: Room | None, guests: int) -> RoomNow:
    if room is None:
        return RoomNow(None, "", "", guests)
    unit = room.unit.label if room.unit else ""
    return RoomNow(room.floor, unit, room.label, guests)


@action
def people_in_building(
    *, by: Actor, location: int, night: date, case: str
) -> list[PersonThere]:
    """Who is declared in a building, person by person; for a stated reason, logged.

    The municipality sees counts; persons, even without names, on a ground only.

    Raises:
        NotFound, NotAllowed: as `calamity_location`.
        Invalid: no reference was given, or one that does not fit.
    """
    found = _location(by, location)
    reason = _reason(case)
    stays = list(_stays(found, night))
    record_event(
        by=by,
        action="nights.see_building",
        object=f"location {found.pk}",
        municipality=found.municipality_id,
        provider=found.provider_id,
        detail={"case": reason, "people": len(stays)},
    )
    return _people(found, stays)


def _reason(case: str) -> str:
    """The reference of the calamity.

    Raises:
        Invalid: there is none, or it does not fit.
    """
    reason = case.strip()
    if not reason or len(reason) > _MOST_CASE:
        raise Invalid(
            text("State the reference of the calamity, in at most 100 characters.")
        )
    return reason


def _people(found: Location, stays: Sequence[Stay]) -> list[PersonThere]:
    rooms = Room.objects.in_bulk([s.room_id for s in stays if s.room_id])
    beds = Bed.objects.in_bulk([s.bed_id for s in stays if s.bed_id])
    named = set(
        GuestIdentity.objects.filter(
            municipality_id=found.municipality_id,
            guest_id__in=[s.guest_id for s in stays],
        ).values_list("guest_id", flat=True)
    )
    people = [
        PersonThere(
            guest=stay.guest_id,
            floor=rooms[stay.room_id].floor if stay.room_id in rooms else None,
            room=rooms[stay.room_id].label if stay.room_id in rooms else "",
            bed=beds[stay.bed_id].label if stay.bed_id in beds else "",
            since=stay.arrival,
            has_name=stay.guest_id in named,
        )
        for stay in stays
    ]
    return sorted(
        people,
        key=lambda one: (
            one.floor is None,
            -(one.floor or 0),
            one.room,
            one.bed,
            one.guest,
        ),
    )


def _stays(location: Location, night: date) -> QuerySet[Stay]:
    return Stay.objects.filter(location=location, arrival__lte=night, ends__gt=night)


@action
def open_building(
    *,
    by: Actor,
    location: int,
    night: date,
    case: str,
    guests: Sequence[int] | None = None,
) -> dict[int, Identity]:
    """Open the names of people in a building on the ground of a calamity; each logged.

    Args:
        case: reference of the calamity and why names are needed.
        guests: only these people of the building; None for all who are in it.

    Raises:
        NotFound: there is no such building in scope, or nobody of these is in it.
        NotAllowed: the role may not rely on this ground.
        Invalid: no reference was given, or one that does not fit.
    """
    found = _location(by, location)
    reason = _reason(case)
    inside = {stay.guest_id for stay in _stays(found, night)}
    wanted = inside if guests is None else inside & set(guests)
    if not wanted:
        raise NotFound(text("Nobody is declared in this building for that night."))
    record_event(
        by=by,
        action="nights.open_building",
        object=f"location {found.pk}",
        municipality=found.municipality_id,
        provider=found.provider_id,
        detail={"case": reason, "people": len(wanted)},
    )
    return _opened(by, found, reason, wanted)


def _opened(
    by: Actor, location: Location, case: str, wanted: set[int]
) -> dict[int, Identity]:
    rows = GuestIdentity.objects.filter(
        Q(guest_id__in=wanted), municipality_id=location.municipality_id
    )
    per_provider: dict[int, list[SealedGuest]] = defaultdict(list)
    for row in rows:
        per_provider[row.provider_id].append(
            SealedGuest(
                row.guest_id,
                Sealed(
                    bytes(row.sealed),
                    bytes(row.key_for_provider),
                    bytes(row.key_for_municipality),
                ),
                KeyVersions(row.provider_key_version, row.municipality_key_version),
            )
        )
    opened: dict[int, Identity] = {}
    for provider, sealed in per_provider.items():
        opened |= open_identities(
            by=by,
            ground=Ground.CALAMITY,
            case=case,
            sealed=sealed,
            municipality=location.municipality_id,
            provider=provider,
        )
    return opened
