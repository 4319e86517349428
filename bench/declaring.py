"""Bulk declaration through the action against a bare COPY of the same rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from time import perf_counter
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from tests.world import House, acting, make_house, make_town

from bench import levy
from onderdak.foundation.identity.contract import scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights import actions
from onderdak.register.nights.bulk import matching, recording, work
from onderdak.register.nights.contract import (
    Declared,
    DeclaredStay,
    declare_stays,
)
from onderdak.register.nights.models import Bed, Room

SIZES = (10_000, 100_000, 825_000)
TODAY = date(2026, 11, 21)
TABLES = (
    "nights_guest",
    "nights_guestidentity",
    "nights_stay",
    "nights_room",
    "nights_bed",
    "nights_registrationstatement",
    "nights_declaration",
    "privacy_processingrecord",
    "identity_auditevent",
    "outbox_outboxevent",
)


def rows_for(house: House, count: int) -> list[DeclaredStay]:
    """As a large agency declares: each row a guest, rooms of four, beds, statuses."""
    first = date(2026, 9, 1)
    return [
        DeclaredStay(
            line=number + 2,
            location_id=house.location.pk,
            reference=f"P{number:07d}",
            identity=Identity(
                f"Gast{number % 9973} Voorbeeld{number % 811}",
                f"Voorbeeldowo {number % 4001}",
                ("passport", "identity_card")[number % 2],
            ),
            arrival=first + timedelta(days=number % 60),
            departure=first + timedelta(days=80 + number % 30) if number % 3 else None,
            room=f"{number // 4}",
            bed=f"{number % 4}",
            status=("none", "rni", "")[number % 3],
        )
        for number in range(count)
    ]


def furnish(house: House, rows: list[DeclaredStay]) -> None:
    """Record the rooms and beds of the house beforehand, as an agency has them."""
    with scope(acting(house.manager)):
        rooms = {
            label: Room(
                municipality_id=house.location.municipality_id,
                provider_id=house.provider,
                location=house.location,
                label=label,
            )
            for label in dict.fromkeys(row.room for row in rows)
        }
        Room.objects.bulk_create(rooms.values(), batch_size=10_000)
        Bed.objects.bulk_create(
            (
                Bed(
                    municipality_id=house.location.municipality_id,
                    provider_id=house.provider,
                    room=rooms[row.room],
                    label=row.bed,
                )
                for row in rows
            ),
            batch_size=10_000,
        )


def bare_copy(rows: list[DeclaredStay]) -> float:
    """Seconds of a COPY of the plain columns into an ordinary table with nothing on it.

    As the owner, who made the table; committed, as a declaration is.
    """
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute("DROP TABLE IF EXISTS bare")
        owner.execute(
            "CREATE TABLE bare (location bigint, reference text, name text,"
            " residence text, document text, arrival date, departure date, room text,"
            " bed text, status text)"
        )
        owner.commit()
        begin = perf_counter()
        with owner.cursor().copy("COPY bare FROM STDIN") as copy:
            for row in rows:
                copy.write_row(
                    (
                        row.location_id,
                        row.reference,
                        *row.identity,
                        row.arrival,
                        row.departure,
                        row.room,
                        row.bed,
                        row.status,
                    )
                )
        owner.commit()
        seconds = perf_counter() - begin
        owner.execute("DROP TABLE bare")
    return seconds


@contextmanager
def steps() -> Iterator[dict[str, float]]:
    """Where the time goes, per step of the action."""
    spent: dict[str, float] = {}
    timed = [
        (work, "number_all"),
        (work, "find_to_seal"),
        (work, "stage"),
        (matching, "match"),
        (matching, "find_errors"),
        (recording, "record_guests"),
        (recording, "record_rooms"),
        (recording, "record_stays"),
        (recording, "record_statements"),
        (recording, "flag_double_lets"),
        (recording, "record_seals"),
        (actions, "_log"),
    ]
    originals = [(module, name, getattr(module, name)) for module, name in timed]
    for module, name, original in originals:
        setattr(module, name, _timed(original, name.lstrip("_"), spent))
    try:
        yield spent
    finally:
        for module, name, original in originals:
            setattr(module, name, original)


def _timed(original: Any, name: str, spent: dict[str, float]) -> Any:
    def call(*args: Any, **kwargs: Any) -> Any:
        begin = perf_counter()
        try:
            return original(*args, **kwargs)
        finally:
            spent[name] = spent.get(name, 0.0) + perf_counter() - begin

    return call


def declare(house: House, rows: list[DeclaredStay]) -> tuple[float, Declared]:
    """Seconds from parsed rows to committed register."""
    begin = perf_counter()
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel="file",
        )
    return perf_counter() - begin, done


def counts(house: House) -> dict[str, int]:
    """Rows in each table, as the provider sees them."""
    with scope(acting(house.manager)), connection.cursor() as cursor:
        found = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
        return found


def run(sizes: tuple[int, ...] = SIZES) -> list[dict[str, Any]]:
    """All sizes, each for a provider of its own, from small to large."""
    town = make_town("GM9001", "Benchstad")
    measured = []
    for size in sizes:
        house = make_house(town, f"Bench {size}")
        rows = rows_for(house, size)
        furnish(house, rows)
        yardstick = min(bare_copy(rows) for _ in range(3))
        with steps() as spent:
            seconds, done = declare(house, rows)
        assert done.new == size
        again, repeated = declare(house, rows)
        assert repeated.unchanged == size
        measured.append(
            {
                "rows": size,
                "copy_s": yardstick,
                "declare_s": seconds,
                "ratio": seconds / yardstick,
                "again_ratio": again / yardstick,
                "per_row_us": 1e6 * seconds / size,
                "steps": spent,
                "tables": counts(house),
                "levy": levy.measure(town.officer, town.code, TODAY),
            }
        )
    return measured
