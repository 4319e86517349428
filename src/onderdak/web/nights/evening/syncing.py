"""Taps that a phone kept while it had no connection, in the order of the thumb."""

import functools
import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware, localdate
from django.views.decorators.http import require_GET, require_POST

from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.register.nights.contract import (
    Location,
)
from onderdak.register.nights.contract.evenings import (
    DAYS_BACK,
    Tapped,
    tap,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.account.entrance import View
from onderdak.web.nights.evening.views import (
    context_of,
    night_asked,
    own_location,
    read_tap,
    reason,
)

MOST = 25
SIGNED_OUT = 401
_AHEAD = timedelta(minutes=-5)
_LONGEST_WAIT = timedelta(days=DAYS_BACK + 1)


def _for_a_script(view: View) -> View:
    """A script is told that the session has ended; a sign-in page would say nothing."""

    @functools.wraps(view)
    def guarded(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return JsonResponse({"signedOut": True}, status=SIGNED_OUT)
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@_for_a_script
@with_task
def part(request: Request, pk: int) -> JsonResponse:
    """The changing part of the page, with a token that counts now."""
    location = own_location(request, pk)
    night = night_asked(request.GET.get("night", ""))
    return _answer(request, location, night, [], None)


@require_POST
@_for_a_script
@with_task
def taps(request: Request, pk: int) -> JsonResponse:
    """Record taps in their order; a tap that came before its turn stops the rest."""
    location = own_location(request, pk)
    sent = _sent(request)
    if sent["owner"] not in (None, request.actor.user_id):
        raise NotAllowed(text("These taps were made under another account."))
    night = night_asked(str(sent.get("night", "")))
    outcomes: list[dict[str, object]] = []
    for one in sent["taps"][:MOST]:
        tapped = _tapped(one, sent["device"])
        try:
            answer = tap(
                by=request.actor, location=location, tapped=tapped, on=localdate()
            )
        except Conflict:
            return _answer(request, location, night, outcomes, str(tapped.key))
        outcomes.append({"key": str(answer.key), "reason": reason(answer)})
    return _answer(request, location, night, outcomes, None)


def _answer(
    request: Request,
    location: Location,
    night: date,
    outcomes: list[dict[str, object]],
    too_soon: str | None,
) -> JsonResponse:
    context = context_of(request, location, night)
    answer = JsonResponse(
        {
            "outcomes": outcomes,
            "tooSoon": too_soon,
            "owner": request.actor.user_id,
            "html": render_to_string("nights/evening/part.html", context, request),
        }
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _sent(request: HttpRequest) -> dict[str, Any]:
    try:
        sent = json.loads(request.body)
        taps_sent, device = list(sent["taps"]), UUID(str(sent["device"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _unreadable() from error
    return {
        "taps": taps_sent,
        "device": device,
        "owner": sent.get("owner"),
        "night": sent.get("night", ""),
    }


def _unreadable() -> Invalid:
    return Invalid(
        text("What this phone sent cannot be read."),
        next_step=text("Load the page again."),
    )


def _tapped(one: Any, device: UUID) -> Tapped:
    try:
        known = {str(name): str(value) for name, value in one.items()}
        "".join(known.values()).encode()  # half a sign can be sent, and not kept
        night = parse_date(known["night"])
        key, sequence = UUID(known["key"]), int(known["sequence"])
        at = parse_datetime(known.get("at", ""))
    except (AttributeError, KeyError, ValueError) as error:
        raise _unreadable() from error
    if night is None or not 0 < sequence < 2**31:
        raise _unreadable()
    return read_tap(known, night, key, device=device, sequence=sequence, at=_moment(at))


def _moment(at: datetime | None) -> datetime | None:
    """When the finger was there, unless the phone's clock cannot be right."""
    if at is None or not is_aware(at):
        return None
    try:
        waited = timezone.now() - at
    except OverflowError:
        return None
    return at if _AHEAD < waited < _LONGEST_WAIT else None
