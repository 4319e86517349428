"""Which walk takes a step from which state; and that every other one can be taken too.

A walk tells a story, so it goes one way through a path. Where no walk takes a step from
one of its states, it is tried from a walk that came there, with facts and days drawn by
a fixed seed, until nothing stands in its way. A move that a guard makes impossible, or
a state that no walk comes to, stays a hole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from onderdak.rules.enforcement import (
    FactKind,
    FactSpec,
    Path,
    RemedyOn,
    StepKind,
    What,
    shipped,
)
from onderdak.rules.enforcement.situation import CameIn
from tests.walking import Walk, begun, read_walk, walk_files

Move = tuple[str, str, str]  # the path, the step, and the state it is taken from
_DAY = timedelta(days=1)
_LATER = (0, 1, 8, 16, 43, 60, 100, 400, 900, 2000)
_TRIES = 1200
_ROUNDS = 4


@dataclass(frozen=True)
class Stood:
    """A walk as it stood after a step, and in which state its first measure was."""

    name: str
    walk: Walk
    state: str
    on: date


@cache
def moves_walked() -> Mapping[Move, list[str]]:
    """Which walks take each step from each state."""
    found: dict[Move, list[str]] = {}
    for file in walk_files():
        told = read_walk(file)
        now: dict[tuple[str, Any], str] = {}
        for one in told["steps"]:
            if "refused" in one:
                continue
            key = (one.get("path", told["path"]), one.get("measure", 1))
            path = shipped().paths[key[0]]
            state = now.get(key, path.begins)
            names = found.setdefault((key[0], one["step"], state), [])
            if file.stem not in names:
                names.append(file.stem)
            now[key] = path.steps[one["step"]].to_from(state) or state
    return found


@cache
def moves_tried() -> Mapping[Move, list[str]]:
    """From which walk each other step could be taken; empty where from none.

    What could be taken leads on: in a second round others are tried from there.
    """
    stood, walked = list(_stood()), moves_walked()
    left = [one for one in moves_of(shipped().paths) if one not in walked]
    found: dict[Move, list[str]] = {one: [] for one in left}
    for _ in range(_ROUNDS):
        for move in left:
            came = _tried(move, [one for one in stood if one.walk.path == move[0]])
            if came is not None:
                found[move] = [came.name]
                stood.append(came)
        left = [one for one in left if not found[one]]
    return found


def moves_of(paths: Mapping[str, Path]) -> Iterator[Move]:
    """Every step of these paths from every state it is taken from."""
    for path in paths.values():
        for step in path.steps.values():
            for state in step.moves:
                yield path.key, step.step, state


def _stood() -> Iterator[Stood]:
    for file in walk_files():
        walk, steps = begun(file)
        path = shipped().paths[walk.path]
        state = path.begins
        for told in steps:
            yield Stood(file.stem, _copy(walk), state, told["day"])
            for remedy in told.get("remedies", []):
                walk.set_against(remedy)
            if walk.try_step(told):
                continue
            if (told.get("path", path.key), told.get("measure", 1)) == (path.key, 1):
                state = path.steps[told["step"]].to_from(state) or state
            yield Stood(file.stem, _copy(walk), state, told["day"])


def _copy(walk: Walk) -> Walk:
    return replace(
        walk,
        history=list(walk.history),
        remedies=list(walk.remedies),
        paid=list(walk.paid),
    )


def _tried(move: Move, stood: list[Stood]) -> Stood | None:
    """Where a walk came by the step that could be taken; None where it could not."""
    path, name, state = move
    kind = shipped().step(path, name)
    there = [one for one in stood if one.state == state]
    draw = Random("-".join(move))
    for _ in range(_TRIES if there else 0):
        # The last that came there leads further as often as all before it.
        one = draw.choice([draw.choice(there), there[-1]])
        came = _try(one, kind, draw)
        if came is not None:
            return came
    return None


def _try(stood: Stood, kind: StepKind, draw: Random) -> Stood | None:
    walk = _copy(stood.walk)
    on = stood.on + _DAY * draw.choice(_LATER)
    facts: dict[str, Any] = {
        spec.name: _fact(spec, walk, on, draw)
        for spec in kind.facts.values()
        if spec.required or draw.random() < 0.7
    }
    if kind.fells and draw.random() < 0.9:
        facts["outcome_on"] = on
        walk.remedies += _won(walk, kind, on)
    cents = draw.choice([0, 0, 100_000, 250_000, 10_000_000])
    walk.paid.append(CameIn(on, cents))
    walk.around = {**walk.around, "decided": draw.choice([[], _decided(facts, on)])}
    if walk.try_step({"step": kind.step, "day": on, "facts": facts}):
        return None
    return Stood(stood.name, walk, kind.moves[stood.state], on)


def _fact(spec: FactSpec, walk: Walk, on: date, draw: Random) -> object:
    """What an earlier step said of the same, or something that may fit."""
    before = [one.facts[spec.name] for one in walk.history if spec.name in one.facts]
    if before and draw.random() < 0.5:
        return before[-1]
    match spec.kind:
        case FactKind.DATE:
            return on + _DAY * draw.choice([-3000, -100, -30, -1, 0, 0, 1, 15, 30, 60])
        case FactKind.CENTS:
            return draw.choice([1, 10_000, 50_000, 100_000, 144_200, 250_000])
        case FactKind.CHOICE:
            return draw.choice(sorted(spec.options))
        case FactKind.YES_NO:
            return draw.random() < 0.6
        case FactKind.DAYS | FactKind.COUNT | FactKind.PERSON:
            return draw.choice([0, 1, 10, 42])
        case FactKind.TIME:
            return "10:30"
        case _:
            return "What somebody wrote."


def _won(walk: Walk, kind: StepKind, on: date) -> list[RemedyOn]:
    """An objection against what falls, founded on a day."""
    places = [n for n, one in enumerate(walk.history) if one.step in kind.fells]
    return [
        RemedyOn(
            kind="objection",
            decision=place,
            filed_on=walk.history[place].on_day,
            decided_on=on,
            outcome="founded",
        )
        for place in places[-1:]
    ]


def _decided(facts: Mapping[str, Any], on: date) -> list[dict[str, Any]]:
    """Decisions on every day that is named, of each kind, as a walk tells of them."""
    days = {one for one in facts.values() if isinstance(one, date)} | {on}
    return [
        {"what": what.value, "on_day": day, "rule": "E11"}
        for day in sorted(days)
        for what in What
    ]


__all__ = ["Move", "moves_of", "moves_tried", "moves_walked"]
