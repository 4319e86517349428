"""Stating facts about a location, and taking back what was never so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import (
    Actor,
    Permission,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.permissions import (
    STATE_OWN_FACTS,
    STATE_SEEN_FACTS,
)
from onderdak.housing.quality.domain.whose_counts import ROOMS, Source, flat
from onderdak.housing.quality.models import StatedFact
from onderdak.housing.quality.reading import check_readable, same_value
from onderdak.housing.quality.where_and_when import (
    LONGEST_NAME,
    check_day,
    check_places,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

ROOM: Final = "nights"
MAY_STATE: Final[Mapping[Source, Permission]] = {
    Source.PROVIDER: STATE_OWN_FACTS,
    Source.INSPECTION: STATE_SEEN_FACTS,
    Source.CERTIFICATE: STATE_SEEN_FACTS,
    Source.BAG: STATE_SEEN_FACTS,
}
Key = tuple[str, str]
"""A fact of a location: its place and its path."""


@dataclass(frozen=True, slots=True)
class Seen:
    """From which source facts come, and on which day they were observed."""

    source: Source
    on: date
    reference: str = ""
    note: str = ""


@action
def state_facts(
    *,
    by: Actor,
    location: Location,
    facts: Mapping[str, object],
    seen: Seen,
    on: date,
    not_known: Iterable[Key] = (),
) -> int:
    """State facts about a location, in the form of a facts file; partial is normal.

    What the source stated before stays as it was said; the newer statement counts. The
    same statement of the same day is not written again.

    Args:
        facts: a facts file; a unit's rooms are one fact, their whole list.
        seen: the source, and the day on which it was observed.
        on: the day of stating.
        not_known: places and paths of which the source says that it does not know; what
            it said before does not count any longer.

    Returns:
        How many statements were written.

    Raises:
        UnreadableFacts: something cannot be meant; carries every slip.
        Invalid: the day lies ahead, or there is no such unit.
    """
    check_may(
        by,
        MAY_STATE[seen.source],
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    require_room(location.municipality_id, ROOM, on)
    check_day(seen.on, on)
    check_readable(facts)
    stated = _stated(facts, not_known)
    _check_rooms(stated)
    check_places(location, {place for place, _path in stated})
    rows = _rows(by, location, seen, _news(location, seen, stated))
    StatedFact.objects.bulk_create(rows)
    if rows:
        _tell(by, location, seen.source, len(rows))
    return len(rows)


def _stated(facts: Mapping[str, object], not_known: Iterable[Key]) -> dict[Key, object]:
    """What is said of each fact; None is not known, and only where nothing is said."""
    said: dict[Key, object] = dict.fromkeys(not_known)
    said |= {(place, path): _kept(value) for place, path, value in flat(facts)}
    return said


def _kept(value: object) -> object:
    """A value as it is kept: YAML reads a day as a date, and JSON knows no dates."""
    match value:
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _kept(each) for key, each in value.items()}
        case list():
            return [_kept(each) for each in value]
        case str() if "\x00" in value:
            raise Invalid(text("The facts hold a sign that no text can have."))
        case _:
            return value


def _check_rooms(stated: Mapping[Key, object]) -> None:
    """The name of a room is a name; nothing else reads it."""
    for (_place, path), rooms in stated.items():
        if path == ROOMS and isinstance(rooms, list):
            names = [str(room.get("name") or "") for room in rooms]
            if any(len(name) > LONGEST_NAME for name in names):
                raise Invalid(
                    text(
                        "The name of a room has at most %(most)s signs.",
                        most=LONGEST_NAME,
                    )
                )


def _news(
    location: Location, seen: Seen, stated: Mapping[Key, object]
) -> list[tuple[Key, object]]:
    """What is not already the newest word of this source, of this very day."""
    before: dict[Key, StatedFact] = {}
    for row in _standing(location).filter(
        source=seen.source, path__in={path for _place, path in stated}
    ):
        before[row.place, row.path] = row
    return [
        (key, value)
        for key, value in stated.items()
        if not _is_said(before.get(key), key[1], value, seen.on)
    ]


def _standing(location: Location) -> QuerySet[StatedFact]:
    """What was stated and not withdrawn, the newest last."""
    return StatedFact.objects.filter(
        location=location, withdraws=None, withdrawn_by=None
    ).order_by("observed_on", "id")


def _is_said(before: StatedFact | None, path: str, value: object, on: date) -> bool:
    if value is None:
        return before is None or before.value is None
    if before is None or before.value is None or before.observed_on != on:
        return False
    return same_value(path, before.value, value)


def _rows(
    by: Actor, location: Location, seen: Seen, news: Sequence[tuple[Key, object]]
) -> list[StatedFact]:
    return [
        StatedFact(
            municipality_id=location.municipality_id,
            provider_id=location.provider_id,
            location=location,
            place=place,
            path=path,
            value=value,
            source=seen.source,
            source_reference=seen.reference[:200],
            observed_on=seen.on,
            stated_by_id=by.user_id,
            note=seen.note[:500],
        )
        for (place, path), value in news
    ]


@action
def withdraw_fact(
    *, by: Actor, location: Location, statement: int, why: str, on: date
) -> None:
    """Say that a statement of one's own side was never so; what was said before counts.

    Raises:
        NotFound: there is no such statement about this location.
        Conflict: it was withdrawn already.
        Invalid: no reason is given.
    """
    row = StatedFact.objects.filter(
        pk=statement, location=location, withdraws=None
    ).first()
    if row is None:
        raise NotFound(text("There is no such statement about this location."))
    check_may(
        by,
        MAY_STATE[Source(row.source)],
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    require_room(location.municipality_id, ROOM, on)
    if not why.strip():
        raise Invalid(text("Say why this was never so."))
    if row.withdrawn_by.exists():
        raise Conflict(text("This statement was withdrawn already."))
    StatedFact.objects.create(
        municipality_id=row.municipality_id,
        provider_id=row.provider_id,
        location=location,
        place=row.place,
        path=row.path,
        source=row.source,
        observed_on=row.observed_on,
        withdraws=row,
        stated_by_id=by.user_id,
        note=why.strip()[:500],
    )
    record_event(
        by=by,
        action="quality.withdraw_fact",
        object=f"statement {row.pk}",
        municipality=row.municipality_id,
        provider=row.provider_id,
    )


def _tell(by: Actor, location: Location, source: Source, many: int) -> None:
    record_event(
        by=by,
        action="quality.state_facts",
        object=f"location {location.pk}",
        municipality=location.municipality_id,
        provider=location.provider_id,
        detail={"source": source.value, "facts": many},
    )
    announce(
        "quality.facts_stated",
        {
            "location": location.pk,
            "municipality": location.municipality_id,
            "provider": location.provider_id,
            "source": source.value,
        },
    )
