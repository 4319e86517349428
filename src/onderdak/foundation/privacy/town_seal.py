"""Sealing a few words for one municipality: how somebody may be reached, say.

Each row has a key of its own, wrapped by the key that the municipality has for this
use. What the row is (its kind and number) is bound in, so that none can be moved to
another row. Opening is the business of an action that checks and logs.
"""

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from onderdak.foundation.privacy.keys import (
    add_version,
    data_key,
    municipality_holder,
)
from onderdak.foundation.privacy.models import DataKey

_NONCE = 12
_KEY = 32


class SealedWords(NamedTuple):
    """Words as they are stored, with the version of the key that wraps theirs."""

    sealed: bytes
    row_key: bytes
    key_version: int


def town_holder(municipality: str, use: str) -> str:
    """Whose key it is, in the table of keys."""
    return f"{municipality_holder(municipality)}:{use}"


def seal_for_town(
    municipality: str, use: str, row: str, words: Mapping[str, str]
) -> SealedWords:
    """Seal words under the municipality's key for a use.

    Args:
        use: what they are kept for, such as `desk-contact`.
        row: the row they stand in, such as `report 12`.
    """
    version, wrapping = data_key(town_holder(municipality, use), DataKey.Use.SEAL)
    return sealed_with(wrapping, version, row, words)


def sealed_with(
    wrapping: bytes, version: int, row: str, words: Mapping[str, str]
) -> SealedWords:
    """Seal words under a key that is at hand."""
    random = os.urandom(_KEY + 2 * _NONCE)
    key, first, second = random[:_KEY], random[_KEY:-_NONCE], random[-_NONCE:]
    plain = json.dumps(dict(words), ensure_ascii=False).encode()
    return SealedWords(
        first + AESGCM(key).encrypt(first, plain, row.encode()),
        second + AESGCM(wrapping).encrypt(second, key, row.encode()),
        version,
    )


def open_for_town(
    municipality: str, use: str, row: str, sealed: SealedWords
) -> dict[str, str]:
    """The words again; callers check who may, and log it.

    Raises:
        InvalidTag: it was sealed for another row, use or municipality.
        ConfigurationError: the key it was sealed with is gone.
    """
    holder = town_holder(municipality, use)
    _version, wrapping = data_key(holder, DataKey.Use.SEAL, sealed.key_version)
    wrapped, content = sealed.row_key, sealed.sealed
    bound = row.encode()
    key = AESGCM(wrapping).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)
    plain = AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], bound)
    return {str(name): str(said) for name, said in json.loads(plain).items()}


def renew_town_seals(municipality: str) -> list[str]:
    """Give a municipality a new key for each use; returns the uses.

    What is sealed from now on stands under it. Older words keep theirs until they are
    destroyed: they stand in rows that are never changed, and go within their term.
    """
    before = town_holder(municipality, "")
    newest: dict[str, int] = {}
    keys = DataKey.objects.filter(holder__startswith=before, use=DataKey.Use.SEAL)
    for holder, version in keys.order_by("version").values_list("holder", "version"):
        newest[holder] = version
    for holder, version in newest.items():
        add_version(holder, DataKey.Use.SEAL, version + 1)
    return sorted(holder.removeprefix(before) for holder in newest)
