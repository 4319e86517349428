"""Opening a case on signed findings, naming who can end it, giving it to somebody."""

from collections.abc import Collection
from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.kinds import Entry
from onderdak.supervision.enforcement.domain.offenders import (
    NewOffender,
    check_offender,
)
from onderdak.supervision.enforcement.domain.permissions import (
    HANDLE_CASES,
    OPEN_CASES,
)
from onderdak.supervision.enforcement.following import CaseChanged, tell_case
from onderdak.supervision.enforcement.grounding import (
    copy_grounds,
    report_in,
    signed_visit,
)
from onderdak.supervision.enforcement.models import Case, Step
from onderdak.supervision.enforcement.moving import (
    check_day,
    check_room,
    locked_open,
    note,
    record,
)
from onderdak.supervision.enforcement.offenders import keep_offender
from onderdak.supervision.enforcement.opening import (
    check_lawyer,
    check_none_open,
    write_case,
)


@action
def open_case(
    *,
    by: Actor,
    municipality: str,
    visit: str,
    keys: Collection[str],
    on: date,
    at: datetime,
    reason: str = "",
) -> Case:
    """Open a case at the address of a visit, on findings of its signed report.

    Args:
        visit: the number of the visit.
        keys: which of its breaches become grounds.
        on: the day on which the case begins; its rules are those of now.

    Raises:
        NotAllowed: this person opens no cases here.
        NotFound: there is no such visit here.
        Conflict: no report is signed, or a case runs here already.
        Invalid: a key is not a breach of the report, or the day is still to come.
    """
    check_may(by, OPEN_CASES, municipality=municipality)
    check_day(on, check_room(municipality, at))
    found = signed_visit(municipality, visit)
    report_in(found)
    made = write_case(
        municipality, found.visit.address_id, by=by, on=on, at=at, reason=reason
    )
    rows = copy_grounds(made, found, keys, by=by, at=at)
    note(made, Entry.GROUNDS, by=by, at=at, on=on, about=visit)
    record(by, made, "open_case", number=made.number, grounds=len(rows))
    return made


@action
def add_grounds(
    *,
    by: Actor,
    municipality: str,
    number: str,
    visit: str,
    keys: Collection[str],
    at: datetime,
) -> int:
    """Add findings of another signed report to a case; returns how many were new.

    Raises:
        NotAllowed: this person opens no cases here.
        NotFound: there is no such case or visit here.
        Conflict: the case is closed, or no report is signed.
        Invalid: a key is not a breach of the report, or it is another address.
    """
    check_may(by, OPEN_CASES, municipality=municipality)
    on = check_room(municipality, at)
    case = locked_open(municipality, number)
    rows = copy_grounds(case, signed_visit(municipality, visit), keys, by=by, at=at)
    if rows:
        note(case, Entry.GROUNDS, by=by, at=at, on=on, about=visit)
    record(by, case, "add_grounds", number=number, grounds=len(rows))
    return len(rows)


@action
def name_offender(
    *, by: Actor, municipality: str, number: str, offender: NewOffender, at: datetime
) -> Case:
    """Name who can end the breach; of a person the name and address are sealed.

    Source: art. 5:1 Awb (who breaks a rule), art. 5:24(3) (to whom an order goes).

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case here.
        Conflict: a case runs against the same one, or letters went out to another.
        Invalid: a part is missing.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    case = locked_open(municipality, number)
    kept = keep_offender(municipality, check_offender(offender), by=by, at=at)
    if case.offender_id != kept.pk:
        _check_may_change(case)
        check_none_open(municipality, case.address_id, kept.pk)
    case.offender = kept
    case.save(update_fields=["offender"])
    note(case, Entry.NAMED, by=by, at=at, on=on, about=f"{kept.kind} {kept.part}")
    record(by, case, "name_offender", number=number, offender=kept.pk)
    tell_case(CaseChanged(case, Entry.NAMED, by, at))
    return case


def _check_may_change(case: Case) -> None:
    """Whom letters went to is not exchanged for another: that is another case."""
    if (
        case.offender_id is not None
        and Step.objects.filter(measure__case=case, letter_id__isnull=False).exists()
    ):
        raise Conflict(
            text("Letters of this case went out to somebody else."),
            next_step=text("Close this case, and open one against the other."),
        )


@action
def give_case(
    *, by: Actor, municipality: str, number: str, to: int, at: datetime
) -> Case:
    """Say who leads a case.

    Raises:
        NotAllowed: this person handles no cases here.
        NotFound: there is no such case here.
        Conflict: it is closed.
        Invalid: the other one handles no cases here.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    case = locked_open(municipality, number)
    check_lawyer(municipality, to)
    case.owner_id = to
    case.save(update_fields=["owner"])
    note(case, Entry.GIVEN, by=by, at=at, on=on)
    record(by, case, "give_case", number=number, to=to)
    return case
