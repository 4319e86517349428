"""Recording what was set against a decision, and how that ended."""

from django.http import HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract import CaseOn
from onderdak.supervision.enforcement.contract.cases import StepOn
from onderdak.supervision.enforcement.contract.clocks import (
    Outcome,
    RemedyKind,
    RemedyOnCase,
    decide_remedy,
    file_remedy,
    put_off_remedy,
    remedies_of,
    take_outcome_back,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.acts import handled_here
from onderdak.web.enforcement.cases.gathering import case_here, step_of
from onderdak.web.enforcement.pages import (
    Question,
    ask_for,
    case_url,
    in_words,
    of_case,
)
from onderdak.web.enforcement.remedies.forms import (
    BecauseForm,
    DecideForm,
    FileForm,
)
from onderdak.web.enforcement.remedies.words import filed_words, kind_of
from onderdak.web.pages.shapes import Fact


@with_task
def file(request: Request, number: str, step: int) -> HttpResponse:
    """Record an objection, an appeal or a request for an injunction."""
    here = handled_here(request)
    decision = _decision(case_here(request, number), step)
    earlier = [
        (one.pk, filed_words(one))
        for one in remedies_of(by=request.actor, municipality=here, number=number)
        if one.step == step
    ]
    form = FileForm(request.POST or None, earlier=earlier)

    def change() -> str:
        file_remedy(
            by=request.actor,
            municipality=here,
            step=step,
            filed=form.filed(),
            at=now(),
        )
        return case_url(number)

    title = _("Record an objection or appeal")
    question = Question(
        title=title,
        lead=_("It does not suspend the decision, unless a judge says so."),
        facts=_about(decision),
        submit=_("Record this"),
        done=_("It is recorded, and the clocks are counted anew."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


def _decision(found: CaseOn, step: int) -> StepOn:
    one = step_of(found, step)
    if not one.decision or not one.counts:
        raise NotFound(text("There is no such decision in this case."))
    return one


def _about(decision: StepOn) -> list[Fact]:
    return [
        Fact(_("Decision"), in_words(decision.title)),
        Fact(_("Taken on"), decision.row.on_day),
    ]


def remedy_here(request: Request, here: str, number: str, remedy: int) -> RemedyOnCase:
    """What was set against a decision of this case.

    Raises:
        NotFound: there is no such remedy in it.
    """
    for one in remedies_of(by=request.actor, municipality=here, number=number):
        if one.pk == remedy:
            return one
    raise NotFound(text("There is no such objection or appeal in this case."))


@with_task
def decide(request: Request, number: str, remedy: int) -> HttpResponse:
    """Record how a remedy ended."""
    here = handled_here(request)
    one = remedy_here(request, here, number, remedy)
    form = DecideForm(request.POST or None, kind=RemedyKind(one.kind))

    def change() -> str:
        given = form.cleaned_data
        decide_remedy(
            by=request.actor,
            municipality=here,
            remedy=remedy,
            outcome=Outcome(given["outcome"]),
            decided_on=given["decided_on"],
            suspends=bool(given.get("suspends")),
            suspends_until=given.get("suspends_until"),
            words=given["words"],
            made_known_on=given["made_known_on"],
            at=now(),
        )
        return case_url(number)

    title = _("How it ended: %(what)s") % {"what": kind_of(one.kind).lower()}
    question = Question(
        title=title,
        facts=[Fact(_("Filed on"), one.filed_on)],
        submit=_("Record the outcome"),
        done=_("The outcome is recorded, and the clocks are counted anew."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def put_off(request: Request, number: str, remedy: int) -> HttpResponse:
    """Put the decision on an objection off."""
    here = handled_here(request)
    one = remedy_here(request, here, number, remedy)
    form = BecauseForm(request.POST or None)

    def change() -> str:
        put_off_remedy(
            by=request.actor,
            municipality=here,
            remedy=remedy,
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return case_url(number)

    title = _("Put the decision on the objection off")
    question = Question(
        title=title,
        lead=_("Once, by six weeks at most (art. 7:10(3) Awb)."),
        facts=[Fact(_("Filed on"), one.filed_on)],
        submit=_("Put it off"),
        done=_("The decision is put off, and the clock is counted anew."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def take_back(request: Request, number: str, remedy: int) -> HttpResponse:
    """Take an outcome back that was recorded by mistake."""
    here = handled_here(request)
    one = remedy_here(request, here, number, remedy)
    form = BecauseForm(request.POST or None)

    def change() -> str:
        take_outcome_back(
            by=request.actor,
            municipality=here,
            remedy=remedy,
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return case_url(number)

    title = _("Take the outcome back")
    question = Question(
        title=title,
        lead=_("For a mistake only. That it stood there stays in the history."),
        facts=[Fact(kind_of(one.kind), filed_words(one))],
        submit=title,
        done=_("The outcome is taken back."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)
