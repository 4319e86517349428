"""A brake on the public doors that remembers no visitor.

A visitor is a keyed hash of the connection. The key is made when the process starts and
replaced with every window, and stands in memory alone: who reads the memory, a log or
the database afterwards cannot tell who came by. Each process counts for itself.
"""

import hmac
import os
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from onderdak.kernel.visitors import visitor

_WINDOW = 300.0
_MOST_KEPT = 50_000


@dataclass
class Brake:
    """How often each visitor, and all together, came to one door in this window."""

    most: int
    most_of_all: int
    _key: bytes = field(default=b"", repr=False)
    _began: float = 0.0
    _counts: Counter[bytes] = field(default_factory=Counter, repr=False)
    _all: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, request: HttpRequest) -> bool:
        """Count a visit; whether the visitor may go on."""
        with self._lock:
            who = self._who(request)
            if len(self._counts) < _MOST_KEPT or who in self._counts:
                self._counts[who] += 1
            # Whoever is stopped already does not use up what is there for others.
            if self._counts[who] <= self.most:
                self._all += 1
            return self._free(who)

    def is_free(self, request: HttpRequest) -> bool:
        """Whether the visitor may go on; counts nothing."""
        with self._lock:
            return self._free(self._who(request), 1)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._began = 0.0

    def _free(self, who: bytes, more: int = 0) -> bool:
        return (
            self._counts[who] + more <= self.most
            and self._all + more <= self.most_of_all
        )

    def _who(self, request: HttpRequest) -> bytes:
        now = time.monotonic()
        if not self._began or now - self._began > _WINDOW:
            # A new key with each window: nobody is recognised from the one before.
            self._key, self._began, self._all = os.urandom(32), now, 0
            self._counts.clear()
        address = visitor(get_adapter(request).get_client_ip(request))
        return hmac.digest(self._key, address.encode(), sha256)[:16]


# An office or a hostel may share one connection, so these are wide.
PAGES = Brake(most=400, most_of_all=30_000)
SENDING = Brake(most=20, most_of_all=15_000)
SEARCHING = Brake(most=300, most_of_all=20_000)
FOLLOWING = Brake(most=120, most_of_all=10_000)
# A code has more than fifty bits: many connections together do not guess one, so only
# each by itself is stopped; nobody can shut the door for others.
WRONG_CODES = Brake(most=10, most_of_all=1_000_000)
# The figures for everyone, with their picture and map.
FIGURES = Brake(most=300, most_of_all=20_000)
# Chain partners have brakes of their own: who tries codes does not shut them out.
LINKS = Brake(most=120, most_of_all=10_000)
WRONG_LINKS = Brake(most=10, most_of_all=1_000_000)
# All doors of the desk; a wrong code is counted apart.
ALL = (PAGES, SENDING, SEARCHING, FOLLOWING, WRONG_CODES, FIGURES, LINKS, WRONG_LINKS)
