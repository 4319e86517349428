"""Step 1: numbers for guests, rooms and beds, known ones and new ones alike.

New numbers are drawn from the tables' own sequences before anything is written, so
that no staged row has to be touched again, and a seal can be bound to its guest.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection

from onderdak.register.nights.domain.declared import DeclaredStay
from onderdak.register.nights.domain.initials import initials

_GUESTS = """
    SELECT g.reference, g.id, i.fingerprint
    FROM nights_guest g
    LEFT JOIN nights_guestidentity i
        ON i.guest_id = g.id AND i.municipality_id = %(municipality)s
    WHERE g.provider_id = %(provider)s
"""
_THESE = " AND g.reference = ANY (%(references)s)"
_BEDS = """
    SELECT r.location_id, r.label, b.label, r.id, b.id
    FROM nights_room r LEFT JOIN nights_bed b ON b.room_id = r.id
    WHERE r.location_id = ANY (%(locations)s)
"""
# nextval() in the select list of a series: as many numbers as asked, in one statement.
_NUMBERS = "SELECT array_agg(nextval(%s)) FROM generate_series(1, %s)"


# From this many rows on, plans must not depend on statistics that a bulk outdates.
BULK = 2_000


class KnownGuest(NamedTuple):
    """A guest's number, and the fingerprint under which the identity is sealed here."""

    number: int
    fingerprint: bytes | None


class Numbers(NamedTuple):
    """Everything that rows refer to, by the provider's own words."""

    guests: dict[str, KnownGuest]
    new_guests: list[tuple[int, str, str]]  # number, reference, initials
    rooms: dict[tuple[int, str], int]
    beds: dict[tuple[int, str, str], int]
    new_rooms: list[tuple[int, int, str]]
    new_beds: list[tuple[int, int, str]]


def room_of(row: DeclaredStay) -> str:
    """The room's label; a bed without a room is a room with one bed."""
    return row.room or row.bed


def number_all(
    rows: Sequence[DeclaredStay], *, provider: int, municipality: str
) -> Numbers:
    """Numbers for every guest, room and bed that the rows name."""
    guests, new_guests = _guests(rows, provider, municipality)
    rooms, beds = _known_beds({row.location_id for row in rows if room_of(row)})
    new_rooms = _new_rooms(rows, rooms)
    new_beds = _new_beds(rows, rooms, beds)
    return Numbers(guests, new_guests, rooms, beds, new_rooms, new_beds)


def _guests(
    rows: Sequence[DeclaredStay], provider: int, municipality: str
) -> tuple[dict[str, KnownGuest], list[tuple[int, str, str]]]:
    references = list(dict.fromkeys(row.reference for row in rows))
    with connection.cursor() as cursor:
        # Looking a large list up costs more than reading all guests of the provider.
        cursor.execute(
            _GUESTS if len(references) >= BULK else _GUESTS + _THESE,
            {
                "provider": provider,
                "municipality": municipality,
                "references": references,
            },
        )
        guests = {
            reference: KnownGuest(number, found and bytes(found))
            for reference, number, found in cursor.fetchall()
        }
    missing = [reference for reference in references if reference not in guests]
    new = list(zip(_draw("nights_guest_id_seq", len(missing)), missing, strict=True))
    guests.update((reference, KnownGuest(number, None)) for number, reference in new)
    known_as = _initials(rows) if new else {}
    return guests, [
        (number, reference, known_as.get(reference, "")) for number, reference in new
    ]


def _initials(rows: Sequence[DeclaredStay]) -> dict[str, str]:
    return {
        row.reference: initials(row.identity.name)
        for row in rows
        if row.identity is not None
    }


def _draw(sequence: str, count: int) -> Iterable[int]:
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS, [sequence, count])
        numbers: list[int] = cursor.fetchone()[0]
        return numbers


def _known_beds(
    locations: set[int],
) -> tuple[dict[tuple[int, str], int], dict[tuple[int, str, str], int]]:
    rooms: dict[tuple[int, str], int] = {}
    beds: dict[tuple[int, str, str], int] = {}
    if not locations:
        return rooms, beds
    with connection.cursor() as cursor:
        cursor.execute(_BEDS, {"locations": sorted(locations)})
        for location, room, bed, room_id, bed_id in cursor.fetchall():
            rooms[location, room] = room_id
            if bed_id is not None:
                beds[location, room, bed] = bed_id
    return rooms, beds


def _new_rooms(
    rows: Sequence[DeclaredStay], rooms: dict[tuple[int, str], int]
) -> list[tuple[int, int, str]]:
    named = {(row.location_id, room_of(row)): None for row in rows if room_of(row)}
    missing = [key for key in named if key not in rooms]
    numbers = _draw("nights_room_id_seq", len(missing))
    rooms.update(zip(missing, numbers, strict=True))
    return [(rooms[key], *key) for key in missing]


def _new_beds(
    rows: Sequence[DeclaredStay],
    rooms: dict[tuple[int, str], int],
    beds: dict[tuple[int, str, str], int],
) -> list[tuple[int, int, str]]:
    named = {(row.location_id, room_of(row), row.bed): None for row in rows if row.bed}
    missing = [key for key in named if key not in beds]
    numbers = _draw("nights_bed_id_seq", len(missing))
    beds.update(zip(missing, numbers, strict=True))
    return [(beds[key], rooms[key[0], key[1]], key[2]) for key in missing]
