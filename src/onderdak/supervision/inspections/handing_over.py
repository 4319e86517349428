"""A document goes to the registry on the spot, and inspectors never see it again.

The phone encrypts it with the registry's public key, so that nothing on the way can
read it. What comes in is given on at once, to a system of the registry or to its box
here (registry_box.py); what stays is that something was handed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol
from uuid import UUID

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.domain.states import OPEN_STATES
from onderdak.supervision.inspections.moving import ROOM, check_goes, record
from onderdak.supervision.inspections.syncing import visit_of

MOST_BYTES: Final = 9_000_000


@dataclass(frozen=True, slots=True)
class SealedDocument:
    """A document that only the registry can open.

    Attributes:
        id: made on the phone; the same one sent again is one document.
        key: the key of this document, encrypted with the registry's public key
            (RSA-OAEP with SHA-256).
        iv: the nonce of the content.
        content: the document, encrypted with that key (AES-256-GCM).
    """

    id: UUID
    key: bytes
    iv: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class RegistryAddress:
    """How a phone addresses a registry: its name, and its public key (a JWK)."""

    name: str
    key: Mapping[str, object]


class Registry(Protocol):
    """The system of a registry that takes documents: what a connection must offer."""

    def address(self, municipality: str) -> RegistryAddress | None:
        """Say how this town's registry is addressed; None where none is connected."""

    def receive(
        self, municipality: str, visit: str, document: SealedDocument, *, by: int
    ) -> None:
        """Take a document in, once for each id.

        Args:
            by: the number of the inspector who hands it over.

        Raises:
            Conflict: it could not be taken in; nothing of it is kept.
        """


_REGISTRIES: list[Registry] = []


def hand_over_to(registry: Registry | None) -> None:
    """Have documents go to this system from now on; None where there is none."""
    _REGISTRIES[:] = [registry] if registry else []


def registry_of(municipality: str) -> RegistryAddress | None:
    """How a phone addresses the registry of a town; None where none is connected."""
    return _REGISTRIES[0].address(municipality) if _REGISTRIES else None


@action
def hand_over_document(
    *, by: Actor, visit: int, document: SealedDocument, at: datetime
) -> None:
    """Give a document on to the registry; nothing of it stays with the visit.

    Raises:
        NotFound: there is no such visit.
        NotAllowed: this person does not go on it.
        RoomClosed: the municipality does not use this part.
        Invalid: it is empty or too large.
        Conflict: the visit is over, or the registry could not take it.
    """
    here = visit_of(visit)
    town = here.municipality_id
    check_may(by, DO_VISITS, municipality=town)
    require_room(town, ROOM, localdate(at), retention=True)
    check_goes(here, by)
    if here.state not in OPEN_STATES:
        raise Conflict(text("This visit is over."))
    if not document.content or len(document.content) > MOST_BYTES:
        raise Invalid(text("This document is empty or too large."))
    if not _REGISTRIES or registry_of(town) is None:
        raise Conflict(text("No registry system is connected here."))
    _REGISTRIES[0].receive(town, here.number, document, by=by.user_id)
    record(by, here, "hand_over_document", document=str(document.id))
