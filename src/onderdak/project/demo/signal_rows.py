"""Rows of signals: what other systems know of addresses, by seed.

Arnhem and Nijmegen beside their night register, and an invented town that has none. The
numbers are invented; some addresses have more registrations than their floor area
allows, so that there is a reason to look.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from onderdak.kernel.ranges import add_months
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, NIJMEGEN, TOWN
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import AddressPlan, World
from onderdak.project.demo.signal_full import full_address, full_lines
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.supervision.picture.contract import BY_KEY

_TOWNS: Final = (ARNHEM, NIJMEGEN, TOWN.code)
_DWELLING: Final = "woonfunctie"
_QUARTERS: Final = 8
_YEARS: Final = 3
_PER_PERSON: Final = 12  # only to make some addresses stand out
_SHARES: Final = {
    "vacancy": 0.05,
    "laa": 0.06,
    "tmv": 0.05,
    "kvk": 0.16,
    "permits": 0.10,
    "inspections": 0.08,
    "stay_tax": 0.07,
}
_WORK: Final = ("uitzendbureau (78.20)", "schoonmaak (81.21)", "kamerverhuur (68.20)")
_RULES: Final = ("nobody_registered", "owner_reported")
_SEEN: Final = ("bezocht, in orde", "niemand thuis", "bezocht, verslag volgt")


@dataclass(frozen=True, slots=True)
class _Said:
    """One signal of an address."""

    address: AddressPlan
    source: str
    kind: str
    value: int | str
    on: date
    reference: str = ""
    part_of: str = ""
    condition: str = ""

    @property
    def key(self) -> str:
        """As the room of pictures makes it."""
        mark = self.reference or self.on.isoformat()
        return f"{self.kind}:{mark}@{self.address.id}"


def signals(world: World, on: date) -> Iterator[Table]:
    """Deliveries, what they say of addresses, and some lines in doubt."""
    said = [one for one in _said(world, on) if one.on <= on]
    deliveries = {
        key: number
        for number, key in enumerate(
            dict.fromkeys((one.address.municipality, one.source) for one in said), 1
        )
    }
    yield (
        "picture_delivery",
        "id municipality_id filename digest sources state counts received_at settled_at"
        " by_id",
        (
            (
                *(number, town, f"{source}.csv", "0" * 64),
                *("{" + source + "}", "recorded", json.dumps({"new": _of(said, key)})),
                *(instant(on, 7), instant(on, 7), OPERATOR_ID),
            )
            for key, number in deliveries.items()
            for town, source in [key]
        ),
    )
    yield (
        "picture_signal",
        "id municipality_id address_id source kind key value on_date ground"
        " source_reference delivery_id match_level recorded_at part_of condition",
        (_row(number, one, deliveries, on) for number, one in enumerate(said, 1)),
    )
    yield (
        "picture_doubt",
        "id municipality_id delivery_id source key said candidates weight state",
        _doubts(world, deliveries, on),
    )


def _of(said: list[_Said], key: tuple[str, str]) -> int:
    return sum((one.address.municipality, one.source) == key for one in said)


def _row(
    number: int, one: _Said, deliveries: dict[tuple[str, str], int], on: date
) -> Row:
    town = one.address.municipality
    return (
        *(number, town, one.address.id, one.source, one.kind, one.key),
        *(json.dumps(one.value), one.on, BY_KEY[one.source].ground, one.reference),
        *(deliveries[town, one.source], "bag_id", instant(on, 7)),
        *(one.part_of, one.condition),
    )


def _said(world: World, on: date) -> Iterator[_Said]:
    numbers = count(1)
    month, full = on.replace(day=1), full_address(world)
    for address in world.addresses:
        if address.municipality not in _TOWNS or address.id >= world.streets_from:
            continue
        rng = Random(f"{world.seed}:signals:{address.id}")
        yield from _counts(address, rng, month, crowded=address.id == full)
        if address.id == full:
            yield from (_Said(address, *line) for line in full_lines(month))
        else:
            yield from _others(address, rng, month, numbers)


def _counts(
    address: AddressPlan, rng: Random, month: date, *, crowded: bool
) -> Iterator[_Said]:
    """Registrations by quarter, and the value for tax by year, of every address."""
    fits = max(1, address.floor_area // _PER_PERSON)
    crowded |= address.use == _DWELLING and rng.random() < 0.04
    registered = fits + rng.randint(1, 6) if crowded else rng.randint(0, min(fits, 6))
    for quarter in range(_QUARTERS):
        day = add_months(month, -3 * quarter)
        yield _Said(address, "brp", "registrations", registered, day)
        registered = max(0, registered + rng.choice((-1, 0, 0, 0, 1)))
    value = 1000 * rng.randint(140, 620)
    for year in range(_YEARS):
        day = date(month.year - year, 1, 1)
        yield _Said(address, "woz", "woz_value", 100 * value, day)
        value = value * 96 // 100


def _others(
    address: AddressPlan, rng: Random, month: date, numbers: Iterator[int]
) -> Iterator[_Said]:
    for source, share in _SHARES.items():
        if rng.random() >= share:
            continue
        day = month - timedelta(days=rng.randint(1, 600))
        kind, value, several = _value(source, rng)
        number = next(numbers)
        reference = f"DEMO-{source.upper()}-{number}" if several else ""
        yield _Said(address, source, kind, value, day, reference)


def _value(source: str, rng: Random) -> tuple[str, int | str, bool]:
    match source:
        case "vacancy":
            return "vacant", rng.choice(_RULES), False
        case "laa":
            return "laa_signals", rng.randint(1, 2), False
        case "tmv":
            return "tmv_reports", rng.randint(1, 3), False
        case "kvk":
            return "company", rng.choice(_WORK), True
        case "permits":
            return "permit", f"kamerverhuur, {rng.randint(3, 8)} kamers", True
        case "inspections":
            return "inspection", rng.choice(_SEEN), True
        case _:
            return "taxed_nights", rng.randint(20, 2_000), False


def _doubts(
    world: World, deliveries: dict[tuple[str, str], int], on: date
) -> Iterator[Row]:
    """A few lines a town whose addition nobody knows."""
    numbers = count(1)
    for town in _TOWNS:
        here = [
            one
            for one in world.addresses
            if one.municipality == town and one.id < world.streets_from
        ]
        if (town, "vacancy") not in deliveries:
            continue
        for address in Random(f"{world.seed}:doubts:{town}").sample(here, 4):
            number = next(numbers)
            said = {
                "line": number + 1,
                "place": [f"{address.street} {address.number} bis", "", "", ""],
                "source": "vacancy",
                "kind": "vacant",
                "value": _RULES[0],
                "on": (on.replace(day=1)).isoformat(),
                "ground": BY_KEY["vacancy"].ground,
                "reference": "",
            }
            yield (
                *(number, town, deliveries[town, "vacancy"], "vacancy"),
                *(f"vacant:demo-{number}", json.dumps(said)),
                *(json.dumps([[address.id, 6.5]]), 6.5, "open"),
            )
