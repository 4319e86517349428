"""What was filled in on earlier steps travels with the form, sealed.

Nothing is kept on the server before the report is sent, and nothing on the device. The
answers go along as one hidden field that only this installation can read or write, for
one municipality, and for a few hours only.
"""

import base64
import binascii
import hmac
import json
import os
import zlib
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

HOURS = 4
DRAFT_HOURS = 24
_NONCE = 12
_STAMP = 8
_MOST = 8 * 1024 * 1024


class Lapsed(Exception):
    """It was sealed too long ago, elsewhere, or not by this installation."""


def _key(use: str) -> AESGCM:
    secret = settings.SECRET_KEY.encode()
    return AESGCM(hmac.digest(secret, f"report-form|{use}".encode(), sha256))


def seal(use: str, bound: str, content: bytes, now: int) -> str:
    """Content that goes along in a form.

    Args:
        use: what it is, so that a photo is not taken for an answer.
        bound: what it belongs to, such as the municipality.
        now: seconds since 1970; it lapses counted from here.
    """
    nonce = os.urandom(_NONCE)
    plain = now.to_bytes(_STAMP, "big") + content
    sealed = nonce + _key(use).encrypt(nonce, plain, bound.encode())
    return base64.urlsafe_b64encode(sealed).decode()


def unseal(use: str, bound: str, token: str, now: int, hours: int = HOURS) -> bytes:
    """The content again.

    Raises:
        Lapsed: it was changed, belongs elsewhere, or is too old.
    """
    if len(token) > _MOST:
        raise Lapsed
    try:
        raw = base64.urlsafe_b64decode(token.encode())
        plain = _key(use).decrypt(raw[:_NONCE], raw[_NONCE:], bound.encode())
    except (InvalidTag, binascii.Error, ValueError) as slip:
        raise Lapsed from slip
    sealed_at = int.from_bytes(plain[:_STAMP], "big")
    if not 0 <= now - sealed_at <= hours * 3600:
        raise Lapsed
    return plain[_STAMP:]


def packed(values: dict[str, Any]) -> bytes:
    """Values as they are sealed."""
    return zlib.compress(json.dumps(values, ensure_ascii=False).encode())


def unpacked(content: bytes) -> dict[str, Any]:
    """Values as they were packed."""
    found: dict[str, Any] = json.loads(zlib.decompress(content))
    return found
