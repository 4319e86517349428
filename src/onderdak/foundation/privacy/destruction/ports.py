"""What rooms tell privacy about destruction: what may go, and what must be kept.

Both are handed in from above, once, when the software starts (`project/wiring.py`).
The database makes sure of the term; these say in which order, and what is held back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from onderdak.kernel.text import Text


@dataclass(frozen=True, slots=True)
class DestroyingRoom:
    """A room from which rows go when they are past its term.

    `tables` stand in the order in which they go; for each the room's migration made
    the functions (`privacy/destroyable.py`). A room without a term of its own
    (`own_term`) has a fixed one, and goes along with every run. `by_row` tells that
    its own rows are named where some must be kept, and not the locations.
    """

    room: str
    tables: tuple[str, ...]
    own_term: bool = True
    by_row: bool = False


@dataclass(frozen=True, slots=True)
class Hold:
    """Why something past its term is kept for now: whose case, and what.

    `locations` holds back all that is of these locations; `rows` rows of a table by
    their key, of a room that is kept by the row.
    """

    reference: str
    reason: Text
    locations: frozenset[int] = frozenset()
    rows: Mapping[str, frozenset[int]] = field(default_factory=dict, hash=False)


class Keeper(Protocol):
    """Says what must be kept in a municipality on a day."""

    def __call__(self, *, municipality: str, on: date) -> Sequence[Hold]:
        """The holds in force."""
        ...


@dataclass(frozen=True, slots=True)
class SealedTable:
    """A table whose rows carry a row key wrapped for both readers.

    It has the columns of a seal (`guest_id`, `municipality_id`, `provider_id`,
    `key_for_provider`, …); `key` are the columns that tell one row from another.
    """

    table: str
    key: tuple[str, ...]


_ROOMS: dict[str, DestroyingRoom] = {}
_KEEPERS: list[Keeper] = []
_SEALED: dict[str, SealedTable] = {}


def destroys(room: DestroyingRoom) -> None:
    """Let a room's rows go when they are past their term; logs of rooms add up."""
    known = _ROOMS.get(room.room)
    before = known.tables if known else ()
    new = tuple(table for table in room.tables if table not in before)
    _ROOMS[room.room] = replace(room, tables=before + new)


def keeps(keeper: Keeper) -> None:
    """Ask this keeper before anything goes."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def holds_seals(table: SealedTable) -> None:
    """Re-wrap the row keys of this table when a data key is replaced."""
    _SEALED[table.table] = table


def destroying_rooms() -> tuple[DestroyingRoom, ...]:
    """Every room from which rows go."""
    return tuple(_ROOMS.values())


def sealed_tables() -> tuple[SealedTable, ...]:
    """Every table with wrapped row keys."""
    return tuple(_SEALED.values())


def holds(municipality: str, on: date) -> list[Hold]:
    """Everything that is held back in a municipality."""
    return [
        hold
        for keeper in _KEEPERS
        for hold in _of(keeper(municipality=municipality, on=on))
    ]


def _of(found: Sequence[Hold]) -> Iterator[Hold]:
    return (hold for hold in found if hold.locations or any(hold.rows.values()))


Progress = Callable[[str, int], None]
