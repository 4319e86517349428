"""Tokens: who lets systems in, sees what they do, and shuts them out.

A provider does so with its own systems, a municipality with those of chain partners.
"""

import hashlib
import secrets
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from onderdak.foundation.identity.actions import action, record_event
from onderdak.foundation.identity.domain.permissions import (
    MANAGE_TOKENS,
    SCOPES_OF_PARTNERS,
    SCOPES_OF_PROVIDERS,
    Actor,
    Grant,
    Role,
    TokenInUse,
    TokenScope,
    check_may,
)
from onderdak.foundation.identity.models import AccessToken, Organisation
from onderdak.foundation.identity.scope import Scope, no_scope, scope
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import text

_PREFIX = "ondk_"  # lets programs that look for leaked secrets know one
_LONGEST_LABEL = 80

# One statement finds the token, counts the request and says when it was last used: its
# own short transaction, so that requests with one token need not wait for each other.
_SHOW = """
    UPDATE identity_accesstoken SET
        window_count = CASE WHEN window_began > now() - interval '1 minute'
                            THEN window_count + 1 ELSE 1 END,
        window_began = CASE WHEN window_began > now() - interval '1 minute'
                            THEN window_began ELSE now() END,
        last_used_at = now()
    WHERE secret_hash = %s AND revoked_at IS NULL AND expires_at > now()
    RETURNING id, provider_id, municipality_id, partner_id, made_by_id, scopes,
        window_count, 60 - extract(epoch FROM now() - window_began)::int
"""
_PRESENT = "SELECT set_config('onderdak.token', %s, true)"


@dataclass(frozen=True, slots=True)
class Shown:
    """A token that was shown and is good: who acts, and how busy it is."""

    actor: Actor
    requests: int  # in this minute
    seconds_left: int  # of this minute
    provider: int = 0  # none where it is a partner's system
    municipality: str = ""
    partner: int = 0
    secret_hash: str = ""

    @contextmanager
    def rows(self) -> Iterator[None]:
        """Show the rows of the provider, or what the database gives this very token."""
        if self.provider:
            with scope(Scope(providers=frozenset({self.provider}))):
                yield
            return
        with scope(Scope()):
            _present(self.secret_hash)
            yield
            # Only after success: what is rolled back takes its setting with it.
            if not connection.needs_rollback:
                _present("")


def _present(hashed: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT, [hashed])


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


@action
def make_token(
    *,
    by: Actor,
    provider: int,
    label: str,
    scopes: Sequence[str],
    months: int,
) -> tuple[int, str]:
    """Let one of a provider's own systems in, for so many months.

    Returns:
        The token's number and its secret, which is shown once; a hash is kept.

    Raises:
        NotAllowed: this person does not manage the provider.
        Invalid: no name, no scope, or a term that is too long.
    """
    check_may(by, MANAGE_TOKENS, provider=provider)
    known = _known_scopes(scopes, SCOPES_OF_PROVIDERS)
    token, secret = _made(by, label, known, months, provider_id=provider)
    record_event(
        by=by,
        action="identity.make_token",
        object=f"token {token.pk}",
        provider=provider,
        detail={"scopes": " ".join(known), "months": months},
    )
    return token.pk, secret


@action
def make_partner_token(
    *,
    by: Actor,
    municipality: str,
    partner: int,
    label: str,
    scopes: Sequence[str],
    months: int,
) -> tuple[int, str]:
    """Let a system of a chain partner in, in one municipality, for so many months.

    Args:
        partner: number of the partner, as `new_partner` gave it.

    Returns:
        The token's number and its secret, which is shown once; a hash is kept.

    Raises:
        NotAllowed: this person lets nobody in for the municipality.
        Invalid: no name, no scope, or a term that is too long.
    """
    check_may(by, MANAGE_TOKENS, municipality=municipality)
    known = _known_scopes(scopes, SCOPES_OF_PARTNERS)
    token, secret = _made(
        by, label, known, months, municipality_id=municipality, partner_id=partner
    )
    record_event(
        by=by,
        action="identity.make_partner_token",
        object=f"token {token.pk}",
        municipality=municipality,
        detail={"scopes": " ".join(known), "months": months, "partner": partner},
    )
    return token.pk, secret


def new_partner() -> int:
    """A number for a chain partner; called in an action of the room that names it."""
    return Organisation.objects.create(kind=Organisation.Kind.PARTNER).pk


def _made(
    by: Actor, label: str, scopes: Sequence[str], months: int, **whose: int | str
) -> tuple[AccessToken, str]:
    _check_label(label)
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        label=label.strip(),
        secret_hash=_hash(secret),
        scopes=scopes,
        made_by_id=by.user_id,
        expires_at=_end(months),
        **whose,
    )
    return token, secret


def _check_label(label: str) -> None:
    if not 0 < len(label.strip()) <= _LONGEST_LABEL or not label.isprintable():
        raise Invalid(
            text("Give the token a name of 1 to %(most)s signs.", most=_LONGEST_LABEL),
            next_step=text("Name the system that will use it."),
        )


def _known_scopes(scopes: Sequence[str], offered: Collection[TokenScope]) -> list[str]:
    known = sorted(set(scopes) & set(offered))
    if not known or len(known) != len(set(scopes)):
        choices = ", ".join(each for each in TokenScope if each in offered)
        raise Invalid(
            text("Say what the token is for."),
            next_step=text("Choose from: %(scopes)s.", scopes=choices),
        )
    return known


def _end(months: int) -> datetime:
    """The start of the day on which a token made today expires."""
    if not 1 <= months <= settings.TOKEN_MONTHS:
        raise Invalid(
            text(
                "A token is good for 1 to %(most)s months.", most=settings.TOKEN_MONTHS
            )
        )
    last_day = add_months(timezone.localdate(), months)
    return timezone.make_aware(datetime.combine(last_day, time()))


@action
def revoke_token(*, by: Actor, token: int) -> None:
    """Shut a system out, at once; a token that was revoked stays so.

    Raises:
        NotFound: there is no such token in this person's scope.
    """
    found = AccessToken.objects.filter(pk=token).first()
    if found is None:
        raise NotFound(text("There is no token %(number)s for you.", number=token))
    check_may(
        by,
        MANAGE_TOKENS,
        provider=found.provider_id,
        municipality=found.municipality_id,
    )
    AccessToken.objects.filter(pk=token, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by_id=by.user_id
    )
    record_event(
        by=by,
        action="identity.revoke_token",
        object=f"token {token}",
        provider=found.provider_id,
        municipality=found.municipality_id,
    )


def tokens_of(*, by: Actor, provider: int) -> QuerySet[AccessToken]:
    """A provider's tokens, the newest first; never their secrets."""
    check_may(by, MANAGE_TOKENS, provider=provider)
    return (
        AccessToken.objects.filter(provider_id=provider)
        .select_related("made_by")
        .order_by("-pk")
    )


def partner_tokens(*, by: Actor, municipality: str) -> QuerySet[AccessToken]:
    """The tokens of a municipality's chain partners, the newest first.

    Raises:
        NotAllowed: this person lets nobody in for the municipality.
    """
    check_may(by, MANAGE_TOKENS, municipality=municipality)
    return (
        AccessToken.objects.filter(municipality_id=municipality)
        .select_related("made_by")
        .order_by("-pk")
    )


def actor_of_token(secret: str) -> Shown | None:
    """Who acts where this secret is shown; opens its own scope, counts the request.

    Returns:
        None where the token is unknown, has expired or was revoked.
    """
    hashed = _hash(secret)
    with no_scope(), connection.cursor() as cursor:
        cursor.execute(_PRESENT, [hashed])
        cursor.execute(_SHOW, [hashed])
        found = cursor.fetchone()
        cursor.execute(_PRESENT, [""])
    if found is None:
        return None
    token, provider, town, partner, maker, scopes, requests, seconds_left = found
    in_use = TokenInUse(token, frozenset(TokenScope(scope) for scope in scopes))
    actor = Actor(maker, f"token {token}", (_grant(provider, town, partner),), in_use)
    return Shown(
        actor=actor,
        requests=requests,
        seconds_left=max(1, seconds_left),
        provider=provider or 0,
        municipality=town or "",
        partner=partner or 0,
        secret_hash=hashed,
    )


def _grant(provider: int | None, town: str | None, partner: int | None) -> Grant:
    """No more than the staff of a house may, or the contact of a partner."""
    if provider:
        return Grant(id=0, role=Role.HOUSE_STAFF, provider=provider)
    return Grant(id=0, role=Role.PARTNER_CONTACT, municipality=town, partner=partner)
