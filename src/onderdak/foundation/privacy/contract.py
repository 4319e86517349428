"""The door of privacy: what other rooms may use."""

from onderdak.foundation.privacy.actions import (
    open_identity,
    record_controllership,
    set_retention_term,
)
from onderdak.foundation.privacy.domain.grounds import Ground
from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.foundation.privacy.models import Controllership
from onderdak.foundation.privacy.processing import log_processing_set
from onderdak.foundation.privacy.purposes import Purpose, purposes
from onderdak.foundation.privacy.readiness import (
    is_answered_for,
    require_room,
    retention_months,
    rooms_without_controller,
)
from onderdak.foundation.privacy.sealing import Sealed, Sealer, Strength

__all__ = [
    "Controllership",
    "Ground",
    "Identity",
    "Purpose",
    "Sealed",
    "Sealer",
    "Strength",
    "is_answered_for",
    "log_processing_set",
    "open_identity",
    "purposes",
    "record_controllership",
    "require_room",
    "retention_months",
    "rooms_without_controller",
    "set_retention_term",
]
