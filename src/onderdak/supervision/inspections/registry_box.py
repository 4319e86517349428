"""The box of a registry: what is handed over at the door, until a clerk takes it up.

A phone encrypts for the public key of the box. The other half of the pair is sealed
with the key of the municipality, and is opened only when a clerk reads a document.
"""

import os
from datetime import datetime
from typing import Final
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, OAEP
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.utils.timezone import localdate, now
from jwt.algorithms import RSAAlgorithm

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    require_room,
    seal_for_town,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import (
    SET_UP_REGISTRY,
    TAKE_UP_DOCUMENTS,
)
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
from onderdak.supervision.inspections.registry_clearing import KEPT, wipe_old

USE: Final = "inspections-registry"
_BITS: Final = 3072
_MOST_WAITING: Final = 200
_KEY_BYTES: Final = _BITS // 8
_NONCE_BYTES: Final = 12
_PADDING: Final = OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None)


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
        if sizes != (_KEY_BYTES, _NONCE_BYTES):
            raise Invalid(text("This document is not encrypted for the registry."))
        box = box_of(municipality)
        if box is None:
            raise Conflict(text("No registry system is connected here."))
        wipe_old(municipality, now())
        if RegistryDocument.objects.filter(uid=document.id).exists():
            return
        waiting = RegistryDocument.objects.filter(box=box, done_at__isnull=True)
        if waiting.count() >= _MOST_WAITING:
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


def box_of(municipality: str) -> RegistryBox | None:
    """The box of a town that is open, within the scope."""
    found = RegistryBox.objects.filter(municipality_id=municipality)
    return found.filter(closed_at__isnull=True).first()


def key_pair() -> tuple[dict[str, object], str]:
    """A new pair: the public half as a phone reads it, the other half as words."""
    private = generate_private_key(public_exponent=65537, key_size=_BITS)
    public = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    known = {name: public[name] for name in ("kty", "n", "e")}
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return known, pem.decode()


def sealed_for_box(public: dict[str, object], content: bytes) -> SealedDocument:
    """A document as a phone seals it; for who has no phone at hand."""
    key, iv = AESGCM.generate_key(256), os.urandom(12)
    wrapped = RSAAlgorithm.from_jwk(dict(public)).encrypt(key, _PADDING)  # type: ignore[union-attr]  # public
    return SealedDocument(
        id=uuid4(),
        key=wrapped,
        iv=iv,
        content=AESGCM(key).encrypt(iv, content, None),
    )


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
    sealed = seal_for_town(municipality, USE, f"box {municipality}", {"pem": private})
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
    _record(by, municipality, "open_box", f"box {made.pk}")
    return made


def documents_waiting(*, by: Actor, municipality: str) -> list[RegistryDocument]:
    """What waits in the box, the oldest first; without what is in it.

    Raises:
        NotAllowed: this person takes no documents up here.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    rows = RegistryDocument.objects.filter(
        municipality_id=municipality,
        done_at__isnull=True,
        received_at__gt=now() - KEPT,
    )
    return list(rows.defer("content").select_related("visit").order_by("id"))


@action
def take_up_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> RegistryDocument:
    """Take a document up: from now on nobody else opens it.

    Raises:
        NotAllowed: this person takes no documents up here.
        NotFound: it is not there, or gone.
        Conflict: a colleague has it.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    wipe_old(municipality, at)
    found = _locked(municipality, document, at)
    if found.taken_by_id not in (None, by.user_id):
        raise Conflict(text("A colleague has taken this up."))
    if found.taken_by_id is None:
        found.taken_by_id, found.taken_at = by.user_id, at
        found.save(update_fields=["taken_by_id", "taken_at"])
        _record(by, municipality, "take_up_document", f"document {found.uid}")
    return found


@action
def read_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> bytes:
    """Open a document that this person took up; that it was opened is logged.

    Raises:
        NotAllowed: this person did not take it up.
        NotFound: it is not there, or gone.
        Conflict: it was not sealed for this registry.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    found = _mine(by, municipality, document, at)
    opened = _opened(found)
    _record(by, municipality, "read_document", f"document {found.uid}")
    return opened


def _opened(document: RegistryDocument) -> bytes:
    """What is in it; a phone may still have had the key of an earlier box."""
    boxes = RegistryBox.objects.filter(municipality_id=document.municipality_id)
    for box in boxes.order_by("-pk"):
        try:
            key = _private(box).decrypt(bytes(document.key), _PADDING)
            opening = AESGCM(key)
            return opening.decrypt(bytes(document.iv), bytes(document.content), None)
        except (ValueError, InvalidTag):
            continue
    raise Conflict(
        text("This document cannot be opened: it was not sealed for your registry."),
        next_step=text("Say that you are done with it, and ask the inspector."),
    )


@action
def finish_document(
    *, by: Actor, municipality: str, document: int, at: datetime
) -> None:
    """Say that the registry has it: what was in it goes from here.

    Raises:
        NotAllowed: this person did not take it up.
        NotFound: it is not there, or gone.
    """
    check_may(by, TAKE_UP_DOCUMENTS, municipality=municipality)
    found = _mine(by, municipality, document, at)
    found.content, found.done_at = b"", at
    found.save(update_fields=["content", "done_at"])
    _record(by, municipality, "finish_document", f"document {found.uid}")


def _mine(
    by: Actor, municipality: str, document: int, at: datetime
) -> RegistryDocument:
    found = _locked(municipality, document, at)
    if found.taken_by_id != by.user_id:
        raise NotAllowed(text("Only who took a document up opens it."))
    return found


def _locked(municipality: str, document: int, at: datetime) -> RegistryDocument:
    found = (
        RegistryDocument.objects.select_for_update(of=("self",))
        .filter(
            municipality_id=municipality,
            pk=document,
            done_at__isnull=True,
            received_at__gt=at - KEPT,
        )
        .select_related("box", "visit")
        .first()
    )
    if found is None:
        raise NotFound(text("This document is not here any more."))
    return found


def _private(box: RegistryBox) -> RSAPrivateKey:
    sealed = SealedWords(bytes(box.sealed), bytes(box.row_key), box.key_version)
    words = open_for_town(box.municipality_id, USE, _named(box), sealed)
    made = load_pem_private_key(words["pem"].encode(), password=None)
    if not isinstance(made, RSAPrivateKey):
        raise TypeError("the key of a box is an RSA key")
    return made


def _named(box: RegistryBox) -> str:
    return f"box {box.municipality_id}"


def _record(by: Actor, municipality: str, what: str, about: str) -> None:
    record_event(
        by=by,
        action=f"inspections.{what}",
        object=about,
        municipality=municipality,
    )
