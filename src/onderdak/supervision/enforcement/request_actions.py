"""Receiving a request for enforcement, and opening who asked."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from uuid import uuid4

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.places.contract import Address
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.beginning import write_measure
from onderdak.supervision.enforcement.domain.kinds import CaseState, Entry
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.domain.requests import NewRequest, check_request
from onderdak.supervision.enforcement.models import (
    Case,
    EnforcementRequest,
    Measure,
)
from onderdak.supervision.enforcement.moving import (
    check_day,
    check_room,
    check_words,
    locked_open,
    note,
    record,
)
from onderdak.supervision.enforcement.offenders import opened
from onderdak.supervision.enforcement.opening import write_case
from onderdak.supervision.enforcement.path_words import step_kind
from onderdak.supervision.enforcement.recording import record_step
from onderdak.supervision.enforcement.requesters import (
    opened_request,
    sealed_request,
)

USE: Final = "enforcement-request"
_PATH: Final = "request"
_RECEIVE: Final = "receive"


@action
def receive_request(
    *,
    by: Actor,
    municipality: str,
    address: int,
    request: NewRequest,
    at: datetime,
    number: str = "",
) -> EnforcementRequest:
    """Take a request for enforcement in: who asks is sealed, and its term begins.

    It goes with the case that runs at the address, or begins one: a request is never
    left without a decision (art. 1:3(3), 4:13 Awb).

    Args:
        address: the address it is about.
        number: the case it goes with; without one, the newest that runs there.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such address or case here.
        Invalid: it does not say who asks for what, or the day is still to come.
        Conflict: the case is closed.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    found = check_request(request)
    check_day(found.received_on, on)
    case = _case_for(municipality, address, number, found, by, at)
    measure = write_measure(
        case, _PATH, reason=found.about, on_day=found.received_on, by=by, at=at
    )
    uid = uuid4()
    sealed = sealed_request(municipality, str(uid), found)
    made = EnforcementRequest.objects.create(
        municipality_id=municipality,
        case=case,
        uid=uid,
        measure=measure,
        received_on=found.received_on,
        requester=found.requester,
        about=found.about,
        language=found.language,
        sealed=sealed.sealed,
        row_key=sealed.row_key,
        key_version=sealed.key_version,
        by_id=by.user_id,
        at=at,
    )
    _begin_term(measure, found.received_on, by, at)
    note(case, Entry.REQUEST, by=by, at=at, on=on, about=found.requester)
    record(by, case, "receive_request", number=case.number, request=made.pk)
    return made


def _begin_term(measure: Measure, received_on: date, by: Actor, at: datetime) -> None:
    """The term to decide runs from the receipt, and not from a letter about it.

    A case that began with rules in which the receipt is a letter goes by those.
    """
    kind = step_kind(measure.ruleset_id, _PATH, _RECEIVE)
    if kind is None or kind.letter is not None:
        return
    record_step(
        measure=measure,
        step=_RECEIVE,
        facts={"received_on": received_on},
        on_day=received_on,
        by=by,
        at=at,
    )


def _case_for(
    municipality: str,
    address: int,
    number: str,
    request: NewRequest,
    by: Actor,
    at: datetime,
) -> Case:
    if not Address.objects.filter(pk=address, municipality_id=municipality).exists():
        raise NotFound(text("There is no such address here."))
    running = Case.objects.filter(
        municipality_id=municipality, address_id=address, state=CaseState.OPEN
    ).order_by("-id")
    there = running.filter(number=number) if number else running
    found = there.first()
    if found is not None:
        return locked_open(municipality, found.number)
    if number:
        raise NotFound(text("There is no case %(number)s here.", number=number))
    return write_case(
        municipality,
        address,
        by=by,
        on=request.received_on,
        at=at,
        reason=request.about,
    )


@action
def open_requester(
    *, by: Actor, municipality: str, request: int, reason: str, at: datetime
) -> Mapping[str, str]:
    """Read who asked for enforcement; that it was read is written down.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such request here.
        Invalid: no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_room(municipality, at)
    found = (
        EnforcementRequest.objects.filter(municipality_id=municipality, pk=request)
        .select_related("case")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such request here."))
    said = check_words(reason, text("Say why you read who asked."))
    record(by, found.case, "open_requester", request=found.pk, reason=said[:200])
    return opened_request(found)


@action
def open_offender(
    *, by: Actor, municipality: str, number: str, reason: str, at: datetime
) -> Mapping[str, str]:
    """Read the name and postal address of who can end the breach; that is written down.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case, or nobody is named in it.
        Invalid: no reason is given.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    check_room(municipality, at)
    rows = Case.objects.filter(municipality_id=municipality, number=number)
    case = rows.select_related("offender").first()
    if case is None or case.offender is None:
        raise NotFound(text("Nobody is named in such a case here."))
    said = check_words(reason, text("Say why you read the name."))
    record(by, case, "open_offender", offender=case.offender_id, reason=said[:200])
    return opened(case.offender)
