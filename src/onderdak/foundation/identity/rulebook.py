"""The rules in force in this installation: the shipped ones and the local folders."""

from bisect import bisect_right
from datetime import date
from functools import cache, lru_cache

from django.conf import settings

from onderdak.rules import (
    Catalogue,
    Dated,
    Judge,
    NormBook,
    NoValue,
    ParameterBook,
    load,
    load_catalogue,
    load_norms,
    national_folder,
)

# The stretches between two changes of values, of all municipalities of a region; each
# judge holds about a hundred norms.
_JUDGES_KEPT = 256


@cache
def rulebook() -> ParameterBook:
    """All dated parameters, read once per process.

    Raises:
        ConfigurationError: a file misses a source or has another fault.
    """
    return load(national_folder(), *settings.LOCAL_RULES)


@cache
def fact_catalogue() -> Catalogue:
    """All facts of a location that norms ask for, read once per process."""
    return load_catalogue()


def normbook() -> NormBook:
    """All norms, checked against the parameters and the facts, once per process."""
    return _norms_of(rulebook())


def judge_on(on: date, municipality: str | None) -> Judge:
    """The norms of a day and a municipality, ready to judge locations.

    Days on which all the same values hold share one judge, and so do municipalities
    without values of their own: who asks for many days does not make the rest wait.
    """
    return _moved_to(rulebook(), on, municipality)


# Kept by the book they were made from: who reads the rules anew judges anew.
@lru_cache(maxsize=2)
def _norms_of(book: ParameterBook) -> NormBook:
    return load_norms(book, fact_catalogue())


@lru_cache(maxsize=_JUDGES_KEPT)
def _judge_since(book: ParameterBook, since: date, municipality: str | None) -> Judge:
    return Judge(
        book, _norms_of(book), fact_catalogue(), on=since, municipality=municipality
    )


@lru_cache(maxsize=_JUDGES_KEPT)
def _moved_to(book: ParameterBook, on: date, municipality: str | None) -> Judge:
    own = municipality if municipality in _with_own_values(book) else None
    turns = _turns_in(book, own)
    before = bisect_right(turns, on)
    since = turns[before - 1] if before else date.min
    return _judge_since(book, since, own).moved(on, municipality)


@lru_cache(maxsize=_JUDGES_KEPT)
def _turns_in(book: ParameterBook, municipality: str | None) -> tuple[date, ...]:
    return book.turns(municipality)


@lru_cache(maxsize=2)
def _with_own_values(book: ParameterBook) -> frozenset[str]:
    return frozenset(one.municipality for one in book.parameters if one.municipality)


def local_value(id: str, *, municipality: str, on: date) -> Dated | None:
    """What a by-law says here on a day, or None where the town has none on this."""
    try:
        return rulebook().value(id, on, municipality)
    except NoValue:
        return None


def by_law_asks(id: str, *, municipality: str, on: date) -> bool:
    """Whether a by-law asks for something beyond the law; off where nobody set it."""
    found = local_value(id, municipality=municipality, on=on)
    return found is not None and found.value is True
