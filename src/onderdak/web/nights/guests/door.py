"""What every page for guests shares: language, brakes, and nothing left behind."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from onderdak.foundation.documents.contract import written_date
from onderdak.register.nights.contract.guests import (
    Texts,
    guest_texts,
    language_for,
    texts_in,
)

# A neutral page to leave for; a visitor's reason to leave is nobody's business.
ELSEWHERE = "https://www.knmi.nl/nederland-nu/weer"
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


def texts_for(request: HttpRequest, asked: str = "") -> Texts:
    """The texts in the language that was asked for, else the browser's."""
    accepted = request.headers.get("Accept-Language", "")
    return texts_in(language_for(asked or request.GET.get("lang", ""), accepted))


def page(
    request: HttpRequest,
    template: str,
    texts: Texts,
    context: Mapping[str, object],
    *,
    status: int = 200,
    keep: bool = False,
) -> HttpResponse:
    """A page in the guest's language, without cookie, script or trace.

    Args:
        keep: whether a browser may keep it; never with anything of a person on it.
    """
    shown = {
        "t": texts,
        "spoken": texts.language,
        "languages": [each.language for each in guest_texts().values()],
        "elsewhere": ELSEWHERE,
        "demo_banner": settings.DEMO,
        **context,
    }
    answer = render(request, template, shown, status=status)
    answer["Content-Language"] = texts.language.code
    answer["Cache-Control"] = "private, max-age=300" if keep else "no-store"
    patch_vary_headers(answer, ["Accept-Language"])
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer


def long_day(texts: Texts, day: date | None) -> str:
    """A day in the words of the language; '–' where there is none."""
    return written_date(day, texts.language.code) if day else "–"


def too_many(request: HttpRequest, texts: Texts) -> HttpResponse:
    """Say that this visitor came too often."""
    return page(request, "guests/told.html", texts, {"says": "too_often"}, status=429)
