"""Reads of reports to keepers of schemes, and of where they go."""

from datetime import date

from django.db.models import QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.outbox.contract import Message, messages_about
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.certificate_queries import ROOM
from onderdak.housing.quality.domain.certificate_permissions import REPORT_TO_SCHEME
from onderdak.housing.quality.domain.certificates import Scheme
from onderdak.housing.quality.models import SchemeContact, SchemeReport
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text


def about_report(report: int) -> str:
    """How mail and audit name a report."""
    return f"scheme report {report}"


def contact_of(municipality: str, scheme: Scheme) -> SchemeContact | None:
    """Where a municipality's reports to a scheme go; the newest row counts."""
    return (
        SchemeContact.objects.filter(municipality_id=municipality, scheme=scheme)
        .order_by("-pk")
        .first()
    )


def reports_of(*, by: Actor, municipality: str, on: date) -> QuerySet[SchemeReport]:
    """A municipality's reports, the latest first."""
    check_may(by, REPORT_TO_SCHEME, municipality=municipality)
    require_room(municipality, ROOM, on)
    return (
        SchemeReport.objects.filter(municipality_id=municipality)
        .select_related("location", "provider")
        .order_by("-pk")
    )


def report_for(*, by: Actor, report: int) -> SchemeReport:
    """A report, for its municipality.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see it.
    """
    found = (
        SchemeReport.objects.filter(pk=report)
        .select_related("municipality", "location__address", "provider", "certificate")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such report here."))
    check_may(by, REPORT_TO_SCHEME, municipality=found.municipality_id)
    return found


def delivery_of(report: SchemeReport) -> Message | None:
    """The mail with which a report went out; after its term only the report is left."""
    if report.message_id is None:
        return None
    return messages_about(about_report(report.pk)).first()
