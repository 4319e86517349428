"""Who the guests are: some come back, some move house, some have two providers.

Chains are followed in the order of arrival, and a choice looks only at what happened
before that arrival: so a guest keeps the same number whatever the day of loading.
"""

import heapq
from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from math import gcd
from typing import Final

from onderdak.foundation.privacy.contract import Identity
from onderdak.project.demo.names import ORIGINS, Origin
from onderdak.project.demo.plan import Chain, GuestPlan

_MOVES: Final = 0.05
_RETURNS: Final = 0.25
_TWICE: Final = 0.012
_AWAY: Final = timedelta(days=28)
_REMEMBERED: Final = 400


@dataclass(frozen=True, slots=True, order=True)
class _Left:
    """A guest who left a location."""

    on: date
    guest: int
    location: int


@dataclass
class _Memory:
    """What one provider remembers: who is still there, and who left."""

    there: list[_Left] = field(default_factory=list)
    left: deque[_Left] = field(default_factory=lambda: deque(maxlen=_REMEMBERED))

    def again(self, chain: Chain) -> int | None:
        """A former guest for this chain, or None when it is somebody new."""
        while self.there and self.there[0].on <= chain.arrival:
            self.left.append(heapq.heappop(self.there))
        if chain.reuse < _MOVES:
            return self._moved(chain)
        return self._returned(chain) if chain.reuse < _RETURNS else None

    def _moved(self, chain: Chain) -> int | None:
        if not self.left or self.left[-1].location == chain.location.id:
            return None
        return self.left.pop().guest

    def _returned(self, chain: Chain) -> int | None:
        place = int(chain.pick * len(self.left) / 2)
        if not self.left or self.left[place].on > chain.arrival - _AWAY:
            return None
        guest = self.left[place].guest
        del self.left[place]
        return guest


@dataclass
class Guests:
    """Everyone so far."""

    plans: list[GuestPlan] = field(default_factory=list)
    _memory: dict[int, _Memory] = field(default_factory=lambda: defaultdict(_Memory))
    _seen: dict[str, deque[int]] = field(
        default_factory=lambda: defaultdict(lambda: deque(maxlen=80))
    )

    def of(self, chain: Chain) -> int:
        """The guest of a chain; chains come in the order of arrival."""
        memory = self._memory[chain.location.provider]
        guest = memory.again(chain) or self._new(chain)
        if not chain.forgotten:  # nobody knows that a forgotten guest may come again
            heapq.heappush(memory.there, _Left(chain.end, guest, chain.location.id))
        return guest

    def _new(self, chain: Chain) -> int:
        here = chain.location.municipality
        guest = len(self.plans) + 1
        person = self._same_person(chain) or guest
        self.plans.append(GuestPlan(guest, chain.location.provider, person))
        self._seen[here].append(guest)
        return guest

    def _same_person(self, chain: Chain) -> int | None:
        """Someone who another provider here declared lately, now and then."""
        seen = self._seen[chain.location.municipality]
        if not seen or not chain.reuse > 1 - _TWICE:
            return None
        other = self.plans[seen[int(chain.pick * len(seen))] - 1]
        return None if other.provider == chain.location.provider else other.person


def guests_of(chains: Iterable[Chain]) -> tuple[list[GuestPlan], list[int]]:
    """All guests, and for each chain the number of its guest."""
    guests = Guests()
    numbers = [guests.of(chain) for chain in chains]
    return guests.plans, numbers


def identity(person: int) -> Identity:
    """The invented name, residence and document of a person, by number."""
    origin = _origin(person)
    number = person * _step(origin) % _space(origin)
    number, first = divmod(number, len(origin.first))
    number, last = divmod(number, len(origin.last))
    name, surname = origin.first[first], origin.last[last]
    if surname.endswith(("ov", "ev")) and name.endswith("a"):
        surname += "a"
    kind = "passport" if person % 5 == 0 else "identity_card"
    return Identity(f"{name} {surname}", origin.residences[number], kind)


def _origin(person: int) -> Origin:
    draw = person * 2654435761 % 2**32 % 100
    for origin in ORIGINS:
        draw -= origin.share
        if draw < 0:
            return origin
    return ORIGINS[-1]


@cache
def _space(origin: Origin) -> int:
    return len(origin.first) * len(origin.last) * len(origin.residences)


@cache
def _step(origin: Origin) -> int:
    """A step that visits every combination once, and looks like no order at all."""
    step = _space(origin) * 38 // 100 | 1
    while gcd(step, _space(origin)) > 1:
        step += 2
    return step
