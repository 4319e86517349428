"""What a signed report of a visit gives to enforce: its confirmed breaches."""

from dataclasses import dataclass
from datetime import date

from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.findings_queries import FindingOn, findings_in
from onderdak.supervision.inspections.models import Visit, VisitReport
from onderdak.supervision.inspections.recorded import recorded

_STATE_FINDINGS = (Kind.FINDINGS, Kind.OFFICIAL)


@dataclass(frozen=True, slots=True)
class SignedFindings:
    """The breaches of a visit, the day on which they were found, and the report."""

    visit: Visit
    # Signed by all who must; None as long as there is no such report.
    report: VisitReport | None
    found_on: date
    breaches: tuple[FindingOn, ...]


def signed_findings(visit: Visit) -> SignedFindings:
    """What inspectors confirmed and signed for; callers check who may."""
    report = (
        VisitReport.objects.filter(
            visit=visit,
            kind__in=_STATE_FINDINGS,
            locked_at__isnull=False,
            replaced_at__isnull=True,
        )
        .defer("pdf_sealed", "pdf_row_key")
        .order_by("-nth")
        .first()
    )
    found = findings_in(visit, recorded(visit)).breaches if report else ()
    return SignedFindings(visit, report, day_of(visit), found)
