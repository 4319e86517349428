"""Beginning a visit, ending it, opening it again, and calling it off."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.foundation.identity.contract import Permission, check_may
from onderdak.supervision.inspections.contract import DO_VISITS, PLAN_VISITS
from onderdak.supervision.inspections.contract.planning import (
    begin_visit,
    cancel_visit,
    close_visit,
    reopen_visit,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import crumbs, town, visit_here
from onderdak.web.inspections.planning.forms import BecauseForm


@require_POST
@with_task
def begin(request: Request, number: str) -> HttpResponse:
    """Begin a visit; from here on it keeps its checklist."""
    begin_visit(by=request.actor, municipality=town(request), number=number, at=now())
    messages.success(request, _("The visit is begun. It keeps its checklist now."))
    return HttpResponseRedirect(_page_of(number))


@require_POST
@with_task
def close(request: Request, number: str) -> HttpResponse:
    """End a visit."""
    close_visit(by=request.actor, municipality=town(request), number=number, at=now())
    messages.success(
        request, _("The visit is ended. What comes in later is kept apart.")
    )
    return HttpResponseRedirect(_page_of(number))


@with_task
def cancel(request: Request, number: str) -> HttpResponse:
    """Call a visit off, and say why."""
    form = BecauseForm(request.POST or None)

    def change() -> str:
        cancel_visit(
            by=request.actor,
            municipality=town(request),
            number=number,
            because=form.cleaned_data["because"],
            at=now(),
        )
        return _page_of(number)

    return _because(
        request,
        number,
        form,
        change,
        may=PLAN_VISITS,
        words=(
            _("Call the visit off"),
            _("Who goes along, and who was asked along, get a message."),
            _("The visit is called off."),
        ),
    )


@with_task
def reopen(request: Request, number: str) -> HttpResponse:
    """Go on with a visit that was ended too early."""
    form = BecauseForm(request.POST or None)

    def change() -> str:
        reopen_visit(
            by=request.actor,
            municipality=town(request),
            number=number,
            because=form.cleaned_data["because"],
            at=now(),
        )
        return _page_of(number)

    return _because(
        request,
        number,
        form,
        change,
        may=DO_VISITS,
        words=(
            _("Open the visit again"),
            _("For what turned out to be missing before the report was made."),
            _("The visit is open again."),
        ),
    )


def _because(
    request: Request,
    number: str,
    form: BecauseForm,
    change: Callable[[], str],
    *,
    may: Permission,
    words: tuple[str, str, str],
) -> HttpResponse:
    check_may(request.actor, may, municipality=town(request))
    visit_here(request, number)
    title, lead, done = words
    context = {
        "title": title,
        "lead": lead,
        "breadcrumbs": crumbs(
            (_("Visits"), reverse("visits")), (number, _page_of(number)), (title, "")
        ),
        "submit": title,
    }
    return ask(
        request,
        form,
        context,
        done=done,
        change=change,
        template="inspections/question.html",
    )


def _page_of(number: str) -> str:
    return reverse("visit", args=[number])
