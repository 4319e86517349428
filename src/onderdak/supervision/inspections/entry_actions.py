"""The written report of an entry without consent, and the copy for the resident.

Served by the Algemene wet op het binnentreden, art. 10 (what it says) and 11 (to whom).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    normbook,
    rulebook,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.rules.terms import term
from onderdak.supervision.inspections.domain.permissions import REPORT_VISITS
from onderdak.supervision.inspections.domain.reports import (
    EntryReport,
    HandedHow,
    Kind,
    missing_in,
)
from onderdak.supervision.inspections.domain.warrants import WarrantState
from onderdak.supervision.inspections.entries_waiting import entered_for_danger
from onderdak.supervision.inspections.entry_pdf import Entered, entry_pdf
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import (
    CopyStep,
    Visit,
    VisitReport,
    WarrantDwelling,
)
from onderdak.supervision.inspections.moving import (
    ROOM,
    check_goes,
    locked,
    record,
)
from onderdak.supervision.inspections.report_gathering import inspectors_of
from onderdak.supervision.inspections.report_keeping import keep, report_of
from onderdak.supervision.inspections.report_pdf import LANGUAGE
from onderdak.supervision.inspections.warrant_terms import copy_due


@action
def make_entry_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    warrant: int | None,
    entry: EntryReport,
    at: datetime,
    address: int | None = None,
) -> VisitReport:
    """Make the report of an entry without consent, with all that the law asks of it.

    Each dwelling has a report of its own: a resident does not read of another's home.

    Args:
        warrant: under which was entered; None where serious danger was the ground.
        address: which dwelling of the warrant, where it is not that of the visit.

    Raises:
        NotAllowed: this person makes no reports here, or did not go on the visit.
        Conflict: nobody entered this dwelling under this warrant or for danger, or
            its report is signed already.
        Invalid: something that the report must say is missing.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    check_goes(visit, by)
    entered = _entered(visit, warrant, address or visit.address_id)
    missing = missing_in(replace(entry, danger=warrant is None))
    if missing:
        raise Invalid(
            text("The report of an entry must also say: %(what)s.", what=missing[0]),
            why=text("Article 10 of the Awbi says what stands in it."),
        )
    with translation.override(LANGUAGE):
        signers = [one for one in inspectors_of(visit) if one.user == by.user_id]
        pdf = entry_pdf(visit, entered, entry, signers, on)
    _make_room(visit.pk, entered, at)
    dwelling = entered.dwelling
    made = keep(
        visit, Kind.ENTRY, pdf, by=by, at=at, signers=signers, dwelling=dwelling
    )
    record(
        by,
        visit,
        "make_entry_report",
        warrant=warrant,
        address=dwelling.address_id if dwelling else visit.address_id,
        sha256=made.sha256,
    )
    return made


@dataclass(frozen=True, slots=True)
class Handing:
    """What was done to bring the copy to the resident."""

    how: HandedHow
    on_day: date
    words: str = ""


@action
def note_copy(
    *,
    by: Actor,
    municipality: str,
    number: str,
    report: UUID,
    handing: Handing,
    at: datetime,
) -> CopyStep:
    """Note how the resident's copy was handed over, or that it could not be.

    Raises:
        NotAllowed: this person makes no reports here.
        NotFound: there is no such report of this visit.
        Conflict: it is no signed report of an entry.
        Invalid: the day lies ahead, or before the entry.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    on = localdate(at)
    require_room(municipality, ROOM, on, retention=True)
    visit = locked(municipality, number)
    found = report_of(visit, report)
    if found.kind != Kind.ENTRY or found.locked_at is None:
        raise Conflict(text("Only a signed report of an entry goes to the resident."))
    entered = _entered_as(visit, found)
    _check_day(handing.on_day, entered, on)
    kept = None
    if handing.how is HandedHow.UNDELIVERABLE:
        kept = _kept(municipality, entered.on)
    step = CopyStep.objects.create(
        municipality_id=municipality,
        report=found,
        how=handing.how,
        on_day=handing.on_day,
        words=handing.words.replace("\x00", "").strip()[:500],
        kept_until=kept,
        by_id=by.user_id,
        at=at,
    )
    record(by, visit, "note_copy", how=handing.how.value, report=str(found.uid))
    return step


def _entered(visit: Visit, warrant: int | None, address: int) -> Entered:
    if warrant is None:
        return _entered_for_danger(visit)
    return _entered_at(visit, Q(warrant_id=warrant, address_id=address))


def _entered_as(visit: Visit, report: VisitReport) -> Entered:
    """The entry that a report tells of."""
    if report.dwelling_id is None:
        return _entered_for_danger(visit)
    return _entered_at(visit, Q(pk=report.dwelling_id))


def _entered_at(visit: Visit, which: Q) -> Entered:
    found = (
        WarrantDwelling.objects.filter(which)
        .filter(warrant__visit=visit, warrant__state=WarrantState.GRANTED)
        .select_related("warrant", "address")
        .first()
    )
    if found is None or found.entered_on is None or found.copy_due_on is None:
        raise Conflict(
            text("Nobody entered under this warrant, as far as is recorded."),
            next_step=text("Note the day of the entry with the warrant first."),
        )
    return Entered(found.entered_on, found.copy_due_on, found)


def _entered_for_danger(visit: Visit) -> Entered:
    if not entered_for_danger(visit):
        raise Conflict(
            text("No entry because of serious danger is recorded."),
            next_step=text("It is noted on a device of the visit, at the door."),
        )
    day = day_of(visit)
    return Entered(day, copy_due(visit.municipality_id, day))


def _make_room(visit: int, entered: Entered, at: datetime) -> None:
    """One that is not signed gives way; one that is stays, and gets an addendum."""
    there = VisitReport.objects.filter(
        visit_id=visit,
        dwelling_id=entered.dwelling.pk if entered.dwelling else None,
        kind=Kind.ENTRY,
        replaced_at__isnull=True,
    )
    if there.filter(locked_at__isnull=False).exists():
        raise Conflict(
            text("The report of this entry is signed and locked."),
            next_step=text("Say what is otherwise in an addendum."),
        )
    there.update(replaced_at=at)


def _check_day(day: date, entered: Entered, on: date) -> None:
    if day > on:
        raise Invalid(text("The day %(day)s is yet to come.", day=day))
    if day < entered.on:
        raise Invalid(text("The copy cannot go before the entry."))


def _kept(municipality: str, entered_on: date) -> date:
    """Until when an undeliverable copy lies ready for the resident (Awbi art. 11)."""
    answer = term(
        "I08", entered_on, entered_on, municipality, rulebook(), normbook(), part="kept"
    )
    if answer.last_day is None:
        raise Conflict(text("The rules do not say how long this holds."))
    return answer.last_day
