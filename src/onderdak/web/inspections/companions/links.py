"""Taking a service off a visit, and its link: made anew, or taken back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import Companion, Visit
from onderdak.supervision.inspections.contract.companions import (
    links_of,
    revoke_visit_link,
    send_visit_link_again,
    take_off_companion,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.companions.views import (
    companion_on,
    companion_page,
    works,
)
from onderdak.web.inspections.pages import town, visit_here


@require_POST
@with_task
def take_off(request: Request, number: str, companion: int) -> HttpResponse:
    """Take a service off the visit; its links show nothing from now on."""
    one = companion_on(visit_here(request, number), companion)
    take_off_companion(
        by=request.actor, municipality=town(request), companion=one.pk, at=now()
    )
    messages.success(request, _("The service is asked along no more."))
    return HttpResponseRedirect(reverse("visit", args=[number]))


@require_POST
@with_task
def link_again(request: Request, number: str, companion: int) -> HttpResponse:
    """A new link for the same decision; the old one no longer works."""
    visit = visit_here(request, number)
    one = companion_on(visit, companion)
    sent = send_visit_link_again(
        by=request.actor,
        municipality=town(request),
        link=_live(request, visit, one),
        on=localdate(),
    )
    messages.success(request, _("There is a new link. The old one no longer works."))
    return companion_page(request, visit, one, sent)


@require_POST
@with_task
def link_revoke(request: Request, number: str, companion: int) -> HttpResponse:
    """Take a link back."""
    visit = visit_here(request, number)
    one = companion_on(visit, companion)
    revoke_visit_link(
        by=request.actor,
        municipality=town(request),
        link=_live(request, visit, one),
        at=now(),
    )
    messages.success(request, _("It is taken back. The link shows nothing any more."))
    return HttpResponseRedirect(reverse("companion", args=[number, one.pk]))


def _live(request: Request, visit: Visit, one: Companion) -> int:
    links = links_of(by=request.actor, visit=visit).filter(companion=one)
    found = next((link for link in links if works(link)), None)
    if found is None:
        raise NotFound(text("There is no such link to a visit here."))
    return found.pk
