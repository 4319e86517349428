"""Who is there, and the secret of a shift, for the script of the app."""

import base64
import time
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_GET, require_POST

from onderdak.foundation.identity.contract import may
from onderdak.supervision.inspections.contract.shifts import (
    DO_VISITS,
    Shift,
    begin_shift,
    open_shift_again,
)
from onderdak.web.account.contract import Request
from onderdak.web.account.entrance import Visit
from onderdak.web.inspections.round.entrance import (
    NOT_ALLOWED,
    for_a_script,
    no_store,
    town_of,
)
from onderdak.web.inspections.syncing.answers import braked

# So long ago somebody may have signed in to open a shift without its PIN.
_LATELY = 5 * 60
# No evening begins so many shifts in five minutes.
_MOST_OFTEN = 30


@require_GET
def who(request: Visit) -> HttpResponseBase:
    """Who has signed in, with a token that counts for what is sent next.

    That nobody has is an answer here, and no trouble: the app asks it to begin with.
    """
    if request.actor is None:
        return no_store(JsonResponse({"signedOut": True}))
    grants = request.actor.grants
    town = grants[0].municipality if grants else None
    told = {
        "owner": str(request.actor.user_id),
        "inspector": town is not None
        and may(request.actor, DO_VISITS, municipality=town),
        "token": get_token(request),
    }
    return no_store(JsonResponse(told))


@require_POST
@for_a_script
@braked("shift", _MOST_OFTEN)
def begin(request: Request) -> HttpResponseBase:
    """A number and a secret for a shift that begins on this phone."""
    shift = begin_shift(by=request.actor, municipality=town_of(request.actor))
    return _told(shift)


@require_POST
@for_a_script
@braked("shift", _MOST_OFTEN)
def open_again(request: Request, shift: UUID) -> HttpResponseBase:
    """The secret of a shift once more, for who has just signed in."""
    if not _signed_in_lately(request):
        return JsonResponse({"why": "sign in again"}, status=NOT_ALLOWED)
    town = town_of(request.actor)
    again = open_shift_again(by=request.actor, municipality=town, shift=shift)
    return _told(again)


def _told(shift: Shift) -> JsonResponse:
    secret = base64.b64encode(shift.secret).decode()
    return JsonResponse({"shift": str(shift.id), "secret": secret})


def _signed_in_lately(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    last = max((record["at"] for record in records), default=0)
    return bool(time.time() - last < _LATELY)
