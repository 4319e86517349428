"""Data keys: made at first use, wrapped by the master key, unwrapped in memory only."""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db.models import QuerySet

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


def master_key(written: str) -> AESGCM:
    """The master key as the operator wrote it down.

    Raises:
        ConfigurationError: it is missing or has another form.
    """
    try:
        key = bytes.fromhex(written)
    except ValueError:
        key = b""
    if len(key) != _KEY:
        raise ConfigurationError(
            text("The master key is missing or has another form."),
            next_step=text("Set ONDERDAK_MASTER_KEY to 64 hexadecimal digits."),
        )
    return AESGCM(key)


def _master() -> AESGCM:
    return master_key(settings.MASTER_KEY)


def _associated(holder: str, use: str, version: int) -> bytes:
    return f"{holder}|{use}|{version}".encode()


def wrap(
    holder: str, use: str, version: int, key: bytes, master: AESGCM | None = None
) -> bytes:
    """A data key under the master key, bound to its holder, use and version."""
    nonce = os.urandom(_NONCE)
    bound = _associated(holder, use, version)
    return nonce + (master or _master()).encrypt(nonce, key, bound)


def unwrap(
    holder: str, use: str, version: int, wrapped: bytes, master: AESGCM | None = None
) -> bytes:
    """A data key taken out of its wrapping.

    Raises:
        InvalidTag: another master key wrapped it, or it belongs to another holder.
    """
    bound = _associated(holder, use, version)
    return (master or _master()).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound)


def data_key(
    holder: str, use: DataKey.Use, version: int | None = None
) -> tuple[int, bytes]:
    """A key of a holder: (version, key); the newest, made when there is none.

    Args:
        version: the version with which a row was sealed, to open it again.

    Raises:
        ConfigurationError: that version was removed, and what it sealed is lost.
    """
    keys = DataKey.objects.filter(holder=holder, use=use).order_by("-version")
    row = (keys.filter(version=version) if version else keys).first()
    if row is None:
        _check_is_first(keys, holder, version)
        row = add_version(holder, use, 1)
    return row.version, unwrap(holder, use, row.version, bytes(row.wrapped))


def _check_is_first(keys: QuerySet[DataKey], holder: str, version: int | None) -> None:
    """A key is made at first use only: another would open nothing."""
    if version is not None and keys.exists():
        raise ConfigurationError(
            text(
                "Key %(version)s of %(holder)s is gone.",
                version=version,
                holder=holder,
            ),
            next_step=text("Put the database back from a backup that has it."),
        )


def add_version(holder: str, use: str, version: int) -> DataKey:
    """A new key of a holder; the one that is there when another was quicker."""
    made = wrap(holder, use, version, os.urandom(_KEY))
    row, _ = DataKey.objects.get_or_create(
        holder=holder, use=use, version=version, defaults={"wrapped": made}
    )
    return row


def versions(holder: str, use: str) -> list[int]:
    """The versions of a holder's key that there are, the newest last."""
    found = DataKey.objects.filter(holder=holder, use=use).order_by("version")
    return list(found.values_list("version", flat=True))
