"""From what stands in a visit to the facts file that the norms judge.

What people disagree on, and what cannot be read, becomes unknown: a norm that needs it
cannot judge. Each is listed with why, so that somebody can settle it. The same stands
in static/onderdak/visit/facts.mjs; generated tests hold the two together.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from onderdak.engines.merge import Json, PathState, State, canonical
from onderdak.rules import Catalogue, Fact, Of
from onderdak.supervision.inspections.domain.places import (
    MAIN,
    Doubt,
    Place,
    Things,
    things,
)
from onderdak.supervision.inspections.domain.typed import (
    Unreadable,
    plain_text,
    raw_fact,
)

_MOST_UNITS: Final = 2000
_MOST_ROOMS: Final = 4000
_LONGEST_NAME: Final = 60
_ENTRY: Final = "entry"


@dataclass(frozen=True, slots=True)
class RoomHere:
    """A room as it counts: its id, and those that were found to be the same."""

    id: str
    ids: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class UnitHere:
    """A unit as it counts, with its rooms; `named` is its place in findings."""

    id: str
    ids: tuple[str, ...]
    named: str | None
    rooms: tuple[RoomHere, ...]
    sure: bool  # whether it is known which rooms it has


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """The facts of a visit, what in them nobody knows and why, and what is where."""

    raw: dict[str, Json]
    unknown: tuple[Doubt, ...]
    units: tuple[UnitHere, ...]


@dataclass
class _Reading:
    facts: Mapping[Of, Mapping[str, Fact]]
    unknown: list[Doubt] = field(default_factory=list)
    rooms: dict[str, list[Place]] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)  # units


def facts_in(state: State, catalogue: Catalogue) -> VisitFacts:
    """Read the facts of a state."""
    reading = _Reading(
        {of: {".".join(f.keys): f for f in catalogue.of(of)} for of in Of}
    )
    rooms = things(state, "room")
    units = things(state, "unit", _named_units(rooms))
    _settle_rooms(reading, rooms, units)
    raw = _record(
        reading, Of.LOCATION, [("place", _of_place(state)), (_ENTRY, _of_entry(state))]
    )
    here = _units_here(reading, units)
    if len(here) > _MOST_UNITS or sum(len(each.rooms) for each in here) > _MOST_ROOMS:
        reading.unknown.append(Doubt("unit", "too_many"))
    elif here:
        raw["units"] = [_unit(reading, units.of[each.id], each) for each in here]
    unknown = {(each.path, each.why): each for each in reading.unknown}
    in_order = sorted(unknown, key=lambda each: (each[0].encode("utf-16-be"), each[1]))
    return VisitFacts(raw, tuple(unknown[each] for each in in_order), here)


def _of_place(state: State) -> dict[str, PathState]:
    return {
        path.removeprefix("place/"): each
        for path, each in state.items()
        if path.startswith("place/")
    }


def _of_entry(state: State) -> dict[str, PathState]:
    """What was noted at the door has the names of the facts of entry."""
    return {
        path.replace("/", ".", 1): each
        for path, each in state.items()
        if path.startswith(f"{_ENTRY}/")
    }


def _path(at: str, name: str) -> str:
    return name.replace(".", "/", 1) if at == _ENTRY else f"{at}/{name}"


def _named_units(rooms: Things) -> Iterator[str]:
    """The units that rooms say they belong to; the first one where they say nothing."""
    for room in rooms.standing:
        said = [plain_text(v.typed) for _, s in room.states("unit") for v in s.values]
        yield from (each or MAIN for each in said or [MAIN])


def _settle_rooms(reading: _Reading, rooms: Things, units: Things) -> None:
    """Say of each room in which unit it is, or which units it makes unsure."""
    for unit in units.standing:
        reading.unknown.extend(unit.doubts)
    for room in rooms.standing:
        stated = room.states("unit")
        said = [plain_text(v.typed) or MAIN for _, s in stated for v in s.values]
        places = [units.of.get(each) for each in said or [MAIN]]
        found = {place.id for place in places if place is not None}
        disagreed = len({place.id if place else None for place in places}) > 1
        reading.unknown.extend(room.doubts)
        if disagreed:
            reading.unknown.append(_about_unit(stated))
        if disagreed or room.doubts:
            reading.unsure |= found
        for id_ in () if disagreed else found:
            reading.rooms.setdefault(id_, []).append(room)


def _about_unit(stated: list[tuple[str, PathState]]) -> Doubt:
    for id_, each in stated:
        if not each.settled:
            return Doubt(f"room/{id_}/unit", "conflict")
    return Doubt(f"room/{stated[0][0]}/unit", "rooms_differ")


def _units_here(reading: _Reading, units: Things) -> tuple[UnitHere, ...]:
    here = [
        unit
        for unit in units.standing
        if any(unit.fields) or unit.id in reading.rooms or unit.id in reading.unsure
    ]
    names = _names(here)
    return tuple(
        UnitHere(
            id=unit.id,
            ids=unit.ids,
            named=names[unit.id],
            rooms=tuple(
                RoomHere(room.id, room.ids, room.name())
                for room in reading.rooms.get(unit.id, ())
            ),
            sure=unit.id not in reading.unsure and not unit.doubts,
        )
        for unit in here
    )


def _names(units: list[Place]) -> dict[str, str | None]:
    """A name for each unit that no other has; one alone needs none."""
    names: dict[str, str | None] = {}
    for unit in units:
        named = unit.name()
        if len(units) == 1 and not named:
            names[unit.id] = None
            continue
        if not named or len(named) > _LONGEST_NAME or named in names.values():
            named = "1" if unit.id == MAIN else unit.id[:8]
        while named in names.values():
            named += "*"
        names[unit.id] = named[:_LONGEST_NAME]
    return names


def _unit(reading: _Reading, unit: Place, here: UnitHere) -> Json:
    fields = [
        (f"unit/{id_}", each) for id_, each in zip(unit.ids, unit.fields, strict=True)
    ]
    record = _record(reading, Of.UNIT, fields)
    if here.named is not None:
        record["name"] = here.named
    rooms = [_room(reading, room) for room in reading.rooms.get(unit.id, ())]
    if rooms and here.sure:
        record["rooms"] = rooms
    return record


def _room(reading: _Reading, room: Place) -> Json:
    pairs = zip(room.ids, room.fields, strict=True)
    return _record(reading, Of.ROOM, [(f"room/{id_}", each) for id_, each in pairs])


def _record(
    reading: _Reading, of: Of, folded: list[tuple[str, Mapping[str, PathState]]]
) -> dict[str, Json]:
    record: dict[str, Json] = {}
    for name, fact in reading.facts[of].items():
        stated = [
            (_path(at, name), fields[name]) for at, fields in folded if name in fields
        ]
        found = _fact(reading, stated, fact)
        if found is not None:
            _put(record, fact.keys, found)
    return record


def _fact(reading: _Reading, stated: list[tuple[str, PathState]], fact: Fact) -> Json:
    """The one thing that is said of a fact; None where nobody knows it."""
    said: dict[str, tuple[str, Json]] = {}
    doubts: list[Doubt] = []
    for path, each in stated:
        why, raw = _read(each, fact)
        if why:
            doubts.append(Doubt(path, why))
        elif raw is not None:
            said.setdefault(canonical(raw), (path, raw))
    if len(said) > 1:
        doubts.append(Doubt(stated[0][0], "rooms_differ"))
    reading.unknown.extend(doubts)
    return None if doubts or not said else next(iter(said.values()))[1]


def _read(found: PathState, fact: Fact) -> tuple[str, Json]:
    if not found.settled:
        return "conflict", None
    if found.values[0].sealed:
        return "sealed", None
    try:
        return "", raw_fact(found.value, fact)
    except Unreadable:
        return "unreadable", None


def _put(record: dict[str, Json], keys: tuple[str, ...], found: Json) -> None:
    for key in keys[:-1]:
        inner = record.setdefault(key, {})
        if not isinstance(inner, dict):
            raise TypeError(f"{'.'.join(keys)} lies below another fact")
        record = inner
    record[keys[-1]] = found
