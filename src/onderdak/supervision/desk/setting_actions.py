"""How a desk works: one owner for everything, or rules of routing."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Role,
    User,
    action,
    check_may,
    invite,
    municipality_names,
    record_event,
    switch_room,
)
from onderdak.foundation.privacy.contract import (
    Controllership,
    is_answered_for,
    record_controllership,
    retention_months,
    set_retention_term,
)
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import SET_UP_DESK
from onderdak.supervision.desk.keeping import ROOM
from onderdak.supervision.desk.models import DeskSetting
from onderdak.supervision.desk.moving import check_owner, works_here


@action
def set_way_of_working(
    *, by: Actor, municipality: str, simple: bool, owner: int | None, at: datetime
) -> None:
    """Choose the simple desk (all reports to one owner) or the full one.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
        Invalid: the simple desk has no owner, or one who does not work there.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    if simple and owner is None:
        raise Invalid(
            text("A simple desk has one owner."),
            next_step=text("Choose who gets all reports."),
        )
    check_owner(municipality, owner)
    mode = DeskSetting.Mode.SIMPLE if simple else DeskSetting.Mode.FULL
    DeskSetting.objects.update_or_create(
        municipality_id=municipality,
        defaults={
            "mode": mode,
            "owner_id": owner,
            "intended": "",
            "changed_at": at,
        },
    )
    record_event(
        by=by,
        action="desk.set_way_of_working",
        object=f"desk of {municipality}",
        municipality=municipality,
        detail={"mode": str(mode), "owner": owner},
    )


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long reports other than bad letting are kept after closing, and why."""

    months: int | None
    reason: str


@action
def set_up_simple_desk(
    *, by: Actor, municipality: str, owner: str, keeping: Keeping, at: datetime
) -> str:
    """Open a desk for a small municipality: one form, one list, one owner.

    The term is required, for the law gives none for these reports. Where nobody was
    named controller yet, the municipality is (art. 24 AVG). Whoever is to get
    them and has no account yet is invited, and is the owner from the acceptance on.

    Returns:
        The secret of the invitation; '' where the owner works at the desk already.

    Raises:
        NotAllowed: this person does not set up this municipality's desk.
        Invalid: nobody is named, or no term was ever set.
    """
    check_may(by, SET_UP_DESK, municipality=municipality)
    if not owner.strip():
        raise Invalid(
            text("A simple desk has one owner."),
            next_step=text("Say with --owner who gets every report."),
        )
    _set_term(by, municipality, keeping, at)
    _answer_for(by, municipality, keeping, at)
    switch_room(by=by, municipality=municipality, room=ROOM, on=True)
    user = User.objects.filter(email__iexact=owner.strip()).first()
    secret = ""
    if user is None or not works_here(municipality, user.pk):
        secret = invite(
            by=by,
            email=owner.strip(),
            role=Role.DESK_CLERK,
            municipality=municipality,
        )
        _intend(municipality, owner.strip(), at)
    else:
        set_way_of_working(
            by=by, municipality=municipality, simple=True, owner=user.pk, at=at
        )
    record_event(
        by=by,
        action="desk.set_up_simple",
        object=f"desk of {municipality}",
        municipality=municipality,
        detail={"invited": str(bool(secret))},
    )
    return secret


def _intend(municipality: str, owner: str, at: datetime) -> None:
    """Keep who is meant, so that the desk is simple from the acceptance on."""
    DeskSetting.objects.update_or_create(
        municipality_id=municipality,
        defaults={"intended": owner, "changed_at": at},
    )


def _set_term(by: Actor, municipality: str, keeping: Keeping, at: datetime) -> None:
    """Fails closed: without a term in force and without a new one nothing opens."""
    on = localdate(at)
    if keeping.months is None:
        if retention_months(municipality, ROOM, on) is None:
            raise Invalid(
                text("It is not decided how long reports are kept."),
                why=text("The law gives a term for reports of bad letting only."),
                next_step=text("Say it with --months and --reason."),
            )
        return
    if not keeping.reason.strip():
        raise Invalid(text("Say with --reason why reports are kept so long."))
    set_retention_term(
        by=by,
        municipality=municipality,
        room=ROOM,
        months=keeping.months,
        reason=keeping.reason,
        since=on,
    )


def _answer_for(by: Actor, municipality: str, keeping: Keeping, at: datetime) -> None:
    """The municipality whose desk it is answers for it, unless that was decided."""
    on = localdate(at)
    if is_answered_for(municipality, ROOM, on):
        return
    if not keeping.reason.strip():
        raise Invalid(text("Say with --reason on which decision this rests."))
    record_controllership(
        by=by,
        municipality=municipality,
        room=ROOM,
        part=Controllership.Part.CONTROLLER,
        party=municipality_names()[municipality],
        document=keeping.reason,
        since=on,
    )
