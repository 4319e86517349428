"""An expression ready to use, and the forms over lists of units and rooms."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onderdak.rules.locations.reading import LocationFacts, Record, UnitFacts

# What is judged: the location, and the unit and the room of it where there is one.
Value = Callable[[LocationFacts, UnitFacts, Record], Any]
Missing = Callable[[LocationFacts, UnitFacts, Record], tuple[str, ...]]
Seen = tuple[LocationFacts, UnitFacts, Record]

NO_UNIT = UnitFacts(None, {})
NO_ROOM: Record = {}


@dataclass(frozen=True, slots=True)
class Compiled:
    """An expression ready to use; `missing` is asked only where the value is None."""

    value: Value
    missing: Missing


def joined(found: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Put what is missing together: each path once, in order."""
    return tuple(dict.fromkeys(path for paths in found for path in paths))


def missing_of(parts: Sequence[Compiled]) -> Missing:
    """Tell what is missing: of each part that is unknown, what it misses."""

    def missing(
        location: LocationFacts, unit: UnitFacts, room: Record
    ) -> tuple[str, ...]:
        return joined(
            part.missing(location, unit, room)
            for part in parts
            if part.value(location, unit, room) is None
        )

    return missing


def every(which: str, where: Compiled | None, holds: Compiled) -> Compiled:
    """Whether something holds for each element that counts."""
    return _over(which, where, holds, decides=False)


def some(which: str, where: Compiled | None, holds: Compiled) -> Compiled:
    """Whether something holds for at least one element that counts."""
    return _over(which, where, holds, decides=True)


def total(which: str, where: Compiled | None, of: Compiled | None) -> Compiled:
    """The sum over the elements that count, or their number where nothing is summed."""

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> int | None:
        elements = _elements(which, location, unit)
        if elements is None:
            return None
        found = 0
        for seen in elements:
            counts = True if where is None else where.value(*seen)
            if counts is None:
                return None
            if counts:
                part = 1 if of is None else of.value(*seen)
                if part is None:
                    return None
                found += part
        return found

    parts = [part for part in (where, of) if part is not None]
    return Compiled(value, _missing_in(which, parts))


def _over(
    which: str, where: Compiled | None, holds: Compiled, *, decides: bool
) -> Compiled:
    def one(seen: Seen) -> bool | None:
        held: bool | None = holds.value(*seen)
        if where is None:
            return held
        counts = where.value(*seen)
        if counts is False:
            return not decides
        if counts is None and held is decides:
            return None
        return held

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> bool | None:
        elements = _elements(which, location, unit)
        if elements is None:
            return None
        unknown = False
        for seen in elements:
            found = one(seen)
            if found is decides:
                return decides
            unknown = unknown or found is None
        return None if unknown else not decides

    parts = [part for part in (where, holds) if part is not None]
    return Compiled(value, _missing_in(which, parts, one))


def _missing_in(
    which: str,
    parts: Sequence[Compiled],
    one: Callable[[Seen], bool | None] | None = None,
) -> Missing:
    def missing(
        location: LocationFacts, unit: UnitFacts, room: Record
    ) -> tuple[str, ...]:
        elements = _elements(which, location, unit)
        if elements is None:
            return (which,)
        return joined(
            part.missing(*seen)
            for seen in elements
            if one is None or one(seen) is None
            for part in parts
            if part.value(*seen) is None
        )

    return missing


def _elements(
    which: str, location: LocationFacts, unit: UnitFacts
) -> Iterator[Seen] | None:
    if which == "units":
        units = location.units
        return None if units is None else ((location, u, NO_ROOM) for u in units)
    rooms = unit.rooms
    return None if rooms is None else ((location, unit, room) for room in rooms)
