"""What one visit came to, and what was found per unit."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.inspections.contract.after import (
    NoAccess,
    Result,
    proposed_result,
    result_of,
    tell_result,
    units_of,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.after.forms import ResultForm
from onderdak.web.inspections.after.words import NO_ACCESS, RESULTS
from onderdak.web.inspections.findings.views import QUESTION
from onderdak.web.inspections.pages import (
    Part,
    of_visit,
    page,
    town,
    visit_here,
    ways_of,
)
from onderdak.web.pages.shapes import Column, Empty, Fact, Table


@with_task
def visit_result(request: Request, number: str) -> HttpResponse:
    """Say what a visit came to, or read what was said."""
    visit = visit_here(request, number)
    title = _("What visit %(number)s came to") % {"number": number}
    crumbs = of_visit(number, (_("What it came to"), ""))
    told = result_of(visit)
    if told is not None:
        facts = [
            Fact(_("Result"), str(RESULTS[Result(told.result)])),
            Fact(_("Minutes on the spot"), told.minutes),
            Fact(_("Inspectors"), told.inspectors),
            Fact(_("Facts kept for the location"), told.facts_kept),
        ]
        if told.no_access:
            facts.append(Fact(_("Why"), str(NO_ACCESS[NoAccess(told.no_access)])))
        if told.words:
            facts.append(Fact(_("Remark"), told.words))
        return page(
            request,
            title,
            breadcrumbs=crumbs,
            facts=facts,
            ways=ways_of(number, "visit_result"),
        )
    proposed = proposed_result(by=request.actor, visit=visit)
    form = ResultForm(request.POST or None, proposed)

    def change() -> str:
        tell_result(
            by=request.actor,
            municipality=town(request),
            number=number,
            told=form.told(),
            at=now(),
        )
        return reverse("visit_result", args=[number])

    context = {
        "title": title,
        "lead": _(
            "The figures count this, and the way in which addresses are chosen is"
            " judged by it. What was seen goes to the file of the location."
        ),
        "breadcrumbs": crumbs,
        "submit": _("Save"),
    }
    done = _("It is kept.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


@require_safe
@with_task
def visit_units(request: Request, number: str) -> HttpResponse:
    """One check over many units: what was found in each."""
    visit = visit_here(request, number)
    units = units_of(by=request.actor, visit=visit)
    table = Table(
        name="units",
        caption=_("Findings per unit"),
        columns=[
            Column(_("Unit"), row_header=True),
            Column(_("Not in order"), numeric=True),
            Column(_("Cannot be judged"), numeric=True),
            Column(_("In order"), numeric=True),
        ],
        rows=[
            [
                one.name or _("the place as a whole"),
                *(one.breaches, one.unsure, one.in_order),
            ]
            for one in units
        ],
        total=[
            _("together"),
            sum(one.breaches for one in units),
            sum(one.unsure for one in units),
            sum(one.in_order for one in units),
        ]
        if units
        else (),
        empty=Empty(
            _("Nothing was found yet."),
            _("Each unit that is recorded at the visit stands here."),
        ),
    )
    return page(
        request,
        _("Per unit: visit %(number)s") % {"number": number},
        breadcrumbs=of_visit(number, (_("Per unit"), "")),
        lead=visit.address.in_full,
        ways=ways_of(number, "visit_units"),
        parts=[Part(_("Units"), table=table)],
    )
