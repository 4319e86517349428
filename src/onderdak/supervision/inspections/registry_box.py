"""The box of a registry: what is handed over at the door, until a clerk takes it up."""

from datetime import datetime
from typing import Final

from django.db.models import Count, Sum
from django.db.models.functions import Length
from django.utils.timezone import localdate, now

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import SET_UP_REGISTRY
from onderdak.supervision.inspections.handing_over import (
    RegistryAddress,
    SealedDocument,
)
from onderdak.supervision.inspections.models import (
    RegistryBox,
    RegistryDocument,
    Visit,
)
from onderdak.supervision.inspections.moving import ROOM
from onderdak.supervision.inspections.registry_clearing import wipe_old
from onderdak.supervision.inspections.registry_keys import (
    KEY_BYTES,
    NONCE_BYTES,
    key_pair,
    sealed_half,
)
from onderdak.supervision.inspections.telling import tell_clerks

_MOST_WAITING: Final = 200
_MOST_BYTES_WAITING: Final = 400_000_000


class HomeRegistry:
    """The registry inside this software: documents wait in the box of the town."""

    def address(self, municipality: str) -> RegistryAddress | None:
        """The name and the public key of the box; None where no box is open."""
        box = box_of(municipality)
        return None if box is None else RegistryAddress(box.name, box.public_key)

    def receive(
        self, municipality: str, visit: str, document: SealedDocument, *, by: int
    ) -> None:
        """Put a document in the box, once for each id.

        Raises:
            Conflict: no box is open, or it is full.
            Invalid: no clerk could ever open it.
        """
        sizes = (len(document.key), len(document.iv))
        if sizes != (KEY_BYTES, NONCE_BYTES):
            raise Invalid(text("This document is not encrypted for the registry."))
        box = box_of(municipality)
        if box is None:
            raise Conflict(text("No registry system is connected here."))
        wipe_old(municipality, now())
        if RegistryDocument.objects.filter(uid=document.id).exists():
            return
        if not _has_room(box, len(document.content)):
            raise Conflict(text("The box of the registry is full. Phone the registry."))
        found = Visit.objects.get(municipality_id=municipality, number=visit)
        RegistryDocument.objects.create(
            municipality_id=municipality,
            visit=found,
            box=box,
            uid=document.id,
            key=document.key,
            iv=document.iv,
            content=document.content,
            handed_by_id=by,
            received_at=now(),
        )
        tell_clerks(found)


def _has_room(box: RegistryBox, more: int) -> bool:
    """Whether a document of so many bytes fits beside what waits."""
    waiting = RegistryDocument.objects.filter(box=box, done_at__isnull=True)
    lies = waiting.aggregate(many=Count("pk"), size=Sum(Length("content")))
    size = (lies["size"] or 0) + more
    return lies["many"] < _MOST_WAITING and size <= _MOST_BYTES_WAITING


def box_of(municipality: str) -> RegistryBox | None:
    """The box of a town that is open, within the scope."""
    found = RegistryBox.objects.filter(municipality_id=municipality)
    return found.filter(closed_at__isnull=True).first()


@action
def open_box(*, by: Actor, municipality: str, name: str, at: datetime) -> RegistryBox:
    """Let inspectors hand documents over to the registry, which finds them here.

    Raises:
        NotAllowed: this person sets nothing up for the registry.
        RoomClosed: the municipality does not use visits.
        Invalid: the registry has no name.
        Conflict: there is a box already.
    """
    check_may(by, SET_UP_REGISTRY, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    called = " ".join(name.split())[:80]
    if len(called) < 3:
        raise Invalid(text("Give the registry a name, as inspectors know it."))
    if box_of(municipality) is not None:
        raise Conflict(text("There is a box already."))
    public, private = key_pair()
    sealed = sealed_half(municipality, private)
    made = RegistryBox.objects.create(
        municipality_id=municipality,
        name=called,
        public_key=public,
        sealed=sealed.sealed,
        row_key=sealed.row_key,
        key_version=sealed.key_version,
        made_by_id=by.user_id,
        made_at=at,
    )
    record_event(
        by=by,
        action="inspections.open_box",
        object=f"box {made.pk}",
        municipality=municipality,
    )
    return made
