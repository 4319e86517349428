"""What the page frame shows: banner, who acts for whom, where they can go."""

from django.conf import settings
from django.http import HttpRequest

from onderdak.foundation.identity.contract import Actor, Grant
from onderdak.web.account.navigation import (
    ROLE_NAMES,
    choices,
    management,
    navigation,
    tenant_names,
)


def frame(request: HttpRequest) -> dict[str, object]:
    """Variables of the page frame."""
    context: dict[str, object] = {
        "demo_banner": settings.DEMO,
        "source_url": settings.SOURCE_URL,
    }
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.grants:
        context |= _of_actor(request, actor)
    return context


def _of_actor(request: HttpRequest, actor: Actor) -> dict[str, object]:
    grant = actor.grants[0]
    all_grants: tuple[Grant, ...] = request.memberships  # type: ignore[attr-defined]  # set by the middleware
    names = tenant_names(all_grants, request.provider_names)  # type: ignore[attr-defined]  # set by the middleware
    return {
        "party": {"name": names[grant.id], "role": ROLE_NAMES[grant.role]},
        "navigation": navigation(actor, request.path),
        "management": management(actor, request.path),
        "memberships": choices(all_grants, names, grant.id),
        "theme": grant.municipality,
    }
