"""Saying that nobody went in, where a wrong tap at the door says so."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import DO_VISITS, Visit
from onderdak.supervision.inspections.contract.warrants import (
    may_say_no_danger,
    may_say_nobody,
    say_nobody_went_in,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import of_visit, town, visit_here
from onderdak.web.inspections.warrants.forms import FOR_DANGER, NobodyForm

_TEMPLATE = "inspections/question.html"


@with_task
def nobody(request: Request, number: str) -> HttpResponse:
    """Say of which entry that it never happened, and why it stands there."""
    here = town(request)
    check_may(request.actor, DO_VISITS, municipality=here)
    visit = visit_here(request, number)
    entries = entries_nobody_made(visit)
    if not entries:
        raise Conflict(
            text("No entry is noted here that nobody made, as far as was typed."),
            next_step=text(
                "Say at the door, on the phone, why nobody went in after all."
            ),
        )
    form = NobodyForm(request.POST or None, entries)

    def change() -> str:
        say_nobody_went_in(
            by=request.actor,
            municipality=here,
            number=number,
            address=form.address_meant(),
            why=form.cleaned_data["why"],
            at=now(),
        )
        return reverse("visit_report", args=[number])

    title = _("Nobody went in")
    context = {
        "title": title,
        "lead": _(
            "Then no report of the entry and no copy for the resident are due. What"
            " was typed stays, and your reason stands in the history of the visit."
        ),
        "breadcrumbs": of_visit(number, (title, "")),
        "submit": _("Nobody went in"),
    }
    done = _("It is kept that nobody went in. No copy is due of it any more.")
    return ask(request, form, context, done=done, change=change, template=_TEMPLATE)


def entries_nobody_made(visit: Visit) -> list[tuple[int, str]]:
    """The entries of which it can be said, as choices."""
    named = [(one.address_id, one.address.in_full) for one in may_say_nobody(visit)]
    if not may_say_no_danger(visit):
        return named
    said = _("%(where)s, because of danger") % {"where": visit.address.in_full}
    return [*named, (FOR_DANGER, said)]


def nobody_url(visit: Visit, user: int) -> str:
    """Where who leads the visit says it; '' where there is nothing to say."""
    if visit.lead_id != user or not entries_nobody_made(visit):
        return ""
    return reverse("visit_nobody", args=[visit.number])
