"""Reads one value of a fact: a count, a day, a word; quantities have their own file."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from onderdak.rules.expressions.dimensions import Dimension
from onderdak.rules.locations.catalogue import Fact
from onderdak.rules.locations.quantities import Slip, quantity

Known = int | bool | str | tuple[str, ...]

_EPOCH: Final = date(1970, 1, 1)
_FIRST: Final = date(1900, 1, 1)
_LAST: Final = date(2199, 12, 31)
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_WORDS: Final = 200
LONGEST_WORD: Final = 100


def day_number(day: date) -> int:
    """Count a day from 1 January 1970, as both engines do."""
    return (day - _EPOCH).days


def day_of(number: int) -> date:
    """Give the day of a day number."""
    return date.fromordinal(_EPOCH.toordinal() + number)


def _truth(written: object, _: Fact) -> bool:
    if not isinstance(written, bool):
        raise Slip("truth", written=_short(written))
    return written


def _number(written: object, fact: Fact) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or written < 0:
        raise Slip(fact.type.value, written=_short(written))
    low, high = fact.least, fact.most
    if (low is not None and written < low) or (high is not None and written > high):
        raise Slip("bounds", number=written, least=low, most=high)
    return written


def _day(written: object, _: Fact) -> int:
    # YAML reads a day as a date already; JSON and forms hand in words.
    if type(written) is date:
        return _near(written)
    try:
        # The other forms of ISO 8601 (20261121, week dates) no browser reads.
        if not isinstance(written, str) or not _ISO_DAY.fullmatch(written):
            raise ValueError("another form")
        day = date.fromisoformat(written)
    except ValueError:
        raise Slip("date", written=_short(written)) from None
    return _near(day)


def _near(day: date) -> int:
    """Terms count on from a day, and the calendar of a computer ends."""
    if not _FIRST <= day <= _LAST:
        raise Slip("far", written=day.isoformat())
    return day_number(day)


def _word(written: object, fact: Fact) -> str:
    if not isinstance(written, str) or written not in fact.words:
        raise Slip("word", written=_short(written), words=", ".join(fact.words))
    return written


def _words(written: object, fact: Fact) -> tuple[str, ...]:
    if not isinstance(written, list) or not all(_is_word(word) for word in written):
        raise Slip("words", written=_short(written))
    if len(written) > MOST_WORDS:
        raise Slip("long", most=MOST_WORDS)
    for word in written:
        if fact.words and word not in fact.words:
            raise Slip("word", written=_short(word), words=", ".join(fact.words))
    return tuple(written)


def _is_word(written: object) -> bool:
    return isinstance(written, str) and len(written) <= LONGEST_WORD


def _short(written: object) -> str:
    return str(written)[:40]


READ: Final[Mapping[Dimension, Callable[[object, Fact], Known]]] = {
    Dimension.TRUTH: _truth,
    Dimension.COUNT: _number,
    Dimension.MONEY: _number,
    Dimension.DATE: _day,
    Dimension.WORD: _word,
    Dimension.WORDS: _words,
    Dimension.AREA: quantity,
    Dimension.LENGTH: quantity,
    Dimension.VOLUME: quantity,
}
