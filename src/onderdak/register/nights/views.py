"""Views that people keep: a list with its filters, under a name of their own."""

from collections.abc import Sequence
from typing import Any

from onderdak.foundation.identity.contract import Actor, action, check_may, record_event
from onderdak.kernel.errors import Invalid, NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import SEE_LOCATION
from onderdak.register.nights.models import SavedView

_MOST = 50
_LONGEST_NAME = 80


def _tenant(by: Actor) -> dict[str, Any]:
    grant = by.grants[0] if by.grants else None
    if grant is None or (grant.municipality is None and grant.provider is None):
        raise NotAllowed(text("You have no lists to keep here."))
    check_may(
        by, SEE_LOCATION, municipality=grant.municipality, provider=grant.provider
    )
    if grant.municipality is not None:
        return {"municipality_id": grant.municipality, "provider_id": None}
    return {"municipality_id": None, "provider_id": grant.provider}


def own_views(*, by: Actor, page: str) -> Sequence[SavedView]:
    """The views that somebody keeps of a page, by name."""
    kept = SavedView.objects.filter(user_id=by.user_id, page=page, **_tenant(by))
    return list(kept.order_by("name", "id"))


@action
def keep_view(*, by: Actor, page: str, name: str, query: str) -> SavedView:
    """Keep a list as it is filtered now; the same name again replaces it.

    Raises:
        Invalid: the name is missing or too long, or there are too many views.
        NotAllowed: the actor has no lists here.
    """
    tenant = _tenant(by)
    wanted = name.strip()
    if not wanted or len(wanted) > _LONGEST_NAME:
        raise Invalid(text("Give the view a name of at most 80 characters."))
    own = SavedView.objects.filter(user_id=by.user_id, page=page, **tenant)
    if own.exclude(name=wanted).count() >= _MOST:
        raise Invalid(
            text("You keep %(most)s views of this list already.", most=_MOST),
            next_step=text("Remove one first."),
        )
    kept, _made = SavedView.objects.update_or_create(
        user_id=by.user_id,
        page=page,
        name=wanted,
        **tenant,
        defaults={"query": query[:1000]},
    )
    record_event(
        by=by,
        action="nights.keep_view",
        object=f"view {kept.pk}",
        municipality=kept.municipality_id,
        provider=kept.provider_id,
    )
    return kept


@action
def forget_view(*, by: Actor, view: int) -> str:
    """Remove one of one's own views; returns the page it was of.

    Raises:
        NotFound: it is not one of this person's.
        NotAllowed: the actor has no lists here.
    """
    kept = SavedView.objects.filter(pk=view, user_id=by.user_id, **_tenant(by)).first()
    if kept is None:
        raise NotFound(text("There is no such view of yours."))
    page = kept.page
    record_event(
        by=by,
        action="nights.forget_view",
        object=f"view {kept.pk}",
        municipality=kept.municipality_id,
        provider=kept.provider_id,
    )
    kept.delete()
    return page
