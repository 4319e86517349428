"""A look through an emergency link: numbers per floor and room, each look logged.

The link is the permission. The function in the database checks it, writes the use down
and only then gives numbers of that municipality; the municipality is told at once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import presented_hash
from onderdak.register.nights.domain.in_building import (
    BuildingNow,
    FloorNow,
    RoomNow,
    by_floor,
    night_at,
    search_words,
)
from onderdak.register.nights.emergency.links import USE

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """For whom the link was made, where, and until when."""

    holder: str
    municipality: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class Look:
    """What a search found; with exactly one building its floors too."""

    night: date
    buildings: Sequence[BuildingNow]
    more: bool
    near: bool = False  # none fits all words; these fit most of them
    floors: Sequence[FloorNow] = ()
    confirmed_at: datetime | None = None
    declared_at: datetime | None = None

    @property
    def building(self) -> BuildingNow | None:
        """The one building that is shown."""
        one = len(self.buildings) == 1 and not self.near
        return self.buildings[0] if one else None


def link_holder(secret: str, today: date) -> LinkHolder | None:
    """Whose link it is; None where it is wrong, withdrawn or past its day."""
    found = _ask("SELECT nights_link_holder(%s, %s)", secret, today)
    if found is None:
        return None
    return LinkHolder(
        found["holder"], found["municipality"], date.fromisoformat(found["expires"])
    )


def look_into_building(
    secret: str, *, at: datetime, typed: str = "", building: int | None = None
) -> Look | None:
    """Find a building and count who is in it; logged, and told to the municipality.

    Returns:
        None where the link does not work; then nothing is said of any building.
    """
    night = night_at(at)
    words = search_words(typed)
    with transaction.atomic():
        found = _ask(
            "SELECT nights_in_the_building(%s, %s, %s, %s, %s, %s)",
            secret,
            at.date(),
            night,
            " ".join(words),
            words or [" no word was typed "],
            building,
        )
        if found is None:
            return None
        announce(
            "nights.emergency_link_used",
            {
                "use": found["use"],
                "municipality": found["municipality"],
                "recent": int(found["recent"]),
            },
        )
    return _look(night, found)


def _ask(statement: str, secret: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, [presented_hash(USE, secret).hex(), *values])
        row = cursor.fetchone()
    return json.loads(row[0]) if row and row[0] else None


def _look(night: date, found: Any) -> Look:
    rooms = [
        RoomNow(row["floor"], row["unit"], row["room"], row["guests"])
        for row in found["rooms"] or ()
    ]
    buildings = [
        BuildingNow(row["id"], row["name"], row["address"], row["guests"])
        for row in found["found"]
    ]
    return Look(
        night=night,
        buildings=buildings[:MOST_FOUND],
        more=len(buildings) > MOST_FOUND,
        near=found["near"],
        floors=by_floor(rooms),
        confirmed_at=_moment(found["confirmed"]),
        declared_at=_moment(found["declared"]),
    )


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None
