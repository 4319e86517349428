"""Builds what stands still: providers, their locations, rooms and beds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Final

from onderdak.project.demo.facts import (
    ARNHEM,
    LINGEWAARD,
    REGION_PLACES,
    TOWN,
    VILLAGE,
    Place,
    share_of_guests,
)
from onderdak.project.demo.houses import House, build
from onderdak.project.demo.land import Land, areas
from onderdak.project.demo.names import FIRMS, LANDLORDS
from onderdak.project.demo.plan import LocationPlan, ProviderPlan, World

_BEDS: Final = 12650
_LOCATIONS: Final = 292
_LARGEST: Final = 4000
_REGION_PROVIDERS: Final = 58  # and two parks in the village
_TOWN_ADDRESSES: Final = 36
_STREET_HOUSES: Final = 1_200
_LODGING_EVERY: Final = 16
_KINDS: Final = ("Uitzendgroep", "Flexwonen", "Logies", "Verhuur", "Huisvesting")


@lru_cache(maxsize=4)
def build_world(seed: int) -> World:
    """The world of this seed: the same places, providers and beds every time."""
    rng = Random(f"{seed}:world")
    providers = _providers(rng)
    houses = [*_region_houses(rng), *_own_houses(), *_village_houses()]
    owners = _assign(houses, rng)
    land = Land(seed)
    locations = tuple(build(houses, owners, land, rng))
    for _ in range(_TOWN_ADDRESSES):
        land.address(TOWN, use="woonfunctie", floor_area=rng.randint(60, 190))
    streets_from = len(land.made) + 1
    _streets(land, seed)
    return World(
        seed=seed,
        areas=tuple(areas()),
        addresses=tuple(land.made),
        providers=providers,
        locations=locations,
        largest=1,
        pension=_PENSION,
        widow=_WIDOW,
        pairs=tuple(sorted({(spot.provider, spot.municipality) for spot in locations})),
        streets_from=streets_from,
    )


def _streets(land: Land, seed: int) -> None:
    """Houses of the invented town, for the list by which supervisors look first."""
    rng = Random(f"{seed}:streets")
    for number in range(_STREET_HOUSES):
        lodging = number % _LODGING_EVERY == 0
        land.address(
            TOWN,
            use="logiesfunctie" if lodging else "woonfunctie",
            floor_area=rng.randint(45, 150),
        )


_PENSION: Final = 57
_WIDOW: Final = 58


def _providers(rng: Random) -> tuple[ProviderPlan, ...]:
    return tuple(_provider(id_, rng) for id_ in range(1, _REGION_PROVIDERS + 3))


def _provider(id_: int, rng: Random) -> ProviderPlan:
    kvk = f"99{rng.randrange(10**6):06d}"
    name, kind = f"{FIRMS[id_ % len(FIRMS)]} {_KINDS[id_ % len(_KINDS)]}", "company"
    if id_ == 1:
        name = "Waalwerk Uitzendgroep"
    elif id_ == _PENSION:
        name = "Pension De Linde"
    elif id_ == _WIDOW:
        name, kind, kvk = "Mevrouw De Wit-Voorbeeld", "person", ""
    elif id_ > _REGION_PROVIDERS:
        name = ("Vakantiepark Heideven", "Recreatieoord Dennenkamp")[id_ % 2]
    elif id_ > 45:
        name, kind, kvk = f"{rng.choice(LANDLORDS)} Kamerverhuur {id_}", "person", ""
    return ProviderPlan(id_, name, kind, kvk, f"aanbieder{id_}@demo.onderdak.example")


def _region_houses(rng: Random) -> Iterator[House]:
    for here in REGION_PLACES:
        yield from _houses_in(here, rng)


def _houses_in(here: Place, rng: Random) -> Iterator[House]:
    """Many small houses, and a few large ones for the rest of the beds."""
    share = share_of_guests(here.code)
    beds = round(_BEDS * share)
    count = max(2, round(0.6 * _LOCATIONS * share + 0.4 * _LOCATIONS / 18))
    large = max(1, round(count * (0.16 if beds > 300 else 0.08)))
    pensions = round(0.2 * count) if beds > 60 else 0
    for _ in range(count - large - pensions):
        size = rng.randint(3, 9) if beds > 60 else rng.randint(2, 5)
        beds -= size
        yield House(here.code, "dwelling", size)
    for _ in range(pensions):
        size = min(rng.randint(10, 34), max(10, beds // 3))
        beds -= size
        yield House(here.code, "pension", size)
    yield from _large(here, max(beds, 4), large, rng)


def _large(here: Place, beds: int, count: int, rng: Random) -> Iterator[House]:
    weights = [rng.uniform(0.6, 1.6) for _ in range(count)]
    for number, weight in enumerate(weights):
        size = max(4, round(beds * weight / sum(weights)))
        kind = "park" if number % 4 == 3 else "complex"
        yield House(here.code, kind if size > 40 else "pension", size)


def _own_houses() -> Iterator[House]:
    yield House(ARNHEM, "pension", 14, provider=_PENSION)
    yield House(LINGEWAARD, "dwelling", 2, provider=_WIDOW)


def _village_houses() -> Iterator[House]:
    yield House(VILLAGE.code, "park", 96, provider=_REGION_PROVIDERS + 1)
    yield House(VILLAGE.code, "park", 72, provider=_REGION_PROVIDERS + 2)


def _targets(beds: int) -> dict[int, float]:
    """How many beds each provider is to have: one giant, then fewer and fewer."""
    others = range(2, _PENSION)
    weights = {number: 1 / number**1.15 for number in others}
    rest = beds - _LARGEST
    total = sum(weights.values())
    return {1: float(_LARGEST)} | {
        number: rest * weight / total for number, weight in weights.items()
    }


def _assign(houses: list[House], rng: Random) -> list[int]:
    """To each house a provider: large houses first, to whom they fit."""
    owners = [house.provider for house in houses]
    free = [number for number, owner in enumerate(owners) if not owner]
    left = _targets(sum(houses[number].beds for number in free))
    free.sort(key=lambda number: -houses[number].beds)
    for number in free:
        owners[number] = _who_fits(left, houses[number].beds, rng)
        left[owners[number]] -= houses[number].beds
    return _nobody_without(owners, free)


def _who_fits(left: dict[int, float], beds: int, rng: Random) -> int:
    fits = [who for who, room in left.items() if room >= beds]
    if not fits:
        return max(left, key=lambda who: left[who])
    return rng.choices(fits, [left[who] for who in fits])[0]


def _nobody_without(owners: list[int], free: list[int]) -> list[int]:
    """Give each provider that has nothing the smallest house of one that has many."""
    for missing in sorted(set(range(1, _PENSION)) - set(owners)):
        for number in reversed(free):
            if owners.count(owners[number]) > 5:
                owners[number] = missing
                break
    return owners


@dataclass(frozen=True, slots=True)
class Size:
    """How large a provider is."""

    locations: int
    beds: int


def size_of(world: World, provider: int) -> Size:
    """How many locations and beds a provider has."""
    own: list[LocationPlan] = [
        spot for spot in world.locations if spot.provider == provider
    ]
    return Size(len(own), sum(len(spot.beds) for spot in own))
