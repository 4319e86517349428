"""All norms over many locations, on one core."""

import random
from collections.abc import Iterator
from datetime import date
from time import process_time
from typing import Any

from onderdak.rules import (
    Judge,
    Outcome,
    load,
    load_catalogue,
    load_norms,
    national_folder,
    read_facts,
)
from onderdak.rules.expressions.dimensions import Dimension
from onderdak.rules.locations.catalogue import Catalogue, Fact, Of

LOCATIONS = 50_000
PROMISED = 2_000
ON = date(2026, 11, 21)
_KNOWN = 0.8  # of the facts of a location; the rest is unknown, as it is in life


def _value(fact: Fact, by_chance: random.Random) -> object:
    match fact.type:
        case Dimension.TRUTH:
            return by_chance.random() < 0.8
        case Dimension.COUNT | Dimension.MONEY:
            least = fact.least or 0
            return by_chance.randint(least, min(fact.most or 100, least + 100))
        case Dimension.DATE:
            return f"202{by_chance.randint(2, 6)}-0{by_chance.randint(1, 9)}-15"
        case Dimension.WORD:
            return by_chance.choice(list(fact.words))
        case Dimension.WORDS:
            return list(fact.words) or ["nl", "en", "pl"]
        case _:
            least = fact.least or 0
            most = min(fact.most or 100, least + 100)
            return f"{by_chance.randint(least, most)} {fact.unit}"


def _record(catalogue: Catalogue, of: Of, by_chance: random.Random) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    for fact in catalogue.of(of):
        if fact.exception or by_chance.random() > _KNOWN:
            continue
        here = raw
        for key in fact.keys[:-1]:
            here = here.setdefault(key, {})
        here[fact.keys[-1]] = _value(fact, by_chance)
    return raw


def _locations(catalogue: Catalogue, count: int) -> Iterator[dict[str, Any]]:
    by_chance = random.Random(20261121)
    for _ in range(count):
        raw = _record(catalogue, Of.LOCATION, by_chance)
        unit = _record(catalogue, Of.UNIT, by_chance)
        unit["rooms"] = [
            _record(catalogue, Of.ROOM, by_chance)
            for _ in range(by_chance.randint(2, 6))
        ]
        raw["units"] = [unit]
        yield raw


def run() -> dict[str, Any]:
    """Locations a second: judged only, and read from their raw form as well."""
    book, catalogue = load(national_folder()), load_catalogue()
    judge = Judge(book, load_norms(book, catalogue), catalogue, on=ON)
    counted = dict.fromkeys(Outcome, 0)
    read_s = judged_s = 0.0
    for raw in _locations(catalogue, LOCATIONS):
        start = process_time()
        facts = read_facts(raw, catalogue)
        read_s += process_time() - start
        start = process_time()
        judgement = judge(facts)
        judged_s += process_time() - start
        for finding in judgement.findings:
            counted[finding.outcome] += 1
    return {
        "norms": len(judge.ready),
        "locations": LOCATIONS,
        "outcomes": {outcome.value: count for outcome, count in counted.items()},
        "judged_per_s": LOCATIONS / judged_s,
        "read_and_judged_per_s": LOCATIONS / (read_s + judged_s),
    }


if __name__ == "__main__":
    print(run())
