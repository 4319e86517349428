"""What is said alike of several units is told once, with the units it is about."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Final, TypeVar

from onderdak.kernel.text import Text, text

_MOST_NAMED: Final = 6
_Said = TypeVar("_Said")


def alike(
    said: Iterable[_Said], same: Callable[[_Said], Hashable]
) -> list[tuple[_Said, ...]]:
    """Put what says the same together, in the order in which it came first."""
    found: dict[Hashable, list[_Said]] = {}
    for one in said:
        found.setdefault(same(one), []).append(one)
    return [tuple(together) for together in found.values()]


def units_told(places: Sequence[str], of: int) -> Text:
    """Name units: the first few and how many more, or say that it is all of them.

    Args:
        of: how many units the location has.
    """
    many = len(places)
    if many == 1:
        return text("Unit: %(units)s.", units=places[0])
    if many == of:
        return text("All %(many)s units.", many=many)
    if many <= _MOST_NAMED + 1:
        return text("Units: %(units)s.", units=", ".join(places))
    named, more = ", ".join(places[:_MOST_NAMED]), many - _MOST_NAMED
    return text(
        "%(many)s units: %(units)s and %(more)s more.",
        many=many,
        units=named,
        more=more,
    )


def units_in(findings: Iterable[Mapping[str, object]]) -> int:
    """How many units findings as plain data are about."""
    return len({one["place"] for one in findings if one.get("place")})


def told_once(
    findings: Iterable[Mapping[str, object]], language: str
) -> list[tuple[str, tuple[str, ...]]]:
    """Findings as plain data in words: each sentence once, with the units it is about.

    Sentences about the very same units stand together, before the names of those units.
    """
    places: dict[str, list[str]] = {}
    for one in findings:
        words = one["text"]
        if isinstance(words, Mapping) and words.get(language):
            about = places.setdefault(str(words[language]), [])
            if one.get("place"):
                about.append(str(one["place"]))
    same: dict[tuple[str, ...], list[str]] = {}
    for sentence, units in places.items():
        same.setdefault(tuple(dict.fromkeys(units)), []).append(sentence)
    return [(" ".join(sentences), units) for units, sentences in same.items()]
