"""Giving back: money that came in and is not owed, as when a decision fell."""

from django.http import HttpResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.supervision.enforcement.contract.money import give_back
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.money.booking import back_to, debts_in, lines_of, question
from onderdak.web.enforcement.money.forms import GiveBackForm
from onderdak.web.enforcement.pages import ask_for, town


@with_task
def give_it_back(request: Request, number: str) -> HttpResponse:
    """Book money that went back."""
    form = GiveBackForm(
        request.POST or None,
        on=localdate(),
        offered=debts_in(lines_of(request, number)),
    )

    def change() -> str:
        give_back(
            by=request.actor,
            municipality=town(request),
            number=number,
            measure=form.measure,
            debt=form.debt,
            cents=form.cleaned_data["cents"],
            about=form.cleaned_data["about"],
            on_day=form.cleaned_data["on_day"],
            at=now(),
        )
        return back_to(number)

    asked = question(
        number,
        _("Book what was given back"),
        _("Book it"),
        _("What was given back is booked."),
        _("Only what came in and is not owed goes back."),
    )
    return ask_for(request, form, asked, change)
