"""Makes the state of a record out of its operations: the heads of each path.

Everything here is a function of the set: the same operations in any order, any of them
any number of times, give the same state.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onderdak.engines.merge.operations import MOST_REPLACED, Json, Operation
from onderdak.engines.merge.writing import canonical


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values that stand at a path, with the operations that say it."""

    typed: Json
    operations: tuple[Operation, ...]
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class PathState:
    """What stands at a path, and everything that was ever typed there."""

    heads: tuple[Operation, ...]
    values: tuple[Value, ...]
    history: tuple[Operation, ...]

    @property
    def settled(self) -> bool:
        """Whether the heads say one thing."""
        return len(self.values) == 1

    @property
    def value(self) -> Json:
        """The settled value; None where it is in conflict, sealed or made empty."""
        return self.values[0].typed if self.settled else None


State = Mapping[str, PathState]


def merged(operations: Iterable[Operation]) -> dict[str, PathState]:
    """Compute what stands at each path."""
    by_path: defaultdict[str, list[Operation]] = defaultdict(list)
    for operation in _once(operations):
        by_path[operation.path].append(operation)
    return {path: _state(by_path[path]) for path in sorted(by_path, key=_as_sorted)}


def replaced_at(state: State, path: str) -> tuple[str, ...]:
    """Which operations one typed now at this path replaces: all that are seen there.

    Those that stand would do where everything arrives. One that never does, because it
    was refused or is late, must not bring back what it had replaced itself.
    """
    found = state.get(path)
    if found is None:
        return ()
    heads = sorted(head.id for head in found.heads)
    before = sorted({one.id for one in found.history} - set(heads))
    return tuple(sorted([*heads, *before][:MOST_REPLACED]))


def conflicts(state: State) -> tuple[str, ...]:
    """The paths at which more than one value stands."""
    return tuple(path for path, found in state.items() if not found.settled)


def _once(operations: Iterable[Operation]) -> Iterable[Operation]:
    """Each operation once, by its id.

    Two that share an id and differ can only come from a broken device; which of them
    counts must not depend on the order in which they came.
    """
    found: dict[str, Operation] = {}
    for operation in operations:
        known = found.setdefault(operation.id, operation)
        if known is not operation:
            found[operation.id] = min(known, operation, key=_as_text)
    return found.values()


def _as_text(operation: Operation) -> str:
    """In an order that a browser comes to as well.

    First comes what can be read, and of that what the server said who typed it.
    """
    typed = "" if operation.sealed else canonical(operation.typed)
    who = "" if operation.by is None else str(operation.by)
    parts = [operation.path, operation.at, operation.device, str(operation.n)]
    written: list[Json] = [*parts, *sorted(operation.replaces), who, typed]
    return f"{int(operation.sealed)}{int(not who)}{canonical(written)}"


def _state(operations: list[Operation]) -> PathState:
    replaced = {
        gone
        for operation in operations
        for gone in operation.replaces
        if gone != operation.id
    }
    heads = [operation for operation in operations if operation.id not in replaced]
    # Only operations that replace one another in a ring leave none: then all stand.
    heads = sorted(heads or operations, key=_shown)
    history = tuple(sorted(operations, key=_shown))
    return PathState(heads=tuple(heads), values=_values(heads), history=history)


def _values(heads: list[Operation]) -> tuple[Value, ...]:
    alike: defaultdict[str, list[Operation]] = defaultdict(list)
    for head in heads:
        # What cannot be read may say anything: it is never taken for the same.
        alike[f"sealed:{head.id}" if head.sealed else canonical(head.typed)].append(
            head
        )
    return tuple(
        Value(None if same[0].sealed else same[0].typed, tuple(same), same[0].sealed)
        for same in alike.values()
    )


def _as_sorted(path: str) -> bytes:
    return path.encode("utf-16-be")  # as a browser sorts


def _shown(operation: Operation) -> tuple[str, str, int, str]:
    """The order in which people see them; it decides nothing."""
    return operation.at, operation.device, operation.n, operation.id
