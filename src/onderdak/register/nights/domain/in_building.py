"""Who is in a building at a moment, as the emergency services ask it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

# Whoever slept here last night may still be inside until the house has emptied.
NOON: Final = 12
_MOST_WORDS: Final = 6


@dataclass(frozen=True, slots=True)
class RoomNow:
    """One room and how many are in it; '' and None where it was not declared."""

    floor: int | None
    unit: str
    room: str
    guests: int


@dataclass(frozen=True, slots=True)
class BuildingNow:
    """A building that a search found, with tonight's number."""

    location: int
    name: str
    address: str
    guests: int


@dataclass(frozen=True, slots=True)
class FloorNow:
    """A floor with its rooms."""

    floor: int | None
    guests: int
    rooms: Sequence[RoomNow]


def night_at(moment: datetime) -> date:
    """The night whose guests may be inside: before noon still the one before."""
    day = moment.date()
    return day - timedelta(days=1) if moment.hour < NOON else day


def search_words(typed: str) -> list[str]:
    """The words of a search: letters and figures, whatever stands between them.

    >>> search_words("Schoolstr. 70-2, 6811 AB")
    ['Schoolstr', '70', '2', '6811', 'AB']
    """
    whole = unicodedata.normalize("NFC", typed)[:120]
    plain = "".join(sign if sign.isalnum() else " " for sign in whole)
    return plain.split()[:_MOST_WORDS]


def by_floor(rooms: Sequence[RoomNow]) -> list[FloorNow]:
    """Rooms per floor, the highest first; rooms without a floor come last."""
    floors: Mapping[int | None, list[RoomNow]] = {
        room.floor: [other for other in rooms if other.floor == room.floor]
        for room in rooms
    }
    order = sorted(floors, key=lambda floor: (floor is None, -(floor or 0)))
    return [
        FloorNow(floor, sum(room.guests for room in floors[floor]), floors[floor])
        for floor in order
    ]
