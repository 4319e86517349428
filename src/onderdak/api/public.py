"""Doors of the API that stand open: no token, a brake per visitor instead."""

import functools
from collections.abc import Callable, Collection
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from onderdak.api.entrance import refuse_unknown
from onderdak.api.problems import TooMany
from onderdak.kernel.visitors import visitor

_WINDOW = 60

View = Callable[..., HttpResponse]


def for_anyone(asks: Collection[str] = ()) -> Callable[[View], View]:
    """Let anyone in, so many times a minute; what is given may be read from anywhere.

    Args:
        asks: the parameters that the address may have.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def within(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            count_as(request, 1)
            refuse_unknown(request, asks)
            answer = view(request, *args, **kwargs)
            answer.headers["Access-Control-Allow-Origin"] = "*"
            return answer

        return within

    return wrap


def _visitor(request: HttpRequest) -> str:
    """The connection somebody comes from; those without one are one visitor."""
    try:
        return visitor(str(get_adapter(request).get_client_ip(request)))
    except PermissionDenied:
        return "unknown"


def count_as(request: HttpRequest, requests: int) -> None:
    """Count a request that is much work as more than one.

    Raises:
        TooMany: with this the visitor has asked more than may be.
    """
    if requests < 1:
        return
    key = f"throttle:api-public:{_visitor(request)}"
    if cache.add(key, requests, _WINDOW):
        return
    try:
        asked = cache.incr(key, requests)
    except ValueError:  # it ran out between the two
        return
    if asked > settings.API_REQUESTS_PER_MINUTE:
        raise TooMany(_WINDOW)
