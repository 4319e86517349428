"""How much two addresses are alike, as weight of evidence.

The model of Fellegi and Sunter (1969): each part of an address agrees to some degree,
and each degree is so many times likelier of the address that was meant than of one
taken by chance. The logarithms (base 2) of those ratios add up. They are data, counted
by `scripts/train_linkage.py`, and stand in `likeness.json` with where they come from.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from onderdak.engines.linkage.book import KnownAddress
from onderdak.engines.linkage.reading import WrittenAddress

FILE: Final = Path(__file__).with_name("likeness.json")
# Degrees of likeness between two streets, as Splink compares names by default.
NEARLY, ROUGHLY = 0.94, 0.86
_TOWN_NEARLY: Final = 0.9
_DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """The weights of one trained model, and from where on it is sure or in doubt.

    Attributes:
        weights: for each part of an address, the weight of each degree.
        sure_from: weight from which one address is taken, if it is also ahead.
        ahead: by how much weight it must be ahead of the next.
        doubt_from: weight from which an address is proposed to a person.
        source: how the weights were learned.
    """

    weights: Mapping[str, Mapping[str, float]]
    sure_from: float
    ahead: float
    doubt_from: float
    source: str

    def weight(self, written: WrittenAddress, known: KnownAddress) -> float:
        """The weight of evidence for this address, in bits, before any prior."""
        return sum(
            self.weights[part].get(degree, 0.0)
            for part, degree in degrees(written, known).items()
        )


@lru_cache(maxsize=1)
def load_likeness() -> Likeness:
    """The trained model that comes with this version."""
    raw = json.loads(FILE.read_text(encoding="utf-8"))
    return Likeness(
        weights=raw["weights"],
        sure_from=raw["sure_from"],
        ahead=raw["ahead"],
        doubt_from=raw["doubt_from"],
        source=raw["source"],
    )


def degrees(written: WrittenAddress, known: KnownAddress) -> dict[str, str]:
    """To which degree each part agrees; `unknown` where a side does not have it."""
    return {
        "street": _street(written.street, known.street),
        "number": _number(written.number, known.number),
        "addition": _addition(written.addition, known.addition),
        "postcode": _postcode(written.postcode, known.postcode),
        "town": _town(written.town, known.town),
    }


def _street(one: str, other: str) -> str:
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    alike = JaroWinkler.similarity(one, other)
    if alike >= NEARLY:
        return "nearly"
    return "roughly" if alike >= ROUGHLY else "other"


def _number(one: int | None, other: int) -> str:
    if one is None:
        return "unknown"
    if one == other:
        return "same"
    # One figure typed wrongly, left out, or two changed over; of a single figure
    # nothing would be left of the number.
    return "nearly" if one > 9 and _one_slip(str(one), str(other)) else "other"


def _addition(one: str, other: str) -> str:
    if one == other:
        return "same" if one else "none"
    if not one:
        return "left_out"
    return "added" if not other else "other"


def _postcode(one: str, other: str) -> str:
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    if _one_slip(one, other):
        return "nearly"
    return "area" if one[:_DIGITS] == other[:_DIGITS] else "other"


def _town(one: str, other: str) -> str:
    if not one or not other:
        return "unknown"
    if one == other:
        return "same"
    return "nearly" if JaroWinkler.similarity(one, other) >= _TOWN_NEARLY else "other"


def _one_slip(one: str, other: str) -> bool:
    """One sign typed wrongly, left out or added, or two neighbours changed over."""
    return OSA.distance(one, other, score_cutoff=1) <= 1
