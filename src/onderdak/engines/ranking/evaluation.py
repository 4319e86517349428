"""What a ranking is worth, by what was found at the addresses.

Nothing here knows an address: it takes places, days, points and outcomes. An outcome
that is not known is left out everywhere, never counted as `nothing found`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from heapq import nsmallest
from typing import NamedTuple

from onderdak.engines.ranking.intervals import (
    Interval,
    Ratio,
    lift_within,
    ratio_of_shares,
    wilson,
)
from onderdak.engines.ranking.order import id_number, lot


@dataclass(frozen=True, slots=True)
class Share:
    """Hits of visits, with the interval of Wilson."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """The share itself; 0 when nothing was visited."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> Interval:
        """Between which shares the truth may lie."""
        return wilson(self.hits, self.of)


class Visited(NamedTuple):
    """An address that was visited: its place, whether something was found, when.

    `drawn`: it belongs to the sample that nobody chose.
    """

    place: int
    hit: bool
    on: date | None = None
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class AtCapacity:
    """What the first visits of a list found, beside what any visits find.

    Attributes:
        precision: what the first visits found; beside a sample, those outside it.
        base: what was found without choosing: at random, or of all that was visited.
        base_is_sample: the base comes from addresses that were drawn or had their turn.
        recall: the share of everything found that lies within the first visits.
    """

    capacity: int
    precision: Share
    base: Share
    base_is_sample: bool
    lift: Ratio | None
    recall: float


def at_capacity(
    visited: Sequence[Visited], capacity: int, sample: Share | None = None
) -> AtCapacity:
    """Precision, base rate and lift of the first visits of which the outcome is known.

    Args:
        visited: every address with an outcome, in any order.
        capacity: how many addresses can be visited.
        sample: what was found at addresses that nobody chose: drawn, or at their turn.
            Without it all outcomes are the base, which is higher than the truth
            when people chose where to go; the lift is then too low rather than high.
            Who is in it is left out of the first, for two shares are laid beside each
            other only when nobody is in both. When the sample is all there is, the
            first are a part of it, and are compared as such.
    """
    if capacity < 1:
        raise ValueError("a capacity is at least one visit")
    first = nsmallest(capacity, visited, key=_place)
    everything = _share(visited)
    drawn = sample if sample and sample.of else None
    apart = drawn is not None and not all(one.drawn for one in visited)
    found = _share([one for one in first if not (apart and one.drawn)])
    base = drawn or everything
    compared = ratio_of_shares if apart else lift_within
    lift = compared(found.hits, found.of, base.hits, base.of)
    hits = _share(first).hits
    recall = hits / everything.hits if everything.hits else 0.0
    return AtCapacity(capacity, found, base, drawn is not None, lift, recall)


def _share(visited: Sequence[Visited]) -> Share:
    return Share(sum(one.hit for one in visited), len(visited))


@dataclass(frozen=True, slots=True)
class Replay:
    """A past period, visited anew in the order of the list.

    `days`: how much earlier, on average, what was found would have been found; below
    zero it would have been later.
    """

    days: float
    hits: int
    visits: int
    first: date
    last: date

    @property
    def per_week(self) -> float:
        """How many visits a week there were."""
        return self.visits * 7 / ((self.last - self.first).days + 1)


def replay(visited: Sequence[Visited]) -> Replay | None:
    """Visit the same addresses on the same days, but in the order of the list.

    Each day keeps as many visits as it had. Of each address where something was found
    the day of the list is laid beside the day on which it was visited. It says nothing
    of what was not yet so on the earlier day. None without a find or a day.
    """
    dated = [one for one in visited if one.on is not None]
    hits = [one for one in dated if one.hit]
    if not hits:
        return None
    days = sorted(one.on for one in dated if one.on is not None)
    gained = timedelta()
    for day, one in zip(days, sorted(dated, key=_place), strict=True):
        if one.hit and one.on is not None:
            gained += one.on - day
    return Replay(gained.days / len(hits), len(hits), len(dated), days[0], days[-1])


def _place(one: Visited) -> int:
    return one.place


Parts = Mapping[str, Mapping[str, int]]


def stability(parts: Parts, capacity: int, seed: int) -> dict[str, float]:
    """Which share of the first addresses stays first when one indicator is left out.

    Args:
        parts: for each address the points that each indicator gave.
    """
    order = _Order(parts, seed)
    before = order.first(capacity)
    return {
        key: len(before & order.first(capacity, key)) / len(before)
        for key in order.keys
        if before
    }


def first_without(parts: Parts, capacity: int, seed: int) -> dict[str, frozenset[str]]:
    """Which addresses are first when one indicator is left out; '' leaves out none.

    Who has no points then is not among them: there is no reason to go there.

    Args:
        parts: for each address the points that each indicator gave.
    """
    order = _Order(parts, seed)
    return {
        key: frozenset(
            one for one in order.first(capacity, key) if order.points(one, key)
        )
        for key in ("", *order.keys)
    }


class _Order:
    """Addresses by the points that are left; among equals by the lot of the seed."""

    def __init__(self, parts: Parts, seed: int) -> None:
        draw = lot(seed)
        self._parts = parts
        self._among_equals = {one: (draw.of(one), id_number(one), one) for one in parts}
        self._totals = {one: sum(given.values()) for one, given in parts.items()}
        self.keys = sorted({key for given in parts.values() for key in given})

    def points(self, one: str, without: str = "") -> int:
        return self._totals[one] - self._parts[one].get(without, 0)

    def first(self, capacity: int, without: str = "") -> set[str]:
        def place(one: str) -> tuple[int, int, int, str]:
            return (-self.points(one, without), *self._among_equals[one])

        return set(nsmallest(capacity, self._parts, key=place))


@dataclass(frozen=True, slots=True)
class Band:
    """Addresses with so many points, and what was found there."""

    at_least: int
    at_most: int | None
    addresses: int
    found: Share


def bands(scored: Sequence[tuple[int, bool | None]], most: int = 5) -> tuple[Band, ...]:
    """Split a list by points into at most so many bands of about as many visits.

    Args:
        scored: the points of each address, and whether something was found; None when
            it was not visited.
    """
    edges = _edges(sorted(points for points, hit in scored if hit is not None), most)
    found = []
    for number, low in enumerate(edges):
        high = edges[number + 1] - 1 if number + 1 < len(edges) else None
        inside = [
            hit
            for points, hit in scored
            if points >= low and (high is None or points <= high)
        ]
        known = [hit for hit in inside if hit is not None]
        found.append(Band(low, high, len(inside), Share(sum(known), len(known))))
    return tuple(found)


def _edges(points: Sequence[int], most: int) -> list[int]:
    """Where bands begin: no two of the same points are ever in two bands."""
    starts = (
        {points[len(points) * part // most] for part in range(most)}
        if points
        else set()
    )
    return sorted({0, *starts})
