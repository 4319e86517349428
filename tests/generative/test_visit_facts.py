"""What stands in a visit becomes the same facts, and the same findings, in both."""

import json
import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from onderdak.engines.merge import Json, Operation, merged
from onderdak.rules import Fact, Of, pack, read_facts
from onderdak.supervision.inspections.domain.facts import VisitFacts, facts_in
from tests.generative.test_merge import in_javascript
from tests.sheets.reading import book, catalogue, judge, norms

PLACE = (date(2026, 3, 1), "GM9901")
ROOMS = ("r1", "r2", "r3", "r4")
UNITS = ("main", "u2-a-long-id", "u3")
# As people type, of whatever fact it is.
ANYTHING: tuple[Json, ...] = (
    *(
        "twaalf",
        "",
        " ",
        "12,5",
        "12.5 m2",
        " 8 ",
        "80 cm",
        "1.250,50",
        "€ 350,5",
        "-3",
    ),
    *("ja", "Nee", "unknown", "21-11-2026", "2026-11-21", "31-02-2026", "1e3", "0"),
    *("12,5 m²", "1 l", "9999999999", "\u00a04\u00a0", "４", "12 constructor"),
    *(None, True, False, 3, 3.0, -1, 2.5, 1e21, [], ["a"], ["abu"], {}, {"value": 3}),
    {"value": 12, "unit": "m2"},
)


def typed_for(fact: Fact, chance: random.Random) -> Json:
    """What somebody types for a fact: mostly what is asked, now and then anything."""
    if chance.random() < 0.2:
        return chance.choice(ANYTHING)
    low = fact.least or 0
    number = chance.randint(low, low + 40)
    match fact.type.value:
        case "truth":
            return chance.choice((True, False, "ja", "no"))
        case "word":
            return chance.choice(list(fact.words))
        case "words":
            known = list(fact.words) or ["a", "b"]
            return chance.sample(known, chance.randint(0, len(known)))
        case "date":
            return chance.choice(
                (f"2026-03-{1 + number % 28:02}", f"{1 + number % 28}-3-2026")
            )
        case "count" | "money":
            return chance.choice((str(number), number))
        case _:
            return chance.choice((str(number), f"{number},5", f"{number} {fact.unit}"))


def a_visit(seed: int) -> list[Operation]:
    """Operations of three devices on a few rooms and units, often at the same path."""
    chance = random.Random(seed)
    made: list[Operation] = []
    facts = {of: list(catalogue().of(of)) for of in Of}
    few = {of: chance.sample(facts[of], min(6, len(facts[of]))) for of in Of}
    at_the_door = [each for each in facts[Of.LOCATION] if each.keys[0] == "entry"]

    def add(path: str, typed: Json) -> None:
        here = [one.id for one in made if one.path == path]
        seen = chance.sample(here, chance.randint(0, len(here)))
        made.append(
            Operation(
                id=f"id{len(made)}",
                device=f"d{chance.randrange(3)}",
                n=len(made),
                path=path,
                typed=typed,
                replaces=tuple(here if chance.random() < 0.6 else seen),
                at=str(chance.randrange(5)),
            )
        )

    for _ in range(chance.randrange(60)):
        room, unit = chance.choice(ROOMS), chance.choice(UNITS)
        match chance.randrange(12):
            case 0:
                add(f"room/{room}/same_as", chance.choice((*ROOMS, "r9", None, "")))
            case 1:
                add(f"room/{room}/gone", chance.choice(("dubbel", None, "", "weg", 0)))
            case 2:
                add(f"room/{room}/unit", chance.choice((*UNITS, None, "u9", 7)))
            case 3:
                kind, id_ = chance.choice((("unit", unit), ("room", room)))
                name = chance.choice(("A", " A ", "", "1", "x" * 61, 5, None))
                add(f"{kind}/{id_}/name", name)
            case 4:
                field, typed = chance.choice(
                    (("gone", "dubbel"), ("same_as", "main"), ("same_as", "u3"))
                )
                add(f"unit/{unit}/{field}", typed)
            case 5 | 6:
                fact = chance.choice(few[Of.LOCATION])
                add(f"place/{'.'.join(fact.keys)}", typed_for(fact, chance))
                door = chance.choice(at_the_door)
                add(f"entry/{door.keys[1]}", typed_for(door, chance))
            case 7 | 8:
                fact = chance.choice(few[Of.UNIT])
                add(f"unit/{unit}/{'.'.join(fact.keys)}", typed_for(fact, chance))
            case _:
                fact = chance.choice(few[Of.ROOM])
                add(f"room/{room}/{'.'.join(fact.keys)}", typed_for(fact, chance))
    add("place/nonsense", "x")
    return made


def as_data(found: VisitFacts) -> dict[str, Any]:
    """As the device tells it."""
    return {
        "raw": found.raw,
        "unknown": [{"path": one.path, "why": one.why} for one in found.unknown],
        "units": [
            {
                "id": unit.id,
                "ids": list(unit.ids),
                "named": unit.named,
                "rooms": [
                    {"id": room.id, "ids": list(room.ids), "name": room.name}
                    for room in unit.rooms
                ],
                "sure": unit.sure,
            }
            for unit in found.units
        ],
    }


def judged(found: VisitFacts) -> Any:
    """What the norms of the server say of it, as it leaves Python."""
    judgement = judge(*PLACE)(read_facts(found.raw, catalogue()))
    return json.loads(json.dumps(judgement.as_dict()))


def test_a_visit_is_judged_the_same_on_the_device(tmp_path: Path) -> None:
    visits = [a_visit(seed) for seed in range(150)]
    on, town = PLACE
    content = pack(book(), norms(), catalogue(), on=on, municipality=town)
    cases = [{"operations": [one.as_dict() for one in each]} for each in visits]

    there = in_javascript("facts", cases, tmp_path, pack=content)

    whys: set[str] = set()
    for operations, found in zip(visits, there, strict=True):
        here = facts_in(merged(operations), catalogue())
        judgement = found.pop("judgement")
        assert found == as_data(here)
        assert judgement == judged(here)
        whys |= {one.why for one in here.unknown}
    assert whys == {"conflict", "unreadable", "rooms_differ"}


@settings(max_examples=150, deadline=None)
@given(some.integers(0, 2**32), some.integers(0, 2**32))
def test_the_facts_do_not_depend_on_the_order_and_can_always_be_judged(
    seed: int, order: int
) -> None:
    operations = a_visit(seed)
    here = facts_in(merged(operations), catalogue())
    mixed = random.Random(order).sample(operations, len(operations))
    assert facts_in(merged(mixed), catalogue()) == here
    read_facts(here.raw, catalogue())  # nothing in it cannot be meant


@settings(max_examples=150, deadline=None)
@given(some.integers(0, 2**32))
def test_what_people_disagree_on_is_known_to_nobody(seed: int) -> None:
    operations = a_visit(seed)
    here = facts_in(merged(operations), catalogue())
    doubted = {one.path for one in here.unknown}
    for path, found in merged(operations).items():
        if path.startswith("place/") and not found.settled:
            fact = path.removeprefix("place/")
            if fact in catalogue():
                assert path in doubted
                inside: Any = here.raw
                for key in fact.split("."):
                    inside = inside.get(key, {})
                assert inside == {}


def test_what_was_noted_at_the_door_is_judged_as_entry() -> None:
    found = facts(
        op("entry/identified", "ja"),
        op("entry/purpose_stated", True),
        op("entry/identified", False, id_="another", at="2"),
        op("entry/consent_read", "nl"),
    )
    assert found.raw == {"entry": {"purpose_stated": True}}
    assert [(one.path, one.why) for one in found.unknown] == [
        ("entry/identified", "conflict")
    ]


def op(path: str, typed: Json, *, id_: str = "", at: str = "") -> Operation:
    return Operation(id_ or f"{path}={typed}", "d", 1, path, typed, at=at)


def facts(*operations: Operation) -> VisitFacts:
    return facts_in(merged(operations), catalogue())


def test_what_is_typed_is_read_as_the_fact_is_measured() -> None:
    found = facts(
        op("room/r1/floor_area", "12,5"),
        op("room/r1/beds", " 3 "),
        op("room/r1/rent", "350,5"),
        op("unit/main/sanitary.toilets", "2"),
        op("place/registration.notice_given_on", "1-3-2026"),
        op("place/landlord.social", "ja"),
        op("place/people", "twaalf"),
    )
    assert found.raw == {
        "landlord": {"social": True},
        "registration": {"notice_given_on": "2026-03-01"},
        "units": [
            {
                "sanitary": {"toilets": 2},
                "rooms": [{"floor_area": "12.5 m2", "beds": 3, "rent": 35_050}],
            }
        ],
    }
    assert [(one.path, one.why) for one in found.unknown] == [
        ("place/people", "unreadable")
    ]


def test_two_rooms_that_are_one_count_once() -> None:
    found = facts(
        op("room/r1/beds", "3", at="1"),
        op("room/r1/floor_area", "12,5", at="1"),
        op("room/r2/floor_area", "12.5 m2", at="2"),
        op("room/r2/people", "2", at="2"),
        op("room/r2/beds", "4", at="2"),
        op("room/r2/same_as", "r1", at="3"),
        op("room/r3/beds", "9", at="4"),
        op("room/r3/gone", "counted twice", at="4"),
    )
    # 12,5 and 12.5 m2 are one; 3 and 4 beds are not: a person looks.
    assert found.raw == {"units": [{"rooms": [{"people": 2, "floor_area": "12.5 m2"}]}]}
    assert [(one.path, one.why) for one in found.unknown] == [
        ("room/r1/beds", "rooms_differ")
    ]
    assert found.units[0].rooms[0].ids == ("r1", "r2")


def test_where_nobody_knows_how_many_rooms_there_are_no_room_is_counted() -> None:
    here = (op("room/r1/beds", "3"), op("room/r2/beds", "4"))
    torn = (
        op("room/r2/gone", "double", id_="a"),
        op("room/r2/gone", None, id_="b"),
    )
    assert "rooms" in facts(*here).raw["units"][0]
    found = facts(*here, *torn)
    assert found.raw == {"units": [{}]}
    assert not found.units[0].sure
    assert [(one.path, one.why) for one in found.unknown] == [
        ("room/r2/gone", "conflict")
    ]


def test_a_room_of_which_the_unit_is_in_doubt_makes_both_units_unsure() -> None:
    found = facts(
        op("unit/main/people", "4"),
        op("unit/u2/people", "5"),
        op("unit/u2/name", "Boven"),
        op("room/r1/beds", "1"),
        op("room/r2/beds", "2"),
        op("room/r2/unit", "u2", id_="a"),
        op("room/r2/unit", "main", id_="b"),
    )
    assert found.raw == {
        "units": [{"people": 4, "name": "1"}, {"people": 5, "name": "Boven"}]
    }
    assert [unit.sure for unit in found.units] == [False, False]


def test_what_is_sealed_is_known_to_no_norm() -> None:
    sealed = replace(op("place/people", None), sealed=True)
    found = facts(sealed)
    assert found.raw == {}
    assert [one.why for one in found.unknown] == ["sealed"]


def test_a_room_in_doubt_is_still_shown_on_the_device(tmp_path: Path) -> None:
    operations = [
        op("room/r1/beds", "1", at="1"),
        op("room/r2/unit", "u2", id_="a", at="2"),
        op("room/r2/unit", "main", id_="b", at="2"),
        op("room/r3/gone", "double", id_="c", at="3"),
        op("room/r3/gone", None, id_="d", at="3"),
        op("room/r4/gone", "double", at="4"),
        op("room/r5/same_as", "r1", at="5"),
    ]
    (shown,) = in_javascript("rooms", [[one.as_dict() for one in operations]], tmp_path)
    assert [(room["id"], room["ids"], room["unit"]) for room in shown] == [
        ("r1", ["r1", "r5"], "main"),
        ("r2", ["r2"], None),
        ("r3", ["r3"], "main"),
    ]
    assert [bool(room["doubts"]) for room in shown] == [False, False, True]
