"""Who may do what with the regional certificate, publicity and management."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

_MANAGER = frozenset({Role.PROVIDER_MANAGER})
_TOWN = frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})

APPLY_REGIONAL = Permission("quality.apply_regional", _MANAGER)
ASSESS_REGIONAL = Permission("quality.assess_regional", _TOWN)
DECIDE_REGIONAL = Permission("quality.decide_regional", _TOWN)
SEE_REGIONAL = Permission("quality.see_regional", _MANAGER | _TOWN)
# Only a provider speaks for what it lets be shown, only a town for what it weighed.
CONSENT_TO_PUBLICITY = Permission("quality.consent_to_publicity", _MANAGER)
REVIEW_PUBLICITY = Permission("quality.review_publicity", _TOWN)
TELL_EXAMPLE = Permission("quality.tell_example", _MANAGER | _TOWN)
SEE_PUBLICITY = Permission("quality.see_publicity", _MANAGER | _TOWN)
STATE_MANAGEMENT = Permission("quality.state_management", _MANAGER)
CHECK_MANAGER = Permission("quality.check_manager", _TOWN)
# Who is in the house may have to call, and so may whoever counts for the town.
SEE_MANAGEMENT = Permission(
    "quality.see_management",
    _MANAGER | _TOWN | {Role.HOUSE_STAFF, Role.REGISTRY_CLERK},
)
