"""The units and rooms of a visit, as far as they are sure.

Two supervisors may each make a room for the same room. Nothing is deleted: `same_as`
folds the two into one, `gone` leaves one out. Where people disagree on that, nobody
knows how many rooms there are, and the norms do not judge them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from onderdak.engines.merge import PathState, State, canonical
from onderdak.supervision.inspections.domain.typed import plain_text

MAIN: Final = "main"
_EMPTY: Final = frozenset(("null", '""', "false"))
_LAST: Final = "~"  # after every instant that a clock can say

Fields = Mapping[str, PathState]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A path of which nobody knows what holds, with the word for why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """A room or a unit, with all that were found to be the same one."""

    id: str
    ids: tuple[str, ...]
    fields: tuple[Fields, ...]  # of each of those that are not gone
    doubts: tuple[Doubt, ...] = ()

    def states(self, name: str) -> list[tuple[str, PathState]]:
        """What stands at one field, for each that was folded into this one."""
        pairs = zip(self.ids, self.fields, strict=True)
        return [(id_, fields[name]) for id_, fields in pairs if name in fields]

    def name(self) -> str:
        """Its name; '' where it has none, or more than one."""
        names = [each.value for _, each in self.states("name") if each.settled]
        return next((named for each in names if (named := plain_text(each))), "")


@dataclass(frozen=True, slots=True)
class Things:
    """All rooms (or units) of a state, folded; `of` leads from each id to its place."""

    standing: tuple[Place, ...]
    of: Mapping[str, Place] = field(default_factory=dict)


def things(state: State, kind: str, besides: Iterable[str] = ()) -> Things:
    """Fold the rooms or the units of a state.

    Args:
        kind: `room` or `unit`.
        besides: ids that are there although nothing was typed of them.
    """
    fields = _fields(state, kind)
    for id_ in besides:
        fields.setdefault(id_, {})
    order = {id_: _first(fields[id_], id_) for id_ in fields}
    ids = sorted(fields, key=lambda id_: order[id_])
    gone = frozenset(id_ for id_ in ids if _holds(fields[id_].get("gone")) is True)
    standing: list[Place] = []
    of: dict[str, Place] = {}
    for group in _groups(ids, fields):
        if any(id_ not in gone for id_ in group):
            standing.append(_place(group, kind, fields, gone))
            of.update(dict.fromkeys(group, standing[-1]))
    return Things(tuple(standing), of)


def linked(fields: Fields) -> str:
    """Which other one this is the same as; '' where none, or where people disagree."""
    found = fields.get("same_as")
    return plain_text(found.value) if found is not None and found.settled else ""


def _fields(state: State, kind: str) -> dict[str, dict[str, PathState]]:
    found: defaultdict[str, dict[str, PathState]] = defaultdict(dict)
    for path, each in state.items():
        parts = path.split("/", 2)
        if len(parts) == 3 and parts[0] == kind:
            found[parts[1]][parts[2]] = each
    return dict(found)


def _first(fields: Fields, id_: str) -> tuple[bool, str, bytes]:
    """In which order they are shown: as they were made, by what the clocks said."""
    said = (each.at for state in fields.values() for each in state.history)
    return id_ != MAIN, min(said, default=_LAST), id_.encode("utf-16-be")


def _holds(found: PathState | None) -> bool | None:
    """Whether something was said; None where people disagree on that."""
    if found is None:
        return False
    said = {canonical(value.typed) not in _EMPTY for value in found.values}
    return said.pop() if len(said) == 1 else None


def _groups(ids: list[str], fields: Mapping[str, Fields]) -> list[list[str]]:
    """Those that are the same one together, in order."""
    root = {id_: id_ for id_ in ids}

    def top(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    for id_ in ids:
        other = linked(fields[id_])
        if other in root:
            root[top(id_)] = top(other)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for id_ in ids:
        groups[top(id_)].append(id_)
    return list(groups.values())


def _place(
    group: list[str], kind: str, fields: Mapping[str, Fields], gone: frozenset[str]
) -> Place:
    standing = [id_ for id_ in group if id_ not in gone]
    # The one that the others were found to be; the first where they say it in a ring.
    itself = next((id_ for id_ in standing if not linked(fields[id_])), standing[0])
    ids = (itself, *(id_ for id_ in standing if id_ != itself))
    doubts = [
        Doubt(f"{kind}/{id_}/{name}", "conflict")
        for id_ in standing
        for name in ("gone", "same_as")
        if _is_doubtful(name, fields[id_].get(name))
    ]
    return Place(itself, ids, tuple(fields[id_] for id_ in ids), tuple(doubts))


def _is_doubtful(name: str, found: PathState | None) -> bool:
    if found is None or found.settled:
        return False
    return name == "same_as" or _holds(found) is None
