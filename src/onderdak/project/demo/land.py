"""The demo's land: municipalities, neighbourhoods, and invented addresses in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Final

from onderdak.project.demo.facts import (
    PLACES,
    REGION_PLACES,
    SOURCE_OF_AREAS,
    SOURCE_OF_INVENTED,
    TOWN,
    Place,
)
from onderdak.project.demo.geometry import (
    INNER,
    Point,
    at,
    degrees,
    hexagon,
    polygon,
    radius_of,
    sector,
    within_hexagon,
)
from onderdak.project.demo.names import DIRECTIONS, STREETS
from onderdak.project.demo.plan import AddressPlan, AreaPlan

_LETTERS: Final = "ABCDEGHJKLMNPRTVWXZ"  # without those a postcode avoids, as F, I, S
_PEOPLE_PER_NEIGHBOURHOOD: Final = 11000


def neighbourhood_count(here: Place) -> int:
    """Four for a small municipality, up to twelve for a city."""
    return max(4, min(12, 3 + here.inhabitants // _PEOPLE_PER_NEIGHBOURHOOD))


def neighbourhood_code(here: Place, number: int) -> str:
    """A code of the right form; the neighbourhood itself is schematic."""
    return f"BU{here.digits}{number:04d}"


def _bearings(here: Place, number: int) -> tuple[float, float]:
    """From which to which bearing the ring's neighbourhood lies."""
    width = 360 / (neighbourhood_count(here) - 1)
    return (number - 1) * width, number * width


def areas() -> Iterator[AreaPlan]:
    """All municipalities with their outlines, each followed by its neighbourhoods."""
    for here in PLACES:
        centre, radius = (here.rd_x, here.rd_y), radius_of(here.square_km)
        known = here in REGION_PLACES
        yield AreaPlan(
            here.code,
            "municipality",
            here.name,
            here.code,
            here.inhabitants,
            polygon(hexagon(centre, radius)),
            SOURCE_OF_AREAS if known else SOURCE_OF_INVENTED,
        )
        yield from _neighbourhoods(here, centre, radius)


def _neighbourhoods(here: Place, centre: Point, radius: float) -> Iterator[AreaPlan]:
    count = neighbourhood_count(here)
    for number in range(count):
        ring = (
            sector(centre, radius, *_bearings(here, number))
            if number
            else hexagon(centre, INNER * radius)
        )
        yield AreaPlan(
            neighbourhood_code(here, number),
            "neighbourhood",
            DIRECTIONS[number - 1] if number else "Centrum",
            here.code,
            _inhabitants(here, number, count),
            polygon(ring),
            SOURCE_OF_INVENTED,
        )


def _inhabitants(here: Place, number: int, count: int) -> int:
    """As many in each neighbourhood; in the invented town some are larger."""
    if here != TOWN:
        return here.inhabitants // count
    return here.inhabitants * 2 * (number + 1) // (count * (count + 1))


@dataclass
class Land:
    """Hands out addresses, each at a place of its own."""

    seed: int
    made: list[AddressPlan] = field(default_factory=list)
    _used: set[tuple[str, str, int]] = field(default_factory=set)

    def address(self, here: Place, *, use: str, floor_area: int) -> AddressPlan:
        """A new address somewhere in this municipality."""
        id_ = len(self.made) + 1
        rng = Random(f"{self.seed}:address:{id_}")
        number = rng.randrange(neighbourhood_count(here))
        spot = _spot(here, number, rng)
        street, house = self._street(here, rng)
        found = AddressPlan(
            id=id_,
            municipality=here.code,
            neighbourhood=neighbourhood_code(here, number),
            bag_id=f"{here.digits}2099{id_:08d}",
            dwelling_bag_id=f"{here.digits}0199{id_:08d}",
            street=street,
            number=house,
            postcode=f"{here.postcode + number}{''.join(rng.choices(_LETTERS, k=2))}",
            town=here.name,
            rd=spot,
            lonlat=degrees(*spot),
            use=use,
            floor_area=floor_area,
        )
        self.made.append(found)
        return found

    def _street(self, here: Place, rng: Random) -> tuple[str, int]:
        while True:
            street, house = rng.choice(STREETS), rng.randint(1, 180)
            if (here.code, street, house) not in self._used:
                self._used.add((here.code, street, house))
                return street, house


def _spot(here: Place, number: int, rng: Random) -> Point:
    """A point inside the neighbourhood, away from its edges."""
    radius = radius_of(here.square_km)
    if number == 0:
        bearing, part = rng.uniform(0, 360), INNER * rng.uniform(0.05, 0.95)
    else:
        start, end = _bearings(here, number)
        width = end - start
        bearing = rng.uniform(start + 0.05 * width, end - 0.05 * width)
        part = rng.uniform(INNER + 0.04, 0.96)
    return at((here.rd_x, here.rd_y), part * within_hexagon(radius, bearing), bearing)
