"""The page behind the QR code of a location: what is recorded, why, and whose it is."""

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onderdak.register.nights.contract.guests import (
    PublicCard,
    RegisteringNow,
    Texts,
    public_card,
    registering_on,
)
from onderdak.web.account.throttle import too_often
from onderdak.web.nights.guests.door import long_day, page, texts_for, too_many

_MOST = 120  # a whole house may share one connection


@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """What everybody may know who sleeps at this location, in their own language."""
    texts = texts_for(request)
    if too_often(request, "card", most=_MOST):
        return too_many(request, texts)
    found = public_card(code, localdate())
    if found is None:
        return page(
            request, "guests/told.html", texts, {"says": "not_there"}, status=404
        )
    filled = about(texts, found)
    own = registering_on(found, texts.language.code)
    context = {
        "card": found,
        "own": own,
        "reviewed": _reviewed(filled, own),
        "register_rule": filled.say(
            "register_rule",
            months=found.town.register_months,
            days=found.town.register_days,
        ),
    }
    return page(request, "guests/card.html", filled, context, keep=True)


def about(texts: Texts, found: PublicCard) -> Texts:
    """The texts with the names and terms of one location filled in."""
    return texts.about(
        location=found.location,
        provider=found.provider,
        municipality=found.town.name,
        controller=found.town.controller,
        months=found.town.months,
    )


def _reviewed(texts: Texts, own: RegisteringNow | None) -> str:
    if own is None or not own.reviewed_by:
        return ""
    day = long_day(texts, own.reviewed_on)
    return texts.say("register_reviewed", who=own.reviewed_by, day=day)
