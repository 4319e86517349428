"""Asking the mayor for a warrant, taking that back, and noting an entry."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import ASK_WARRANT, DO_VISITS
from onderdak.supervision.inspections.contract.planning import members_of
from onderdak.supervision.inspections.contract.warrants import (
    ask_warrant,
    limits_on,
    note_entry,
    warrant_for,
    withdraw_warrant,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import crumbs, town, visit_here
from onderdak.web.inspections.planning.words import name_of
from onderdak.web.inspections.warrants.forms import AskForm, EntryForm
from onderdak.web.inspections.warrants.words import allows
from onderdak.web.pages.shapes import Fact

_TEMPLATE = "inspections/question.html"


@with_task
def ask_for(request: Request, number: str) -> HttpResponse:
    """Ask for a warrant: the reasons, the power, the dwellings."""
    here = town(request)
    check_may(request.actor, ASK_WARRANT, municipality=here)
    visit = visit_here(request, number)
    limits = limits_on(here, localdate())
    going = [(str(one.user_id), name_of(one.user)) for one in members_of(visit)]
    form = AskForm(
        request.POST or None,
        municipality=here,
        address=visit.address_id,
        people=going,
        others=limits.others,
        initial={"holder": str(visit.lead_id)},
    )

    def change() -> str:
        ask_warrant(
            by=request.actor,
            municipality=here,
            number=number,
            request=form.request(),
            holder=int(form.cleaned_data["holder"]),
            at=now(),
        )
        return reverse("visit", args=[number])

    title = _("Ask a warrant")
    context = {
        "title": title,
        "lead": _(
            "A warrant lets you enter a dwelling without consent, only as far as that"
            " is needed. The mayor decides (art. 3 Awbi)."
        ),
        "facts": [
            Fact(_("First dwelling"), visit.address.in_full),
            Fact(_("Others at most"), limits.others, "Awbi art. 5"),
        ],
        "breadcrumbs": _crumbs(number, title),
        "submit": _("Ask the mayor"),
    }
    done = _("The request waits for the mayor, who gets a message.")
    return ask(request, form, context, done=done, change=change, template=_TEMPLATE)


def _crumbs(number: str, title: str) -> list[dict[str, str]]:
    return crumbs(
        (_("Visits"), reverse("visits")),
        (number, reverse("visit", args=[number])),
        (title, ""),
    )


@require_POST
@with_task
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a request back on which the mayor did not decide yet."""
    here = town(request)
    found = warrant_for(by=request.actor, municipality=here, warrant=pk)
    withdraw_warrant(by=request.actor, municipality=here, warrant=pk, at=now())
    messages.success(request, _("The request is taken back."))
    return HttpResponseRedirect(reverse("visit", args=[found.visit.number]))


@with_task
def entry(request: Request, pk: int) -> HttpResponse:
    """Note on which day somebody went in."""
    here, on = town(request), localdate()
    check_may(request.actor, DO_VISITS, municipality=here)
    found = warrant_for(by=request.actor, municipality=here, warrant=pk)
    open_ones = [
        (one.address_id, one.address.in_full)
        for one in found.dwellings.all()
        if one.entered_on is None
    ]
    if not open_ones:
        raise Conflict(text("An entry under this warrant was noted already."))
    form = EntryForm(request.POST or None, on, open_ones)

    def change() -> str:
        address = form.address_entered()
        note_entry(
            by=request.actor,
            municipality=here,
            warrant=pk,
            on=form.cleaned_data["on"],
            address=address,
        )
        [entered] = [one for one in found.dwellings.all() if one.address_id == address]
        return reverse("visit_entry_report", args=[found.visit.number, pk, entered.pk])

    title = _("Note the entry")
    context = {
        "title": title,
        "lead": _("The resident gets a copy of the report of the entry in time."),
        "facts": allows(found),
        "breadcrumbs": _crumbs(found.visit.number, title),
        "submit": _("Keep the day of the entry"),
    }
    done = _("The entry is noted. Make its report now.")
    return ask(request, form, context, done=done, change=change, template=_TEMPLATE)
