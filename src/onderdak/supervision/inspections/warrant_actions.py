"""Asking for a warrant to enter a dwelling, and deciding on it."""

from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
)
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import (
    ASK_WARRANT,
    DECIDE_WARRANT,
)
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.domain.warrants import (
    Request,
    WarrantState,
    check_decider,
    check_decision,
    check_request,
)
from onderdak.supervision.inspections.models import Visit, Warrant, WarrantDwelling
from onderdak.supervision.inspections.moving import (
    ROOM,
    goes,
    locked,
    locked_warrant,
    note_step,
    record,
)
from onderdak.supervision.inspections.telling import tell_lead, tell_mayor
from onderdak.supervision.inspections.warrant_queries import limits_on
from onderdak.supervision.inspections.warrant_terms import valid_until


@action
def ask_warrant(
    *,
    by: Actor,
    municipality: str,
    number: str,
    request: Request,
    at: datetime,
    holder: int | None = None,
) -> Warrant:
    """Ask the mayor for a warrant to enter, with the reasons and the power.

    Args:
        request: its dwellings are numbers of addresses, that of the visit the first.
        holder: in whose name it is to be; without one, who leads the visit.

    Raises:
        NotAllowed: this person does not ask for warrants here.
        Invalid: the law does not allow this request; the article stands with it.
        Conflict: the visit is over, or a request waits already.
        NotFound: a dwelling is not in this municipality.
    """
    check_may(by, ASK_WARRANT, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    check_request(request, limits_on(municipality, on))
    _check_first(visit, request)
    _check_open(visit)
    holds = holder or visit.lead_id
    if not goes(visit, holds):
        raise Invalid(text("A warrant is for somebody who goes on the visit."))
    made = _made(visit, request, holds, by, at)
    note_step(visit, "ask_warrant", by=by, at=at)
    tell_mayor(visit)
    record(by, visit, "ask_warrant", warrant=made.pk, power=made.power)
    return made


@action
def withdraw_warrant(
    *, by: Actor, municipality: str, warrant: int, at: datetime
) -> None:
    """Take a request back on which the mayor did not decide yet.

    Raises:
        NotAllowed: this person does not ask for warrants here.
        NotFound: there is no such request here.
        Conflict: it was decided on.
    """
    check_may(by, ASK_WARRANT, municipality=municipality)
    found = locked_warrant(municipality, warrant)
    if found.state != WarrantState.ASKED:
        raise Conflict(text("The mayor decided on this request already."))
    found.state = WarrantState.WITHDRAWN
    found.save(update_fields=["state"])
    note_step(found.visit, "withdraw_warrant", by=by, at=at)
    record(by, found.visit, "withdraw_warrant", warrant=found.pk)


@action
def decide_warrant(
    *,
    by: Actor,
    municipality: str,
    warrant: int,
    grant: bool,
    words: str,
    at: datetime,
) -> Warrant:
    """Give or refuse a warrant, in words; it holds from the day of the decision.

    Source: art. 3(2) Awbi (the mayor), art. 6 (how long).

    Raises:
        NotAllowed: this person is not the mayor here, or asked for it.
        NotFound: there is no such request here.
        Conflict: it was decided on or taken back.
        Invalid: no words are given.
    """
    check_may(by, DECIDE_WARRANT, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on)
    found = locked_warrant(municipality, warrant)
    check_decider(found.asked_by_id, by.user_id)
    check_decision(WarrantState(found.state), words)
    found.state = WarrantState.GRANTED if grant else WarrantState.REFUSED
    found.decided_by_id, found.decided_at = by.user_id, at
    found.decision = words.replace("\x00", "").strip()[:2000]
    if grant:
        found.issued_on, found.valid_until = on, valid_until(municipality, on)
    found.save(update_fields=_DECIDED)
    note_step(found.visit, f"warrant_{found.state}", by=by, at=at)
    tell_lead(found.visit)
    record(by, found.visit, "decide_warrant", warrant=found.pk, state=found.state)
    return found


_DECIDED = (
    "state",
    "decided_by_id",
    "decided_at",
    "decision",
    "issued_on",
    "valid_until",
)


def _check_first(visit: Visit, request: Request) -> None:
    if request.dwellings[0] != visit.address_id:
        raise Invalid(text("The first dwelling is the address of the visit."))
    here = Address.objects.filter(
        pk__in=request.dwellings, municipality_id=visit.municipality_id
    ).count()
    if here != len(request.dwellings):
        raise NotFound(
            text("A dwelling is not in this municipality."),
            why=text("A mayor decides for the own municipality (art. 3(2) Awbi)."),
        )


def _check_open(visit: Visit) -> None:
    if visit.state not in OPEN_STATES:
        raise Conflict(text("This visit is over, so no warrant is needed."))
    if Warrant.objects.filter(visit=visit, state=WarrantState.ASKED).exists():
        raise Conflict(
            text("A request for a warrant waits already."),
            next_step=text("Take it back first, or wait for the decision."),
        )


def _made(
    visit: Visit, request: Request, holder: int, by: Actor, at: datetime
) -> Warrant:
    town = visit.municipality_id
    made = Warrant.objects.create(
        municipality_id=town,
        visit=visit,
        reasons=_said(request.reasons, 2000),
        grounds=sorted(each.value for each in request.grounds),
        power=request.power or "",
        needed_because=_said(request.needed_because, 1000),
        holder_id=holder,
        night_because=_said(request.night_because, 500),
        absent_because=_said(request.absent_because, 500),
        asked_by_id=by.user_id,
        asked_at=at,
    )
    WarrantDwelling.objects.bulk_create(
        WarrantDwelling(
            municipality_id=town, warrant=made, address_id=address, place=place
        )
        for place, address in enumerate(request.dwellings)
    )
    return made


def _said(words: str, most: int) -> str:
    return words.replace("\x00", "").strip()[:most]
