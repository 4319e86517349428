"""What is truly so of the houses of the invented town: nobody in the demo knows it.

Outcomes of visits are drawn from these facts, with noise, and never from the points.
What sources say of a house is drawn from them too, and often wrong or silent.
"""

from dataclasses import dataclass
from random import Random
from typing import Final

from onderdak.project.demo.facts import TOWN
from onderdak.project.demo.plan import AddressPlan, World

_ROOMS: Final = 0.15
_CROWDED: Final = 0.45
_CROWDED_ANYHOW: Final = 0.02
_NEGLECTED: Final = 0.35
_NEGLECTED_ANYHOW: Final = 0.07
_BREACH_ANYHOW: Final = 0.04
_BREACH_CROWDED: Final = 0.55
_BREACH_NEGLECTED: Final = 0.35


@dataclass(frozen=True, slots=True)
class Hidden:
    """Whether a house is let by the room, is too full, and is badly kept."""

    rooms: bool
    crowded: bool
    neglected: bool

    @property
    def breach(self) -> float:
        """How likely a visit finds a breach."""
        return (
            _BREACH_ANYHOW
            + _BREACH_CROWDED * self.crowded
            + _BREACH_NEGLECTED * self.neglected
        )


def street_houses(world: World) -> list[AddressPlan]:
    """The houses of the streets of the invented town."""
    return [
        one
        for one in world.addresses
        if one.municipality == TOWN.code and one.id >= world.streets_from
    ]


def hidden_of(world: World, house: AddressPlan) -> Hidden:
    """What is truly so of a house, by the seed of the demo."""
    dice = Random(f"{world.seed}:hidden:{house.id}")
    rooms = dice.random() < _ROOMS
    crowded = dice.random() < (_CROWDED if rooms else _CROWDED_ANYHOW)
    neglected = dice.random() < (_NEGLECTED if rooms else _NEGLECTED_ANYHOW)
    return Hidden(rooms, crowded, neglected)
