"""The two halves of the key of a registry's box: what is sealed, and opened again.

A phone encrypts for the public half. The other half is sealed with the key of the
municipality, is opened only when a clerk reads a document, and goes after the box was
closed.
"""

import os
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
from jwt.algorithms import RSAAlgorithm

from onderdak.foundation.privacy.contract import (
    SealedWords,
    open_for_town,
    seal_for_town,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.inspections.handing_over import SealedDocument
from onderdak.supervision.inspections.models import RegistryBox, RegistryDocument

USE: Final = "inspections-registry"
_BITS: Final = 3072
KEY_BYTES: Final = _BITS // 8
NONCE_BYTES: Final = 12
_PADDING: Final = OAEP(mgf=MGF1(SHA256()), algorithm=SHA256(), label=None)


def key_pair() -> tuple[dict[str, object], str]:
    """A new pair: the public half as a phone reads it, the other half as words."""
    private = generate_private_key(public_exponent=65537, key_size=_BITS)
    public = RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    known = {name: public[name] for name in ("kty", "n", "e")}
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return known, pem.decode()


def sealed_half(municipality: str, private: str) -> SealedWords:
    """The other half, sealed with the key of the municipality."""
    return seal_for_town(municipality, USE, f"box {municipality}", {"pem": private})


def sealed_for_box(public: dict[str, object], content: bytes) -> SealedDocument:
    """A document as a phone seals it; for who has no phone at hand."""
    key, iv = AESGCM.generate_key(256), os.urandom(NONCE_BYTES)
    wrapped = RSAAlgorithm.from_jwk(dict(public)).encrypt(key, _PADDING)  # type: ignore[union-attr]  # public
    return SealedDocument(
        id=uuid4(),
        key=wrapped,
        iv=iv,
        content=AESGCM(key).encrypt(iv, content, None),
    )


def opened(document: RegistryDocument) -> bytes:
    """What is in it; a phone may still have had the key of an earlier box.

    Callers checked who may, and log it.

    Raises:
        Conflict: it was not sealed for this registry, or its key is gone.
    """
    boxes = RegistryBox.objects.filter(
        municipality_id=document.municipality_id, wiped_at__isnull=True
    )
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


def _private(box: RegistryBox) -> RSAPrivateKey:
    sealed = SealedWords(bytes(box.sealed), bytes(box.row_key), box.key_version)
    named = f"box {box.municipality_id}"
    words = open_for_town(box.municipality_id, USE, named, sealed)
    made = load_pem_private_key(words["pem"].encode(), password=None)
    if not isinstance(made, RSAPrivateKey):
        raise TypeError("the key of a box is an RSA key")
    return made
