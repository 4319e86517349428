"""The closed catalogue of indicators: what a ranking of one field may look at.

Each indicator has a subject, a source and a ground, and says in words what it found.
The catalogue of addresses comes with the software; another field has a file of its own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Final

from onderdak.engines.ranking.faults import Here, Unreadable, read_yaml, top
from onderdak.engines.ranking.forbidden import forbidden_in, in_other_letters
from onderdak.kernel.text import Text, text

_SHIPPED: Final = Path(__file__).with_name("catalogues")
_PLACE: Final = re.compile(r"%\((\w+)\)s")
_COLUMN: Final = re.compile(r"[A-Za-z0-9_]+")
MOST_INDICATORS: Final = 60


class Subject(StrEnum):
    """What an indicator is about. A person is not among them, and cannot be."""

    ADDRESS = "address"
    OBJECT = "object"
    LOCATION = "location"
    PROVIDER = "provider"


class Unit(StrEnum):
    """What the value of an indicator is; always a whole number."""

    COUNT = "count"
    DAYS = "days"
    MONTHS = "months"
    PERCENT = "percent"
    YES_NO = "yes_no"


class LightStep(StrEnum):
    """The lightest step that could settle an indicator, from light to heavy."""

    LETTER = "letter"
    DESK_CHECK = "desk_check"
    VISIT = "visit"


class Dated(StrEnum):
    """What the day of a fact is: its beginning, its last time, or the source's own."""

    SINCE = "since"
    LATEST = "latest"
    AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Catalogued:
    """An indicator that may be used.

    Attributes:
        says: what it found, in words with %(value)s; a msgid.
        details: further values that make the words fuller; they give no points.
        says_fully: the words when all details are known; a msgid, or empty.
        means: what exactly is counted, for who sets points.
        settled_by: the lightest step that could settle it.
        dated: what the day of the fact is, where one is known.
        formerly: sources of before, so that old points can be read; they count for
            nothing until a version with the source of today is approved.
    """

    key: str
    subject: Subject
    title: str
    unit: Unit
    source: str
    ground: str
    says: str
    means: str = ""
    details: tuple[str, ...] = ()
    says_fully: str = ""
    settled_by: LightStep = LightStep.VISIT
    dated: Dated = Dated.AS_OF
    formerly: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a ranking of one field may look at, and nothing else."""

    key: str
    title: str
    indicators: Mapping[str, Catalogued]

    def __contains__(self, key: object) -> bool:
        return key in self.indicators

    def __getitem__(self, key: str) -> Catalogued:
        return self.indicators[key]


def read_catalogue(written: str) -> Catalogue:
    """Read a catalogue; Unreadable says everything that is wrong with it at once."""
    what = text("This catalogue of indicators cannot be used.")
    here = top(read_yaml(written), what)
    here.closed({"catalogue", "title", "indicators"})
    key, title = here.key_words("catalogue"), here.words("title")
    _not_forbidden(here, "title", title)
    places = here.inside("indicators")
    if "indicators" in here.keys and not 0 < len(places) <= MOST_INDICATORS:
        here.wrong(
            "indicators",
            text("From 1 to %(most)s indicators.", most=MOST_INDICATORS),
        )
    found: dict[str, Catalogued] = {}
    for place in places:
        one = _indicator(place)
        if one.key in found:
            place.wrong("key", text("This key is there twice."))
        found[one.key] = one
    if here.faults:
        raise Unreadable(what, here.faults)
    return Catalogue(key, title, found)


@lru_cache(maxsize=8)
def load_catalogue(key: str = "addresses") -> Catalogue:
    """A catalogue that comes with the software."""
    return read_catalogue((_SHIPPED / f"{key}.yaml").read_text(encoding="utf-8"))


def shipped_catalogues() -> tuple[str, ...]:
    """The keys of the catalogues that come with the software."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.yaml")))


def check_word(here: Here, key: str, words: str) -> None:
    """Note a key or column that a ranking may not be about, or with other signs."""
    if not words:
        return
    why = why_forbidden(words)
    if why is None and not _COLUMN.fullmatch(words):
        why = text("Letters a to z, figures and underscores only.")
    if why:
        here.wrong(key, why)


def check_sentence(here: Here, key: str, words: str) -> None:
    """Note a sentence that speaks of what a ranking may not be about."""
    why = why_forbidden(words, sentence=True)
    if why:
        here.wrong(key, why)


def why_forbidden(words: str, *, sentence: bool = False) -> Text | None:
    """Why a key, title or column may not be used, or a sentence; None when it may."""
    if in_other_letters(words):
        return text("Only Latin letters can be read here.")
    root = forbidden_in(words, sentence=sentence)
    return root.why if root else None


def _not_forbidden(here: Here, key: str, words: str) -> None:
    why = why_forbidden(words)
    if why:
        here.wrong(key, why)


def _indicator(here: Here) -> Catalogued:
    here.closed(
        {"key", "subject", "title", "unit", "source", "ground", "says", "settled_by"},
        {"means", "details", "says_fully", "dated", "formerly"},
    )
    one = Catalogued(
        key=here.key_words("key"),
        subject=Subject(here.one_of("subject", Subject)),
        title=here.words("title"),
        unit=Unit(here.one_of("unit", Unit)),
        source=here.key_words("source"),
        ground=here.words("ground"),
        says=here.words("says"),
        means=here.words("means"),
        details=here.list_of_words("details"),
        says_fully=here.words("says_fully"),
        settled_by=LightStep(here.one_of("settled_by", LightStep)),
        dated=Dated(here.one_of("dated", Dated))
        if "dated" in here.keys
        else Dated.AS_OF,
        formerly=here.list_of_words("formerly"),
    )
    for name in ("key", "title", "source", "says", "says_fully"):
        _not_forbidden(here, name, str(here.keys.get(name, "")))
    for name in ("means", "ground"):
        check_sentence(here, name, str(here.keys.get(name, "")))
    for name in one.details:
        check_word(here, "details", name)
    _check_places(here, "says", one.says, {"value"})
    _check_places(here, "says_fully", one.says_fully, {"value", *one.details})
    if bool(one.details) != bool(one.says_fully):
        here.wrong("details", text("`details` and `says_fully` go together."))
    return one


def _check_places(here: Here, key: str, words: str, known: set[str]) -> None:
    """A place in the words that has no value would stop the list later."""
    for name in sorted(set(_PLACE.findall(words)) - known):
        here.wrong(key, text("There is no value %(name)s to fill in.", name=name))
    if "%" in _PLACE.sub("", words):
        here.wrong(key, text("Write a percent sign as a word: percent."))
