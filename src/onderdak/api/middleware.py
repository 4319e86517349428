"""The short way through the house for requests of systems.

No session, no messages, no forms: what a token does needs none of them, and a browser's
cookie must not count here. Whatever is answered below /api/ is JSON, refusals included.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from onderdak.api.document import API_VERSION, PREFIX
from onderdak.api.problems import MEDIA_TYPE, of_error, problem
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text

Handler = Callable[[HttpRequest], HttpResponse]
DOOR = "/api/"
_WITH_BODY = {"POST", "PUT", "PATCH"}
# Nobody shows a token there: a file of facts is small, and is judged as a whole.
_LESS = {f"{PREFIX}/norms/check": 512 * 1024}

_HEADERS = {
    "API-Version": API_VERSION,
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class ApiMiddleware:
    """Answer everything below /api/ here; the page about the API itself goes on."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a system, in its language."""
        path = request.path_info
        if not path.startswith(DOOR) or path == DOOR:
            return self.get_response(request)
        language = get_language_from_request(_without_cookie(request))
        with translation.override(language):
            response = _as_problem(_answer(request))
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ("Accept-Language",))
        return response


def _without_cookie(request: HttpRequest) -> HttpRequest:
    """A browser's choice of language is not the system's."""
    request.COOKIES.clear()
    return request


def _answer(request: HttpRequest) -> HttpResponse:
    try:
        if (refused := _refuse_body(request)) is not None:
            return refused
        found = resolve(request.path_info)
        request.resolver_match = found
        answer: HttpResponse = found.func(request, *found.args, **found.kwargs)
    except Resolver404:
        return problem(404)
    except Exception as error:  # whatever it is, a system gets JSON
        return of_error(error)
    return answer


def _refuse_body(request: HttpRequest) -> HttpResponse | None:
    """Too large, or not JSON: known before anything else is done."""
    if request.method not in _WITH_BODY:
        return None
    length = whole_number(request.META.get("CONTENT_LENGTH") or "0")
    most = _LESS.get(request.path_info, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if length is None or length > most or len(request.body) > most:
        says = text(
            "This request is too large: at most %(most)s kB.", most=most // 1024
        )
        return problem(413, in_language(says))
    return None if request.content_type == "application/json" else problem(415)


def _as_problem(response: HttpResponse) -> HttpResponse:
    """A refusal that is not yet a problem: one of the framework's own."""
    if response.status_code < 400 or response["Content-Type"].startswith(MEDIA_TYPE):
        return response
    told = problem(response.status_code)
    for name in ("Allow", "Retry-After", "WWW-Authenticate"):
        if name in response.headers:
            told.headers[name] = response.headers[name]
    return told
