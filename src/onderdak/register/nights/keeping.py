"""Keeps an uploaded file for a while: encrypted, out of the web's reach.

A file of guests holds names in the clear. Only its random number is passed on; the
file itself can be read for as long as its shelf allows, with a key that is made of the
installation's.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone


@dataclass(frozen=True)
class Shelf:
    """Where files lie, and how long."""

    folder: str
    kept: timedelta


BRIEF = Shelf("handed-in", timedelta(hours=1))
"""Between two pages."""
LONG = Shelf("hand-ins", timedelta(hours=48))
"""For work in the background: over a night in which the worker stood still."""
_SHELVES = (BRIEF, LONG)


def _lock() -> Fernet:
    material = f"{settings.SECRET_KEY}|kept declarations".encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(material).digest()))


def _place(number: str, shelf: Shelf) -> str:
    return f"{shelf.folder}/{number}"


def keep(content: bytes, shelf: Shelf = BRIEF) -> str:
    """Keep a file; returns the number under which it is found back."""
    forget_old()
    number = secrets.token_hex(16)
    default_storage.save(_place(number, shelf), ContentFile(_lock().encrypt(content)))
    return number


def fetch(number: str, shelf: Shelf = BRIEF) -> bytes | None:
    """A kept file, or None when it is gone or older than its shelf allows."""
    if not number or not default_storage.exists(_place(number, shelf)):
        return None
    with default_storage.open(_place(number, shelf)) as file:
        sealed = file.read()
    try:
        return _lock().decrypt(sealed, ttl=int(shelf.kept.total_seconds()))
    except InvalidToken:
        return None


def forget(number: str, shelf: Shelf = BRIEF) -> None:
    """Remove a kept file; it may be gone already."""
    if number:
        default_storage.delete(_place(number, shelf))


def forget_old() -> None:
    """Remove every file that was left behind for longer than its shelf allows."""
    for shelf in _SHELVES:
        if default_storage.exists(shelf.folder):
            _forget_old_on(shelf)


def _forget_old_on(shelf: Shelf) -> None:
    limit = timezone.now() - shelf.kept
    for number in default_storage.listdir(shelf.folder)[1]:
        try:
            if default_storage.get_modified_time(_place(number, shelf)) < limit:
                forget(number, shelf)
        except FileNotFoundError:
            continue  # another process was first
