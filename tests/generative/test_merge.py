"""Whatever happens on the way, nothing typed is gone and the order changes nothing."""

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from onderdak.engines.merge import (
    Json,
    Operation,
    Refusal,
    State,
    canonical,
    conflicts,
    merged,
    read_operation,
    replaced_at,
)
from tests.generative.devices import PATHS, VALUES, Evening, as_lines, evening

RUNNER = Path(__file__).parent / "run_visit.mjs"
seeds = some.integers(0, 2**32)
evenings = some.builds(
    evening, seeds, devices=some.sampled_from((2, 3)), steps=some.integers(1, 60)
)

# A value as JSON can hold it, without what no database takes.
texts = some.text(
    some.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=8
)
values = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**60), 2**60)
    | some.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(texts, inner, max_size=3)
    ),
    max_leaves=6,
)


def in_javascript(task: str, cases: Sequence[Any], folder: Path, **more: Any) -> Any:
    """What the device's own modules come to, in one run of Node."""
    node = shutil.which("node")
    assert node is not None, "the modules of a device are tested in Node 20 or newer"
    written = folder / f"{task}.json"
    written.write_text(
        json.dumps({"task": task, "cases": cases} | more), encoding="utf-8"
    )
    done = subprocess.run(
        [node, str(RUNNER), str(written)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def told(state: State) -> list[Any]:
    """A state as data, the same in both languages."""
    return [
        {
            "path": path,
            "heads": [one.id for one in found.heads],
            "values": [
                {
                    "typed": canonical(value.typed),
                    "by": [one.id for one in value.operations],
                    "sealed": value.sealed,
                }
                for value in found.values
            ],
            "settled": found.settled,
            "value": canonical(found.value),
            "history": [one.id for one in found.history],
        }
        for path, found in state.items()
    ]


@settings(max_examples=300, deadline=None)
@given(evenings, seeds)
def test_no_typed_value_is_ever_gone_whatever_happens_on_the_way(
    night: Evening, seed: int
) -> None:
    night.end()
    expected = {one.id: one for one in night.typed if one.id not in night.lost}
    kept = {one.id: one for one in night.server.rows}
    # To the letter: as typed, with the clock as it was.
    assert kept == expected
    state = merged(kept.values())
    assert {one.id for found in state.values() for one in found.history} == set(kept)
    for device in night.devices:
        assert device.store == kept


@settings(max_examples=300, deadline=None)
@given(evenings, seeds)
def test_what_stands_is_a_function_of_the_set_and_not_of_the_order(
    night: Evening, seed: int
) -> None:
    chance = random.Random(seed)
    known = list(night.typed)
    expected = told(merged(known))
    shuffled = chance.sample(known, len(known))
    twice = shuffled + chance.choices(known, k=len(known)) if known else []
    assert told(merged(shuffled)) == expected
    assert told(merged(twice)) == expected
    # Half now and half later is the same as all at once.
    half = len(shuffled) // 2
    stepwise = [one for f in merged(shuffled[:half]).values() for one in f.history]
    assert told(merged([*stepwise, *shuffled[half:]])) == expected


@settings(max_examples=200, deadline=None)
@given(evenings)
def test_all_devices_see_the_same_after_they_heard_all(night: Evening) -> None:
    night.end()
    first, *others = [told(merged(each.store.values())) for each in night.devices]
    assert all(other == first for other in others)


@settings(max_examples=200, deadline=None)
@given(evenings, seeds)
def test_no_clock_decides_anything(night: Evening, seed: int) -> None:
    chance = random.Random(seed)
    other = [
        replace(one, at=f"{chance.randrange(10**12):012d}", n=chance.randrange(9))
        for one in night.typed
    ]
    here, there = merged(night.typed), merged(other)
    assert here.keys() == there.keys()
    for path, found in here.items():
        assert {one.id for one in found.heads} == {one.id for one in there[path].heads}
        assert found.settled == there[path].settled
        assert canonical(found.value) == canonical(there[path].value)


@settings(max_examples=200, deadline=None)
@given(evenings, seeds)
def test_a_settled_conflict_stays_settled_by_whatever_was_seen(
    night: Evening, seed: int
) -> None:
    night.end()
    path, chance = PATHS[0], random.Random(seed)
    settler = night.devices[0]
    settled = settler.type(path, "settled", night.now, str(seed))
    expected = merged(settler.store.values())[path]
    assert (expected.settled, expected.value) == (True, "settled")
    # All that was seen comes in again, in any order, as often as it likes.
    # Or only a part of it: what was refused or comes later brings nothing back.
    again = chance.choices(list(settler.store.values()), k=len(settler.store))
    state = merged([*again, settled])
    assert [one.id for one in state[path].heads] == [settled.id]
    # Only what somebody typed without having seen it stands beside it.
    unseen = replace(settled, id="unseen", typed="other", replaces=())
    beside = merged([*settler.store.values(), unseen])[path]
    assert {value.typed for value in beside.values} == {"settled", "other"}


@settings(max_examples=200, deadline=None)
@given(evenings)
def test_at_every_path_something_stands_and_it_was_typed_there(night: Evening) -> None:
    state = merged(night.typed)
    for path, found in state.items():
        assert found.heads
        assert all(one.path == path for one in found.history)
        replaced = {id_ for one in found.history for id_ in one.replaces}
        assert not replaced & {one.id for one in found.heads}
        # Whoever types now replaces what stands, and nothing that was not seen there.
        replaces = set(replaced_at(state, path))
        assert replaces >= {one.id for one in found.heads}
        assert replaces == {one.id for one in found.history}


@given(values, values)
def test_two_values_are_the_same_where_their_texts_are(one: Json, other: Json) -> None:
    written = json.loads(json.dumps(one))
    assert canonical(written) == canonical(one)
    assert (canonical(one) == canonical(other)) == _same(one, other)


def _same(one: Json, other: Json) -> bool:
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, list) and isinstance(other, list):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(_same(a, b) for a, b in pairs)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _same(one[key], other[key]) for key in one
        )
    if isinstance(one, int | float) and isinstance(other, int | float):
        return float(one) == float(other)  # as a browser holds them
    return type(one) is type(other) and one == other


def some_set(chance: random.Random) -> list[Operation]:
    """Operations as no honest device makes them: rings, strange paths, one id twice."""
    ids = [f"id{number}" for number in range(chance.randrange(1, 9))]
    return [
        Operation(
            id=chance.choice(ids),
            device=chance.choice(("d1", "d2")),
            n=chance.randrange(3),
            path=chance.choice((*PATHS, "room/🏠/name", "room/\uffee/name")),
            typed=chance.choice(VALUES),
            replaces=tuple(chance.choices([*ids, "gone"], k=chance.randrange(3))),
            at=str(chance.randrange(3)),
            by=chance.choice((None, 1, 2)),
            sealed=chance.random() < 0.1,
        )
        for _ in range(chance.randrange(12))
    ]


@settings(max_examples=300, deadline=None)
@given(seeds)
def test_also_of_a_broken_device_the_order_changes_nothing(seed: int) -> None:
    chance = random.Random(seed)
    known = some_set(chance)
    assert told(merged(known)) == told(merged(chance.sample(known, len(known))))


def test_the_device_comes_to_exactly_the_same(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    sets = [some_set(chance) for _ in range(600)]
    for number in range(200):
        night = evening(number, devices=2 + number % 2, steps=50)
        sets.append(chance.sample(night.typed, len(night.typed)))
    there = in_javascript("merge", [as_lines(each) for each in sets], tmp_path)
    for operations, found in zip(sets, there, strict=True):
        # What travels without what is sealed is what both work with.
        here = [
            replace(one, typed=None if one.sealed else one.typed) for one in operations
        ]
        assert found == told(merged(here))


def test_the_device_types_as_the_server_expects(tmp_path: Path) -> None:
    nights = [evening(number, devices=2, steps=30) for number in range(50)]
    cases = [[as_lines(night.typed), PATHS[0]] for night in nights]
    for night, made in zip(nights, in_javascript("type", cases, tmp_path), strict=True):
        assert made["replaces"] == list(replaced_at(merged(night.typed), PATHS[0]))
        read = read_operation(made)
        assert isinstance(read, Operation), read


@pytest.fixture(scope="module")
def odd_values() -> list[Any]:
    found: list[Any] = []

    @settings(max_examples=400, deadline=None, database=None, derandomize=True)
    @given(values)
    def collect(value: Any) -> None:
        found.append(value)

    collect()
    return found


def test_values_are_written_the_same_on_the_device(
    odd_values: list[Any], tmp_path: Path
) -> None:
    written = in_javascript("canonical", odd_values, tmp_path)
    # A browser reads 9007199254740993 as it reads 9007199254740992: so must we.
    assert written == [canonical(value) for value in odd_values]


GOOD = {
    "id": "0b9d7a3e-58f1-4c43-9d3c-2f9a8a7c1b11",
    "device": "7f3b2a10-0000-4000-8000-000000000001",
    "n": 1,
    "path": "room/r1/beds",
    "typed": "3",
    "replaces": [],
    "at": "2026-03-10T19:00:00.000Z",
}
DEEP: Any = "deep"
for _ in range(9):
    DEEP = [DEEP]
ODD: Sequence[Any] = (
    *(None, [], "text", {}, GOOD),
    *(GOOD | {"id": id_} for id_ in (None, 1, "x", GOOD["id"].upper())),
    *(GOOD | {"device": each} for each in (None, "", 7)),
    *(GOOD | {"n": n} for n in (0, -1, 1.5, "1", True, None, 2**31, 2**31 - 1)),
    *(
        GOOD | {"path": path}
        for path in (
            *(
                "",
                "room",
                "room/",
                "/room/x",
                "room//x",
                "Room/x",
                "room/x\n",
                "r\x00/x",
            ),
            *(
                "room/" + "x" * 195,
                "room/" + "x" * 196,
                "room/🏠",
                "room/" + "🏠" * 195,
            ),
            *(None, 5, "room/a b/c.d@é"),
        )
    ),
    *(
        GOOD | {"replaces": ids}
        for ids in (None, {}, ["x"], [GOOD["id"]] * 500, [GOOD["id"]] * 501)
    ),
    *(GOOD | {"at": at} for at in (None, "", "now", "+012026-01-01T00:00:00.000Z", 1)),
    *(
        GOOD | {"typed": typed}
        for typed in (
            *(None, True, 0, 1e300, 9.9e299, -1e301, "", "x" * 8190, "x" * 8191),
            *("é" * 4095, "é" * 4096, "\x00", {"a\x00": 1}, {"a": {"b": ["\x00"]}}),
            *(DEEP, DEEP[0], DEEP[0][0]),
        )
    ),
    *({key: value for key, value in GOOD.items() if key != name} for name in GOOD),
)


def test_the_device_refuses_what_the_server_would_refuse(tmp_path: Path) -> None:
    def why(raw: Any) -> str | None:
        read = read_operation(raw)
        return read.why if isinstance(read, Refusal) else None

    here = [why(raw) for raw in ODD]
    assert in_javascript("refusal", list(ODD), tmp_path) == here
    assert {None, "shape", "id", "device", "n", "path", "replaces", "at"} <= set(here)
    assert {"typed", "size", "number", "text"} <= set(here)


def test_the_generated_evenings_have_all_that_can_go_wrong() -> None:
    """A generator that never quarrels would prove nothing."""
    nights = [evening(seed, devices=3, steps=60) for seed in range(40)]
    steps = {name for night in nights for name, _ in night.log}
    assert steps == {
        *("type", "sync", "answer_lost", "killed_half_way", "sent_twice"),
        *("late_batch", "clock_jumps", "restart", "restored"),
    }
    torn = [path for night in nights for path in conflicts(merged(night.typed)) if path]
    assert len(torn) > 20
    assert any(night.lost for night in nights)
    # What came first by the clocks was often typed last, and the other way round.
    by_clock = [sorted(night.typed, key=lambda one: one.at) for night in nights]
    assert sum(a != n.typed for a, n in zip(by_clock, nights, strict=True)) > 30
