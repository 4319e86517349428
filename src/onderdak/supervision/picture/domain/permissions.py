"""Who may do what with the picture of an address."""

from onderdak.foundation.identity.domain.permissions import Permission, Role
from onderdak.supervision.picture.domain.sources import FILE_SOURCES, PURPOSES_OF

SEE_PICTURE = Permission("picture.see", frozenset(PURPOSES_OF))
# Which sources somebody may take in depends on the source.
TAKE_IN_SIGNALS = Permission(
    "picture.take_in", frozenset(role for s in FILE_SOURCES for role in s.takers)
)
SEE_SOURCES = Permission(
    "picture.see_sources",
    SEE_PICTURE.roles | TAKE_IN_SIGNALS.roles | {Role.PRIVACY_OFFICER},
)
SEE_VIEWS = Permission("picture.see_views", frozenset({Role.PRIVACY_OFFICER}))
EXPLAIN = Permission(
    "picture.explain", frozenset({Role.SUPERVISOR, Role.REGISTRY_CLERK})
)
SEE_NEIGHBOURHOODS = Permission(
    "picture.see_neighbourhoods",
    frozenset(
        {
            Role.NEIGHBOURHOOD_WORKER,
            Role.SUPERVISOR,
            Role.DESK_CLERK,
            Role.MUNICIPAL_ADMIN,
        }
    ),
)
# Nobody writes down the hours of somebody else.
LOG_HOURS = Permission("picture.log_hours", frozenset({Role.NEIGHBOURHOOD_WORKER}))
