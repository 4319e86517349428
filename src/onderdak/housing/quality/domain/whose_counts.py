"""Which statement counts where sources differ, and how facts become one file.

An inspector saw it; a certifier had it looked at; the BAG records what was reported; a
provider says so itself. So an inspection counts before a certificate, that before the
BAG, and that before the provider: also where the provider spoke later. A later word is
not lost: it stands beside the fact, to be looked at. Within one source the newest
observation counts, and of one day the last that was said of it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Where a statement comes from; the first is believed before the next."""

    INSPECTION = "inspection"
    CERTIFICATE = "certificate"
    BAG = "bag"
    PROVIDER = "provider"


_RANK: Final = {source: rank for rank, source in enumerate(Source)}
ROOMS: Final = "unit.rooms"
"""The path of the whole list of a unit's rooms: stated together, counted together."""

Same = Callable[[str, object, object], bool]
"""Whether two values of a path say the same (8 m2 and 8,0 m²)."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source said of one fact, observed on a day.

    Without a value the source says that it does not know, from that day on. A statement
    that withdraws another says that it was never so. `id` is None for what other rooms
    of this software know; what `stands_in` counts only until the source itself has
    stated the fact.
    """

    id: int | None
    place: str
    path: str
    value: object
    source: Source
    observed_on: date
    reference: str = ""
    withdraws: int | None = None
    note: str = ""
    stands_in: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact on a day: the statement that counts, and those that say otherwise."""

    counts: Statement
    differs: tuple[Statement, ...] = ()

    @property
    def newer(self) -> tuple[Statement, ...]:
        """What was observed after that which counts, and says otherwise."""
        day = self.counts.observed_on
        return tuple(one for one in self.differs if one.observed_on > day)


def _equal(_path: str, one: object, other: object) -> bool:
    return one == other


def counted_on(
    statements: Iterable[Statement], on: date, same: Same = _equal
) -> list[Counted]:
    """Say which statement of each fact counts on a day.

    Args:
        statements: all that was ever said of one location, in any order.
        on: what was observed later does not count yet.
        same: whether two values of a path say the same.

    Returns:
        One line for each fact that anybody knows, in the order of place and path.
    """
    per_fact: dict[tuple[str, str], list[Statement]] = defaultdict(list)
    said = list(statements)
    withdrawn = {one.withdraws for one in said if one.withdraws is not None}
    for one in said:
        stands = one.withdraws is None and (one.id is None or one.id not in withdrawn)
        if stands and one.observed_on <= on:
            per_fact[one.place, one.path].append(one)
    return [
        found
        for (_place, path), about in sorted(per_fact.items())
        if (found := _counted(path, about, same)) is not None
    ]


def _counted(path: str, about: list[Statement], same: Same) -> Counted | None:
    newest: dict[Source, Statement] = {}
    for one in sorted(about, key=_when):
        newest[one.source] = one
    known = sorted(
        (one for one in newest.values() if one.value is not None),
        key=lambda one: _RANK[one.source],
    )
    if not known:
        return None
    first = known[0]
    return Counted(
        first,
        tuple(one for one in known[1:] if not same(path, first.value, one.value)),
    )


def _when(one: Statement) -> tuple[bool, date, bool, int]:
    # What a person stated goes before what another room knows of the same day.
    return not one.stands_in, one.observed_on, one.id is not None, one.id or 0


def facts_file(
    known: Sequence[Counted], units: Sequence[str] = ()
) -> dict[str, object]:
    """Put facts together in the form of a facts file, as the norms read it.

    Args:
        known: the facts that count.
        units: the names of the units of the location, as its register knows them; where
            there are none, the places of the facts are its units.

    Returns:
        A facts file; what nobody knows is not in it.
    """
    file: dict[str, object] = {}
    places: dict[str, dict[str, object]] = {name: {} for name in units}
    for each in known:
        fact = each.counts
        if not fact.path.startswith("unit."):
            _put(file, fact.path.split("."), fact.value)
        elif fact.place in places or not units:
            unit = places.setdefault(fact.place, {})
            _put(unit, fact.path.split(".")[1:], fact.value)
    if places:
        file["units"] = [
            {"name": name, **unit} if name else unit for name, unit in places.items()
        ]
    return file


def _put(into: dict[str, object], keys: Sequence[str], value: object) -> None:
    for key in keys[:-1]:
        deeper = into.setdefault(key, {})
        if not isinstance(deeper, dict):
            return
        into = deeper
    into[keys[-1]] = value


def flat(file: Mapping[str, object]) -> list[tuple[str, str, object]]:
    """Take a facts file apart: place, path and value of each fact in it.

    The inverse of `facts_file`; a unit's rooms stay one fact, their whole list.
    """
    found = [("", path, value) for path, value in _leaves(file, ("units",))]
    units = file.get("units")
    for unit in units if isinstance(units, list) else []:
        if isinstance(unit, Mapping):
            place = str(unit.get("name") or "").strip()
            rooms = unit.get("rooms")
            if rooms:
                found.append((place, ROOMS, rooms))
            found += [
                (place, f"unit.{path}", value)
                for path, value in _leaves(unit, ("name", "rooms"))
            ]
    return found


def _leaves(
    keys: Mapping[str, object], besides: Sequence[str] = ()
) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    for key, value in keys.items():
        if key in besides or value is None:
            continue
        if isinstance(value, Mapping) and not value.keys() & {"value", "unit"}:
            found += [(f"{key}.{path}", leaf) for path, leaf in _leaves(value)]
        else:
            found.append((str(key), value))
    return found
