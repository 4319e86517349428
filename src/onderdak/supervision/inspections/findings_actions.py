"""Computing what the norms say of a visit, and what an inspector says of that."""

from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.findings import (
    Said,
    TermOfRepair,
    term_given,
)
from onderdak.supervision.inspections.domain.permissions import (
    DO_VISITS,
    REPORT_VISITS,
)
from onderdak.supervision.inspections.findings_computing import (
    day_of,
    days_of_town,
    is_locked,
    renew_findings,
)
from onderdak.supervision.inspections.models import (
    Finding,
    FindingTerm,
    FindingVerdict,
    Visit,
)
from onderdak.supervision.inspections.moving import ROOM, locked, record
from onderdak.supervision.inspections.report_keeping import replace_unsigned


@action
def compute_findings(*, by: Actor, municipality: str, number: str, at: datetime) -> int:
    """Judge a visit anew by the facts that stand in it.

    Returns:
        How many norms said something.

    Raises:
        NotAllowed: this person does no visits here.
        NotFound: there is no visit of this number here.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    before = _said_of(visit)
    found = renew_findings(visit, at)
    if _said_of(visit) != before:
        replace_unsigned(visit, at)
    record(by, visit, "compute_findings", found=found)
    return found


@action
def say_of_finding(
    *, by: Actor, municipality: str, number: str, key: str, said: Said, at: datetime
) -> None:
    """Confirm what was computed, or deviate from it with a reason.

    A report that waits for signatures says it otherwise, so that one is made anew.

    Raises:
        NotAllowed: this person makes no reports here.
        RoomClosed: the municipality does not use this part, or set no term.
        NotFound: there is no such finding of this visit.
        Conflict: the report is signed already.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    finding = _standing(visit, key)
    _check_open(visit)
    FindingVerdict.objects.create(
        municipality_id=municipality,
        visit=visit,
        key=finding.key,
        verdict=said.verdict,
        why=said.why.replace("\x00", "").strip(),
        by_id=by.user_id,
        at=at,
    )
    replace_unsigned(visit, at)
    record(by, visit, "say_of_finding", key=key[:100], verdict=said.verdict.value)


@action
def give_term(
    *,
    by: Actor,
    municipality: str,
    number: str,
    key: str,
    days: int,
    reason: str,
    at: datetime,
) -> TermOfRepair:
    """Give the term in which a breach must be mended.

    The municipality's own days need no reason; any other number does.

    Raises:
        NotAllowed: this person makes no reports here.
        NotFound: there is no such finding of this visit.
        Invalid: the number of days cannot be, or a reason is missing.
        Conflict: a term of this breach stands in the signed report.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    finding = _standing(visit, key)
    if FindingTerm.objects.filter(visit=visit, key=finding.key).exists():
        _check_open(visit)
    local = days_of_town(finding.rule, finding.part, municipality, day_of(visit))
    term = term_given(days, reason.replace("\x00", "")[:2000], local)
    FindingTerm.objects.create(
        municipality_id=municipality,
        visit=visit,
        key=finding.key,
        days=term.days,
        parameter_version=term.version,
        reason=term.reason,
        by_id=by.user_id,
        at=at,
    )
    replace_unsigned(visit, at)
    record(by, visit, "give_term", key=key[:100], days=days)
    return term


def _said_of(visit: Visit) -> list[tuple[object, ...]]:
    """What the norms say, without when they said it."""
    rows = Finding.objects.filter(visit=visit, gone_at__isnull=True).order_by("key")
    return list(rows.values_list("key", "outcome", "measured", "threshold"))


def _standing(visit: Visit, key: str) -> Finding:
    found = Finding.objects.filter(visit=visit, key=key, gone_at__isnull=True).first()
    if found is None:
        raise NotFound(text("There is no such finding of this visit."))
    return found


def _check_open(visit: Visit) -> None:
    if is_locked(visit):
        raise Conflict(
            text("The report of this visit is signed and locked."),
            next_step=text("Say what is otherwise in an addendum."),
        )
