"""Counts that may leave the house: what is too small to show is left out."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def shown_counts(counts: Mapping[K, int], least: int) -> dict[K, int | None]:
    """Counts of which no small one can be read, nor worked out from the total.

    A count below the least is left out; where only one is, the next smallest is left
    out as well, for the total would give the first away. Nothing is still nothing.

    >>> shown_counts({"a": 2, "b": 9, "c": 30}, 5)
    {'a': None, 'b': None, 'c': 30}
    """
    small = {key for key, count in counts.items() if 0 < count < least}
    rest = sorted(
        (key for key, count in counts.items() if count >= least),
        key=lambda key: counts[key],
    )
    if len(small) == 1 and rest:
        small.add(rest[0])
    return {key: None if key in small else count for key, count in counts.items()}
