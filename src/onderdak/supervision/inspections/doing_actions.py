"""Beginning a visit, ending it, and saying that its report is made."""

from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import (
    DO_VISITS,
    REPORT_VISITS,
)
from onderdak.supervision.inspections.domain.plans import Pinned
from onderdak.supervision.inspections.domain.states import State, Step
from onderdak.supervision.inspections.models import Visit
from onderdak.supervision.inspections.moving import (
    ROOM,
    check_goes,
    locked,
    move,
    record,
)
from onderdak.supervision.inspections.pinning import pinned_on
from onderdak.supervision.inspections.report_keeping import replace_unsigned

# Saved with the state in one: what began has a checklist.
_BEGUN = (
    "checklist_key",
    "checklist_version",
    "checklist_digest",
    "checklist",
    "begun_at",
)


@action
def begin_visit(
    *,
    by: Actor,
    municipality: str,
    number: str,
    at: datetime,
    checklist: Pinned | None = None,
) -> Visit:
    """Begin a visit; from here on it keeps the checklist it began with.

    Two of one pair may both begin it on their own device: the second finds it begun,
    with the checklist of the first.

    Args:
        checklist: the one that a device worked with offline; without one, the
            checklist that is in use here on this day.

    Raises:
        NotAllowed: this person does not go on it.
        RoomClosed: the municipality does not use this part, or set no term.
        Conflict: it is over or was called off.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    check_goes(visit, by)
    if visit.state == State.UNDER_WAY:
        return visit
    pinned = checklist or pinned_on(visit, on)
    visit.checklist_key, visit.checklist_version = pinned.key, pinned.version
    visit.checklist_digest = pinned.digest
    visit.checklist, visit.begun_at = dict(pinned.body), at
    move(visit, Step.BEGIN, by=by, at=at, also=_BEGUN)
    record(by, visit, "begin_visit", number=number, checklist=pinned.version)
    return visit


@action
def close_visit(*, by: Actor, municipality: str, number: str, at: datetime) -> Visit:
    """End a visit: what arrives later is kept and shown apart.

    Raises:
        NotAllowed: this person does not go on it.
        Conflict: it has not begun.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    check_goes(visit, by)
    if visit.state == State.CLOSED:
        return visit
    visit.closed_at = at
    move(visit, Step.CLOSE, by=by, at=at, also=("closed_at",))
    record(by, visit, "close_visit", number=number)
    return visit


@action
def reopen_visit(
    *, by: Actor, municipality: str, number: str, because: str, at: datetime
) -> Visit:
    """Go on with a visit that was ended too early; its report is not made yet.

    Raises:
        NotAllowed: this person does not go on it.
        Invalid: no reason is given.
        Conflict: its report was made.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    check_goes(visit, by)
    if len(because.strip()) < 3:
        raise Invalid(text("Say why the visit is opened again."))
    visit.closed_at = None
    replace_unsigned(visit, at)
    move(visit, Step.REOPEN, by=by, at=at, reason=because.strip(), also=("closed_at",))
    record(by, visit, "reopen_visit", number=number)
    return visit


@action
def report_visit(*, by: Actor, municipality: str, number: str, at: datetime) -> Visit:
    """Say that the report of a visit was signed.

    Raises:
        NotAllowed: this person does not make reports here.
        Conflict: the visit is not ended, or was reported already.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    visit.reported_at = at
    move(visit, Step.REPORT, by=by, at=at, also=("reported_at",))
    record(by, visit, "report_visit", number=number)
    return visit
