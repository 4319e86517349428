"""Whether two reports are told in nearly the same words: counted, never guessed."""

import re
from fractions import Fraction
from typing import Final

_WORD: Final = re.compile(r"\w{4,}")


def words_of(told: str) -> frozenset[str]:
    """The words of a text that say something: four letters or more.

    >>> sorted(words_of("De vuilnis ligt op straat."))
    ['ligt', 'straat', 'vuilnis']
    """
    return frozenset(_WORD.findall(told.casefold()))


def likeness(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """The share of all words that the two have in common (Jaccard, 1901).

    >>> likeness(words_of("vuilnis op straat"), words_of("straat vol vuilnis"))
    Fraction(1, 1)
    """
    together = one | other
    return Fraction(len(one & other), len(together)) if together else Fraction(0)
