"""Correcting the day on which a dwelling was entered under a warrant."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import DO_VISITS, WarrantDwelling
from onderdak.supervision.inspections.contract.reports import is_locked
from onderdak.supervision.inspections.contract.warrants import (
    correct_entry,
    entry_is_signed,
    warrant_for,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import crumbs, town
from onderdak.web.inspections.warrants.forms import CorrectForm
from onderdak.web.inspections.warrants.words import allows

_TEMPLATE = "inspections/question.html"


@with_task
def correct(request: Request, pk: int) -> HttpResponse:
    """Say on which day a dwelling was entered, where another day was noted."""
    here, on = town(request), localdate()
    check_may(request.actor, DO_VISITS, municipality=here)
    found = warrant_for(by=request.actor, municipality=here, warrant=pk)
    entered = [one for one in found.dwellings.all() if one.entered_on]
    if not entered:
        raise Conflict(text("No entry under this warrant is noted."))
    noted = list(map(_noted, entered))
    form = CorrectForm(request.POST or None, on, noted)

    def change() -> str:
        correct_entry(
            by=request.actor,
            municipality=here,
            warrant=pk,
            address=form.address_entered(),
            on=form.cleaned_data["on"],
            why=form.cleaned_data["why"],
            at=now(),
        )
        return reverse("warrant", args=[pk])

    title = _("Correct the day of an entry")
    context = {
        "title": title,
        "lead": _lead(
            any(entry_is_signed(one) for one in entered), is_locked(found.visit)
        ),
        "facts": allows(found),
        "breadcrumbs": crumbs(
            (_("Warrants"), reverse("warrants")),
            (str(found.visit.address), reverse("warrant", args=[pk])),
            (title, ""),
        ),
        "submit": _("Keep the right day"),
    }
    done = _("The day is corrected. What stood there stays in the history.")
    return ask(request, form, context, done=done, change=change, template=_TEMPLATE)


def _noted(one: WarrantDwelling) -> tuple[int, str]:
    """A dwelling with the day that stands there now."""
    day = date_format(one.entered_on, "j F Y") if one.entered_on else ""
    said = _("%(where)s, noted for %(day)s") % {
        "where": one.address.in_full,
        "day": day,
    }
    return one.address_id, said


def _lead(entry_signed: bool, findings_signed: bool) -> str:
    if entry_signed:
        return _(
            "A report of an entry is signed. It keeps the day that stands in it: say"
            " the right day in an addendum too."
        )
    if findings_signed:
        return _(
            "The report of the findings is signed and names this day: say the right"
            " day in an addendum too."
        )
    return _("The day by which the resident has a copy follows the right day.")
