"""What a phone keeps so that the app opens without a connection: never a visit.

The service worker holds an empty page and its files. The visits themselves are kept by
the page, sealed under the key of a shift (docs/decisions/0044).
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finders
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.web.inspections.round.words import words

_WORKER = "onderdak/visit/worker.mjs"
_SHELL = "inspections/round/shell.html"
# Modules and styles of the app are found in these folders, whatever they are called.
_FOLDERS = ("onderdak/visit/", "onderdak/norms/")
_FILES = (
    "vendor/fonts.css",
    "vendor/fonts/noto-sans-latin-wght-normal.woff2",
    "vendor/fonts/noto-sans-latin-ext-wght-normal.woff2",
    "vendor/voorbeeld.css",
    "vendor/utrecht.css",
    *(
        f"onderdak/{name}.css"
        for name in ("tokens", "onderdak", "frame", "forms", "tables", "parts")
    ),
    "onderdak/icon.svg",
)
_SIZES = (192, 512)
# Photos that lie on the phone are shown from there; nowhere else is this allowed.
_shows_own_photos = csp_update({"img-src": ["blob:"]})


@require_safe
def app(request: HttpRequest) -> HttpResponseBase:
    """The app of a round, as an empty page in the language of who asks."""
    return _page(request)


@require_safe
def shell(request: HttpRequest, language: str) -> HttpResponseBase:
    """The same page in a language: what the phone keeps."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        return _page(request)


@_shows_own_photos
def _page(request: HttpRequest) -> HttpResponse:
    languages = [
        {"code": code, "name": name, "shell": reverse("round_shell", args=[code])}
        for code, name in settings.LANGUAGES
    ]
    answer = render(
        request,
        _SHELL,
        {"words": words(), "all_languages": languages},
    )
    answer["Cache-Control"] = "no-cache"
    return answer


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone shows of the app among its others."""
    answer = JsonResponse(
        {
            "id": reverse("round"),
            "name": _("Onderdak: visits"),
            "short_name": _("Visits"),
            "lang": translation.get_language(),
            "start_url": reverse("round"),
            "scope": reverse("round"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0b5d66",
            "icons": [_icon(size, kind) for size in _SIZES for kind in _KINDS]
            + [{"src": static("onderdak/icon.svg"), "sizes": "any"}],
        },
        content_type="application/manifest+json",
    )
    answer["Cache-Control"] = "no-cache"
    return answer


_KINDS = ("any", "maskable")


def _icon(size: int, kind: str) -> dict[str, str]:
    return {
        "src": static(f"onderdak/visit/icons/{kind}-{size}.png"),
        "sizes": f"{size}x{size}",
        "type": "image/png",
        "purpose": kind,
    }


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of the app; it answers for this folder and no other."""
    known: dict[str, Any] = {
        "version": _version(),
        "files": _addresses(),
        "shells": {
            code: reverse("round_shell", args=[code])
            for code, _name in settings.LANGUAGES
        },
        "app": reverse("round"),
    }
    script = f"const KNOWN = {json.dumps(known)};\n{_text(_WORKER)}"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def _addresses() -> list[str]:
    # A module is asked for by its own name, also where other files carry a hash in it.
    both = ((static(name), f"{settings.STATIC_URL}{name}") for name in _names())
    return list(dict.fromkeys(address for pair in both for address in pair))


@cache
def _names() -> tuple[str, ...]:
    """The files of the app, by the name that `static` knows them by."""
    found = {
        name
        for finder in get_finders()
        for name, _storage in finder.list(["*.map"])
        if name.startswith(_FOLDERS) and name != _WORKER
    }
    return (*_FILES, *sorted(found))


def _path(name: str) -> Path | None:
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


@cache
def _text(name: str) -> str:
    path = _path(name)
    return path.read_text() if path else ""


def _template() -> str:
    """The page as it is written, before a language fills it in."""
    return (Path(__file__).parents[1] / "templates" / _SHELL).read_text()


@cache
def _version() -> str:
    """Changes with every file that is kept, with its page and with its words."""
    known = hashlib.sha256(_text(_WORKER).encode())
    known.update(_template().encode())
    for name in _names():
        path = _path(name)
        known.update(path.read_bytes() if path else b"")
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            known.update(json.dumps(words()).encode())
    return known.hexdigest()[:16]
