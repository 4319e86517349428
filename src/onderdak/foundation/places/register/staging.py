"""Step 1: what a delivery holds, in temporary tables beside the real ones."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

from django.db import connection

from onderdak.foundation.places.ports import Batch, Kind

_SHAPE: Final = "rd_x float8, rd_y float8, longitude float8, latitude float8"
# Those of an earlier load in the same transaction are in the way.
_TABLES: Final = f"""
    DROP TABLE IF EXISTS bag_relation, bag_town, bag_street, bag_number, bag_object,
        bag_building, bag_broken, bag_address, bag_house, bag_dwelling;
    CREATE TEMPORARY TABLE bag_relation (town text, municipality text) ON COMMIT DROP;
    CREATE TEMPORARY TABLE bag_town (id text, name text) ON COMMIT DROP;
    CREATE TEMPORARY TABLE bag_street (id text, name text, town text) ON COMMIT DROP;
    CREATE TEMPORARY TABLE bag_number (
        id text, street text, town text, number int, addition text, postcode text,
        withdrawn boolean, since date, of_file text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE bag_object (
        id text, status text, withdrawn boolean, uses text[], floor_area int,
        main text, sides text[], buildings text[], since date, {_SHAPE}, of_file text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE bag_building (
        id text, status text, withdrawn boolean, year int, since date, {_SHAPE},
        footprint float8, of_file text
    ) ON COMMIT DROP;
    CREATE TEMPORARY TABLE bag_broken (id text) ON COMMIT DROP;
"""
_FIVE: Final = ("float8",) * 5


class _Stage(NamedTuple):
    """A temporary table, the types of its columns, and whether the file is named."""

    copy: str
    types: tuple[str, ...]
    of_file: bool = False


_OBJECT: Final = _Stage(
    "COPY bag_object FROM STDIN (FORMAT BINARY)",
    (
        *("text", "text", "bool", "text[]", "int4", "text", "text[]", "text[]"),
        *("date", *_FIVE[1:], "text"),
    ),
    of_file=True,
)
_STAGES: Final = {
    Kind.RELATION: _Stage(
        "COPY bag_relation FROM STDIN (FORMAT BINARY)", ("text", "text")
    ),
    Kind.TOWN: _Stage("COPY bag_town FROM STDIN (FORMAT BINARY)", ("text", "text")),
    Kind.STREET: _Stage(
        "COPY bag_street FROM STDIN (FORMAT BINARY)", ("text", "text", "text")
    ),
    Kind.NUMBER: _Stage(
        "COPY bag_number FROM STDIN (FORMAT BINARY)",
        ("text", "text", "text", "int4", "text", "text", "bool", "date", "text"),
        of_file=True,
    ),
    Kind.DWELLING: _OBJECT,
    Kind.BERTH: _OBJECT,
    Kind.PITCH: _OBJECT,
    Kind.BUILDING: _Stage(
        "COPY bag_building FROM STDIN (FORMAT BINARY)",
        ("text", "text", "bool", "int4", "date", *_FIVE, "text"),
        of_file=True,
    ),
}


def begin_staging() -> None:
    """Make the temporary tables; they end with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)


def stage(batch: Batch) -> None:
    """Put the objects of a batch beside the tables."""
    stage_of = _STAGES[batch.kind]
    _copy(stage_of, batch)
    broken = [fault.object for fault in batch.faults if fault.current]
    if broken:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO bag_broken SELECT unnest(%s::text[])", [broken])


def _copy(stage_of: _Stage, batch: Batch) -> None:
    with connection.cursor() as cursor, cursor.copy(stage_of.copy) as copy:
        copy.set_types(list(stage_of.types))
        if not stage_of.of_file:
            for row in batch.rows:
                copy.write_row(row)
            return
        file_of = (_only(batch.municipalities),)
        for row in batch.rows:
            copy.write_row((*row, *file_of))


def _only(municipalities: Sequence[str]) -> str | None:
    """The municipality that a file is of; a file of several says nothing of a row."""
    return municipalities[0] if len(municipalities) == 1 else None


def end_staging() -> None:
    """Tell the planner what came, where tables are tied to each other."""
    with connection.cursor() as cursor:
        for table in ("bag_number", "bag_object"):
            cursor.execute(f"ANALYZE {table}")


@contextmanager
def hash_joins() -> Iterator[None]:
    """Whole tables meet whole tables here, and their statistics are outdated at once.

    Loops over an index, good for the few rows that were there before, would take hours.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('enable_nestloop', 'off', true)")
        yield
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")
