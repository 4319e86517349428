"""Hours and talks: written down by a neighbourhood worker, mended on the same day."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.places.contract import Area
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.picture.deliveries import ROOM
from onderdak.supervision.picture.domain.permissions import LOG_HOURS
from onderdak.supervision.picture.domain.worked import (
    DAYS_BACK,
    WorkedHours,
    check_worked,
)
from onderdak.supervision.picture.models import Worked

_RECENT = timedelta(days=DAYS_BACK)


def areas_of(municipality: str) -> Sequence[Area]:
    """The neighbourhoods of a municipality by name: public facts."""
    return list(
        Area.objects.filter(
            municipality_id=municipality, kind=Area.Kind.NEIGHBOURHOOD, until_year=None
        ).order_by("name", "code")
    )


def _check(by: Actor, municipality: str, on: date) -> None:
    check_may(by, LOG_HOURS, municipality=municipality)
    require_room(municipality, ROOM, on)


def own_hours(*, by: Actor, municipality: str, on: date) -> list[Worked]:
    """What somebody wrote down in the last weeks, newest first; never a colleague's.

    Raises:
        NotAllowed, RoomClosed: this person writes no hours here.
    """
    _check(by, municipality, on)
    return list(
        Worked.objects.filter(
            municipality_id=municipality, worker_id=by.user_id, day__gte=on - _RECENT
        )
        .select_related("neighbourhood")
        .order_by("-day", "neighbourhood__name")
    )


def own_entry(*, by: Actor, municipality: str, entry: int, on: date) -> Worked:
    """One's own entry, as long as it may be mended: on the day it was written.

    Raises:
        NotAllowed, RoomClosed: this person writes no hours here.
        NotFound: there is no such entry of one's own.
        Conflict: it was written on an earlier day.
    """
    _check(by, municipality, on)
    found = (
        Worked.objects.select_for_update(of=("self",))
        .filter(pk=entry, municipality_id=municipality, worker_id=by.user_id)
        .first()
    )
    if found is None:
        raise NotFound(text("You have no such entry."))
    if found.written_on != on:
        raise Conflict(
            text("This entry can no longer be changed."),
            why=text("You wrote it on %(day)s.", day=found.written_on),
            next_step=text("An entry is mended on the day it was written."),
        )
    return found


def _fill(row: Worked, worked: WorkedHours) -> Worked:
    row.neighbourhood_id = _area(row.municipality_id, worked.neighbourhood)
    row.day = worked.day
    row.quarters = worked.quarters
    row.talks_with_residents = worked.talks_with_residents
    row.talks_with_guests = worked.talks_with_guests
    row.themes = sorted(each.value for each in worked.themes)
    return row


def _area(municipality: str, code: str) -> str:
    known = Area.objects.filter(
        pk=code,
        municipality_id=municipality,
        kind=Area.Kind.NEIGHBOURHOOD,
        until_year=None,
    )
    if not known.exists():
        raise NotFound(text("There is no neighbourhood %(code)s here.", code=code))
    return code


def _save(row: Worked, fields: list[str] | None = None) -> None:
    """One entry a day and neighbourhood: sending twice writes no hours twice."""
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as error:
        if "worked_once" not in str(error):
            raise
        raise Conflict(
            text("You wrote hours of this day in this neighbourhood already."),
            next_step=text("Mend that entry, on the day you wrote it."),
        ) from error


@action
def log_hours(*, by: Actor, municipality: str, worked: WorkedHours, on: date) -> int:
    """Write down the hours and talks of a day in a neighbourhood.

    Returns:
        The number of the entry.

    Raises:
        NotAllowed, RoomClosed: this person writes no hours here.
        Invalid: the day, the hours or the talks cannot be.
        Conflict: there is an entry of this day and neighbourhood already.
    """
    _check(by, municipality, on)
    check_worked(worked, on)
    row = Worked(municipality_id=municipality, worker_id=by.user_id, written_on=on)
    _save(_fill(row, worked))
    _record(by, "picture.log_hours", row)
    return int(row.pk)


@action
def mend_hours(
    *, by: Actor, municipality: str, entry: int, worked: WorkedHours, on: date
) -> None:
    """Change one's own entry on the day it was written.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `own_entry`.
        Invalid: the day, the hours or the talks cannot be.
    """
    check_may(by, LOG_HOURS, municipality=municipality)
    row = own_entry(by=by, municipality=municipality, entry=entry, on=on)
    check_worked(worked, on)
    changed = ["neighbourhood", "day", "quarters", "themes"]
    _save(_fill(row, worked), [*changed, "talks_with_residents", "talks_with_guests"])
    _record(by, "picture.mend_hours", row)


@action
def take_back_hours(*, by: Actor, municipality: str, entry: int, on: date) -> None:
    """Take one's own entry back on the day it was written; it is then gone.

    Raises:
        NotAllowed, RoomClosed, NotFound, Conflict: see `own_entry`.
    """
    check_may(by, LOG_HOURS, municipality=municipality)
    row = own_entry(by=by, municipality=municipality, entry=entry, on=on)
    _record(by, "picture.take_back_hours", row)
    row.delete()


def _record(by: Actor, what: str, row: Worked) -> None:
    record_event(
        by=by,
        action=what,
        object=f"hours {row.pk}",
        municipality=row.municipality_id,
        detail={"day": row.day.isoformat(), "neighbourhood": row.neighbourhood_id},
    )
