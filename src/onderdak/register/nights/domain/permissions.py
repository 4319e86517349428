"""Who may do what in the night register."""

from onderdak.foundation.identity.domain.permissions import (
    Permission,
    Role,
    TokenScope,
)

_HOUSE = frozenset({Role.PROVIDER_MANAGER, Role.HOUSE_STAFF})

DECLARE = Permission("nights.declare", _HOUSE, TokenScope.WRITE_STAYS)
SEE_OWN_GUESTS = Permission("nights.see_own_guests", _HOUSE, TokenScope.READ_STAYS)
# The municipality sees counts; which roles may is part of each purpose.
SEE_COUNTS = Permission(
    "nights.see_counts",
    frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK, Role.MUNICIPAL_ADMIN}),
)
# Free beds for people who lose theirs: numbers, where a by-law gives the ground.
FIND_BEDS = Permission("nights.find_beds", frozenset({Role.LAWYER, Role.SUPERVISOR}))
SEE_LOCATION = Permission(
    "nights.see_location", _HOUSE | SEE_COUNTS.roles, TokenScope.READ_STAYS
)
OPEN_LOCATION = Permission(
    "nights.open_location", frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
)
HELP_PROVIDERS = Permission(
    "nights.help_providers", frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})
)
SEE_BY_LAW = Permission(
    "nights.see_by_law", frozenset({Role.MUNICIPAL_ADMIN, Role.PRIVACY_OFFICER})
)
REGISTER_LOCATION = Permission(
    "nights.register_location", frozenset({Role.PROVIDER_MANAGER})
)
CONFIRM_LOCATION = Permission("nights.confirm_location", OPEN_LOCATION.roles)
# Closing and reopening: the one who keeps the house, or who confirmed it.
CLOSE_LOCATION = Permission(
    "nights.close_location", REGISTER_LOCATION.roles | CONFIRM_LOCATION.roles
)
KEEP_LOCATION = Permission("nights.keep_location", CLOSE_LOCATION.roles)
KEEP_ROOMS = Permission("nights.keep_rooms", REGISTER_LOCATION.roles)
SEE_REGION = Permission("nights.see_region", frozenset({Role.REGION_COORDINATOR}))
OPEN_NAMES = Permission(
    "nights.open_names",
    _HOUSE
    | {
        Role.REGISTRY_CLERK,
        Role.PRIVACY_OFFICER,
        Role.SUPERVISOR,
        Role.MUNICIPAL_ADMIN,
    },
)
# Guests are told by whoever meets them; what they ask to mend goes to the house too.
TELL_GUESTS = Permission("nights.tell_guests", _HOUSE)
ANSWER_MENDING = Permission("nights.answer_mending", _HOUSE)
SEE_MENDING = Permission("nights.see_mending", _HOUSE | {Role.PRIVACY_OFFICER})
WRITE_REGISTERING = Permission(
    "nights.write_registering", frozenset({Role.MUNICIPAL_ADMIN, Role.REGISTRY_CLERK})
)
KEEP_EMERGENCY_LINKS = Permission(
    "nights.keep_emergency_links", frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
)
# Who may rely on the ground of a calamity (foundation/privacy/domain/grounds.py).
SEE_CALAMITY = Permission(
    "nights.see_calamity", frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR})
)
# A whole register with its names leaves the house: only who manages it may.
TAKE_COPY = Permission("nights.take_copy", frozenset({Role.PROVIDER_MANAGER}))
