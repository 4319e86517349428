"""Reads about the life of a location; every one asks who wants to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.parties.contract import Admission
from onderdak.register.nights.domain.permissions import (
    CONFIRM_LOCATION,
    REGISTER_LOCATION,
    SEE_LOCATION,
    SEE_OWN_GUESTS,
)
from onderdak.register.nights.models import (
    Bed,
    Location,
    LocationCapacity,
    LocationStep,
    Room,
    Stay,
    Unit,
)

State = Location.State


def _check_sees(by: Actor, location: Location) -> None:
    check_may(
        by,
        SEE_LOCATION,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )


def locations_to_confirm(*, by: Actor, municipality: str) -> QuerySet[Location]:
    """What providers registered and nobody has decided on, the oldest first."""
    check_may(by, CONFIRM_LOCATION, municipality=municipality)
    return (
        Location.objects.filter(municipality_id=municipality, state=State.PROPOSED)
        .select_related("address", "provider", "municipality")
        .order_by("id")
    )


def unsettled_locations(*, by: Actor, provider: int) -> QuerySet[Location]:
    """A provider's own locations that the municipality has not confirmed."""
    check_may(by, REGISTER_LOCATION, provider=provider)
    return (
        Location.objects.filter(provider_id=provider)
        .exclude(state=State.CONFIRMED)
        .select_related("address", "municipality")
        .order_by("id")
    )


def towns_that_admitted(*, by: Actor, provider: int) -> list[tuple[str, str]]:
    """Where a provider may register a location: codes and names, by name."""
    check_may(by, REGISTER_LOCATION, provider=provider)
    found = Admission.objects.filter(provider_id=provider).order_by(
        "municipality__name"
    )
    return list(found.values_list("municipality_id", "municipality__name"))


def claim_of(location: Location) -> LocationStep | None:
    """The last thing a provider said when it registered or mended a location."""
    said = LocationStep.objects.filter(
        location=location,
        step__in=[LocationStep.Step.REGISTERED, LocationStep.Step.ANSWERED],
    )
    return said.order_by("-id").first()


def steps_of(*, by: Actor, location: Location) -> QuerySet[LocationStep]:
    """What happened to a location, the latest first."""
    _check_sees(by, location)
    return LocationStep.objects.filter(location=location).order_by("-id")


def capacities_of(*, by: Actor, location: Location) -> QuerySet[LocationCapacity]:
    """How many places a location had from when on, the latest first."""
    _check_sees(by, location)
    return LocationCapacity.objects.filter(location=location).order_by("-since", "-id")


def capacity_on(
    location: Location, what: LocationCapacity.What, on: date
) -> int | None:
    """How many places a location had on a day, as permitted or as beds there."""
    known = LocationCapacity.objects.filter(location=location, what=what)
    row = known.filter(since__lte=on).order_by("-since", "-id").first()
    if row is not None or known.exists():
        return row.places if row else None
    return (
        location.permitted_capacity
        if what == LocationCapacity.What.PERMITTED
        else location.factual_capacity
    )


def count_stays_after(*, by: Actor, location: Location, since: date) -> int:
    """How many stays go on after a night, or begin later: a count, no guests."""
    _check_sees(by, location)
    return Stay.objects.filter(location=location, ends__gt=since).count()


def stays_after(*, by: Actor, location: Location, since: date) -> QuerySet[Stay]:
    """A provider's own stays that go on after a night, by its own references."""
    check_may(by, SEE_OWN_GUESTS, provider=location.provider_id)
    return (
        Stay.objects.filter(location=location, ends__gt=since)
        .select_related("guest")
        .order_by("guest__reference", "id")
    )


def closed_with_stays(*, by: Actor, provider: int) -> QuerySet[Location]:
    """A provider's closed locations where stays go on after the closing: `staying`."""
    check_may(by, SEE_OWN_GUESTS, provider=provider)
    after = Stay.objects.filter(location=OuterRef("pk"), ends__gt=OuterRef("closed_on"))
    counted = (
        after.order_by().values("location").annotate(many=Count("pk")).values("many")
    )
    found = Location.objects.filter(provider_id=provider, closed_on__isnull=False)
    found = found.filter(Exists(after)).order_by("name")
    return found.annotate(staying=counted)  # type: ignore[no-redef]  # no column: counted


def closed_locations(*, by: Actor, provider: int, on: date) -> QuerySet[Location]:
    """A provider's locations that are closed."""
    check_may(by, REGISTER_LOCATION, provider=provider)
    return (
        Location.objects.filter(provider_id=provider, closed_on__lte=on)
        .select_related("municipality")
        .order_by("-closed_on", "name")
    )


def others_at(*, by: Actor, location: Location) -> QuerySet[Location]:
    """Other locations that may be the same house, for the municipality to link.

    At the same address, or at the same street and number as it was proposed.
    """
    check_may(by, CONFIRM_LOCATION, municipality=location.municipality_id)
    here = location.address
    same = Q(address=here) | Q(
        address__street__iexact=here.street,
        address__number=here.number,
        address__addition__iexact=here.addition,
    )
    return (
        Location.objects.filter(same, municipality_id=location.municipality_id)
        .exclude(pk=location.pk)
        .select_related("provider")
        .order_by("id")
    )


@dataclass(frozen=True, slots=True)
class RoomThere:
    """A room with its beds and the unit that it stands in."""

    id: int
    label: str
    floor: int | None
    unit: int | None
    unit_label: str
    beds: Sequence[str]


def rooms_at(*, by: Actor, location: Location) -> list[RoomThere]:
    """The rooms of a location, by floor and label, each with its beds."""
    _check_sees(by, location)
    rooms = (
        Room.objects.filter(location=location)
        .select_related("unit")
        .order_by(F("unit__label").asc(nulls_first=True), F("floor"), "label")
    )
    beds: dict[int, list[str]] = {}
    for room, label in (
        Bed.objects.filter(room__in=[each.pk for each in rooms])
        .order_by("label")
        .values_list("room_id", "label")
    ):
        beds.setdefault(room, []).append(label)
    return [
        RoomThere(
            each.pk,
            each.label,
            each.floor,
            each.unit_id,
            each.unit.label if each.unit else "",
            beds.get(each.pk, []),
        )
        for each in rooms
    ]


def units_at(*, by: Actor, location: Location) -> QuerySet[Unit]:
    """The units of a park, with their own addresses."""
    _check_sees(by, location)
    return (
        Unit.objects.filter(location=location)
        .select_related("address")
        .order_by("label", "id")
    )
