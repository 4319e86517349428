"""For what somebody looks: said once, and kept for the session."""

from collections.abc import Sequence

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from onderdak.supervision.picture.contract import Purpose, purposes_here
from onderdak.web.account.contract import Request, with_task
from onderdak.web.picture.words import purpose_name

_PURPOSE = "picture_purpose"


def purpose_asked(request: Request) -> Purpose | None:
    """For what somebody looks, as said before; a role with one purpose is never asked.

    It is said with a button, never by a link: what is logged of every later look must
    not follow from a link that somebody else sent.
    """
    kept = request.session.get(_PURPOSE, "")
    municipality = request.actor.grants[0].municipality or ""
    possible = purposes_here(request.actor, municipality)
    return Purpose(kept) if kept in possible else None


def other_purposes(now: Purpose, possible: Sequence[Purpose]) -> list[dict[str, str]]:
    """The purposes that may be chosen instead."""
    return [
        {"name": purpose_name(one), "value": one.value}
        for one in possible
        if one is not now
    ]


@require_POST
@with_task
def purpose(request: Request) -> HttpResponse:
    """Look for another purpose from now on."""
    said = request.POST.get("purpose", "")
    municipality = request.actor.grants[0].municipality or ""
    if said in set(purposes_here(request.actor, municipality)):
        request.session[_PURPOSE] = said
    there = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(there, allowed_hosts=None)
    return HttpResponseRedirect(there if safe else reverse("picture_addresses"))
