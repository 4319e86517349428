"""The reports of a visit: what was made, who signed, and the documents themselves."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import State as VisitState
from onderdak.supervision.inspections.contract import Visit, WarrantDwelling
from onderdak.supervision.inspections.contract.reports import (
    CopyState,
    HandedHow,
    Kind,
    Oath,
    ReportOn,
    State,
    entered_for_danger,
    is_locked,
    other_day,
    read_report,
    reports_of,
    signature_sheet,
)
from onderdak.supervision.inspections.contract.warrants import warrant_of
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import (
    Note,
    Part,
    Way,
    of_visit,
    page,
    town,
    visit_here,
    ways_of,
)
from onderdak.web.inspections.reports.words import COPIES, HANDED, KINDS, OATHS, STATES
from onderdak.web.inspections.warrants.nobody import nobody_url
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Table


@require_safe
@with_task
def visit_report(request: Request, number: str) -> HttpResponse:
    """The documents of a visit, and what waits to be done with them."""
    visit, on = visit_here(request, number), localdate()
    reports = reports_of(by=request.actor, visit=visit, on=on)
    return page(
        request,
        _("Report of visit %(number)s") % {"number": number},
        breadcrumbs=of_visit(number, (_("Report of the visit"), "")),
        lead=visit.address.in_full,
        notes=list(_notes(visit, reports)),
        ways=[
            *_making(visit, reports),
            *_nobody(visit, request.actor.user_id),
            *ways_of(number, "visit_report"),
        ],
        parts=[_part(request, number, one) for one in reports]
        or [Part(_("Documents"), _("Nothing was made yet."))],
    )


def _notes(visit: Visit, reports: list[ReportOn]) -> Iterator[Note]:
    if visit.state in (VisitState.PLANNED, VisitState.UNDER_WAY):
        yield Note(
            _("The visit is not ended yet."),
            next=_("End it on the device; then a report can be made."),
        )
    held = other_day(visit)
    if held is not None and not is_locked(visit):
        yield Note(
            _("This visit counts as held on %(day)s; its data came in on another day.")
            % {"day": date_format(held, "j F Y")},
            "warning",
            _("Confirm that day when you make the report."),
        )
    for one in reports:
        if one.copy is CopyState.LATE:
            yield Note(
                _("The resident has no copy of the report of entry yet. It is late."),
                "error",
                _("Hand it over or send it at once, and note how."),
            )
    made = {
        one.row.dwelling_id
        for one in reports
        if one.row.kind == Kind.ENTRY and not one.row.replaced_at
    }
    if entered_for_danger(visit) and None not in made:
        yield Note(
            _("A home was entered because of danger: make the report of that entry."),
            "warning",
        )
    for each in _entered(visit):
        if each.pk not in made and each.copy_due_on:
            yield Note(
                _("%(address)s was entered under a warrant: make the report of that.")
                % {"address": each.address},
                "warning",
                _("The resident has a copy by %(day)s.")
                % {"day": date_format(each.copy_due_on, "j F Y")},
            )


def _entered(visit: Visit) -> list[WarrantDwelling]:
    """The dwellings that were entered under the warrant, the first of it first."""
    warrant = warrant_of(visit)
    every = warrant.dwellings.all() if warrant else ()
    return sorted((one for one in every if one.entered_on), key=lambda one: one.place)


def _making(visit: Visit, reports: list[ReportOn]) -> Iterator[Way]:
    number = visit.number
    if visit.state == VisitState.CLOSED and not is_locked(visit):
        again = any(one.row.kind in (Kind.FINDINGS, Kind.OFFICIAL) for one in reports)
        label = _("Make the report anew") if again else _("Make the report")
        yield Way(label, reverse("visit_report_make", args=[number]), "primary")
    for each in _entered(visit):
        yield Way(
            _("Report of the entry of %(address)s") % {"address": each.address},
            reverse("visit_entry_report", args=[number, each.warrant_id, each.pk]),
        )
    if entered_for_danger(visit):
        yield Way(
            _("Report of the entry"), reverse("visit_danger_report", args=[number])
        )


def _nobody(visit: Visit, user: int) -> Iterator[Way]:
    """Where an entry stands that never happened, its copy is never handed over."""
    url = nobody_url(visit, user)
    if url:
        yield Way(_("Nobody went in"), url)


def _part(request: Request, number: str, one: ReportOn) -> Part:
    label, _kind = STATES[one.state]
    title = f"{one.row.nth}. {KINDS[Kind(one.row.kind)]}: {label}"
    return Part(
        title=title,
        facts=list(_facts(one)),
        table=_signatures(one) if one.state is not State.REPLACED else None,
        ways=list(_ways(request, number, one)),
    )


def _facts(one: ReportOn) -> Iterator[Fact]:
    row = one.row
    yield from of_dwelling(one)
    yield Fact(_("Made on"), _moment(row.made_at))
    yield Fact(_("SHA-256"), row.sha256)
    if row.locked_at:
        yield Fact(_("Locked since"), _moment(row.locked_at))
    if row.opened:
        yield Fact(_("Statements opened"), row.opened, note=f"({row.opened_because})")
    if one.due:
        yield Fact(_("Copy to the resident by"), one.due)
    if one.copy:
        last = one.copies[-1] if one.copies else None
        how = ""
        if last:
            how = f"{HANDED[HandedHow(last.how)]}, {date_format(last.on_day, 'j F Y')}"
        yield Fact(_("Copy"), str(COPIES[one.copy][0]), note=how)
        if last and last.kept_until:
            yield Fact(_("Lies ready until"), last.kept_until)


def of_dwelling(one: ReportOn) -> Iterator[Fact]:
    """Of which dwelling a report of entry is."""
    if one.dwelling is not None:
        yield Fact(_("Dwelling"), one.dwelling.address.in_full)


def _signatures(one: ReportOn) -> Table:
    signed: list[list[object]] = [
        [each.name, _moment(each.at), str(OATHS[Oath(each.oath)])]
        for each in one.signatures
    ]
    waiting: list[list[object]] = [
        [name, Cell(_("not signed yet"), kind="warning"), "–"] for name in one.waits_for
    ]
    return Table(
        name=f"signatures-{one.row.nth}",
        caption=_("Signatures of document %(nth)s") % {"nth": one.row.nth},
        columns=[
            Column(_("Who"), row_header=True),
            Column(_("When")),
            Column(_("How")),
        ],
        rows=[*signed, *waiting],
        empty=Empty(_("Nobody is to sign this.")),
    )


def _ways(request: Request, number: str, one: ReportOn) -> Iterator[Way]:
    at = [number, one.row.uid]
    yield Way(_("Read the document (PDF)"), reverse("visit_report_pdf", args=at))
    if one.state is not State.REPLACED:
        yield Way(_("Sheet of signatures"), reverse("visit_report_sheet", args=at))
    if one.may_sign(request.actor.user_id):
        yield Way(_("Sign"), reverse("visit_report_sign", args=at), "primary")
    if one.state is State.LOCKED and one.row.kind != Kind.ADDENDUM:
        yield Way(_("Make an addendum"), reverse("visit_report_add", args=at))
    if one.state is State.LOCKED and one.row.kind == Kind.ENTRY:
        yield Way(_("Note the copy"), reverse("visit_report_copy", args=at))


def _moment(at: datetime) -> str:
    return date_format(localtime(at), "j F Y H:i")


@require_safe
@with_task
def report_pdf(request: Request, number: str, report: UUID) -> HttpResponse:
    """A document, opened from its seal; who read it is logged."""
    row, pdf = read_report(
        by=request.actor, municipality=town(request), number=number, report=report
    )
    return as_pdf(pdf, f"visit-{number}-{row.nth}")


@require_safe
@with_task
def sheet_pdf(request: Request, number: str, report: UUID) -> HttpResponse:
    """The sheet of signatures of a document."""
    visit = visit_here(request, number)
    for one in reports_of(by=request.actor, visit=visit, on=localdate()):
        if one.row.uid == report:
            name = f"visit-{number}-{one.row.nth}-signatures"
            return as_pdf(signature_sheet(visit, one), name)
    raise NotFound(text("There is no such report of this visit."))


def as_pdf(pdf: bytes, name: str) -> HttpResponse:
    """A document for whoever may read it; no cache between may keep it."""
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}.pdf"',
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )
