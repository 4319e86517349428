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
from onderdak.foundation.identity.answers import (
    forget_answers,
    remember_answer,
    remembered,
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
    TokenInUse,
    TokenScope,
    check_may,
    may,
)
from onderdak.foundation.identity.isolation import append_only, isolate
from onderdak.foundation.identity.language import in_language
from onderdak.foundation.identity.messages import (
    own_messages,
    retry_message,
    retry_messages,
)
from onderdak.foundation.identity.models import (
    AccessToken,
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
from onderdak.foundation.identity.rulebook import (
    by_law_asks,
    fact_catalogue,
    judge_on,
    local_value,
    normbook,
    rulebook,
)
from onderdak.foundation.identity.scope import (
    Scope,
    ScopeWidened,
    current_scope,
    no_scope,
    scope,
    scope_of,
)
from onderdak.foundation.identity.tokens import (
    Shown,
    actor_of_token,
    make_token,
    revoke_token,
    tokens_of,
)

__all__ = [
    "MUNICIPAL_ROLES",
    "PROVIDER_ROLES",
    "ROLES_WITHOUT_SECOND_FACTOR",
    "AccessToken",
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
    "Shown",
    "TokenInUse",
    "TokenScope",
    "User",
    "accept_invitation",
    "acting_under",
    "action",
    "actor_by_email",
    "actor_of",
    "actor_of_token",
    "append_only",
    "begin_municipality",
    "by_law_asks",
    "check_may",
    "current_scope",
    "fact_catalogue",
    "forget_answers",
    "in_language",
    "invite",
    "isolate",
    "judge_on",
    "local_value",
    "make_invitation",
    "make_token",
    "may",
    "members",
    "municipalities_of_region",
    "municipalities_with",
    "municipality_names",
    "no_scope",
    "normbook",
    "open_invitation",
    "own_messages",
    "record_event",
    "remember_answer",
    "remembered",
    "retry_message",
    "retry_messages",
    "revoke_token",
    "rooms_on",
    "rulebook",
    "scope",
    "scope_of",
    "switch_room",
    "tokens_of",
]
