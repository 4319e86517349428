"""Who may do what in the night register."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

_HOUSE = frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF})

DECLARE = Permission("nights.declare", _HOUSE)
SEE_OWN_GUESTS = Permission("nights.see_own_guests", _HOUSE)
# The municipality sees counts; which roles may is part of each purpose.
SEE_COUNTS = Permission(
    "nights.see_counts",
    frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN}),
)
SEE_LOCATION = Permission("nights.see_location", _HOUSE | SEE_COUNTS.roles)
OPEN_LOCATION = Permission(
    "nights.open_location", frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
)
SEE_REGION = Permission("nights.see_region", frozenset({Role.REGION_COORDINATOR}))
OPEN_NAMES = Permission(
    "nights.open_names",
    _HOUSE | {Role.REGISTRY_CLERK, Role.PRIVACY_OFFICER, Role.SUPERVISOR},
)
