"""Rows of what waits: a location that its provider registered this month."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import DAY_ONE, World
from onderdak.project.demo.standing_rows import Table

_BEDS: Final = 12
_WORDS: Final = "Verzonnen voor de demo: het huis ernaast is er bij gekomen."


def to_confirm(world: World, on: date) -> Iterator[Table]:
    """The house beside a pension, empty, for the municipality to confirm."""
    pension = next(
        spot
        for spot in world.locations
        if spot.provider == world.pension and spot.municipality == ARNHEM
    )
    number = max(spot.id for spot in world.locations) + 1
    since = max(DAY_ONE, on.replace(day=1))
    both = (ARNHEM, world.pension)
    tenants = "municipality_id provider_id"
    yield (
        "nights_location",
        f"id name kind factual_capacity opened_on address_id state {tenants}",
        iter(
            [
                (
                    *(number, f"{pension.name}, huis ernaast", pension.kind, _BEDS),
                    *(since, pension.address, "proposed", *both),
                )
            ]
        ),
    )
    yield (
        "nights_locationstep",
        f"id at actor_id location_id step on words claimed_places {tenants}",
        iter(
            [
                (
                    *(1, instant(since, 10), OPERATOR_ID, number, "registered", since),
                    *(_WORDS, _BEDS, *both),
                )
            ]
        ),
    )
