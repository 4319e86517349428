"""The dry run: what would go today, what is held back, and where no term is set."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from psycopg.sql import SQL, Identifier

from onderdak.foundation.privacy.destruction.ports import (
    DestroyingRoom,
    Hold,
    destroying_rooms,
    holds,
)
from onderdak.foundation.privacy.readiness import retention_months


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How many rows of a table are past their term, and from when to when."""

    table: str
    rows: int
    oldest: date | None
    newest: date | None
    held: int

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "table": self.table,
            "rows": self.rows,
            "oldest": self.oldest,
            "newest": self.newest,
            "held": self.held,
        }


@dataclass(frozen=True, slots=True)
class RoomPlan:
    """What would go of one room; `months` None means that no term is set."""

    room: str
    months: int | None
    tables: tuple[TablePlan, ...]
    own_term: bool = True

    @property
    def is_without_term(self) -> bool:
        """Nothing goes, because nobody has decided how long data are kept."""
        return self.own_term and self.months is None


@dataclass(frozen=True, slots=True)
class DestructionPlan:
    """What a run on this day would destroy in a municipality."""

    municipality: str
    on: date
    rooms: tuple[RoomPlan, ...]
    holds: tuple[Hold, ...]

    @property
    def rows(self) -> int:
        """How many rows would go."""
        return sum(table.rows for room in self.rooms for table in room.tables)

    @property
    def without_term(self) -> tuple[str, ...]:
        """The rooms where no term is set."""
        return tuple(room.room for room in self.rooms if room.is_without_term)

    def as_dict(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "municipality": self.municipality,
            "on": self.on,
            "rows": self.rows,
            "without_term": list(self.without_term),
            "rooms": [
                {
                    "room": room.room,
                    "months": room.months,
                    "tables": [table.as_dict() for table in room.tables],
                }
                for room in self.rooms
            ],
            "holds": [hold_as_dict(hold) for hold in self.holds],
        }


def hold_as_dict(hold: Hold) -> dict[str, Any]:
    """Ready for JSON: numbers of locations, no names."""
    return {
        "reference": hold.reference,
        "reason": str(hold.reason),
        "locations": len(hold.locations),
        "rows": sum(map(len, hold.rows.values())),
    }


def held_locations(held: tuple[Hold, ...]) -> list[int]:
    """The numbers of all locations that are held back."""
    return sorted({location for hold in held for location in hold.locations})


def held_in(room: DestroyingRoom, table: str, held: tuple[Hold, ...]) -> list[int]:
    """What is held back of a table: locations, or its own rows."""
    if not room.by_row:
        return held_locations(held)
    none: frozenset[int] = frozenset()
    return sorted({row for hold in held for row in hold.rows.get(table, none)})


def plan_destruction(*, municipality: str, on: date) -> DestructionPlan:
    """What would go in a municipality on a day, counted and not touched.

    The caller has opened the scope, and checked who may look.
    """
    held = tuple(holds(municipality, on))
    return DestructionPlan(
        municipality=municipality,
        on=on,
        rooms=tuple(_room(room, municipality, on, held) for room in destroying_rooms()),
        holds=held,
    )


def _room(
    room: DestroyingRoom, municipality: str, on: date, held: tuple[Hold, ...]
) -> RoomPlan:
    months = retention_months(municipality, room.room, on) if room.own_term else None
    if room.own_term and months is None:
        return RoomPlan(room.room, None, ())
    tables = tuple(
        _table(table, municipality, on, held_in(room, table, held))
        for table in room.tables
    )
    return RoomPlan(room.room, months, tables, room.own_term)


def _table(table: str, municipality: str, on: date, kept: list[int]) -> TablePlan:
    rows, oldest, newest = _count(table, municipality, on, kept)
    all_rows = _count(table, municipality, on, [])[0] if kept else rows
    return TablePlan(table, rows, oldest, newest, all_rows - rows)


def _count(
    table: str, municipality: str, on: date, kept: list[int]
) -> tuple[int, date | None, date | None]:
    with connection.cursor() as cursor:
        cursor.execute(
            SQL("SELECT * FROM {}(%s, %s, %s::bigint[])").format(
                Identifier(f"{table}_plan")
            ),
            [municipality, on, kept],
        )
        found: tuple[int, date | None, date | None] = cursor.fetchone()
        return found
