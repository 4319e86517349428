"""Keeps a document sealed, and opens it again for who may read it."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID, uuid4

from django.db.models import Max

from onderdak.foundation.identity.contract import Actor
from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    seal_for_town,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.report_data import Person
from onderdak.supervision.inspections.domain.reports import Kind
from onderdak.supervision.inspections.models import (
    Visit,
    VisitReport,
    WarrantDwelling,
)

USE: Final = "inspections-report"
OF_FINDINGS: Final = (Kind.FINDINGS, Kind.OFFICIAL)


def sealed_pdf(municipality: str, uid: UUID, pdf: bytes) -> SealedWords:
    """A document sealed under the municipality's key, bound to its own row."""
    words = {"pdf": b64encode(pdf).decode()}
    return seal_for_town(municipality, USE, f"document {uid}", words)


def opened_pdf(municipality: str, uid: UUID, sealed: SealedWords) -> bytes:
    """The document again; callers check who may, and log it."""
    said = open_for_town(municipality, USE, f"document {uid}", sealed)
    return b64decode(said["pdf"])


def keep(
    visit: Visit,
    kind: Kind,
    pdf: bytes,
    *,
    by: Actor,
    at: datetime,
    signers: Sequence[Person],
    amends: VisitReport | None = None,
    dwelling: WarrantDwelling | None = None,
    opened: int = 0,
    because: str = "",
) -> VisitReport:
    """Write a document down, with who is to sign it; callers checked who may."""
    uid = uuid4()
    sealed = sealed_pdf(visit.municipality_id, uid, pdf)
    nth = VisitReport.objects.filter(visit=visit).aggregate(most=Max("nth"))["most"]
    return VisitReport.objects.create(
        municipality_id=visit.municipality_id,
        visit=visit,
        uid=uid,
        kind=kind,
        nth=(nth or 0) + 1,
        amends=amends,
        warrant_id=dwelling.warrant_id if dwelling else None,
        dwelling_id=dwelling.pk if dwelling else None,
        signers=[
            {"user": one.user, "name": one.name, "function": one.function}
            for one in signers
            if one.user is not None
        ],
        pdf_sealed=sealed.sealed,
        pdf_row_key=sealed.row_key,
        key_version=sealed.key_version,
        sha256=sha256(pdf).hexdigest(),
        bytes=len(pdf),
        opened_because=because[:500],
        opened=opened,
        made_by_id=by.user_id,
        made_at=at,
    )


def report_of(visit: Visit, uid: UUID, *, lock: bool = False) -> VisitReport:
    """One document of a visit.

    Raises:
        NotFound: this visit has no such document.
    """
    rows = VisitReport.objects.filter(visit=visit, uid=uid)
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.select_related("amends").first()
    if found is None:
        raise NotFound(text("There is no such report of this visit."))
    return found


def replace_unsigned(visit: Visit, at: datetime) -> int:
    """A report of findings that is not locked says no more what stands: it gives way.

    Who signed it already signs the next one: nobody signs what has changed since.

    Returns:
        How many gave way; callers hold the visit and checked who may, in an action.
    """
    return VisitReport.objects.filter(
        visit=visit,
        kind__in=OF_FINDINGS,
        locked_at__isnull=True,
        replaced_at__isnull=True,
    ).update(replaced_at=at)


def pdf_of(report: VisitReport) -> bytes:
    """The document of a report; callers check who may, and log it."""
    sealed = SealedWords(
        bytes(report.pdf_sealed), bytes(report.pdf_row_key), report.key_version
    )
    return opened_pdf(report.municipality_id, report.uid, sealed)
