"""Who governs the data of a municipality, and who sees that a name was opened."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

GOVERN = Permission(
    "privacy.govern", frozenset({Role.PRIVACY_OFFICER, Role.MUNICIPAL_ADMIN})
)
# Art. 38 and 39 AVG: the one who watches over the data watches over the log.
SEE_OPENINGS = Permission("privacy.see_openings", frozenset({Role.PRIVACY_OFFICER}))
SHARE = Permission(
    "privacy.share", frozenset({Role.DESK_CLERK, Role.SUPERVISOR, Role.PRIVACY_OFFICER})
)
SEE_SHARING = Permission("privacy.see_sharing", frozenset({Role.PRIVACY_OFFICER}))
