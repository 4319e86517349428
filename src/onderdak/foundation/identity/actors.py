"""From accounts to actors: who acts, under which memberships."""

from onderdak.foundation.identity.domain.permissions import Actor, Grant, Role
from onderdak.foundation.identity.models import Membership, User
from onderdak.foundation.identity.scope import no_scope
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text


def _grant(membership: Membership) -> Grant:
    return Grant(
        id=membership.pk,
        role=Role(membership.role),
        municipality=membership.municipality_id,
        region=membership.region_id,
        provider=membership.provider_id,
        partner=membership.partner_id,
    )


def actor_of(user: User) -> Actor:
    """Someone with all memberships they have; opens its own (empty) scope."""
    with no_scope(actor=user.pk):
        memberships = Membership.objects.filter(user=user).order_by("id")
        return Actor(
            user_id=user.pk,
            email=user.email,
            grants=tuple(_grant(membership) for membership in memberships),
        )


def actor_by_email(email: str) -> Actor:
    """Someone by e-mail address, for the command line.

    Raises:
        NotFound: no active account has this address.
    """
    user = User.objects.filter(email=email.lower(), is_active=True).first()
    if user is None:
        raise NotFound(
            text("There is no active account %(email)s.", email=email),
            next_step=text("Name an account with --as, or run `onderdak demo` first."),
        )
    return actor_of(user)


def acting_under(actor: Actor, membership_id: int | None) -> Actor:
    """The same person under one membership; the first when none of theirs is named.

    Pages act under one membership at a time, so that a list never mixes tenants.
    """
    chosen = [g for g in actor.grants if g.id == membership_id] or actor.grants[:1]
    return Actor(user_id=actor.user_id, email=actor.email, grants=tuple(chosen))
