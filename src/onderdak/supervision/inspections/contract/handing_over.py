"""The door of handing documents over: to whom, and the port that a connection fills."""

from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.handing_over import (
    MOST_BYTES,
    Registry,
    RegistryAddress,
    SealedDocument,
    hand_over_document,
    hand_over_to,
    registry_of,
)

__all__ = [
    "DO_VISITS",
    "MOST_BYTES",
    "Registry",
    "RegistryAddress",
    "SealedDocument",
    "hand_over_document",
    "hand_over_to",
    "registry_of",
]
