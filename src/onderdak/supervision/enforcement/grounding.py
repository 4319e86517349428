"""The grounds of a case: findings of a signed report, copied as they read."""

from collections.abc import Collection, Sequence
from datetime import datetime

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.models import Case, Ground
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.reports import (
    FindingOn,
    SignedFindings,
    VisitReport,
    signed_findings,
)


def signed_visit(municipality: str, number: str) -> SignedFindings:
    """What the signed report of a visit gives to enforce; callers checked who may.

    Raises:
        NotFound: there is no visit of this number here.
    """
    visit = (
        Visit.objects.filter(municipality_id=municipality, number=number)
        .select_related("address")
        .first()
    )
    if visit is None:
        raise NotFound(text("There is no visit %(number)s here.", number=number))
    return signed_findings(visit)


def report_in(found: SignedFindings) -> VisitReport:
    """The report on which a case can rest.

    Raises:
        Conflict: the report is not signed by all who must.
    """
    if found.report is None:
        raise Conflict(
            text("There is no signed report of this visit."),
            text("A case rests on what inspectors signed for."),
            text("Have the report signed first."),
        )
    return found.report


def copy_grounds(
    case: Case,
    found: SignedFindings,
    keys: Collection[str],
    *,
    by: Actor,
    at: datetime,
) -> Sequence[Ground]:
    """Copy findings into a case, with the mark of the report; those there already stay.

    Raises:
        Conflict: the report is not signed by all who must.
        Invalid: nothing is chosen, or it is not a confirmed breach of the report.
    """
    report = report_in(found)
    breaches = {one.row.key: one for one in found.breaches}
    if not keys or set(keys) - set(breaches):
        raise Invalid(text("Choose breaches that stand in the report."))
    if found.visit.address_id != case.address_id:
        raise Invalid(text("This visit was to another address."))
    there = Ground.objects.filter(case=case, visit_number=found.visit.number)
    new = set(keys) - set(there.values_list("key", flat=True))
    return Ground.objects.bulk_create(
        _row(case, found, report, breaches[key], by, at) for key in sorted(new)
    )


def _row(
    case: Case,
    found: SignedFindings,
    report: VisitReport,
    one: FindingOn,
    by: Actor,
    at: datetime,
) -> Ground:
    row = one.row
    return Ground(
        municipality_id=case.municipality_id,
        case=case,
        visit_number=found.visit.number,
        key=row.key,
        rule=row.rule,
        part=row.part,
        place=row.place,
        title=row.title,
        article=row.article,
        parameter_version=row.parameter_version,
        sentence=row.sentence,
        mend=row.mend,
        measured=row.measured,
        threshold=row.threshold,
        unit=row.unit,
        prompt=row.prompt,
        days=one.term.days if one.term else None,
        found_on=found.found_on,
        report_uid=report.uid,
        report_sha256=report.sha256,
        by_id=by.user_id,
        at=at,
    )
