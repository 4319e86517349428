"""The door of privacy: what other rooms may use."""

from onderdak.foundation.privacy.actions import (
    open_identity,
    record_controllership,
    set_retention_term,
)
from onderdak.foundation.privacy.domain.grounds import Ground
from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.foundation.privacy.models import Controllership, Opening, RetentionTerm
from onderdak.foundation.privacy.processing import log_processing_set
from onderdak.foundation.privacy.purposes import Purpose, purposes
from onderdak.foundation.privacy.queries import (
    controllerships,
    openings,
    retention_terms,
)
from onderdak.foundation.privacy.readiness import (
    is_answered_for,
    require_room,
    retention_months,
    rooms_without_controller,
)
from onderdak.foundation.privacy.sealing import (
    KeyVersions,
    Sealed,
    Sealer,
    Strength,
)

__all__ = [
    "Controllership",
    "Ground",
    "Identity",
    "KeyVersions",
    "Opening",
    "Purpose",
    "RetentionTerm",
    "Sealed",
    "Sealer",
    "Strength",
    "controllerships",
    "is_answered_for",
    "log_processing_set",
    "open_identity",
    "openings",
    "purposes",
    "record_controllership",
    "require_room",
    "retention_months",
    "retention_terms",
    "rooms_without_controller",
    "set_retention_term",
]
