"""Saying that nobody went in after all, so that no report and copy are due of it."""

from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, NotAllowed
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.entries_denied import (
    FOR_DANGER,
    nobody_at,
)
from onderdak.supervision.inspections.entry_writing import (
    dwelling_of,
    reason_given,
    write_day,
)
from onderdak.supervision.inspections.models import (
    Visit,
    VisitReport,
)
from onderdak.supervision.inspections.moving import (
    ROOM,
    locked,
    note_step,
    record,
    warrant_with_visit,
)
from onderdak.supervision.inspections.nobody_queries import (
    may_say_no_danger,
    may_say_nobody,
)
from onderdak.supervision.inspections.report_keeping import replace_unsigned
from onderdak.supervision.inspections.warrant_queries import warrant_of


@action
def say_nobody_went_in(
    *,
    by: Actor,
    municipality: str,
    number: str,
    address: int | None,
    why: str,
    at: datetime,
) -> Visit:
    """Say that nobody went in, where a wrong tap says so; the duty of a copy ends.

    What was typed stays, and so does the day that was noted: in the history, with the
    reason. A report of the entry that nobody signed gives way.

    Args:
        address: which dwelling of the warrant; None for an entry because of danger.

    Raises:
        NotAllowed: this person does not lead the visit.
        RoomClosed: the municipality does not use this part, or set no term.
        NotFound: there is no such visit, or its warrant does not name the dwelling.
        Conflict: no such entry stands, what was typed says that somebody is in, or a
            report of it is signed.
        Invalid: no reason is given.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    if visit.lead_id != by.user_id:
        raise NotAllowed(text("Only the one who leads the visit decides on this."))
    said = reason_given(why, text("Say in a sentence why nobody went in."))
    if address is None:
        what, before = _no_danger(visit, at)
    else:
        what, before = _no_entry(visit, address, at)
    replace_unsigned(visit, at)
    note_step(visit, what, by=by, at=at, reason=said)
    record(
        by,
        visit,
        "say_nobody_went_in",
        address=address,
        before=before,
        why=said,
    )
    return visit


def _no_danger(visit: Visit, at: datetime) -> tuple[str, str]:
    if not may_say_no_danger(visit):
        raise _stands()
    _give_way(visit, None, at)
    return FOR_DANGER, ""


def _no_entry(visit: Visit, address: int, at: datetime) -> tuple[str, str]:
    warrant = warrant_of(visit)
    if warrant is None:
        raise _stands()
    held = warrant_with_visit(visit.municipality_id, warrant.pk)
    dwelling = dwelling_of(held, address)
    if dwelling.pk not in {one.pk for one in may_say_nobody(visit)}:
        raise _stands()
    before = dwelling.entered_on
    _give_way(visit, dwelling.pk, at)
    if before is not None:
        write_day(held, dwelling, None)
    return nobody_at(dwelling.place), before.isoformat() if before else ""


def _stands() -> Conflict:
    return Conflict(
        text("No entry is noted here that nobody made, as far as was typed."),
        next_step=text("Say at the door, on the phone, why nobody went in after all."),
    )


def _give_way(visit: Visit, dwelling: int | None, at: datetime) -> None:
    made = VisitReport.objects.filter(
        visit=visit,
        kind=Kind.ENTRY,
        dwelling_id=dwelling,
        replaced_at__isnull=True,
    )
    if made.filter(locked_at__isnull=False).exists():
        raise Conflict(
            text("The report of this entry is signed and locked."),
            next_step=text("Say what is otherwise in an addendum."),
        )
    made.update(replaced_at=at)
