"""Naming who can end a breach, giving a case, letting it wait, closing, reopening."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import (
    NewOffender,
    case_for,
    close_case,
    give_case,
    lawyers_of,
    let_wait,
    name_offender,
    open_offender,
    reopen_case,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.forms import (
    CloseForm,
    GiveForm,
    OffenderForm,
    ReopenForm,
    WaitForm,
    WhyForm,
)
from onderdak.web.enforcement.pages import (
    QUESTION,
    Question,
    ask_for,
    case_url,
    of_case,
    page,
    town,
)
from onderdak.web.enforcement.words import name_of
from onderdak.web.pages.shapes import Fact


def handled_here(request: Request) -> str:
    """The municipality, for somebody who handles cases there."""
    here = town(request)
    check_may(request.actor, HANDLE_CASES, municipality=here)
    return here


@with_task
def offender(request: Request, number: str) -> HttpResponse:
    """Name who can end the breach."""
    here = handled_here(request)
    one = case_for(by=request.actor, municipality=here, number=number)
    form = OffenderForm(request.POST or None)

    def change() -> str:
        name_offender(
            by=request.actor,
            municipality=here,
            number=number,
            offender=NewOffender(**form.cleaned_data),
            at=now(),
        )
        return case_url(number)

    title = _("Who can end the breach")
    question = Question(
        title=title,
        lead=_("A case is against the one who can end it. Letters go to this address."),
        facts=[Fact(_("Address"), one.case.address.in_full)],
        submit=_("Name this one"),
        done=_("The name is kept. Of a person it is sealed."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def give(request: Request, number: str) -> HttpResponse:
    """Say who handles a case."""
    here = handled_here(request)
    one = case_for(by=request.actor, municipality=here, number=number)
    people = [
        (user.pk, name_of(user))
        for user in lawyers_of(by=request.actor, municipality=here)
    ]
    form = GiveForm(request.POST or None, people=people, now=one.case.owner_id)

    def change() -> str:
        give_case(
            by=request.actor,
            municipality=here,
            number=number,
            to=int(form.cleaned_data["to"]),
            at=now(),
        )
        return case_url(number)

    title = _("Who handles the case")
    question = Question(
        title=title,
        submit=_("Give the case"),
        done=_("The case is given."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def wait(request: Request, number: str) -> HttpResponse:
    """Let a case wait until a day, with the reason."""
    here = handled_here(request)
    form = WaitForm(request.POST or None, on=localdate())

    def change() -> str:
        let_wait(
            by=request.actor,
            municipality=here,
            number=number,
            words=form.cleaned_data["words"],
            look_again_on=form.cleaned_data["look_again_on"],
            at=now(),
        )
        return case_url(number)

    title = _("Let the case wait")
    question = Question(
        title=title,
        lead=_("On that day it is back on your first page."),
        submit=_("Let it wait"),
        done=_("The case waits."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def close(request: Request, number: str) -> HttpResponse:
    """Close a case with its reason."""
    here = handled_here(request)
    form = CloseForm(request.POST or None)

    def change() -> str:
        close_case(
            by=request.actor,
            municipality=here,
            number=number,
            closing=form.cleaned_data["closing"],
            words=form.cleaned_data["words"],
            on=localdate(),
            at=now(),
        )
        return case_url(number)

    title = _("Close the case")
    question = Question(
        title=title,
        lead=_("It stays readable, and can be opened again with a reason."),
        submit=title,
        done=_("The case is closed."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def reopen(request: Request, number: str) -> HttpResponse:
    """Open a closed case again."""
    here = handled_here(request)
    form = ReopenForm(request.POST or None)

    def change() -> str:
        reopen_case(
            by=request.actor,
            municipality=here,
            number=number,
            words=form.cleaned_data["words"],
            on=localdate(),
            at=now(),
        )
        return case_url(number)

    title = _("Open the case again")
    question = Question(
        title=title,
        submit=title,
        done=_("The case is open again."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)


@with_task
def opened(request: Request, number: str) -> HttpResponse:
    """Read the name and postal address of who can end it; that is written down."""
    here = handled_here(request)
    form = WhyForm(request.POST or None)
    title = _("Read who can end the breach")
    if request.method == "POST" and form.is_valid():
        words = open_offender(
            by=request.actor,
            municipality=here,
            number=number,
            reason=form.cleaned_data["reason"],
            at=now(),
        )
        return page(
            request,
            _("Who can end the breach"),
            breadcrumbs=of_case(number, (title, "")),
            lead=_("That you read this is written down, with your reason."),
            facts=[
                Fact(_("Name"), words["name"]),
                Fact(_("Postal address"), words["address"]),
            ],
        )
    context = {
        "title": title,
        "lead": _("The name is sealed. Say why you need it now."),
        "breadcrumbs": of_case(number, (title, "")),
        "submit": title,
        "form": form,
    }
    return render(request, QUESTION, context)
