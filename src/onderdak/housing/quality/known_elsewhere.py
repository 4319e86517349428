"""What other rooms know of a location, put in the form of statements.

The use and floor area are what the BAG records. The number of residents is what the
provider declared for the night, and rooms are those of its register: both are the
provider's own word. What nobody recorded stays unknown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onderdak.foundation.places.contract import DwellingObject
from onderdak.housing.quality.domain.whose_counts import ROOMS, Source, Statement
from onderdak.housing.quality.models import GrowthPlan
from onderdak.register.nights.contract import Location
from onderdak.register.nights.contract.locations import Housed, HousedRoom

NIGHT_REGISTER: Final = "night register"
GROWTH_PLAN: Final = "growth plan"
_USES: Final = {"woonfunctie": "dwelling", "logiesfunctie": "lodging"}
_PITCH: Final = "03"  # the kind of object in a BAG number, its digits 5 and 6


@dataclass(frozen=True, slots=True)
class Dwellings:
    """Dwelling objects, by their number and by the address they stand at."""

    by_id: Mapping[int, DwellingObject]
    by_address: Mapping[int, Sequence[DwellingObject]]

    def at(self, address: int | None) -> DwellingObject | None:
        """Give the one object at an address; with several nobody knows which."""
        there = self.by_address.get(address or 0, ())
        return there[0] if len(there) == 1 else None


def dwellings_of(
    locations: Iterable[Location], housed: Mapping[int, Housed]
) -> Dwellings:
    """Look up the dwelling objects of locations and their units, in one query."""
    units = [unit for there in housed.values() for unit in there.units]
    own = {unit.dwelling_object_id for unit in units if unit.dwelling_object_id}
    addresses = {each.address_id for each in locations}
    addresses |= {unit.address_id for unit in units if unit.address_id}
    found = DwellingObject.objects.filter(address_id__in=addresses)
    if own:
        found = found | DwellingObject.objects.filter(pk__in=own)
    by_id: dict[int, DwellingObject] = {}
    by_address: dict[int, list[DwellingObject]] = {}
    for each in found.order_by("pk"):
        by_id[each.pk] = each
        by_address.setdefault(each.address_id, []).append(each)
    return Dwellings(by_id, by_address)


def growing_on(locations: Sequence[int], on: date) -> Mapping[int, list[Statement]]:
    """Say of which locations there is a growth plan that both sides agree with."""
    found: dict[int, list[Statement]] = {each: [] for each in locations}
    agreed = GrowthPlan.objects.filter(
        location__in=locations,
        provider_agreed_on__lte=on,
        municipality_agreed_on__lte=on,
        ended_on=None,
    )
    for location in agreed.values_list("location_id", flat=True):
        found[location].append(
            Statement(
                id=None,
                place="",
                path="management.growth_plan",
                value=True,
                source=Source.PROVIDER,
                observed_on=on,
                reference=GROWTH_PLAN,
            )
        )
    return found


def known_elsewhere(
    location: Location, there: Housed, dwellings: Dwellings, on: date
) -> list[Statement]:
    """Say what other rooms know of a location on a day."""
    return [
        *_recorded(location, there, dwellings, on),
        *_sleeping(there, on),
        *_rooms(location, there, on),
    ]


def _recorded(
    location: Location, there: Housed, dwellings: Dwellings, on: date
) -> Iterator[Statement]:
    if not there.units:
        yield from _of_object("", dwellings.at(location.address_id), on)
    for unit in there.units:
        found = dwellings.by_id.get(unit.dwelling_object_id or 0)
        yield from _of_object(unit.label, found or dwellings.at(unit.address_id), on)


def _of_object(
    place: str, found: DwellingObject | None, on: date
) -> Iterator[Statement]:
    if found is None:
        return

    def recorded(path: str, value: object) -> Statement:
        return Statement(None, place, path, value, Source.BAG, on, found.bag_id)

    if use := _use(found):
        yield recorded("unit.use", use)
        yield recorded("unit.bag_use", use)
    if found.floor_area:
        yield recorded("unit.floor_area", f"{found.floor_area} m2")


def _use(found: DwellingObject) -> str | None:
    """The use as the norms name it; of a mixed use the norms cannot choose one."""
    if found.bag_id[4:6] == _PITCH:
        return "caravan_pitch"
    if len(found.uses) != 1:
        return None
    return _USES.get(found.uses[0].lower(), "other")


def _sleeping(there: Housed, on: date) -> Iterator[Statement]:
    """How many sleep there, where anybody was declared: nobody declared is not zero."""
    if not there.guests:
        return

    def declared(place: str, path: str, value: int | bool) -> Statement:
        return Statement(None, place, path, value, Source.PROVIDER, on, NIGHT_REGISTER)

    yield declared("", "people", there.guests)
    # This very register is the digital one that some norms ask for.
    yield declared("", "management.digital_night_register", True)
    if not there.units:
        yield declared("", "unit.people", there.guests)
    elif "" not in there.guests_per_unit:
        # Each guest is in a room of a unit, so that the units add up.
        for unit in there.units:
            guests = there.guests_per_unit.get(unit.label, 0)
            yield declared(unit.label, "unit.people", guests)


def _rooms(location: Location, there: Housed, on: date) -> Iterator[Statement]:
    """The rooms of the register, only where their beds are all the beds there are.

    A list that is given counts as the whole list, and rooms come into the register one
    by one.
    """
    labelled = sum(room.beds or 0 for room in there.rooms)
    if not labelled or labelled != location.factual_capacity:
        return
    for place in [unit.label for unit in there.units] or [""]:
        rooms = [_room(room) for room in there.rooms if room.unit == place]
        if rooms:
            yield Statement(
                id=None,
                place=place,
                path=ROOMS,
                value=rooms,
                source=Source.PROVIDER,
                observed_on=on,
                reference=NIGHT_REGISTER,
                stands_in=True,
            )


def _room(room: HousedRoom) -> dict[str, object]:
    known: dict[str, object] = {"name": room.label}
    if room.beds:
        known |= {"kind": "bedroom", "beds": room.beds}
    return known
