"""Making a report, the report of an entry, and an addendum."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import Ground, Visit, WarrantDwelling
from onderdak.supervision.inspections.contract.planning import members_of
from onderdak.supervision.inspections.contract.reports import (
    EntryReport,
    Kind,
    make_addendum,
    make_entry_report,
    make_report,
    other_day,
)
from onderdak.supervision.inspections.contract.warrants import (
    POWERS,
    Power,
    entered_at_night,
    warrant_for,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.findings.views import QUESTION
from onderdak.web.inspections.pages import of_visit, town, visit_here
from onderdak.web.inspections.planning.words import ground_of
from onderdak.web.inspections.reports.forms import AddendumForm, EntryForm, MakeForm
from onderdak.web.pages.shapes import Fact


@with_task
def make(request: Request, number: str) -> HttpResponse:
    """Make the report of a visit."""
    form = MakeForm(request.POST or None, other_day(visit_here(request, number)))

    def change() -> str:
        given = form.cleaned_data
        make_report(
            by=request.actor,
            municipality=town(request),
            number=number,
            kind=Kind(given["kind"]),
            summary=given["summary"],
            open_because=given["open_because"],
            at=now(),
        )
        return _back(number)

    title = _("Make the report")
    context = {
        "title": title,
        "lead": _("What was made before and is not signed by all, is replaced."),
        "breadcrumbs": of_visit(
            number, (_("Report of the visit"), _back(number)), (title, "")
        ),
        "submit": _("Make it"),
    }
    done = _("The report is made. Read it, and sign it.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


@with_task
def make_entry(
    request: Request, number: str, warrant: int, dwelling: int
) -> HttpResponse:
    """Make the report of the entry of a dwelling under a warrant."""
    visit = visit_here(request, number)
    found = warrant_for(by=request.actor, municipality=town(request), warrant=warrant)
    entered = next((one for one in found.dwellings.all() if one.pk == dwelling), None)
    if entered is None:
        raise NotFound(text("The warrant does not name this dwelling."))
    form = EntryForm(request.POST or None)

    def change() -> str:
        make_entry_report(
            by=request.actor,
            municipality=town(request),
            number=number,
            warrant=warrant,
            entry=_entry(request, visit, entered, form),
            at=now(),
            address=entered.address_id,
        )
        return _back(number)

    title = _("Report of the entry")
    power = POWERS[Power(found.power)]
    context = {
        "title": title,
        "breadcrumbs": of_visit(
            number, (_("Report of the visit"), _back(number)), (title, "")
        ),
        "facts": [
            Fact(_("Warrant of"), found.issued_on),
            Fact(_("Power of entry"), power.article),
            Fact(_("Dwelling"), entered.address.in_full),
            Fact(_("Entered on"), entered.entered_on),
            Fact(_("Copy to the resident by"), entered.copy_due_on),
        ],
        "submit": _("Make it"),
    }
    done = _("The report of the entry is made. Read it, and sign it.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


@with_task
def make_danger(request: Request, number: str) -> HttpResponse:
    """Make the report of an entry without a warrant, because of serious danger."""
    visit = visit_here(request, number)
    form = EntryForm(request.POST or None)

    def change() -> str:
        make_entry_report(
            by=request.actor,
            municipality=town(request),
            number=number,
            warrant=None,
            entry=form.entry(
                who=[_who(request, visit)],
                issued_on=None,
                issued_by="",
                provisions=[
                    ground_of(Ground(visit.ground)),
                    "Algemene wet op het binnentreden art. 2 lid 3",
                ],
                place=visit.address.in_full,
            ),
            at=now(),
        )
        return _back(number)

    title = _("Report of the entry")
    context = {
        "title": title,
        "lead": _("Somebody entered without a warrant, because of serious danger."),
        "breadcrumbs": of_visit(
            number, (_("Report of the visit"), _back(number)), (title, "")
        ),
        "submit": _("Make it"),
    }
    done = _("The report of the entry is made. Read it, and sign it.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


def _who(request: Request, visit: Visit) -> str:
    me = next(
        (one for one in members_of(visit) if one.user_id == request.actor.user_id),
        None,
    )
    who = me.user.name or me.user.email if me else request.actor.email
    return f"{who}, {_('supervisor of the municipality')}"


def _entry(
    request: Request, visit: Visit, entered: WarrantDwelling, form: EntryForm
) -> EntryReport:
    warrant = entered.warrant
    power = POWERS[Power(warrant.power)]
    at_night = bool(warrant.night_because) and entered_at_night(
        visit, entered.address_id
    )
    return form.entry(
        who=[_who(request, visit)],
        issued_on=warrant.issued_on,
        issued_by=_("the mayor of %(town)s") % {"town": visit.municipality.name},
        provisions=[power.article, "Algemene wet op het binnentreden art. 2, 3"],
        place=entered.address.in_full,
        urgent=at_night or bool(warrant.absent_because),
    )


@with_task
def add(request: Request, number: str, report: UUID) -> HttpResponse:
    """Make an addendum to a locked report."""
    visit_here(request, number)
    form = AddendumForm(request.POST or None)

    def change() -> str:
        make_addendum(
            by=request.actor,
            municipality=town(request),
            number=number,
            report=report,
            words=form.cleaned_data["words"],
            at=now(),
        )
        return _back(number)

    title = _("Make an addendum")
    context = {
        "title": title,
        "lead": _("What arrived after the visit was closed is listed in it as well."),
        "breadcrumbs": of_visit(
            number, (_("Report of the visit"), _back(number)), (title, "")
        ),
        "submit": _("Make it"),
    }
    done = _("The addendum is made. Read it, and sign it.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


def _back(number: str) -> str:
    return reverse("visit_report", args=[number])
