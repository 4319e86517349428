"""Codes and secrets that someone shows at a public door: only a keyed hash is kept.

Whoever reads the tables cannot try codes against them without the key, which is wrapped
by the master key as all others are.
"""

import hmac
from hashlib import sha256

from onderdak.foundation.privacy.keys import data_key
from onderdak.foundation.privacy.models import DataKey

# A new version would close every door at once, so the first is the one in use.
_VERSION = 1


def presented_hash(use: str, secret: str) -> bytes:
    """The installation's keyed hash of a code or secret, apart for each use."""
    _version, key = data_key(f"installation:{use}", DataKey.Use.HASH, _VERSION)
    return hmac.digest(key, secret.encode(), sha256)
