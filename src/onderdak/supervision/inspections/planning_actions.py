"""Planning a visit by hand, planning it anew, and calling it off."""

from datetime import date, datetime

from django.db import connection
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import PLAN_VISITS
from onderdak.supervision.inspections.domain.plans import Plan
from onderdak.supervision.inspections.domain.states import State, Step
from onderdak.supervision.inspections.models import (
    Visit,
)
from onderdak.supervision.inspections.moving import (
    ROOM,
    locked,
    move,
    note_step,
    record,
)
from onderdak.supervision.inspections.plan_writing import (
    fill_visit,
    who_goes,
    write_beside,
)
from onderdak.supervision.inspections.renewing import renew_links
from onderdak.supervision.inspections.telling import tell_who_goes

_PLANNED = text("A visit was planned for you.")
_CHANGED = text("A visit that you go on was planned anew.")
_CANCELLED = text("A visit that you would go on was called off.")

# The number, and who planned it first, stay.
_STAYS = frozenset({"id", "municipality", "number", "planned_by_id", "planned_at"})
_PLANNED_ANEW = tuple(
    one.name for one in Visit._meta.concrete_fields if one.name not in _STAYS
)


@action
def plan_visit(*, by: Actor, municipality: str, plan: Plan, at: datetime) -> Visit:
    """Plan a visit to an address, with its reason and who goes.

    Raises:
        NotAllowed: this person does not plan visits here.
        RoomClosed: the municipality does not use this part, or set no term.
        Invalid: something that must be said is missing.
        NotFound: the address, the investigation or the earlier visit is not here.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    _check_day(plan, on)
    visit = Visit(
        municipality_id=municipality,
        number=_next_number(municipality, plan.day.year),
        planned_by_id=by.user_id,
        planned_at=at,
    )
    fill_visit(visit, plan)
    visit.save(force_insert=True)
    write_beside(visit, plan)
    note_step(visit, "plan", by=by, at=at, before=State.PLANNED)
    tell_who_goes(visit, _PLANNED)
    record(by, visit, "plan_visit", number=visit.number)
    return visit


@action
def change_visit(
    *,
    by: Actor,
    municipality: str,
    number: str,
    plan: Plan,
    changes: int,
    at: datetime,
) -> Visit:
    """Plan a visit anew, as long as it has not begun.

    Args:
        changes: how often it had been changed when this person opened it.

    Raises:
        NotAllowed: this person does not plan visits here.
        Conflict: it began, or somebody changed it in the meantime.
        Invalid: something that must be said is missing.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    _check_planned(visit)
    _check_day(plan, on)
    if visit.changes != changes:
        raise Conflict(
            text("Somebody changed this visit after you opened it."),
            next_step=text("Load the page again and look what is different."),
        )
    moved = (visit.day, visit.from_time) != (plan.day, plan.from_time)
    before = who_goes(visit)
    fill_visit(visit, plan)
    visit.changes += 1
    visit.save(update_fields=_PLANNED_ANEW)
    write_beside(visit, plan)
    note_step(visit, "change", by=by, at=at)
    renew_links(visit, moved=moved)
    tell_who_goes(visit, _CHANGED, also=before)
    record(by, visit, "change_visit", number=number)
    return visit


@action
def cancel_visit(
    *, by: Actor, municipality: str, number: str, because: str, at: datetime
) -> None:
    """Call a visit off that has not begun, and say why.

    Raises:
        NotAllowed: this person does not plan visits here.
        Conflict: it began, or was called off already.
        Invalid: no reason is given.
    """
    check_may(by, PLAN_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    if len(because.strip()) < 3:
        raise Invalid(text("Say why the visit is called off."))
    before = visit.state
    visit.cancelled_at, visit.cancelled_because = at, because.strip()[:500]
    move(
        visit,
        Step.CANCEL,
        by=by,
        at=at,
        reason=because.strip(),
        also=("cancelled_at", "cancelled_because"),
    )
    renew_links(visit, moved=True)
    tell_who_goes(visit, _CANCELLED)
    record(by, visit, "cancel_visit", number=number, before=before)


def _next_number(municipality: str, year: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT inspections_next_number(%s, %s)", [municipality, year])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def _check_day(plan: Plan, on: date) -> None:
    if plan.day < on:
        raise Invalid(text("A visit is planned for today or later."))


def _check_planned(visit: Visit) -> None:
    if visit.state != State.PLANNED:
        raise Conflict(
            text("A visit that began or was called off is not planned anew."),
            next_step=text("Plan another visit."),
        )
