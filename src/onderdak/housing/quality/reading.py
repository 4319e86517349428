"""Reads what was stated, by the catalogue of facts that the norms know."""

from collections.abc import Iterable, Mapping

from onderdak.foundation.identity.contract import fact_catalogue
from onderdak.housing.quality.domain.whose_counts import (
    ROOMS,
    Counted,
    facts_file,
)
from onderdak.rules import LocationFacts, UnreadableFacts, read_fact, read_facts


def same_value(path: str, one: object, other: object) -> bool:
    """Whether two statements of a fact mean the same: 8 m2 is 8,0 m²."""
    if one == other:
        return True
    try:
        return _meant(path, one) == _meant(path, other)
    except (UnreadableFacts, KeyError):
        return False


def _meant(path: str, value: object) -> object:
    if path != ROOMS:
        return read_fact(value, fact_catalogue().fact(path))
    units = read_facts({"units": [{"rooms": value}]}, fact_catalogue()).units or ()
    return [unit.rooms for unit in units]


def read_known(
    known: Iterable[Counted], units: Iterable[str]
) -> tuple[LocationFacts, list[Counted]]:
    """Read the facts that count; apart from them those that cannot be read any more.

    What was stated once was readable then; the list of facts may have changed since.
    """
    kept, names = list(known), list(units)
    try:
        return read_facts(facts_file(kept, names), fact_catalogue()), []
    except UnreadableFacts:
        sound = [one for one in kept if _readable(one)]
        left = [one for one in kept if one not in sound]
        return read_facts(facts_file(sound, names), fact_catalogue()), left


def _readable(one: Counted) -> bool:
    try:
        read_facts(facts_file([one]), fact_catalogue())
    except UnreadableFacts:
        return False
    return True


def check_readable(file: Mapping[str, object]) -> None:
    """Stop where facts cannot be meant.

    Raises:
        UnreadableFacts: with every slip at once.
    """
    read_facts(file, fact_catalogue())
