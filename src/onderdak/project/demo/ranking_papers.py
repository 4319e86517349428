"""Further papers of the invented town: permits of landlords, mail, fire, and shares.

As all facts of the demo these follow the hidden facts of the houses with noise. The
shares of neighbourhoods are invented as well; no real neighbourhood looks like these.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from onderdak.project.demo.facts import TOWN
from onderdak.project.demo.plan import AddressPlan, World
from onderdak.project.demo.ranking_visits import FIRST_VISIT, House, Visit
from onderdak.project.demo.standing_rows import Table

_RULE: Final = "Verzonnen regel van Voorbeeldstad over retourpost"
_RECENT_DAYS: Final = 200
# The smallest and the largest share of a neighbourhood, in tenths of a percent.
_SHARES: Final = {
    "origin_abroad": (80, 420),
    "low_income": (40, 180),
    "rented": (250, 700),
    "private_rented": (60, 260),
    "multi_family": (100, 650),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a source says of a house."""

    house: AddressPlan
    source: str
    kind: str
    value: int | str
    on: date
    mark: str = ""
    until: date | None = None
    condition: str = ""
    ground: str = ""


def papers_of(world: World, houses: Sequence[House], on: date) -> Iterator[Said]:
    """What a list of permits and the post room know of the houses."""
    for house in houses:
        dice = Random(f"{world.seed}:papers:{house.plan.id}")
        bad = house.true.crowded or house.true.neglected
        if house.let_by is not None:
            has = dice.random() < (0.6 if bad else 0.95)
            says = "granted" if has else "missing"
            day = FIRST_VISIT + timedelta(days=dice.randrange(300))
            yield Said(house.plan, "landlords", "letting_permit", says, day)
        if dice.random() < (0.2 if house.true.crowded else 0.02):
            day = on - timedelta(days=dice.randrange(300))
            number = dice.randint(1, 3)
            yield Said(house.plan, "mail", "returned_mail", number, day, ground=_RULE)


def fire_defects(world: World, visits: Sequence[Visit], on: date) -> Iterator[Said]:
    """One in five visits with a breach found a defect of fire safety too."""
    for visit in visits:
        dice = Random(f"{world.seed}:fire:{visit.number}")
        if visit.result != "breach" or dice.random() > 0.2:
            continue
        fresh = (on - visit.on).days < _RECENT_DAYS and dice.random() < 0.7
        yield Said(
            *(visit.house, "inspections", "fire_defect"),
            *("vluchtweg versperd (verzonnen)", visit.on, f"DEMO-F-{visit.number}"),
            condition="open" if fresh else "mended",
        )


def area_shares(world: World, on: date) -> Table:
    """Invented shares of the neighbourhoods, to hold a list against."""
    rows = [
        (area.code, key, Random(f"{world.seed}:{key}:{area.code}").randint(low, high))
        for area in world.areas
        if area.kind == "neighbourhood" and area.municipality == TOWN.code
        for key, (low, high) in _SHARES.items()
    ]
    return (
        "picture_areashare",
        "id municipality_id area_id key per_thousand year source",
        (
            (number, TOWN.code, code, key, share, on.year - 1, "verzonnen")
            for number, (code, key, share) in enumerate(rows, 1)
        ),
    )
