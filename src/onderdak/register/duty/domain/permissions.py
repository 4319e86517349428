"""Who may see the duty: counts, persons within an investigation, one's own guests."""

from typing import Final

from onderdak.foundation.identity.domain.permissions import Permission, Role

SEE_COUNTS: Final = Permission(
    "duty.see_counts", frozenset({Role.REGISTRY_CLERK, Role.SUPERVISOR})
)
INVESTIGATE: Final = Permission("duty.investigate", frozenset({Role.REGISTRY_CLERK}))
SEE_OWN_GUESTS: Final = Permission(
    "duty.see_own_guests", frozenset({Role.PROVIDER_MANAGER})
)
