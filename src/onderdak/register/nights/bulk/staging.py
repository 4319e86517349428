"""Step 2: the declared rows in a temporary table."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from onderdak.register.nights.bulk.numbering import BULK, Numbers, room_of
from onderdak.register.nights.domain.declared import DeclaredStay

_TABLE = """
    DROP TABLE IF EXISTS declared;
    CREATE TEMPORARY TABLE declared (
        line int NOT NULL, location_id bigint NOT NULL, reference text NOT NULL,
        arrival date NOT NULL, departure date, expected_departure date,
        room_id bigint, bed_id bigint, status text NOT NULL,
        brp_municipality text NOT NULL, registered_since date,
        work_municipality text NOT NULL,
        guest_id bigint NOT NULL, to_seal boolean NOT NULL, stay_id bigint,
        outcome text NOT NULL DEFAULT 'new'
    ) ON COMMIT DROP;
    DROP TABLE IF EXISTS named_guests, named_rooms, named_beds;
    CREATE TEMPORARY TABLE named_guests (id bigint, reference text, initials text)
        ON COMMIT DROP;
    CREATE TEMPORARY TABLE named_rooms (id bigint, location_id bigint, label text)
        ON COMMIT DROP;
    CREATE TEMPORARY TABLE named_beds (id bigint, room_id bigint, label text)
        ON COMMIT DROP;
"""
_COPY = """
    COPY declared (line, location_id, reference, arrival, departure,
        expected_departure, room_id, bed_id, status, brp_municipality, registered_since,
        work_municipality, guest_id, to_seal)
    FROM STDIN (FORMAT BINARY)
"""
_TYPES = [
    *("int4", "int8", "text", "date", "date", "date", "int8", "int8", "text", "text"),
    *("date", "text", "int8", "bool"),
]
_COPY_GUESTS = "COPY named_guests FROM STDIN (FORMAT BINARY)"
_COPY_ROOMS = "COPY named_rooms FROM STDIN (FORMAT BINARY)"
_COPY_BEDS = "COPY named_beds FROM STDIN (FORMAT BINARY)"


def copy_rows(
    statement: str, types: list[str], rows: Iterable[tuple[Any, ...]]
) -> None:
    """COPY rows in binary form into a temporary table."""
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)


def stage(
    rows: Sequence[DeclaredStay], numbers: Numbers, to_seal: frozenset[int]
) -> None:
    """Put the rows beside the tables.

    Args:
        to_seal: numbers of the guests who are new here, or whose fields changed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
        # Hash joins instead of loops over an index whose statistics a bulk outdates.
        cursor.execute(
            "SELECT set_config('enable_nestloop', %s, true)",
            ["off" if len(rows) >= BULK else "on"],
        )
    copy_rows(_COPY, _TYPES, _staged(rows, numbers, to_seal))
    copy_rows(_COPY_GUESTS, ["int8", "text", "text"], numbers.new_guests)
    copy_rows(_COPY_ROOMS, ["int8", "int8", "text"], numbers.new_rooms)
    copy_rows(_COPY_BEDS, ["int8", "int8", "text"], numbers.new_beds)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE declared")


def _staged(
    rows: Sequence[DeclaredStay], numbers: Numbers, to_seal: frozenset[int]
) -> Iterator[tuple[Any, ...]]:
    guests, rooms, beds = numbers.guests, numbers.rooms, numbers.beds
    for row in rows:
        guest = guests[row.reference].number
        room = room_of(row)
        yield (
            row.line,
            row.location_id,
            row.reference,
            row.arrival,
            row.departure,
            row.expected_departure,
            rooms[row.location_id, room] if room else None,
            beds[row.location_id, room, row.bed] if row.bed else None,
            row.status,
            row.brp_municipality,
            row.registered_since,
            row.work_municipality,
            guest,
            guest in to_seal,
        )
