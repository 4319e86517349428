"""The door of handing documents over: to whom, and the port that a connection fills."""

from onderdak.supervision.inspections.domain.permissions import (
    DO_VISITS,
    SET_UP_REGISTRY,
    TAKE_UP_DOCUMENTS,
)
from onderdak.supervision.inspections.handing_over import (
    MOST_BYTES,
    Registry,
    RegistryAddress,
    SealedDocument,
    hand_over_document,
    hand_over_to,
    registry_of,
)
from onderdak.supervision.inspections.models import RegistryBox, RegistryDocument
from onderdak.supervision.inspections.registry_box import (
    HomeRegistry,
    box_of,
    open_box,
)
from onderdak.supervision.inspections.registry_clearing import KEPT, close_box
from onderdak.supervision.inspections.registry_documents import (
    documents_waiting,
    finish_document,
    give_back_document,
    is_held_long,
    read_document,
    take_up_document,
)

__all__ = [
    "DO_VISITS",
    "KEPT",
    "MOST_BYTES",
    "SET_UP_REGISTRY",
    "TAKE_UP_DOCUMENTS",
    "HomeRegistry",
    "Registry",
    "RegistryAddress",
    "RegistryBox",
    "RegistryDocument",
    "SealedDocument",
    "box_of",
    "close_box",
    "documents_waiting",
    "finish_document",
    "give_back_document",
    "hand_over_document",
    "hand_over_to",
    "is_held_long",
    "open_box",
    "read_document",
    "registry_of",
    "take_up_document",
]
