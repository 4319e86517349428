"""Keeps an uploaded file between two pages: encrypted, out of the web's reach, briefly.

A file of guests holds names in the clear. Only its random number is in the session;
the file itself can be read for an hour, with a key that is made of the installation's.
"""

import base64
import hashlib
import secrets
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

_FOLDER = "handed-in"
_KEPT = timedelta(hours=1)


def _lock() -> Fernet:
    material = f"{settings.SECRET_KEY}|kept declarations".encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(material).digest()))


def _place(number: str) -> str:
    return f"{_FOLDER}/{number}"


def keep(content: bytes) -> str:
    """Keep a file; returns the number under which it is found back."""
    forget_old()
    number = secrets.token_hex(16)
    default_storage.save(_place(number), ContentFile(_lock().encrypt(content)))
    return number


def fetch(number: str) -> bytes | None:
    """A kept file, or None when it is gone or older than an hour."""
    if not default_storage.exists(_place(number)):
        return None
    with default_storage.open(_place(number)) as file:
        sealed = file.read()
    try:
        return _lock().decrypt(sealed, ttl=int(_KEPT.total_seconds()))
    except InvalidToken:
        return None


def forget(number: str) -> None:
    """Remove a kept file; it may be gone already."""
    default_storage.delete(_place(number))


def forget_old() -> None:
    """Remove every file that was left behind for an hour."""
    if not default_storage.exists(_FOLDER):
        return
    limit = timezone.now() - _KEPT
    for number in default_storage.listdir(_FOLDER)[1]:
        if default_storage.get_modified_time(_place(number)) < limit:
            forget(number)
