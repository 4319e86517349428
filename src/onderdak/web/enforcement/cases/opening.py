"""Opening a case on the findings of a visit, and adding findings to one that runs."""

from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.supervision.enforcement.contract import OPEN_CASES
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    add_grounds,
    case_for,
    findings_to_enforce,
    open_case,
    visits_to_enforce,
)
from onderdak.supervision.inspections.contract.reports import SignedFindings
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.forms import OpenForm
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Question,
    ask_for,
    asked,
    case_url,
    crumbs,
    in_words,
    of_case,
    page,
    town,
    words_asked,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Fact, Search, Table


@with_task
def new(request: Request) -> HttpResponse:
    """Open a case on findings of a visit; without one, find it first."""
    here = _may_open(request)
    visit = words_asked(request, "visit")
    if not visit:
        return _find(request, here)
    found = findings_to_enforce(by=request.actor, municipality=here, visit=visit)
    opened: list[Case] = []

    def change(keys: Sequence[str], reason: str) -> str:
        opened.append(
            open_case(
                by=request.actor,
                municipality=here,
                visit=visit,
                keys=keys,
                on=localdate(),
                reason=reason,
                at=now(),
            )
        )
        return case_url(opened[0].number)

    title = _("Open a case")
    return _ask(
        request,
        found,
        Question(
            title=title,
            lead=_("A case rests on what inspectors signed for."),
            facts=_facts(found),
            submit=title,
            done=_("The case is opened. Name who can end the breach."),
            breadcrumbs=crumbs(
                (_("Enforcement"), reverse("enforcement_cases")), (title, "")
            ),
        ),
        change,
    )


def _may_open(request: Request) -> str:
    here = town(request)
    check_may(request.actor, OPEN_CASES, municipality=here)
    return here


def _facts(found: SignedFindings) -> list[Fact]:
    return [
        Fact(_("Address"), found.visit.address.in_full),
        Fact(_("Visit"), found.visit.number),
        Fact(_("Found on"), found.found_on),
    ]


def _ask(
    request: Request,
    found: SignedFindings,
    question: Question,
    change: Callable[[Sequence[str], str], str],
) -> HttpResponse:
    """The question which findings; without a signed report there is nothing to ask."""
    if found.report is None or not found.breaches:
        return _nothing(request, found, question)
    findings = [(one.row.key, _finding(one.row)) for one in found.breaches]
    form = OpenForm(request.POST or None, findings=findings)

    def act() -> str:
        given = form.cleaned_data
        return change(given["keys"], given["reason"])

    return ask_for(request, form, question, act)


def _finding(row: object) -> str:
    """A finding in one line: what it is, where, and on which article."""
    title, place = in_words(getattr(row, "title", "")), getattr(row, "place", "")
    where = f", {place}" if place else ""
    return f"{title}{where} – {in_words(getattr(row, 'sentence', ''))}"


def _nothing(
    request: Request, found: SignedFindings, question: Question
) -> HttpResponse:
    if found.report is None:
        what = _("There is no signed report of this visit.")
        then = _("Have the report signed first.")
    else:
        what = _("The report states no breach.")
        then = _("There is nothing to enforce.")
    return page(
        request,
        question.title,
        breadcrumbs=question.breadcrumbs,
        notes=[Note(what, "warning", then)],
        facts=question.facts,
    )


def _find(request: Request, here: str) -> HttpResponse:
    title = _("Open a case: on which visit?")
    back = crumbs((_("Enforcement"), reverse("enforcement_cases")), (title, ""))
    return _visits(request, here, title, back, reverse("enforcement_case_new"))


def _visits(
    request: Request,
    here: str,
    title: str,
    breadcrumbs: list[dict[str, str]],
    here_url: str,
    address: int | None = None,
) -> HttpResponse:
    """The visits with signed breaches on which no case rests yet."""
    words = words_asked(request)
    found = visits_to_enforce(
        by=request.actor, municipality=here, search=words, address=address
    )
    table = Table(
        name="visits",
        caption=_("Visits with a signed report that states a breach"),
        note=_("on which no case rests yet; last day first"),
        columns=[
            Column(_("Visit"), row_header=True),
            Column(_("Address")),
            Column(_("Day")),
        ],
        rows=[
            [
                Cell(one.number, url=here_url + asked({"visit": one.number})),
                str(one.address),
                one.day,
            ]
            for one in found
        ],
        empty=Empty(
            _("There is no such visit."),
            _("A case rests on a report that the inspectors signed."),
        ),
        search=Search(label=_("Search by number, street or town"), value=words)
        if address is None
        else None,
    )
    return page(
        request,
        title,
        breadcrumbs=breadcrumbs,
        parts=[Part(_("Visits"), table=table)],
    )


@with_task
def more(request: Request, number: str) -> HttpResponse:
    """Add findings of another visit to a case."""
    here = _may_open(request)
    one = case_for(by=request.actor, municipality=here, number=number)
    visit = words_asked(request, "visit")
    title = _("Add findings")
    if not visit:
        back = of_case(number, (title, ""))
        where = reverse("enforcement_grounds", args=[number])
        address = one.case.address_id
        return _visits(request, here, title, back, where, address)
    found = findings_to_enforce(by=request.actor, municipality=here, visit=visit)

    def change(keys: Sequence[str], _reason: str) -> str:
        add_grounds(
            by=request.actor,
            municipality=here,
            number=number,
            visit=visit,
            keys=keys,
            at=now(),
        )
        return case_url(number)

    question = Question(
        title=title,
        facts=_facts(found),
        submit=title,
        done=_("The findings are added to the case."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return _ask(request, found, question, change)
