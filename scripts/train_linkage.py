"""Learn how much each likeness of two addresses weighs, and write it to the engine.

The weights are counted: how often each degree of likeness occurs between what somebody
wrote and the address that was meant, and how often with an address taken by chance.
That is the model of Fellegi and Sunter with labels: nothing is estimated by iteration.

    .venv/bin/python scripts/train_linkage.py
"""

import json
import math
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.labelled_addresses import book_of, houses, labelled

from onderdak.engines.linkage import KnownAddress, WrittenAddress, read_address
from onderdak.engines.linkage.likeness import FILE, degrees

SEED: Final = 20260101
STREETS: Final = 400
WRITTEN: Final = 20_000
_SMOOTHING: Final = 0.5
# An error of this kind costs more than a look by a person: chosen on the training set,
# checked on another one by the bench.
_SURE_FROM, _AHEAD, _DOUBT_FROM = 0.0, 4.0, -6.0
_OTHERS: Final = 25

Counts = dict[str, Counter[str]]


def _count() -> tuple[Counts, Counts, int]:
    """How often each degree occurs with the address meant, and with any other one."""
    found = houses(SEED, STREETS)
    known = {one.key: one.known() for one in found}
    towns = book_of(found).towns
    others = random.Random(SEED)  # noqa: S311 - nothing secret
    same: Counts = defaultdict(Counter)
    other: Counts = defaultdict(Counter)
    pairs = 0
    for row in labelled(found, WRITTEN, SEED):
        for written in (row.written(), read_address(row.words, towns)):
            if row.meant is not None:
                pairs += 1
                _add(same, written, known[row.meant])
            for one in others.choices(found, k=_OTHERS):
                if one.key != row.meant:
                    _add(other, written, known[one.key])
    return same, other, pairs


def _add(counts: Counts, written: WrittenAddress, known: KnownAddress) -> None:
    for part, degree in degrees(written, known).items():
        counts[part][degree] += 1


def _weights(same: Counter[str], other: Counter[str]) -> dict[str, float]:
    """The weight of each degree, in bits; what is unknown says nothing."""
    kinds = sorted({*same, *other} - {"unknown"})
    of_same = sum(same[kind] for kind in kinds) + _SMOOTHING * len(kinds)
    of_other = sum(other[kind] for kind in kinds) + _SMOOTHING * len(kinds)
    return {
        kind: round(
            math.log2(
                ((same[kind] + _SMOOTHING) / of_same)
                / ((other[kind] + _SMOOTHING) / of_other)
            ),
            3,
        )
        for kind in kinds
    }


def main() -> None:
    """Count, and write the weights with where they come from."""
    same, other, pairs = _count()
    model = {
        "source": (
            f"scripts/train_linkage.py, seed {SEED}: {pairs} written addresses of an"
            f" invented register, each beside {_OTHERS} others taken by chance"
        ),
        "sure_from": _SURE_FROM,
        "ahead": _AHEAD,
        "doubt_from": _DOUBT_FROM,
        "weights": {part: _weights(same[part], other[part]) for part in sorted(same)},
    }
    FILE.write_text(json.dumps(model, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
