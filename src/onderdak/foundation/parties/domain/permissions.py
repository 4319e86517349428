"""Who may do what with agreements."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

RECORD_AGREEMENTS = Permission(
    "parties.record_agreements",
    frozenset({Role.MUNICIPAL_ADMIN, Role.SUPERVISOR, Role.REGION_COORDINATOR}),
)
SEE_AGREEMENTS = Permission(
    "parties.see_agreements",
    RECORD_AGREEMENTS.roles | {Role.PROVIDER_MANAGER},
)
