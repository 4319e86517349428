"""Sealing: an identity is encrypted once, under a key of its own row.

The row key is wrapped twice, for the provider and for the municipality, so that each
reader needs only its own data key. The row's natural key is additional data of all
three ciphertexts: none can be moved to another row. The keyed hash lets equal persons
be counted without opening anything; its key version and strength stand beside it.
"""

import hmac
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from hashlib import sha256
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onderdak.foundation.privacy.domain.grounds import KeyHolder
from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.foundation.privacy.keys import (
    data_key,
    municipality_holder,
    provider_holder,
)
from onderdak.foundation.privacy.models import DataKey

_NONCE = 12
_KEY = 32
_HASH = 16
_RANDOM_PER_ROW = _KEY + 3 * _NONCE
# Combining accents are no word characters either, so they go with the separators.
_SEPARATORS = re.compile(r"[\W_]+")
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class Strength(IntEnum):
    """What a keyed hash was made of; a name alone is too weak to refuse anyone."""

    NAME = 1
    NAME_AND_RESIDENCE = 2


class Sealed(NamedTuple):
    """A sealed identity as it is stored."""

    sealed: bytes
    key_for_provider: bytes
    key_for_municipality: bytes


class KeyVersions(NamedTuple):
    """With which versions of both readers' keys a row was sealed."""

    provider: int
    municipality: int


@lru_cache(maxsize=20_000)
def _normal(value: str) -> str:
    """Letters and digits only, no case or accents: 'Łukasz  Nowak', 'lukasz nowak'."""
    plain = value.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain.replace("ł", "l"))
    return _SEPARATORS.sub("", plain)


@dataclass(frozen=True)
class Sealer:
    """Seals identities of one provider's guests in one municipality."""

    provider: int
    municipality: str
    provider_key: bytes
    municipality_key: bytes
    fingerprint_key: bytes
    hash_key: bytes
    hash_version: int = 1
    provider_key_version: int = 1
    municipality_key_version: int = 1

    @classmethod
    def load(
        cls,
        *,
        provider: int,
        municipality: str,
        provider_key_version: int | None = None,
        municipality_key_version: int | None = None,
    ) -> "Sealer":
        """The sealer with the newest keys of both readers, or those of a sealed row."""
        own, town = provider_holder(provider), municipality_holder(municipality)
        of_provider = data_key(own, DataKey.Use.SEAL, provider_key_version)
        of_town = data_key(town, DataKey.Use.SEAL, municipality_key_version)
        of_hash = data_key(town, DataKey.Use.HASH)
        return cls(
            provider=provider,
            municipality=municipality,
            provider_key=of_provider[1],
            municipality_key=of_town[1],
            fingerprint_key=data_key(own, DataKey.Use.HASH)[1],
            hash_key=of_hash[1],
            hash_version=of_hash[0],
            provider_key_version=of_provider[0],
            municipality_key_version=of_town[0],
        )

    def associated(self, guest: int) -> bytes:
        """What binds a seal to its row: both readers, and the guest's number."""
        return f"{self.provider}|{self.municipality}|{guest}".encode()

    def match_hash(self, identity: Identity) -> tuple[bytes, Strength]:
        """The municipality's keyed hash of a person, and what it rests on."""
        residence = _normal(identity.residence)
        strength = Strength.NAME_AND_RESIDENCE if residence else Strength.NAME
        content = f"{strength.value}|{_normal(identity.name)}|{residence}".encode()
        return hmac.digest(self.hash_key, content, sha256)[:_HASH], strength

    def fingerprint(self, identity: Identity) -> bytes:
        """The provider's keyed hash of exactly these fields: was anything changed?"""
        content = "\x1f".join(identity).encode()
        return hmac.digest(self.fingerprint_key, content, sha256)[:_HASH]

    @cached_property
    def _for_provider(self) -> AESGCM:
        return AESGCM(self.provider_key)

    @cached_property
    def _for_municipality(self) -> AESGCM:
        return AESGCM(self.municipality_key)

    def seal(self, guest: int, identity: Identity) -> Sealed:
        """Seal one identity for the guest with this number."""
        random = os.urandom(_RANDOM_PER_ROW)
        key, n1, n2, n3 = random[:32], random[32:44], random[44:56], random[56:]
        bound = self.associated(guest)
        plain = _as_json(identity).encode()
        return Sealed(
            n1 + AESGCM(key).encrypt(n1, plain, bound),
            n2 + self._for_provider.encrypt(n2, key, bound),
            n3 + self._for_municipality.encrypt(n3, key, bound),
        )

    def seal_all(self, rows: Iterable[tuple[int, Identity]]) -> Iterator[Sealed]:
        """Seal many: (the guest's number, identity) in, ciphertexts out."""
        return (self.seal(guest, identity) for guest, identity in rows)

    def open(self, row: Sealed, guest: int, holder: KeyHolder) -> Identity:
        """Open one; callers go through `open_identity`, which checks and logs."""
        bound = self.associated(guest)
        wrapped, data = (
            (row.key_for_provider, self.provider_key)
            if holder is KeyHolder.PROVIDER
            else (row.key_for_municipality, self.municipality_key)
        )
        key = AESGCM(data).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)
        plain = AESGCM(key).decrypt(row.sealed[:_NONCE], row.sealed[_NONCE:], bound)
        return Identity(*json.loads(plain))
