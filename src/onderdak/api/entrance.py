"""Who is let in: a system that shows a token, for what the token is for."""

import functools
from collections.abc import Callable, Collection
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from onderdak.api.problems import InvalidParams, TooMany
from onderdak.foundation.identity.contract import (
    Actor,
    Shown,
    TokenScope,
    actor_of_token,
    in_language,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text
from onderdak.kernel.visitors import visitor

_WINDOW = 300


class SystemRequest(HttpRequest):
    """A request of a system that has shown its token."""

    auth: Shown

    @property
    def actor(self) -> Actor:
        """Who acts."""
        return self.auth.actor


View = Callable[..., HttpResponse]


class Token(HttpBearer):
    """The token of a system: of a provider itself, or of a municipality's partner."""

    def authenticate(self, request: HttpRequest, token: str) -> Shown | None:
        """Who acts with this token; None where it is not good (any more)."""
        shown = actor_of_token(token)
        if shown is None:
            _count_failure(request)
            return None
        if shown.requests > settings.API_REQUESTS_PER_MINUTE:
            raise TooMany(shown.seconds_left)
        return shown


def _count_failure(request: HttpRequest) -> None:
    """Slow down whoever tries token after token; who has a good one is not hindered."""
    address = get_adapter(request).get_client_ip(request)
    key = f"throttle:api:{visitor(address)}"
    if cache.add(key, 1, _WINDOW):
        return
    try:
        tries = cache.incr(key)
    except ValueError:  # it ran out between the two
        return
    if tries > settings.API_FAILURES:
        raise TooMany(_WINDOW)


def refuse_unknown(request: HttpRequest, asks: Collection[str]) -> None:
    """Refuse a parameter that nobody knows: it would seem to have been heeded."""
    unknown = sorted(set(request.GET) - set(asks))
    if unknown:
        says = in_language(text("There is no such field here."))
        raise InvalidParams(
            text("The request is not right."),
            [
                {"name": name[:60], "code": "extra_forbidden", "reason": says}
                for name in unknown
            ],
        )


def acting(needed: TokenScope, asks: Collection[str] = ()) -> Callable[[View], View]:
    """Let in whose token is for this, and show the rows it was made for only.

    Args:
        needed: what the token must have been made for.
        asks: the parameters that the address may have; a filter with a slip in its
            name would seem to have found everything.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def within(request: SystemRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            token = request.auth.actor.token
            if token is None or needed not in token.scopes:
                raise NotAllowed(
                    text("This token is not for '%(scope)s'.", scope=needed),
                    next_step=text("Make a token that is, and use that."),
                )
            refuse_unknown(request, asks)
            with request.auth.rows():
                return view(request, *args, **kwargs)

        return within

    return wrap
