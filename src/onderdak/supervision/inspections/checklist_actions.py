"""Making, using and withdrawing a checklist: never in use by one person alone."""

from datetime import date
from typing import Final

from django.db.models import Max

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.supervision.inspections.checklist_queries import ROOM
from onderdak.supervision.inspections.kits.domain.permissions import (
    MAKE_CHECKLIST,
    USE_CHECKLIST,
)
from onderdak.supervision.inspections.kits.domain.shapes import Checklist as Asked
from onderdak.supervision.inspections.kits.domain.states import ChecklistState
from onderdak.supervision.inspections.kits.domain.written import digest_of
from onderdak.supervision.inspections.kits.own import refused_parts
from onderdak.supervision.inspections.kits.publishing import published
from onderdak.supervision.inspections.models import Checklist

_LONGEST_WHY: Final = 1_000


class ChecklistRefused(Invalid):
    """A checklist that cannot be kept; `faults` says everything that is wrong."""

    def __init__(self, checklist: Asked) -> None:
        self.faults = tuple(refused_parts(checklist))
        super().__init__(text("This checklist cannot be used."))


@action
def draft_checklist(
    *, by: Actor, municipality: str, checklist: Asked, why: str, today: date
) -> Checklist:
    """Keep a checklist as the next version of its kind; it never changes after this.

    Raises:
        Invalid: something in it is wrong (`ChecklistRefused` says all), or no reason
            is given.
        Conflict: it is the same as one that is there already.
        NotAllowed, RoomClosed: this person makes no checklists here.
    """
    check_may(by, MAKE_CHECKLIST, municipality=municipality)
    require_room(municipality, ROOM, today, retention=True)
    if list(refused_parts(checklist)):
        raise ChecklistRefused(checklist)
    body = published(checklist)
    digest = digest_of(body)
    mine = Checklist.objects.filter(municipality_id=municipality, kind=checklist.kind)
    same = mine.filter(digest=digest).exclude(state=ChecklistState.WITHDRAWN).first()
    if same is not None:
        raise Conflict(
            text("Version %(version)s asks exactly the same.", version=same.version)
        )
    last = mine.aggregate(last=Max("version"))["last"] or 0
    made = Checklist.objects.create(
        municipality_id=municipality,
        kind=checklist.kind,
        key=checklist.key,
        version=last + 1,
        body=body,
        digest=digest,
        why=_needed(why),
        made_by_id=by.user_id,
    )
    _tell(by, made, "draft_checklist")
    return made


@action
def use_checklist(*, by: Actor, checklist: Checklist, today: date) -> None:
    """Use a version from now on; the one before it is withdrawn.

    Visits that have begun keep the version they began with.

    Raises:
        NotAllowed, RoomClosed: this person made it, or uses no checklists here.
        Conflict: it is no draft any more.
    """
    check_may(by, USE_CHECKLIST, municipality=checklist.municipality_id)
    require_room(checklist.municipality_id, ROOM, today, retention=True)
    held = _held(checklist, ChecklistState.DRAFT)
    if held.made_by_id == by.user_id:
        raise NotAllowed(
            text("You made this checklist yourself."),
            why=text("A second person looks at it before it is used at the door."),
            next_step=text("Ask a colleague to read it and to put it in use."),
        )
    before = Checklist.objects.select_for_update().filter(
        municipality_id=held.municipality_id,
        kind=held.kind,
        state=ChecklistState.IN_USE,
    )
    for each in before:
        reason = f"version {held.version}"
        _withdraw(by, each, reason, today)
    held.state, held.used_by_id, held.used_from = (
        ChecklistState.IN_USE,
        by.user_id,
        today,
    )
    held.save(update_fields=["state", "used_by_id", "used_from"])
    _tell(by, held, "use_checklist")


@action
def withdraw_checklist(
    *, by: Actor, checklist: Checklist, why: str, today: date
) -> None:
    """Use a version no longer; without another the checklist as shipped is used.

    Raises:
        Invalid: no reason is given.
        Conflict: it was withdrawn already.
        NotAllowed, RoomClosed: this person withdraws no checklists here.
    """
    check_may(by, USE_CHECKLIST, municipality=checklist.municipality_id)
    require_room(checklist.municipality_id, ROOM, today, retention=True)
    held = _held(checklist, ChecklistState.DRAFT, ChecklistState.IN_USE)
    _withdraw(by, held, _needed(why), today)


def _withdraw(by: Actor, held: Checklist, why: str, today: date) -> None:
    held.state = ChecklistState.WITHDRAWN
    held.withdrawn_by_id, held.withdrawn_on = by.user_id, today
    held.withdrawn_because = why
    held.save(
        update_fields=["state", "withdrawn_by_id", "withdrawn_on", "withdrawn_because"]
    )
    _tell(by, held, "withdraw_checklist")


def _held(checklist: Checklist, *states: ChecklistState) -> Checklist:
    held = Checklist.objects.select_for_update().get(pk=checklist.pk)
    if held.state not in states:
        raise Conflict(
            text("This cannot be done with this checklist as it stands now."),
            next_step=text("Load the page again and look how it stands."),
        )
    return held


def _needed(why: str) -> str:
    plain = " ".join(why.split())
    if not plain:
        raise Invalid(text("Say why."), next_step=text("One sentence is enough."))
    if len(plain) > _LONGEST_WHY:
        raise Invalid(text("This text is too long."))
    return plain


def _tell(by: Actor, row: Checklist, what: str) -> None:
    record_event(
        by=by,
        action=f"inspections.{what}",
        object=f"checklist {row.pk}",
        municipality=row.municipality_id,
        detail={"kind": row.kind, "version": row.version},
    )
