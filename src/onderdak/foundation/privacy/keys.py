"""Data keys: made at first use, wrapped by the master key, unwrapped in memory only."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from onderdak.foundation.privacy.models import DataKey
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import text

_NONCE = 12
_KEY = 32


def provider_holder(provider: int) -> str:
    """The holder name of a provider's keys."""
    return f"provider:{provider}"


def municipality_holder(municipality: str) -> str:
    """The holder name of a municipality's keys."""
    return f"municipality:{municipality}"


def _master() -> AESGCM:
    try:
        key = bytes.fromhex(settings.MASTER_KEY)
    except ValueError:
        key = b""
    if len(key) != _KEY:
        raise ConfigurationError(
            text("The master key is missing or has another form."),
            next_step=text("Set ONDERDAK_MASTER_KEY to 64 hexadecimal digits."),
        )
    return AESGCM(key)


def _associated(holder: str, use: str, version: int) -> bytes:
    return f"{holder}|{use}|{version}".encode()


def wrap(holder: str, use: str, version: int, key: bytes) -> bytes:
    """A data key under the master key, bound to its holder, use and version."""
    nonce = os.urandom(_NONCE)
    return nonce + _master().encrypt(nonce, key, _associated(holder, use, version))


def data_key(
    holder: str, use: DataKey.Use, version: int | None = None
) -> tuple[int, bytes]:
    """A key of a holder: (version, key); the newest, made when there is none.

    Args:
        version: the version with which a row was sealed, to open it again.
    """
    keys = DataKey.objects.filter(holder=holder, use=use).order_by("-version")
    row = (keys.filter(version=version) if version else keys).first()
    if row is None:
        made = wrap(holder, use, 1, os.urandom(_KEY))
        row, _ = DataKey.objects.get_or_create(
            holder=holder, use=use, version=1, defaults={"wrapped": made}
        )
    wrapped = bytes(row.wrapped)
    opened = _master().decrypt(
        wrapped[:_NONCE], wrapped[_NONCE:], _associated(holder, use, row.version)
    )
    return row.version, opened
