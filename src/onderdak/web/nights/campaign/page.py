"""The public page of a campaign: no account, no cookie, no script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe

from onderdak.register.nights.contract.guests import (
    Texts,
)
from onderdak.web.account.throttle import too_often
from onderdak.web.nights.campaign.film import film_in
from onderdak.web.nights.campaign.leaflet import leaflet_pdf
from onderdak.web.nights.campaign.saying import campaign_of
from onderdak.web.nights.campaign.texts import (
    OFFERED,
    campaign_language,
    campaign_texts,
)

_MOST = 120  # an office may share one connection
_MOST_LEAFLETS = 30  # each is set anew
_KEPT = "public, max-age=300"


@require_safe
def campaign(request: HttpRequest, code: str) -> HttpResponse:
    """Why a night register, what it asks, and how it is done, for a municipality."""
    language = _language(request)
    if too_often(request, "campaign", most=_MOST):
        return _told(request, language, "too_often", 429)
    found = campaign_of(code, localdate())
    if found is None:
        return _told(request, language, "not_there", 404)
    texts = found.texts(language)
    film = film_in(language)
    context = {
        "campaign": found,
        "asks": found.asks(texts),
        "film": film,
        "film_play": texts.say("film_play", seconds=film.seconds) if film else "",
    }
    return _page(request, "campaign/page.html", texts, context)


@require_safe
def leaflet(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a leaflet to print: one page per language, or one language."""
    language = _language(request)
    if too_often(request, "leaflet", most=_MOST_LEAFLETS):
        return _told(request, language, "too_often", 429)
    on = localdate()
    found = campaign_of(code, on)
    if found is None:
        return _told(request, language, "not_there", 404)
    asked = request.GET.get("lang", "")
    languages = (asked,) if asked in OFFERED else OFFERED
    answer = HttpResponse(
        leaflet_pdf(found, languages, on), content_type="application/pdf"
    )
    name = "-".join(("nachtregister", found.code, *languages))
    answer["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    answer["Cache-Control"] = _KEPT
    return answer


def _language(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept-Language", "")
    return campaign_language(request.GET.get("lang", ""), accepted)


def _told(request: HttpRequest, language: str, says: str, status: int) -> HttpResponse:
    """Say in one sentence why there is no page."""
    texts = campaign_texts()[language].about(municipality="")
    answer = _page(request, "campaign/told.html", texts, {"said": texts[says]}, status)
    answer["Cache-Control"] = "no-store"
    return answer


def _page(
    request: HttpRequest,
    template: str,
    texts: Texts,
    context: dict[str, object],
    status: int = 200,
) -> HttpResponse:
    shown = {
        "t": texts,
        "spoken": texts.language,
        "languages": [each.language for each in campaign_texts().values()],
        "demo_banner": settings.DEMO,
        **context,
    }
    answer = render(request, template, shown, status=status)
    answer["Content-Language"] = texts.language.code
    answer["Cache-Control"] = _KEPT
    answer["Vary"] = "Accept-Language"
    return answer
