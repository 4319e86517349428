"""Recording that a judge ended an injunction before what it goes with did."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract.clocks import end_injunction
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.acts import handled_here
from onderdak.web.enforcement.pages import (
    Question,
    Way,
    ask_for,
    case_url,
    of_case,
)
from onderdak.web.enforcement.remedies.forms import EndInjunctionForm
from onderdak.web.enforcement.remedies.views import remedy_here
from onderdak.web.enforcement.remedies.words import filed_words, kind_of
from onderdak.web.pages.shapes import Fact


@with_task
def end(request: Request, number: str, remedy: int) -> HttpResponse:
    """Record that a judge ended an injunction; an outcome is taken back from here."""
    here = handled_here(request)
    one = remedy_here(request, here, number, remedy)
    form = EndInjunctionForm(request.POST or None)

    def change() -> str:
        end_injunction(
            by=request.actor,
            municipality=here,
            remedy=remedy,
            last_day=form.cleaned_data["last_day"],
            words=form.cleaned_data["words"],
            at=now(),
        )
        return case_url(number)

    title = _("The injunction has ended")
    back = reverse("enforcement_remedy_take_back", args=[number, remedy])
    question = Question(
        title=title,
        lead=_(
            "Only when a judge ended it (art. 8:87 Awb). With the objection or appeal"
            " it goes with, it ends by itself."
        ),
        facts=[
            Fact(kind_of(one.kind), filed_words(one)),
            Fact(_("Granted on"), one.decided_on),
        ],
        ways=[Way(_("Take the outcome back"), back)],
        submit=_("Record the end"),
        done=_("The end is recorded, and the clocks are counted anew."),
        breadcrumbs=of_case(number, (title, "")),
    )
    return ask_for(request, form, question, change)
