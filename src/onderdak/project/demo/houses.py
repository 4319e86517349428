"""Builds locations with their units, rooms and beds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from onderdak.project.demo.facts import place
from onderdak.project.demo.land import Land
from onderdak.project.demo.names import HOUSES, LANDLORDS
from onderdak.project.demo.plan import (
    DAY_ONE,
    AddressPlan,
    BedPlan,
    LocationPlan,
    RoomPlan,
    UnitPlan,
)

_KIND_NAMES: Final = {
    "dwelling": "Huis",
    "pension": "Pension",
    "complex": "Woonhotel",
    "park": "Park",
}
_FLOOR_PER_BED: Final = {"dwelling": 18, "pension": 15, "complex": 14, "park": 20}
_UNIT_BEDS: Final = 4
# More work in the glasshouses east and south of Arnhem, more warehouses elsewhere.
_GREEN: Final = frozenset({"GM1705", "GM1734", "GM0225", "GM0209", "GM1955", "GM9902"})


@dataclass(frozen=True, slots=True)
class House:
    """What is to be built: where, of which kind, how large, and for whom."""

    municipality: str
    kind: str
    beds: int
    provider: int = 0


class _Numbers:
    """Dense numbers for all rows of one world."""

    def __init__(self) -> None:
        self.unit, self.room, self.bed = count(1), count(1), count(1)


def build(
    houses: Sequence[House], owners: Sequence[int], land: Land, rng: Random
) -> Iterator[LocationPlan]:
    """Build each house for its provider, at addresses of the land."""
    numbers = _Numbers()
    for id_, (house, provider) in enumerate(zip(houses, owners, strict=True), 1):
        yield _location(id_, house, provider, land, numbers, rng)


def _location(
    id_: int, house: House, provider: int, land: Land, numbers: _Numbers, rng: Random
) -> LocationPlan:
    address = land.address(
        place(house.municipality),
        use="woonfunctie" if house.kind == "dwelling" else "logiesfunctie",
        floor_area=house.beds * _FLOOR_PER_BED[house.kind] + rng.randint(0, 40),
    )
    units, rooms, beds = _inside(house, land, numbers, rng)
    small = house.kind == "dwelling"
    permitted = _permitted(house.beds, rng)
    return LocationPlan(
        id=id_,
        municipality=house.municipality,
        provider=provider,
        address=address.id,
        name=_name(house, address, rng),
        kind=house.kind,
        permitted=None if small and rng.random() < 0.15 else permitted,
        factual=None if small and rng.random() < 0.08 else house.beds,
        opened_on=_opened(house, rng),
        sector=_sector(house, rng),
        reports_beds=house.beds < 3 or house.provider > 0 or rng.random() < 0.82,
        owner=f"{rng.choice(LANDLORDS)} Vastgoed",
        units=units,
        rooms=rooms,
        beds=beds,
    )


def _name(house: House, address: AddressPlan, rng: Random) -> str:
    if house.provider == 0 and house.kind == "dwelling":
        return f"{address.street} {address.number}, {address.town}"
    if house.beds == 2:
        return f"Kamers {address.street} {address.number}"
    first = rng.choice(HOUSES)
    return f"{_KIND_NAMES[house.kind]} {first} ({address.street} {address.number})"


def _permitted(beds: int, rng: Random) -> int:
    """Mostly as many as there are; sometimes a few fewer were permitted."""
    return beds if rng.random() < 0.8 else max(2, round(beds * rng.uniform(0.75, 0.97)))


def _opened(house: House, rng: Random) -> date:
    back = rng.randint(30, 3000)
    if house.provider == 0 and rng.random() < 0.05:
        return DAY_ONE + timedelta(days=rng.randint(20, 300))
    return DAY_ONE - timedelta(days=back)


def _sector(house: House, rng: Random) -> str:
    green = house.municipality in _GREEN
    weights = (42, 30, 28) if green else (12, 50, 38)
    return rng.choices(("agriculture", "logistics", "industry"), weights)[0]


_Inside = tuple[tuple[UnitPlan, ...], tuple[RoomPlan, ...], tuple[BedPlan, ...]]


def _inside(house: House, land: Land, numbers: _Numbers, rng: Random) -> _Inside:
    units = tuple(_units(house, land, numbers, rng)) if house.kind == "park" else ()
    rooms: list[RoomPlan] = []
    beds: list[BedPlan] = []
    while len(beds) < house.beds:
        unit = units[len(beds) // _UNIT_BEDS] if units else None
        room = RoomPlan(
            next(numbers.room),
            _room_label(house, unit, len(rooms)),
            unit.id if unit else None,
        )
        rooms.append(room)
        size = _room_size(house, rng)
        for letter in "AB"[: min(size, house.beds - len(beds))]:
            beds.append(BedPlan(next(numbers.bed), letter, room.id))
    return units, tuple(rooms), tuple(beds)


def _room_size(house: House, rng: Random) -> int:
    if house.kind == "park":
        return 2  # so that each unit holds two rooms of two beds
    if house.beds == 2:
        return 1
    return 1 if rng.random() < 0.3 else 2


def _room_label(house: House, unit: UnitPlan | None, number: int) -> str:
    if unit:
        return f"{unit.label}-{number % 2 + 1}"
    if house.kind == "complex":
        return f"{number // 30}.{number % 30 + 1:02d}"
    return str(number + 1)


def _units(
    house: House, land: Land, numbers: _Numbers, rng: Random
) -> Iterator[UnitPlan]:
    """A park's units, each with its own address and, one by one, another owner."""
    for number in range(-(-house.beds // _UNIT_BEDS)):
        address = land.address(
            place(house.municipality),
            use="logiesfunctie",
            floor_area=rng.randint(45, 80),
        )
        owner = f"{rng.choice(LANDLORDS)}-{rng.choice(LANDLORDS)}"
        yield UnitPlan(next(numbers.unit), f"{number + 1:03d}", address.id, owner)
