"""Who may do what in the room of quality."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

_HOUSE = frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF})
_TOWN = frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})

SEE_QUALITY = Permission("quality.see", _HOUSE | _TOWN)
# A region sees how many locations, never which.
SEE_QUALITY_OF_REGION = Permission(
    "quality.see_region", frozenset({Role.REGION_COORDINATOR})
)
# A house speaks for itself; what was seen on a visit is the word of the municipality.
STATE_OWN_FACTS = Permission("quality.state_own_facts", _HOUSE)
STATE_SEEN_FACTS = Permission("quality.state_seen_facts", _TOWN)
# A promise binds the organisation: only who manages it makes one.
PLAN_GROWTH = Permission(
    "quality.plan_growth", frozenset({Role.PROVIDER_MANAGER}) | _TOWN
)
RECORD_GROWTH = Permission("quality.record_growth", _HOUSE | _TOWN)
