"""Who may open a page: people who have signed in, under one membership."""

import functools
from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    PROVIDER_ROLES,
    Actor,
    Grant,
    Role,
)
from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text


class Visit(HttpRequest):
    """A request of anybody; the middleware says who acts, if anybody does."""

    actor: Actor | None
    memberships: tuple[Grant, ...]
    provider_names: dict[int, str]


class Request(Visit):
    """A request of someone who has signed in."""

    actor: Actor


View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Let people in who have signed in, and lead others to the sign-in page."""

    @functools.wraps(view)
    def guarded(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        if getattr(request, "actor", None) is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def with_task(view: View) -> View:
    """Let people in who have a membership; an account alone gives nothing to see."""

    @functools.wraps(view)
    def guarded(
        request: HttpRequest, *args: object, **kwargs: object
    ) -> HttpResponseBase:
        actor: Actor | None = getattr(request, "actor", None)
        if actor is None:
            return redirect_to_login(request.get_full_path())
        if not actor.grants:
            raise NotAllowed(
                text("You have no task here yet."),
                next_step=text("Ask the administrator of your organisation."),
            )
        return view(request, *args, **kwargs)

    return guarded


def pages_of(actor: Actor) -> str:
    """Which kind of pages someone works with: provider, municipality, region or ''."""
    role = actor.grants[0].role if actor.grants else None
    if role in PROVIDER_ROLES:
        return "provider"
    if role is Role.REGION_COORDINATOR:
        return "region"
    return "municipality" if role in MUNICIPAL_ROLES else ""
