"""Who may do what with certificates."""

from onderdak.foundation.identity.domain.permissions import Permission, Role

KEEP_CERTIFICATES = Permission(
    "quality.keep_certificates", frozenset({Role.SUPERVISOR, Role.MUNICIPAL_ADMIN})
)
STATE_CERTIFICATE = Permission(
    "quality.state_certificate", frozenset({Role.PROVIDER_MANAGER})
)
SEE_CERTIFICATES = Permission(
    "quality.see_certificates", KEEP_CERTIFICATES.roles | STATE_CERTIFICATE.roles
)
REPORT_TO_SCHEME = Permission("quality.report_to_scheme", KEEP_CERTIFICATES.roles)
