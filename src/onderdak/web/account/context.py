"""What the page frame shows: banner, who acts for whom, where they can go."""

from django.conf import settings

from onderdak.foundation.identity.contract import Actor
from onderdak.web.account.entrance import Visit
from onderdak.web.account.navigation import (
    ROLE_NAMES,
    choices,
    management,
    navigation,
    tenant_names,
)


def frame(request: Visit) -> dict[str, object]:
    """Variables of the page frame."""
    context: dict[str, object] = {
        "demo_banner": settings.DEMO,
        "source_url": settings.SOURCE_URL,
    }
    actor: Actor | None = getattr(request, "actor", None)
    if actor is not None and actor.grants:
        context |= _of_actor(request, actor)
    return context


def _of_actor(request: Visit, actor: Actor) -> dict[str, object]:
    grant = actor.grants[0]
    all_grants = request.memberships
    names = tenant_names(all_grants, request.provider_names)
    return {
        "party": {"name": names[grant.id], "role": ROLE_NAMES[grant.role]},
        "navigation": navigation(actor, request.path),
        "management": management(actor, request.path),
        "memberships": choices(all_grants, names, grant.id),
        "theme": grant.municipality,
    }
