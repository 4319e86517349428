"""The evaluator in the browser comes to exactly the findings of the server."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from onderdak.rules import Fact, Of, UnreadableFacts, pack, read_facts
from tests.sheets.reading import Sheet, book, catalogue, judge, norms, sheets

RUNNER = Path(__file__).parent / "run.mjs"
ON = date(2026, 3, 1)
Place = tuple[date, str | None]
Case = tuple[Place, Any]

# Facts that somebody may hand in and that cannot be meant, each with a slip or more.
UNREADABLE: Sequence[Any] = (
    [],
    {"people": "9"},
    {"people": -1},
    {"people": 20001},
    {"people": True},
    {"nonsense": {"deeper": 1}, "more": 2},
    {"units": {"name": "A"}},
    {"units": [1, {"floor_area": "95"}]},
    {"units": [{"floor_area": 95}, {"floor_area": "95 cm"}]},
    {"units": [{"floor_area": "95.12345 m2"}, {"floor_area": "1 m2"}]},
    {"units": [{"floor_area": {"value": 0.00001, "unit": "m2"}}]},
    {"units": [{"floor_area": {"value": "95", "unit": "m2"}}]},
    {"units": [{"floor_area": {"value": 95}}]},
    {"units": [{"use": "castle"}, {"use": 1}]},
    {"units": [{"name": "A"}, {"name": "A"}, {"name": " "}, {"name": 4}]},
    {"units": [{"rooms": [{"shared_by_own_wish": "yes"}, 3], "rooms2": []}]},
)

# Written in other ways, and the same.
READABLE: Sequence[Any] = (
    {},
    {"units": []},
    {"units": [{"rooms": []}, {"name": None}]},
    {"people": None, "units": [{"use": "dwelling", "people": 8, "floor_area": None}]},
    *(
        {"units": [{"use": "dwelling", "people": 8, "floor_area": written}]}
        for written in (
            "95 m2",
            "95,5m²",
            " 95.25  m2 ",
            "955000 cm2",
            {"value": 95, "unit": "m2"},
            {"value": 107.9, "unit": "m²"},
        )
    ),
)


def in_javascript(
    packs: Mapping[Place, Mapping[str, Any]], cases: Sequence[Case], folder: Path
) -> list[dict[str, Any]]:
    """Judge all cases in one run of Node."""
    node = shutil.which("node")
    assert node is not None, "the browser's evaluator is tested in Node 20 or newer"
    written = folder / "cases.json"
    places = list(packs)
    content = {
        "packs": [packs[place] for place in places],
        "cases": [
            {"pack": places.index(place), "facts": facts} for place, facts in cases
        ],
    }
    # A day that YAML read as a day is written as a file of facts writes it.
    written.write_text(json.dumps(content, default=date.isoformat), encoding="utf-8")
    done = subprocess.run(
        [node, str(RUNNER), str(written)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def packed(places: Iterator[Place]) -> dict[Place, dict[str, Any]]:
    return {
        (on, municipality): pack(
            book(), norms(), catalogue(), on=on, municipality=municipality
        )
        for on, municipality in dict.fromkeys(places)
    }


def in_python(place: Place, facts: Any) -> Any:
    judgement = judge(*place)(read_facts(facts, catalogue()))
    # What leaves Python as JSON is what must be the same.
    return json.loads(json.dumps(judgement.as_dict()))


def differences(here: Any, there: Any) -> list[str]:
    """What a finding in the browser says otherwise, shortly."""
    told = []
    for name in here.keys() | there.keys():
        if here.get(name) == there.get(name):
            continue
        if not isinstance(here.get(name), list):
            told.append(f"{name}: {here.get(name)!r} here, {there.get(name)!r} there")
            continue
        if len(here[name]) != len(there[name]):
            told.append(f"{name}: {len(here[name])} here, {len(there[name])} there")
        for one, other in zip(here[name], there[name], strict=False):
            if one != other:
                keys = [key for key in one if one[key] != other.get(key)]
                told.append(
                    f"{one['rule']}/{one['part']} {one['place']}: "
                    + "; ".join(f"{k}: {one[k]!r} != {other.get(k)!r}" for k in keys)
                )
    return told


def test_every_sheet_is_judged_the_same_in_the_browser(tmp_path: Path) -> None:
    all_sheets: list[Sheet] = list(sheets())
    cases: list[Case] = [
        ((sheet.on, sheet.municipality), sheet.facts) for sheet in all_sheets
    ]

    told = in_javascript(packed(place for place, _ in cases), cases, tmp_path)

    assert {
        sheet.id: found
        for sheet, (place, facts), there in zip(all_sheets, cases, told, strict=True)
        if (found := differences(in_python(place, facts), there["judgement"]))
    } == {}


def some_facts(chance: random.Random) -> dict[str, Any]:
    """A facts file in which anything may be known, unknown or on a threshold."""
    facts = _some(Of.LOCATION, chance)
    units = [_some(Of.UNIT, chance) for _ in range(chance.randrange(3))]
    for number, unit in enumerate(units):
        unit["name"] = f"unit {number}"
        unit["rooms"] = [_some(Of.ROOM, chance) for _ in range(chance.randrange(4))]
    return facts | ({"units": units} if chance.random() < 0.9 else {})


def _some(of: Of, chance: random.Random) -> dict[str, Any]:
    known = chance.choice((0.1, 0.5, 0.9, 1))
    record: dict[str, Any] = {}
    for fact in catalogue().of(of):
        if chance.random() > known:
            continue
        inside = record
        for key in fact.keys[:-1]:
            inside = inside.setdefault(key, {})
        inside[fact.keys[-1]] = _written(fact, chance)
    return record


def _written(fact: Fact, chance: random.Random) -> Any:
    low = fact.least or 0
    high = min(low + 130, low + 130 if fact.most is None else fact.most)
    number = chance.randint(low, high)
    match fact.type.value:
        case "truth":
            return chance.random() < 0.5
        case "count" | "money":
            return number
        case "date":
            return date(2026, 1, 1).replace(month=1 + number % 12, day=28).isoformat()
        case "word":
            return chance.choice(list(fact.words))
        case "words":
            words = list(fact.words) or ["a", "b"]
            return chance.sample(words, chance.randint(0, len(words)))
        case _:
            return f"{number} {fact.unit}"


def test_any_facts_are_judged_the_same_in_the_browser(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    places: tuple[Place, ...] = (
        (ON, None),
        (ON, "GM9901"),
        (date(2025, 12, 1), "GM9901"),
        (date(2018, 1, 1), None),
    )
    cases = [(chance.choice(places), some_facts(chance)) for _ in range(400)]

    told = in_javascript(packed(iter(places)), cases, tmp_path)

    for (place, facts), there in zip(cases, told, strict=True):
        assert differences(in_python(place, facts), there["judgement"]) == [], facts


def test_quantities_written_in_other_ways_are_read_the_same(tmp_path: Path) -> None:
    cases: list[Case] = [((ON, None), facts) for facts in READABLE]

    told = in_javascript(packed(iter([(ON, None)])), cases, tmp_path)

    for (place, facts), there in zip(cases, told, strict=True):
        assert differences(in_python(place, facts), there["judgement"]) == [], facts


def test_facts_that_cannot_be_meant_are_refused_in_the_same_places(
    tmp_path: Path,
) -> None:
    cases: list[Case] = [((ON, None), facts) for facts in UNREADABLE]

    told = in_javascript(packed(iter([(ON, None)])), cases, tmp_path)

    for (_, facts), there in zip(cases, told, strict=True):
        with pytest.raises(UnreadableFacts) as refused:
            read_facts(facts, catalogue())
        assert there == {"slips": [fault.where for fault in refused.value.faults]}
