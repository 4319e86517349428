"""How sure a share and a ratio of shares are.

Wilson (1927) for a share: right also for few visits and for shares near 0 and 1. For
the ratio of two shares MOVER-R on Wilson limits (Donner and Zou 2012; Newcombe 2016):
as good as the log interval of Katz (1978) for many visits, and it still stands where
one of both has no hits, where the logarithm of Katz does not.
"""

from math import isinf, sqrt
from typing import Final, NamedTuple

# The point of the normal distribution that leaves 2.5% on either side.
Z_95: Final = 1.959963984540054


class Interval(NamedTuple):
    """From low to high; the truth lies in there in 95 of 100 such cases."""

    low: float
    high: float


class Ratio(NamedTuple):
    """How many times more, with its interval; `high` may be infinite."""

    ratio: float
    low: float
    high: float


def wilson(hits: int, n: int, z: float = Z_95) -> Interval:
    """The interval of a share (Wilson 1927); from 0 to 1 when nothing was visited."""
    _check(hits, n)
    if n == 0:
        return Interval(0.0, 1.0)
    share, square = hits / n, z * z
    middle = share + square / (2 * n)
    half = z * sqrt(share * (1 - share) / n + square / (4 * n * n))
    whole = 1 + square / n
    low = 0.0 if hits == 0 else (middle - half) / whole
    high = 1.0 if hits == n else (middle + half) / whole
    return Interval(max(0.0, low), min(1.0, high))


def ratio_of_shares(
    hits: int, n: int, other_hits: int, other_n: int, z: float = Z_95
) -> Ratio | None:
    """How many times the other share this share is (MOVER-R); samples are apart.

    None when it cannot be told: nothing was visited, or the other share is zero.
    """
    _check(hits, n)
    _check(other_hits, other_n)
    if not n or not other_n or not other_hits:
        return None
    one, other = hits / n, other_hits / other_n
    low, high = wilson(hits, n, z)
    other_low, other_high = wilson(other_hits, other_n, z)
    product = one * other
    # Both limits are the root of a quadratic; written so that nothing cancels out.
    ours, theirs = low * (2 * one - low), other_high * (2 * other - other_high)
    lowest = 0.0 if not hits else ours / (product + _root(product, ours, theirs))
    ours, theirs = high * (2 * one - high), other_low * (2 * other - other_low)
    highest = (product + _root(product, ours, theirs)) / theirs
    return Ratio(one / other, lowest, highest)


def lift_within(
    hits: int, n: int, all_hits: int, all_n: int, z: float = Z_95
) -> Ratio | None:
    """How many times the share of all this share is, when it is a part of all.

    A part and the whole are no samples apart. So the part is laid beside the rest, and
    the limits of that ratio are turned into limits of the lift: with R the ratio to
    the rest and f the share that the part is of all, lift = R / (f R + 1 - f). It is
    above 1 just when R is.
    """
    rest_n, rest_hits = all_n - n, all_hits - hits
    if rest_n < 0 or rest_hits < 0:
        raise ValueError("a part cannot be more than the whole")
    if not n or not all_hits:
        return None
    lift, part = (hits / n) / (all_hits / all_n), n / all_n
    if not rest_n:
        return Ratio(lift, 1.0, 1.0)
    if not rest_hits:
        # Everything was found in the part: the other way round there is a ratio.
        turned = ratio_of_shares(rest_hits, rest_n, hits, n, z)
        low = 1 / turned.high if turned else 0.0
        return Ratio(lift, _of_all(low, part), 1 / part)
    ratio = ratio_of_shares(hits, n, rest_hits, rest_n, z)
    if ratio is None:
        return None
    return Ratio(lift, _of_all(ratio.low, part), _of_all(ratio.high, part))


def _of_all(ratio: float, part: float) -> float:
    return 1 / part if isinf(ratio) else ratio / (part * ratio + 1 - part)


def _root(product: float, ours: float, theirs: float) -> float:
    return sqrt(max(0.0, product * product - ours * theirs))


def _check(hits: int, n: int) -> None:
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} hits of {n} cannot be")
