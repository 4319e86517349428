"""Which address was meant, at which level that is known, and with which weight."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import JaroWinkler

from onderdak.engines.linkage.book import AddressBook, KnownAddress
from onderdak.engines.linkage.likeness import ROUGHLY, Likeness, load_likeness
from onderdak.engines.linkage.reading import WrittenAddress

_MOST_CANDIDATES: Final = 5
# Addresses of a small municipality.
_LEAST_TOWN: Final = 10_000


class Level(StrEnum):
    """How an address was found, the surest way first."""

    BAG_ID = "bag_id"
    POSTCODE = "postcode"
    STREET = "street"
    LIKENESS = "likeness"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An address that may be meant: its key, and the weight of evidence in bits."""

    key: int
    weight: float

    @property
    def probability(self) -> float:
        """The chance that this is the address, by the model; between 0 and 1."""
        return 1 / (1 + math.pow(2, -max(min(self.weight, 60.0), -60.0)))


@dataclass(frozen=True, slots=True)
class Match:
    """What was found: one address for sure, candidates for a person, or nothing.

    `weight` is that of the address found, or of the best candidate; None for a level
    that needs no weighing, and where nothing comes near.
    """

    level: Level
    key: int | None = None
    weight: float | None = None
    candidates: tuple[Candidate, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether one address is meant, without a person having to look."""
        return self.key is not None


def match(
    written: WrittenAddress, book: AddressBook, likeness: Likeness | None = None
) -> Match:
    """Find the address that was meant, by the surest way that leads to exactly one.

    A BAG id that the book knows decides, unless the postcode or number beside it is
    another's: then columns may have shifted, and a person decides. Then postcode,
    number and addition together, unless the street that was written speaks against it;
    then street, number, addition and town; then likeness. An addition is never guessed:
    `12` where there are only `12A` and `12B` is for a person to decide.
    """
    model = likeness or load_likeness()
    exact = _exact(written, book)
    if exact is not None:
        return exact
    return _by_likeness(written, book, model)


def _exact(written: WrittenAddress, book: AddressBook) -> Match | None:
    if written.bag_id and (found := _only(book.with_bag_id(written.bag_id))):
        if _is_elsewhere(written, found):
            return Match(Level.NONE, candidates=_either(written, found, book))
        return Match(Level.BAG_ID, found.key)
    if written.number is None:
        return None
    if written.postcode:
        there = book.at_postcode(written.postcode, written.number)
        found = _only(_with_addition(there, written))
        if found and not _gainsaid(written, found):
            return Match(Level.POSTCODE, found.key)
    elif written.street:
        there = book.in_street(written.street, written.town, written.number)
        if found := _only(_with_addition(there, written)):
            return Match(Level.STREET, found.key)
    return None


def _is_elsewhere(written: WrittenAddress, found: KnownAddress) -> bool:
    """Whether a postcode or number was written that is not that of the BAG id."""
    postcode, number = written.postcode, written.number
    return (bool(postcode and found.postcode) and postcode != found.postcode) or (
        number is not None and number != found.number
    )


def _either(
    written: WrittenAddress, found: KnownAddress, book: AddressBook
) -> tuple[Candidate, ...]:
    """What the BAG id says, and what stands beside it."""
    beside = (
        _with_addition(book.at_postcode(written.postcode, written.number), written)
        if written.postcode and written.number is not None
        else []
    )
    keys = dict.fromkeys([found.key, *(one.key for one in beside)])
    return tuple(Candidate(key, 0.0) for key in keys)


def _with_addition(
    there: Iterable[KnownAddress], written: WrittenAddress
) -> list[KnownAddress]:
    return [one for one in there if one.addition == written.addition]


def _only(found: Sequence[KnownAddress]) -> KnownAddress | None:
    return found[0] if len(found) == 1 else None


def _gainsaid(written: WrittenAddress, found: KnownAddress) -> bool:
    """Whether the street that was written is another one: a slip in the postcode."""
    if not written.street or not found.street:
        return False
    return JaroWinkler.similarity(written.street, found.street) < ROUGHLY


def _by_likeness(written: WrittenAddress, book: AddressBook, model: Likeness) -> Match:
    weighed = _weighed(written, book, model)
    near = [one for one in weighed if one[0].weight >= model.doubt_from]
    if not near:
        return Match(Level.NONE)
    candidates = tuple(candidate for candidate, _ in near[:_MOST_CANDIDATES])
    best, known = near[0]
    next_best = weighed[1][0].weight if len(weighed) > 1 else -math.inf
    is_sure = (
        best.weight >= model.sure_from
        and best.weight - next_best >= model.ahead
        and _same_house(written, known)
    )
    return Match(Level.LIKENESS, best.key if is_sure else None, best.weight, candidates)


def _same_house(written: WrittenAddress, known: KnownAddress) -> bool:
    """Whether nothing that was written is another house: a number is never guessed.

    The postcode may hold the slip, not the number, the addition or the street.
    """
    return (
        known.number == written.number
        and known.addition == written.addition
        and not _gainsaid(written, known)
    )


def _weighed(
    written: WrittenAddress, book: AddressBook, model: Likeness
) -> list[tuple[Candidate, KnownAddress]]:
    """All that come near, the weightiest first; of equals the lowest key first."""
    # Before any look each address of the book is as likely as another. A small book may
    # be a part of a town: weak evidence must not become sure by leaving others out.
    prior = -math.log2(max(len(book), _LEAST_TOWN))
    weighed = [
        (Candidate(one.key, round(prior + model.weight(written, one), 3)), one)
        for one in book.alike(written)
    ]
    return sorted(weighed, key=lambda one: (-one[0].weight, one[0].key))
