"""The door of identity: what other rooms may use."""

from onderdak.foundation.identity.actions import (
    accept_invitation,
    action,
    invite,
    make_invitation,
    open_invitation,
    record_event,
    switch_room,
)
from onderdak.foundation.identity.actors import (
    acting_under,
    actor_by_email,
    actor_of,
)
from onderdak.foundation.identity.beginning import begin_municipality
from onderdak.foundation.identity.domain.permissions import (
    MUNICIPAL_ROLES,
    PROVIDER_ROLES,
    ROLES_WITHOUT_SECOND_FACTOR,
    Actor,
    Grant,
    Permission,
    Role,
    check_may,
    may,
)
from onderdak.foundation.identity.isolation import append_only, isolate
from onderdak.foundation.identity.language import in_language
from onderdak.foundation.identity.models import (
    Membership,
    Municipality,
    Organisation,
    Region,
    User,
)
from onderdak.foundation.identity.queries import (
    members,
    municipalities_of_region,
    municipalities_with,
    municipality_names,
    rooms_on,
)
from onderdak.foundation.identity.rulebook import rulebook
from onderdak.foundation.identity.scope import (
    Scope,
    ScopeWidened,
    current_scope,
    no_scope,
    scope,
    scope_of,
)

__all__ = [
    "MUNICIPAL_ROLES",
    "PROVIDER_ROLES",
    "ROLES_WITHOUT_SECOND_FACTOR",
    "Actor",
    "Grant",
    "Membership",
    "Municipality",
    "Organisation",
    "Permission",
    "Region",
    "Role",
    "Scope",
    "ScopeWidened",
    "User",
    "accept_invitation",
    "acting_under",
    "action",
    "actor_by_email",
    "actor_of",
    "append_only",
    "begin_municipality",
    "check_may",
    "current_scope",
    "in_language",
    "invite",
    "isolate",
    "make_invitation",
    "may",
    "members",
    "municipalities_of_region",
    "municipalities_with",
    "municipality_names",
    "no_scope",
    "open_invitation",
    "record_event",
    "rooms_on",
    "rulebook",
    "scope",
    "scope_of",
    "switch_room",
]
