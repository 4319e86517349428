"""Visits to the houses of the invented town, and what was heard of each before.

Who visits where follows complaints, turns and chance; what is found follows hidden
facts of the houses with noise. The points know neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from onderdak.project.demo.hidden import Hidden, hidden_of, street_houses
from onderdak.project.demo.plan import AddressPlan, World

FIRST_VISIT: Final = date(2024, 11, 25)
COMPANIES: Final = 14
_EVERY_HOURS: Final = 58  # some 300 visits in two years


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit: why somebody went there, and what was found."""

    number: int
    house: AddressPlan
    on: date
    chosen_by: str
    result: str


@dataclass(frozen=True, slots=True)
class House:
    """A house with what is truly so, and what the municipality got to hear."""

    plan: AddressPlan
    true: Hidden
    let_by: int | None  # the company that is known to house people there
    reports: tuple[tuple[date, str, str], ...]  # day, category, outcome


def houses_of(world: World) -> tuple[House, ...]:
    """The houses of the streets, with what is so and what was heard."""
    return tuple(_house(world, plan) for plan in street_houses(world))


def _house(world: World, plan: AddressPlan) -> House:
    true = hidden_of(world, plan)
    dice = Random(f"{world.seed}:heard:{plan.id}")
    known = dice.random() < (0.7 if true.rooms else 0.01)
    let_by = dice.randrange(COMPANIES) if known else None
    return House(plan, true, let_by, tuple(_heard(true, dice)))


def _heard(true: Hidden, dice: Random) -> Iterator[tuple[date, str, str]]:
    """Who lives beside a bad house reports it, or not; others complain for nothing."""
    bad = true.crowded or true.neglected
    number = dice.randint(0, 4) if bad else int(dice.random() < 0.08)
    for _ in range(number):
        day = FIRST_VISIT + timedelta(days=dice.randrange(1_200))
        category = dice.choice(("unsafe", "overcrowding", "bad_letting"))
        founded = dice.random() < (0.75 if bad else 0.15)
        yield day, category, "solved" if founded else "unfounded"


def visits_to(world: World, houses: tuple[House, ...]) -> Iterator[Visit]:
    """Where complaints are, by turn where people are housed, and others."""
    dice = Random(f"{world.seed}:visits")
    complained = [one for one in houses if one.reports]
    known = [one for one in houses if one.let_by is not None]
    dice.shuffle(known)
    turns = count()
    for number in range(1, 1_600):
        on = FIRST_VISIT + timedelta(hours=_EVERY_HOURS * number)
        way = dice.random()
        if way < 0.40:
            house, chosen_by = dice.choice(complained), "report"
        elif way < 0.75:
            house, chosen_by = known[next(turns) % len(known)], "periodic"
        else:
            house, chosen_by = dice.choice(houses), "other"
        result = _found(house.true, dice)
        yield Visit(number, house.plan, on, chosen_by, result)


def _found(true: Hidden, dice: Random) -> str:
    """What a visit finds, by the hidden facts and by chance."""
    nobody, breach = dice.random() < 0.12, dice.random() < true.breach
    if nobody:
        return "no_access"
    return "breach" if breach else "in_order"
