"""May this person do this, here? Deny by default.

A permission names the roles that have it. A person has a permission for a
municipality, provider or region when one of their memberships has such a role *and*
belongs to exactly that tenant: a role in Arnhem says nothing about Nijmegen.
"""

from dataclasses import dataclass
from enum import StrEnum

from onderdak.kernel.errors import NotAllowed
from onderdak.kernel.text import text


class Role(StrEnum):
    """What a membership makes of someone."""

    PROVIDER_MANAGER = "provider_manager"
    HOUSE_STAFF = "house_staff"
    SUPERVISOR = "supervisor"
    REGISTRY_CLERK = "registry_clerk"
    LEVY_OFFICER = "levy_officer"
    PRIVACY_OFFICER = "privacy_officer"
    MUNICIPAL_ADMIN = "municipal_admin"
    REGION_COORDINATOR = "region_coordinator"
    PARTNER_CONTACT = "partner_contact"
    DESK_CLERK = "desk_clerk"
    NEIGHBOURHOOD_WORKER = "neighbourhood_worker"
    CARE_WORKER = "care_worker"
    MAYOR = "mayor"
    LAWYER = "lawyer"


PROVIDER_ROLES = frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF})
REGION_ROLES = frozenset({Role.REGION_COORDINATOR})
PARTNER_ROLES = frozenset({Role.PARTNER_CONTACT})
MUNICIPAL_ROLES = frozenset(Role) - PROVIDER_ROLES - REGION_ROLES - PARTNER_ROLES

# A provider's own house staff confirm who sleeps where on a shared phone; all others
# can see or change more than one house and need a second factor.
ROLES_WITHOUT_SECOND_FACTOR = frozenset({Role.HOUSE_STAFF})


class TokenScope(StrEnum):
    """What a system may be let in for."""

    READ_STAYS = "stays:read"
    WRITE_STAYS = "stays:write"
    READ_REPORTS = "reports:read"
    WRITE_REPORTS = "reports:write"


SCOPES_OF_PROVIDERS = frozenset({TokenScope.READ_STAYS, TokenScope.WRITE_STAYS})
SCOPES_OF_PARTNERS = frozenset({TokenScope.READ_REPORTS, TokenScope.WRITE_REPORTS})


@dataclass(frozen=True, slots=True)
class TokenInUse:
    """The token with which a system acts, and what it was made for."""

    id: int
    scopes: frozenset[TokenScope]


@dataclass(frozen=True, slots=True)
class Grant:
    """One membership: a role, for one municipality, region, provider or partner."""

    id: int
    role: Role
    municipality: str | None = None
    region: str | None = None
    provider: int | None = None
    partner: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, with the memberships under which they act now.

    A system that shows a token acts in the name of whoever made the token, for the
    token's provider or partner alone, and does no more than the token's scopes say.
    """

    user_id: int
    email: str
    grants: tuple[Grant, ...] = ()
    token: TokenInUse | None = None

    @property
    def municipalities(self) -> frozenset[str]:
        """Codes of the municipalities this person acts for."""
        return frozenset(g.municipality for g in self.grants if g.municipality)

    @property
    def providers(self) -> frozenset[int]:
        """Numbers of the providers this person acts for."""
        return frozenset(g.provider for g in self.grants if g.provider)

    @property
    def regions(self) -> frozenset[str]:
        """Regions this person acts for."""
        return frozenset(g.region for g in self.grants if g.region)


@dataclass(frozen=True, slots=True)
class Permission:
    """Something one may do, the roles that may, and the scope that lets a token.

    Without a scope it is for people only.
    """

    name: str
    roles: frozenset[Role]
    token_scope: TokenScope | None = None


# A provider lets its own systems in; a municipality those of its chain partners.
MANAGE_TOKENS = Permission(
    "identity.manage_tokens",
    frozenset({Role.PROVIDER_MANAGER, Role.MUNICIPAL_ADMIN, Role.DESK_CLERK}),
)
SEE_MEMBERS = Permission(
    "identity.see_members", frozenset({Role.PRIVACY_OFFICER, Role.MUNICIPAL_ADMIN})
)


def may(
    actor: Actor,
    permission: Permission,
    *,
    municipality: str | None = None,
    provider: int | None = None,
    region: str | None = None,
) -> bool:
    """Whether the person has this permission for any of the tenants named."""
    if actor.token and permission.token_scope not in actor.token.scopes:
        return False
    return any(
        grant.role in permission.roles
        and (
            (grant.municipality is not None and grant.municipality == municipality)
            or (grant.provider is not None and grant.provider == provider)
            or (grant.region is not None and grant.region == region)
        )
        for grant in actor.grants
    )


def check_may(
    actor: Actor,
    permission: Permission,
    *,
    municipality: str | None = None,
    provider: int | None = None,
    region: str | None = None,
) -> None:
    """Stop someone who has no such permission.

    Raises:
        NotAllowed: none of the person's memberships gives it for these tenants.
    """
    if not may(
        actor, permission, municipality=municipality, provider=provider, region=region
    ):
        raise NotAllowed(
            text("You may not do this here."),
            why=text(
                "It asks for the permission '%(name)s', which your role does not have.",
                name=permission.name,
            ),
            next_step=text("Ask the administrator of your organisation."),
        )
