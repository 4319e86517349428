"""Reads of reports: those of a visit, whose signature waits, and by their hash."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.supervision.inspections.domain.permissions import SEE_VISITS
from onderdak.supervision.inspections.domain.reports import (
    CopyState,
    HandedHow,
    Kind,
    State,
    copy_state,
    state_of,
)
from onderdak.supervision.inspections.entries_waiting import entered_for_danger
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import (
    CopyStep,
    Operation,
    Signature,
    Visit,
    VisitReport,
    WarrantDwelling,
)
from onderdak.supervision.inspections.warrant_terms import copy_due

# The document itself is read only where it is opened.
_SEALED = ("pdf_sealed", "pdf_row_key")


@dataclass(frozen=True, slots=True)
class ReportOn:
    """A report with its signatures and, for one of an entry, its copy."""

    row: VisitReport
    signatures: tuple[Signature, ...]
    copies: tuple[CopyStep, ...]
    # Which dwelling was entered; None for any other report, and for danger.
    dwelling: WarrantDwelling | None
    # By when the resident has a copy; None where none is due.
    due: date | None
    on: date

    @property
    def state(self) -> State:
        """How far it is."""
        return state_of(
            locked=self.row.locked_at is not None,
            replaced=self.row.replaced_at is not None,
            signatures=len(self.signatures),
        )

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The names of those who have not signed."""
        signed = {one.user_id for one in self.signatures}
        return tuple(
            str(one["name"]) for one in self.row.signers if one["user"] not in signed
        )

    def may_sign(self, user: int) -> bool:
        """Whether it waits for this person."""
        if self.row.locked_at or self.row.replaced_at:
            return False
        signed = {one.user_id for one in self.signatures}
        return user not in signed and any(
            one["user"] == user for one in self.row.signers
        )

    @property
    def copy(self) -> CopyState | None:
        """How it stands with the resident's copy; None where none is due."""
        due = self.due
        if self.row.kind != Kind.ENTRY or due is None or self.row.replaced_at:
            return None
        last = self.copies[-1] if self.copies else None
        return copy_state(
            due=due,
            handed=HandedHow(last.how) if last else None,
            kept_until=last.kept_until if last else None,
            on=self.on,
        )


def reports_of(*, by: Actor, visit: Visit, on: date) -> list[ReportOn]:
    """The documents of a visit, the newest first.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=visit.municipality_id)
    rows = VisitReport.objects.filter(visit=visit).defer(*_SEALED)
    return _with_signatures(list(rows.select_related("amends").order_by("-nth")), on)


def _with_signatures(rows: Sequence[VisitReport], on: date) -> list[ReportOn]:
    keys = [row.pk for row in rows]
    signatures = Signature.objects.filter(report_id__in=keys).order_by("id")
    copies = CopyStep.objects.filter(report_id__in=keys).order_by("id")
    dwellings = WarrantDwelling.objects.select_related("address").in_bulk(
        [row.dwelling_id for row in rows if row.dwelling_id]
    )
    return [
        ReportOn(
            row=row,
            signatures=tuple(one for one in signatures if one.report_id == row.pk),
            copies=tuple(one for one in copies if one.report_id == row.pk),
            dwelling=dwellings.get(row.dwelling_id or 0),
            due=_due(row, dwellings.get(row.dwelling_id or 0)),
            on=on,
        )
        for row in rows
    ]


def _due(row: VisitReport, dwelling: WarrantDwelling | None) -> date | None:
    if dwelling is not None:
        return dwelling.copy_due_on
    if row.kind != Kind.ENTRY or row.dwelling_id is not None:
        return None
    return copy_due(row.municipality_id, day_of(row.visit))


def all_reports(
    *, by: Actor, municipality: str, search: str = "", before: int | None = None
) -> QuerySet[VisitReport]:
    """The documents of a municipality, the newest first.

    Args:
        search: words in the number of the visit or the street.
        before: only those older than this one.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    wanted = Q(municipality_id=municipality)
    for word in search.replace("\x00", "").split()[:6]:
        wanted &= Q(visit__number__icontains=word) | Q(
            visit__address__street__icontains=word
        )
    if before is not None:
        wanted &= Q(pk__lt=before)
    rows = VisitReport.objects.filter(wanted).defer(*_SEALED)
    return rows.select_related("visit", "visit__address").order_by("-id")


def to_sign(*, by: Actor, municipality: str, on: date) -> list[ReportOn]:
    """The documents that wait for this person's signature.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    rows = all_reports(by=by, municipality=municipality).filter(
        locked_at__isnull=True,
        replaced_at__isnull=True,
        signers__contains=[{"user": by.user_id}],
    )
    found = _with_signatures(list(rows[:200]), on)
    return [one for one in found if one.may_sign(by.user_id)]


def copies_due(*, by: Actor, municipality: str) -> list[WarrantDwelling]:
    """Dwellings of which the resident has no copy yet, the first due first.

    A copy for one resident is none for another. A dwelling of which no report was made
    is among them: that is what the alarm is for.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    done = CopyStep.objects.filter(
        municipality_id=municipality, report__dwelling_id__isnull=False
    ).values("report__dwelling_id")
    rows = WarrantDwelling.objects.filter(
        municipality_id=municipality, copy_due_on__isnull=False
    ).exclude(pk__in=done)
    rows = rows.select_related("address", "warrant__visit__address")
    return list(rows.order_by("copy_due_on", "pk")[:200])


def danger_copies_due(*, by: Actor, municipality: str) -> list[tuple[Visit, date]]:
    """Entries for serious danger of which the resident has no copy, and by when.

    Such an entry has no warrant to hang on; the duty of a report and a copy is the same
    (art. 10 and 11 Awbi).

    Raises:
        NotAllowed: this person sees no visits here.
    """
    check_may(by, SEE_VISITS, municipality=municipality)
    done = CopyStep.objects.filter(
        municipality_id=municipality,
        report__kind=Kind.ENTRY,
        report__dwelling_id__isnull=True,
    ).values("report__visit_id")
    typed = Operation.objects.filter(
        municipality_id=municipality, path="entry/serious_danger"
    ).values("visit_id")
    visits = (
        Visit.objects.filter(municipality_id=municipality, pk__in=typed)
        .exclude(pk__in=done)
        .select_related("address")
        .order_by("day", "pk")[:200]
    )
    return [
        (one, copy_due(municipality, day_of(one)))
        for one in visits
        if entered_for_danger(one)
    ]


@dataclass(frozen=True, slots=True)
class Verified:
    """What is known of a file: which report it is, and who signed it."""

    sha256: str
    report: ReportOn | None


def verify(*, by: Actor, municipality: str, file: bytes, on: date) -> Verified:
    """Say whether a file is a report of this municipality, unchanged, and signed.

    Raises:
        NotAllowed: this person sees no visits here.
    """
    found = sha256(file).hexdigest()
    rows = all_reports(by=by, municipality=municipality).filter(sha256=found)[:1]
    reports = _with_signatures(list(rows), on)
    return Verified(found, reports[0] if reports else None)
