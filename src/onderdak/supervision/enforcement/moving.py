"""What every change of a case has in common: its row, its history, and the room."""

from datetime import date, datetime
from typing import Final

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, record_event
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import Text, text
from onderdak.supervision.enforcement.domain.kinds import CaseState, Entry
from onderdak.supervision.enforcement.models import Case, CaseEntry, Measure

ROOM: Final = "enforcement"


def plain(written: str, most: int = 2000) -> str:
    """What somebody wrote, without what no text has, and not longer than it is kept."""
    return written.replace("\x00", "").strip()[:most]


def check_room(municipality: str, at: datetime) -> date:
    """The day of a change, for a room that may be written in here.

    Raises:
        RoomClosed: it is off, nobody answers for it, or no retention term is set.
    """
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    return on


def check_day(day: date, on: date) -> None:
    """What was done was done today or before.

    Raises:
        Invalid: the day is still to come.
    """
    if day > on:
        raise Invalid(
            text("This day is still to come."), next_step=text("Check the day.")
        )


def check_words(words: str, asked: Text) -> str:
    """Words that say something, in plain form.

    Args:
        asked: the sentence that asks for them.

    Raises:
        Invalid: nothing is said.
    """
    said = plain(words)
    if len(said) < 3:
        raise Invalid(asked)
    return said


def locked(municipality: str, number: str) -> Case:
    """A case, kept from others until the change is done.

    Raises:
        NotFound: there is no case of this number here.
    """
    found = (
        Case.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, number=number)
        .select_related("address", "offender")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    return found


def locked_open(municipality: str, number: str) -> Case:
    """The same, of a case that is open.

    Raises:
        NotFound: there is no case of this number here.
        Conflict: it is closed.
    """
    found = locked(municipality, number)
    check_open(found)
    return found


def check_open(case: Case) -> None:
    """Nothing is done with a case that is closed.

    Raises:
        Conflict: it is closed.
    """
    if case.state != CaseState.OPEN:
        raise Conflict(
            text("This case is closed."),
            next_step=text("Open it again, with a reason."),
        )


def measure_in(case: Case, measure: int) -> Measure:
    """A measure of a case.

    Raises:
        NotFound: the case has no such measure.
    """
    found = Measure.objects.filter(case=case, pk=measure).first()
    if found is None:
        raise NotFound(text("This case has no such measure."))
    return found


def note(
    case: Case,
    what: Entry,
    *,
    by: Actor,
    at: datetime,
    on: date | None = None,
    about: str = "",
    words: str = "",
    look_again_on: date | None = None,
) -> CaseEntry:
    """Write a line in the history of a case; no line is ever changed."""
    return CaseEntry.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        what=what,
        on_day=on or localdate(at),
        about=about[:60],
        words=plain(words),
        look_again_on=look_again_on,
        by_id=by.user_id,
        at=at,
    )


def record(by: Actor, case: Case, what: str, **detail: str | int | None) -> None:
    """Write in the audit trail what was done with a case."""
    record_event(
        by=by,
        action=f"enforcement.{what}",
        object=f"case {case.pk}",
        municipality=case.municipality_id,
        detail=detail,
    )
