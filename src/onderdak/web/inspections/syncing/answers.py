"""What both doors say to a phone: nothing is lost by any answer but a clear one."""

import functools
from collections.abc import Callable

from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase, JsonResponse

from onderdak.kernel.errors import Conflict
from onderdak.kernel.identifiers import whole_number
from onderdak.web.account.contract import View

OTHER_ACCOUNT, TOO_LARGE, NOT_GOOD, TOO_OFTEN, NOT_NOW = 409, 413, 400, 429, 503
REFUSED = 422
_WINDOW = 300


def told(why: str, status: int) -> JsonResponse:
    """An answer with a word for why not."""
    return JsonResponse({"why": why}, status=status)


def braked(door: str, most: int) -> Callable[[View], View]:
    """Let an account come in no more often than a phone would, in five minutes."""

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def within(
            request: HttpRequest, *args: object, **kwargs: object
        ) -> HttpResponseBase:
            if _too_often(f"round:{door}:{request.user.pk}", most):
                return told("often", TOO_OFTEN)
            try:
                return view(request, *args, **kwargs)
            except Conflict:
                # Such as a scanner that is silent: the phone tries again later.
                return told("later", NOT_NOW)

        return within

    return wrap


def too_heavy(request: HttpRequest, door: str, most: int) -> bool:
    """Whether an account would send more bytes than this in five minutes.

    What it says it sends counts, before any of it is read: no more than that is read.
    """
    size = whole_number(request.headers.get("Content-Length", "")) or 0
    return _is_over(f"round:{door}:bytes:{request.user.pk}", size, most)


def _too_often(key: str, most: int) -> bool:
    return _is_over(key, 1, most)


def _is_over(key: str, more: int, most: int) -> bool:
    if cache.add(key, more, _WINDOW):
        return more > most
    try:
        return bool(cache.incr(key, more) > most)
    except ValueError:  # it ran out between the two
        return False
