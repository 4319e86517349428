"""Changes to who belongs where, and the frame that every action shares."""

import functools
import hashlib
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from onderdak.foundation.identity.domain.permissions import (
    MUNICIPAL_ROLES,
    PROVIDER_ROLES,
    Actor,
    Permission,
    Role,
    check_may,
)
from onderdak.foundation.identity.letters import mail_invitation
from onderdak.foundation.identity.models import (
    AuditEvent,
    Invitation,
    Membership,
    RoomSwitch,
    User,
)
from onderdak.foundation.identity.scope import Scope, current_scope, scope
from onderdak.foundation.outbox.contract import announce
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.text import text

INVITE = Permission(
    "identity.invite", frozenset({Role.MUNICIPAL_ADMIN, Role.PROVIDER_MANAGER})
)
SWITCH_ROOM = Permission("identity.switch_room", frozenset({Role.MUNICIPAL_ADMIN}))

# Tax data (AWR art. 67), and the log of who looked: nobody gives these to oneself.
_NOT_TO_ONESELF = frozenset({Role.LEVY_OFFICER, Role.PRIVACY_OFFICER})
_INVITATION_DAYS = 7
INVITATION_ACCEPTED = "identity.invitation_accepted"
ROOMS_WITH_A_SWITCH = (
    "nights",
    "duty",
    "levy",
    "desk",
    "picture",
    "inspections",
    "enforcement",
    "care",
)


P = ParamSpec("P")
R = TypeVar("R")


def action(change: Callable[P, R]) -> Callable[P, R]:
    """A change as one whole: it happens completely, inside a scope, or not at all."""

    @functools.wraps(change)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        current_scope()
        with transaction.atomic():
            return change(*args, **kwargs)

    return whole


def record_event(
    *,
    by: Actor,
    action: str,
    object: str,
    municipality: str | None = None,
    provider: int | None = None,
    detail: Mapping[str, str | int | None] | None = None,
) -> None:
    """Write down who did what; called by every action, in its transaction."""
    AuditEvent.objects.create(
        actor_id=by.user_id,
        action=action,
        object=object,
        municipality=municipality,
        provider_id=provider,
        detail=dict(detail or {}) | _token_of(by),
    )


def _token_of(by: Actor) -> dict[str, int]:
    """Which token was shown, where a system acts in somebody's name."""
    return {"token": by.token.id} if by.token else {}


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def make_invitation(
    *,
    email: str,
    role: Role,
    municipality: str | None = None,
    provider: int | None = None,
    invited_by: int | None = None,
    mail_of: str | None = None,
) -> str:
    """Write an invitation down, mail its link, and return the link's secret.

    Callers check who may.

    Args:
        mail_of: the municipality whose mail it is, where it invites for a provider.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(text("'%(email)s' is no e-mail address.", email=email)) from error
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        email=email.lower(),
        role=role,
        municipality_id=municipality,
        provider_id=provider,
        secret_hash=_hash(secret),
        invited_by_id=invited_by,
        expires_at=timezone.now() + timedelta(days=_INVITATION_DAYS),
    )
    mail_invitation(
        number=invitation.pk,
        email=email,
        secret=secret,
        days=_INVITATION_DAYS,
        municipality=mail_of or municipality,
        provider=None if mail_of else provider,
    )
    return secret


@action
def invite(
    *,
    by: Actor,
    email: str,
    role: Role,
    municipality: str | None = None,
    provider: int | None = None,
) -> str:
    """Offer someone a membership of one's own organisation.

    Returns:
        The secret of the link; it is shown once and only its hash is kept.

    Raises:
        NotAllowed: the inviter does not manage this organisation, or invites oneself to
            a role that somebody else must give.
        Invalid: the role does not belong to an organisation of this kind.
    """
    check_may(by, INVITE, municipality=municipality, provider=provider)
    fitting = MUNICIPAL_ROLES if municipality else PROVIDER_ROLES
    if role not in fitting or bool(municipality) == bool(provider):
        raise Invalid(
            text("The role %(role)s does not exist in this organisation.", role=role),
            next_step=text(
                "Choose one of: %(roles)s.", roles=", ".join(sorted(fitting))
            ),
        )
    if role in _NOT_TO_ONESELF and email.strip().lower() == by.email.lower():
        raise _not_to_oneself()
    secret = make_invitation(
        email=email,
        role=role,
        municipality=municipality,
        provider=provider,
        invited_by=by.user_id,
    )
    record_event(
        by=by,
        action="identity.invite",
        object="invitation",
        municipality=municipality,
        provider=provider,
        detail={"role": role},
    )
    return secret


def open_invitation(secret: str) -> Invitation | None:
    """The invitation behind a link, if it may still be accepted."""
    return Invitation.objects.filter(
        secret_hash=_hash(secret),
        accepted_at__isnull=True,
        expires_at__gt=timezone.now(),
    ).first()


def accept_invitation(
    *,
    secret: str,
    name: str = "",
    password: str = "",
    language: str = User.Language.DUTCH,
    signed_in: int | None = None,
) -> User:
    """Take up an invitation: make the account, or join with the one that is there.

    The secret itself is the permission; it works once. An account that exists joins
    only while its owner is signed in: who made it with somebody else's address must
    not receive what that somebody is invited to.

    Args:
        signed_in: number of the account that is signed in, if any.

    Raises:
        Invalid: the link was used, has expired or never existed.
        NotAllowed: the address has an account, and that one is not signed in.
    """
    invitation = open_invitation(secret)
    if invitation is None:
        raise _spent_invitation()
    tenant = Scope(
        municipalities=frozenset(filter(None, [invitation.municipality_id])),
        providers=frozenset(filter(None, [invitation.provider_id])),
    )
    with scope(tenant):
        user = User.objects.filter(email=invitation.email).first()
        if user is not None and user.pk != signed_in:
            raise _sign_in_first()
        by_oneself = user is not None and user.pk == invitation.invited_by_id
        if by_oneself and invitation.role in _NOT_TO_ONESELF:
            raise _not_to_oneself()
        if not _spend(invitation):
            raise _spent_invitation()
        if user is None:
            user = User.objects.create_user(
                invitation.email, password, name=name, language=language
            )
        _join(user, invitation)
        return user


def _not_to_oneself() -> NotAllowed:
    return NotAllowed(
        text("Nobody gives this role to oneself."),
        why=text("It opens tax data, or the log of who looked at what."),
        next_step=text("Let another administrator invite you."),
    )


def _sign_in_first() -> NotAllowed:
    return NotAllowed(
        text("There is an account with this e-mail address already."),
        next_step=text("Sign in with it, then open the link again."),
    )


def _spent_invitation() -> Invalid:
    return Invalid(
        text("This invitation no longer works."),
        why=text("It was used, or it is older than seven days."),
        next_step=text("Ask the person who invited you for a new one."),
    )


def _spend(invitation: Invitation) -> bool:
    """Mark it as used; False when someone else was first."""
    spent = Invitation.objects.filter(pk=invitation.pk, accepted_at__isnull=True)
    return spent.update(accepted_at=timezone.now()) == 1


def _join(user: User, invitation: Invitation) -> None:
    Membership.objects.get_or_create(
        user=user,
        role=invitation.role,
        municipality_id=invitation.municipality_id,
        provider_id=invitation.provider_id,
    )
    record_event(
        by=Actor(user_id=user.pk, email=user.email),
        action="identity.accept_invitation",
        object=f"invitation {invitation.pk}",
        municipality=invitation.municipality_id,
        provider=invitation.provider_id,
    )
    announce(
        INVITATION_ACCEPTED,
        {
            "municipality": invitation.municipality_id,
            "provider": invitation.provider_id,
            "user": user.pk,
            "role": str(invitation.role),
        },
    )


@action
def switch_room(*, by: Actor, municipality: str, room: str, on: bool) -> None:
    """Put a room to use in a municipality, or out of use; what is off is not seen."""
    check_may(by, SWITCH_ROOM, municipality=municipality)
    if room not in ROOMS_WITH_A_SWITCH:
        raise Invalid(
            text("There is no part '%(room)s' to switch on or off.", room=room),
            next_step=text(
                "Choose one of: %(rooms)s.", rooms=", ".join(ROOMS_WITH_A_SWITCH)
            ),
        )
    if on:
        RoomSwitch.objects.get_or_create(municipality_id=municipality, room=room)
    else:
        RoomSwitch.objects.filter(municipality_id=municipality, room=room).delete()
    record_event(
        by=by,
        action="identity.switch_room",
        object=f"room {room}",
        municipality=municipality,
        detail={"on": int(on)},
    )
