"""Tokens: a provider lets its own systems in, sees what they do, and shuts them out."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from onderdak.foundation.identity.actions import action, record_event
from onderdak.foundation.identity.domain.permissions import (
    MANAGE_TOKENS,
    Actor,
    Grant,
    Role,
    TokenInUse,
    TokenScope,
    check_may,
)
from onderdak.foundation.identity.models import AccessToken
from onderdak.foundation.identity.scope import no_scope
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
    RETURNING id, provider_id, made_by_id, scopes, window_count,
        60 - extract(epoch FROM now() - window_began)::int
"""
_PRESENT = "SELECT set_config('onderdak.token', %s, true)"


@dataclass(frozen=True, slots=True)
class Shown:
    """A token that was shown and is good: who acts, and how busy it is."""

    actor: Actor
    provider: int
    requests: int  # in this minute
    seconds_left: int  # of this minute


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
    _check_label(label)
    known = _known_scopes(scopes)
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        provider_id=provider,
        label=label.strip(),
        secret_hash=_hash(secret),
        scopes=known,
        made_by_id=by.user_id,
        expires_at=_end(months),
    )
    record_event(
        by=by,
        action="identity.make_token",
        object=f"token {token.pk}",
        provider=provider,
        detail={"scopes": " ".join(known), "months": months},
    )
    return token.pk, secret


def _check_label(label: str) -> None:
    if not 0 < len(label.strip()) <= _LONGEST_LABEL or not label.isprintable():
        raise Invalid(
            text("Give the token a name of 1 to %(most)s signs.", most=_LONGEST_LABEL),
            next_step=text("Name the system that will use it."),
        )


def _known_scopes(scopes: Sequence[str]) -> list[str]:
    known = sorted(set(scopes) & set(TokenScope))
    if not known or len(known) != len(set(scopes)):
        raise Invalid(
            text("Say what the token is for."),
            next_step=text("Choose from: %(scopes)s.", scopes=", ".join(TokenScope)),
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
    check_may(by, MANAGE_TOKENS, provider=found.provider_id)
    AccessToken.objects.filter(pk=token, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by_id=by.user_id
    )
    record_event(
        by=by,
        action="identity.revoke_token",
        object=f"token {token}",
        provider=found.provider_id,
    )


def tokens_of(*, by: Actor, provider: int) -> QuerySet[AccessToken]:
    """A provider's tokens, the newest first; never their secrets."""
    check_may(by, MANAGE_TOKENS, provider=provider)
    return (
        AccessToken.objects.filter(provider_id=provider)
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
    token, provider, maker, scopes, requests, seconds_left = found
    in_use = TokenInUse(token, frozenset(TokenScope(scope) for scope in scopes))
    grant = Grant(id=0, role=Role.HOUSE_STAFF, provider=provider)
    actor = Actor(maker, f"token {token}", (grant,), in_use)
    return Shown(actor, provider, requests, max(1, seconds_left))
