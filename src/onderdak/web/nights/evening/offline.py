"""What a phone keeps so that the page opens without a connection: never a guest.

The service worker holds the empty page and the files it needs. Who sleeps where is kept
by the page itself, encrypted, and for a short time (docs/decisions/0024).
"""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_GET

from onderdak.web.nights.evening.words import words

_FILES = (
    "vendor/fonts.css",
    "vendor/fonts/noto-sans-latin-wght-normal.woff2",
    "vendor/fonts/noto-sans-latin-ext-wght-normal.woff2",
    "vendor/voorbeeld.css",
    "vendor/utrecht.css",
    "vendor/htmx.js",
    *(
        f"onderdak/{name}.css"
        for name in (
            *("tokens", "onderdak", "frame", "forms", "tables", "parts", "pictures"),
            "evening",
        )
    ),
    "onderdak/onderdak.mjs",
    "onderdak/evening.mjs",
    "onderdak/evening-names.mjs",
    "onderdak/evening-store.mjs",
    "onderdak/evening-typed.mjs",
    "onderdak/evening-sending.mjs",
    "onderdak/icon.svg",
)
_WORKER = "onderdak/evening-worker.mjs"


@require_GET
def shell(request: HttpRequest, language: str) -> HttpResponse:
    """The page of an evening without an evening: for when there is no connection."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with translation.override(language):
        answer = render(request, "nights/evening/shell.html", {"words": words()})
    answer["Cache-Control"] = "no-cache"
    return answer


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root so that it may answer for the pages below."""
    known = {
        "version": _version(),
        "files": _addresses(),
        "shells": {
            code: reverse("evening_shell", args=[code])
            for code, _ in settings.LANGUAGES
        },
    }
    script = f"const KNOWN = {json.dumps(known)};\n{_text(_WORKER)}"
    answer = HttpResponse(script, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def _addresses() -> list[str]:
    """Each file under its own name too: a module asks for the next without its hash."""
    both = ((static(name), f"{settings.STATIC_URL}{name}") for name in _FILES)
    return list(dict.fromkeys(address for pair in both for address in pair))


def _path(name: str) -> Path | None:
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None


@cache
def _text(name: str) -> str:
    path = _path(name)
    return path.read_text() if path else ""


@cache
def _version() -> str:
    """Changes with every file that is kept, so that a phone fetches them anew."""
    known = hashlib.sha256(_text(_WORKER).encode())
    for name in _FILES:
        path = _path(name)
        known.update(path.read_bytes() if path else b"")
    return known.hexdigest()[:16]
