"""Reads an alert that somebody pasted: of which company, what became of it, since when.

What is read is a proposal that a person confirms. The text itself is not kept.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from onderdak.housing.quality.domain.certificates import Scheme, State

_STATES: Final = (
    (State.WITHDRAWN, ("doorgehaald", "doorhaling", "ingetrokken", "withdrawn")),
    (State.LAPSED, ("vervallen", "verlopen", "expired", "lapsed")),
    (State.VALID, ("opgeheven", "hersteld", "weer geldig", "reinstated")),
    (State.SUSPENDED, ("geschorst", "schorsing", "suspended", "suspension")),
)
_SCHEMES: Final = (
    (Scheme.SNF, ("snf", "normering flexwonen")),
    (Scheme.AKF, ("akf", "agrarisch keurmerk")),
    (Scheme.SNA, ("sna", "normering arbeid")),
    (Scheme.ABU, ("abu",)),
    (Scheme.NBBU, ("nbbu",)),
)
_KVK: Final = re.compile(r"\bkvk[^0-9]{0,20}(\d{8})\b", re.IGNORECASE)
_DAY: Final = re.compile(r"\b(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})\b")
_ISO: Final = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_NAMED: Final = re.compile(r"\b(\d{1,2}) ([a-z]+) (\d{4})\b", re.IGNORECASE)
_MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus"),
    *("september", "oktober", "november", "december"),
)
_EMAIL: Final = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DIGITS: Final = re.compile(r"(?<!\d)(?:\d[ .-]?){9,}(?!\d)")
_SHORT: Final = 3


@dataclass(frozen=True, slots=True)
class Alert:
    """What an alert seems to say; None is not found in it."""

    scheme: Scheme | None = None
    state: State | None = None
    kvk: str = ""
    since: date | None = None


def read_alert(written: str) -> Alert:
    """Read what an alert of the keeper of a scheme seems to say."""
    low = " ".join(written.casefold().split())
    kvk = _KVK.search(low)
    return Alert(
        scheme=next((one for one, words in _SCHEMES if _has(low, words)), None),
        state=next((one for one, words in _STATES if _has(low, words)), None),
        kvk=kvk[1] if kvk else "",
        since=_day(low),
    )


def _has(low: str, words: tuple[str, ...]) -> bool:
    """Short words must stand alone: 'abu' is not in 'abuis'."""
    return any(
        re.search(rf"\b{re.escape(word)}\b", low)
        if len(word) <= _SHORT
        else word in low
        for word in words
    )


def _day(low: str) -> date | None:
    """The first day that the text names."""
    if found := _ISO.search(low):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY.search(low):
        return _made(int(found[3]), int(found[2]), int(found[1]))
    for found in _NAMED.finditer(low):
        if found[2] in _MONTHS:
            return _made(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def points_at_a_person(written: str) -> bool:
    """Whether a text holds an e-mail address or a number as people have them.

    A report to the keeper of a scheme is about a location: no address of a person, no
    telephone number and no citizen service number belongs in it.
    """
    undated = _ISO.sub(" / ", _DAY.sub(" / ", written))
    return bool(_EMAIL.search(undated) or _DIGITS.search(undated))
