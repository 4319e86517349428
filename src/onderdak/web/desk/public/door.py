"""What all public pages of the desk share: town, language, nothing left behind."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.text import slugify

from onderdak.foundation.documents.contract import written_date
from onderdak.foundation.identity.contract import municipality_names
from onderdak.supervision.desk.contract.public import (
    DeskTexts,
    desk_language,
    desk_texts,
    desk_texts_in,
)

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
}


@dataclass(frozen=True, slots=True)
class TownAsked:
    """The municipality that an address names."""

    code: str
    name: str
    slug: str


def town_of(asked: str) -> TownAsked | None:
    """The municipality of a slug such as `voorbeeldstad`, or of a code."""
    wanted = asked.lower()
    for code, name in municipality_names().items():
        slug = slugify(name)
        if wanted in (slug, code.lower()):
            return TownAsked(code, name, slug)
    return None


def texts_for(request: HttpRequest, asked: str = "") -> DeskTexts:
    """The texts in the language that was asked for, else the browser's."""
    accepted = request.headers.get("Accept-Language", "")
    return desk_texts_in(desk_language(asked or request.GET.get("lang", ""), accepted))


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site's page sent this form, as far as the browser says.

    No cookie proves who somebody is here, so another page could only do what it could
    do without this browser. It is refused all the same: nobody is to be made to report.
    """
    return request.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none")


def page(
    request: HttpRequest,
    template: str,
    texts: DeskTexts,
    context: Mapping[str, object],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page in the reporter's language, without cookie or trace."""
    shown = {
        "t": texts,
        "spoken": texts.language,
        "languages": [each.language for each in desk_texts().values()],
        "demo_banner": settings.DEMO,
        **context,
    }
    answer = render(request, template, shown, status=status)
    answer["Content-Language"] = texts.language.code
    patch_vary_headers(answer, ["Accept-Language"])
    for name, value in _HEADERS.items():
        answer[name] = value
    return answer


def told(
    request: HttpRequest, texts: DeskTexts, says: str, *, status: int
) -> HttpResponse:
    """A page with one sentence and the way out."""
    return page(request, "desk/public/told.html", texts, {"says": says}, status=status)


def long_day(texts: DeskTexts, day: date) -> str:
    """A day in the words of the language."""
    return written_date(day, texts.language.code)
