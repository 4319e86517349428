"""Making a report of a visit, signing it, and adding to one that is locked."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, User, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.doing_actions import report_visit
from onderdak.supervision.inspections.domain.permissions import (
    REPORT_VISITS,
    SEE_VISITS,
)
from onderdak.supervision.inspections.domain.report_data import StatementData
from onderdak.supervision.inspections.domain.reports import (
    Kind,
    Oath,
    all_signed,
    check_changeable,
    check_oath,
    check_signer,
    check_text,
)
from onderdak.supervision.inspections.domain.states import State
from onderdak.supervision.inspections.findings_computing import (
    is_locked,
    renew_findings,
)
from onderdak.supervision.inspections.findings_queries import findings_in
from onderdak.supervision.inspections.models import Signature, Visit, VisitReport
from onderdak.supervision.inspections.moving import (
    ROOM,
    check_goes,
    locked,
    record,
)
from onderdak.supervision.inspections.recorded import Recorded, recorded
from onderdak.supervision.inspections.repair_seen import mend_as_seen
from onderdak.supervision.inspections.report_addendum import addendum_pdf
from onderdak.supervision.inspections.report_gathering import (
    gathered,
    inspectors_of,
)
from onderdak.supervision.inspections.report_keeping import (
    OF_FINDINGS,
    keep,
    pdf_of,
    replace_unsigned,
    report_of,
)
from onderdak.supervision.inspections.report_pdf import LANGUAGE, drawn
from onderdak.supervision.inspections.report_statements import opened_statements


@action
def make_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    kind: Kind,
    summary: str,
    open_because: str,
    at: datetime,
) -> VisitReport:
    """Make the report of a visit, as a document that can be signed.

    What was made before and not signed by all is replaced: who signed that signs anew.

    Args:
        kind: a report of findings, or an official report on oath or promise.
        open_because: why the statements are opened from their seal; '' leaves them out.

    Raises:
        NotAllowed: this person makes no reports here, or did not go on the visit.
        RoomClosed: the municipality does not use this part, or set no term.
        Conflict: the visit is not ended, its report is signed, or a breach waits for
            the inspector's word.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    check_goes(visit, by)
    _check_kind(kind)
    _check_ended(visit)
    renew_findings(visit, at)
    here = recorded(visit)
    _check_said(visit, here)
    with translation.override(LANGUAGE):
        statements = _statements(by, visit, here, open_because)
        data = gathered(visit, here, summary=_summary(summary), statements=statements)
    pdf = drawn(data, kind, on).pdf
    replace_unsigned(visit, at)
    made = keep(
        visit,
        kind,
        pdf,
        by=by,
        at=at,
        signers=data.inspectors,
        opened=len(statements),
        because=open_because.strip(),
    )
    record(by, visit, "make_report", kind=kind.value, sha256=made.sha256)
    return made


@action
def make_addendum(
    *,
    by: Actor,
    municipality: str,
    number: str,
    report: UUID,
    words: str,
    at: datetime,
) -> VisitReport:
    """Add to a report that is locked: what turned out otherwise, and what came late.

    Raises:
        NotAllowed: this person makes no reports here, or did not go on the visit.
        NotFound: there is no such report of this visit.
        Conflict: that report is not signed yet; it can be made anew.
        Invalid: nothing is said.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    check_goes(visit, by)
    first = report_of(visit, report)
    if first.locked_at is None or first.amends_id is not None:
        raise Conflict(
            text("An addendum adds to a report that was signed."),
            next_step=text("Make the report anew as long as it is not signed."),
        )
    said = check_text(words, text("Say what turned out otherwise."))
    with translation.override(LANGUAGE):
        pdf = addendum_pdf(visit, first, said, recorded(visit), on)
        signers = inspectors_of(visit)
    made = keep(visit, Kind.ADDENDUM, pdf, by=by, at=at, signers=signers, amends=first)
    record(by, visit, "make_addendum", amends=str(first.uid), sha256=made.sha256)
    return made


@action
def sign_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    report: UUID,
    sha256: str,
    oath: Oath,
    at: datetime,
) -> VisitReport:
    """Sign a document over its hash; with the last signature it is locked.

    With the report of a re-inspection, what it finds mended is mended.

    Args:
        sha256: the hash of the document that this person has read.

    Raises:
        NotAllowed: this person makes no reports here.
        NotFound: there is no such report of this visit.
        Conflict: it is another document than this person read, it was replaced or
            locked, or this person does not stand in it.
        Invalid: the report is on oath and none is chosen.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    visit = locked(municipality, number)
    found = report_of(visit, report, lock=True)
    _check_to_sign(found, sha256)
    base = Kind(found.amends.kind) if found.amends else None
    check_oath(Kind(found.kind), base, oath)
    signers = {int(one["user"]): one for one in found.signers}
    check_signer(by.user_id, signers, _signed(found))
    _sign(by, found, signers[by.user_id], oath, at)
    record(by, visit, "sign_report", report=str(found.uid), sha256=sha256)
    if all_signed(signers, _signed(found)):
        _lock(by, visit, found, at)
    return found


@action
def read_report(
    *, by: Actor, municipality: str, number: str, report: UUID
) -> tuple[VisitReport, bytes]:
    """Open a document from its seal, and log who read it.

    Raises:
        NotAllowed: this person sees no visits here.
        NotFound: there is no such report of this visit.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    found = report_of(visit, report)
    record(by, visit, "read_report", report=str(found.uid))
    return found, pdf_of(found)


def _check_kind(kind: Kind) -> None:
    if kind not in OF_FINDINGS:
        raise Invalid(text("Choose a report of findings or an official report."))


def _check_ended(visit: Visit) -> None:
    if is_locked(visit):
        check_changeable(True)
    if visit.state != State.CLOSED:
        raise Conflict(
            text("A report is made of a visit that is ended."),
            next_step=text("End the visit first; then all devices have sent theirs."),
        )


def _check_said(visit: Visit, here: Recorded) -> None:
    unsaid = findings_in(visit, here).unsaid
    if unsaid:
        raise Conflict(
            text("Of %(count)s breaches nothing was said yet.", count=len(unsaid)),
            next_step=text("Confirm each, or deviate from it with a reason."),
        )


def _summary(words: str) -> str:
    return words.replace("\x00", "").strip()[:4000]


def _statements(
    by: Actor, visit: Visit, here: Recorded, because: str
) -> Sequence[StatementData]:
    if not because.strip():
        return ()
    return opened_statements(by, visit, here, because.strip())


def _check_to_sign(found: VisitReport, sha256: str) -> None:
    check_changeable(found.locked_at is not None)
    if found.replaced_at is not None or found.sha256 != sha256:
        raise Conflict(
            text("This is not the document that waits for signatures."),
            text("A newer one was made after you opened this."),
            next_step=text("Open the newest document, read it, and sign that."),
        )


def _signed(found: VisitReport) -> set[int]:
    rows = Signature.objects.filter(report=found, sha256=found.sha256)
    return set(rows.values_list("user_id", flat=True))


def _sign(
    by: Actor,
    found: VisitReport,
    stands: dict[str, object],
    oath: Oath,
    at: datetime,
) -> None:
    account = User.objects.get(pk=by.user_id)
    Signature.objects.create(
        municipality_id=found.municipality_id,
        report=found,
        user_id=by.user_id,
        name=account.name or account.email,
        function=str(stands.get("function") or ""),
        oath=oath,
        sha256=found.sha256,
        at=at,
    )


def _lock(by: Actor, visit: Visit, found: VisitReport, at: datetime) -> None:
    found.locked_at = at
    found.save(update_fields=["locked_at"])
    record(by, visit, "lock_report", report=str(found.uid), sha256=found.sha256)
    if found.kind in OF_FINDINGS:
        report_visit(
            by=by,
            municipality=visit.municipality_id,
            number=visit.number,
            at=at,
        )
        mend_as_seen(by, visit, at)
