"""One person per role in two towns and a region, for tests that try every door."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from onderdak.foundation.identity.contract import (
    MUNICIPAL_ROLES,
    Membership,
    Role,
    Scope,
    User,
    scope,
)
from tests.world import House, Town, make_house, make_town

REGION = "proefregio"
OWN, OTHER = "own", "other"


@dataclass(frozen=True)
class Persona:
    """A role on one of the two sides: the tenant's own people, and the others."""

    side: str
    role: Role

    def __str__(self) -> str:
        return f"{self.side} {self.role}"


PERSONAS = [Persona(side, role) for side in (OWN, OTHER) for role in Role]


@dataclass(frozen=True)
class Sides:
    """Both towns, both houses, and an account for each persona."""

    towns: dict[str, Town]
    houses: dict[str, House]
    users: dict[Persona, User]
    nobody: User


def make_sides() -> Sides:
    """Two towns in two regions, a house in each, everyone with a second factor."""
    towns = {
        OWN: make_town("GM9001", "Eenstad", region=REGION),
        OTHER: make_town("GM9002", "Tweestad", region="andere-regio"),
    }
    houses = {side: make_house(towns[side], f"Huis {side} PLANT") for side in towns}
    users = {one: _user(one, towns, houses) for one in PERSONAS}
    return Sides(towns, houses, users, _with_factor("nobody@test.example"))


def _with_factor(email: str) -> User:
    user = User.objects.create_user(email, language="en")
    Authenticator.objects.create(
        user=user, type=Authenticator.Type.TOTP, data={"secret": "unused in tests"}
    )
    return user


def _user(one: Persona, towns: dict[str, Town], houses: dict[str, House]) -> User:
    user = _with_factor(f"{one.role}.{one.side}@test.example")
    tenant: dict[str, object]
    if one.role in MUNICIPAL_ROLES:
        tenant = {"municipality_id": towns[one.side].code}
    elif one.role is Role.REGION_COORDINATOR:
        tenant = {"region_id": REGION if one.side == OWN else "andere-regio"}
    elif one.role is Role.PARTNER_CONTACT:
        return user  # no room for partners yet: an account without a membership
    else:
        tenant = {"provider_id": houses[one.side].provider}
    with scope(
        Scope(
            municipalities=frozenset({towns[one.side].code}),
            providers=frozenset({houses[one.side].provider}),
            regions=frozenset({REGION, "andere-regio"}),
        )
    ):
        Membership.objects.create(user=user, role=one.role, **tenant)
    return user
