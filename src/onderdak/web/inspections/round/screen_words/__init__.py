"""What the screens of a visit say, in the reader's language."""

from collections.abc import Iterable, Mapping

from onderdak.web.inspections.round.screen_words.entering import door, leaving
from onderdak.web.inspections.round.screen_words.everywhere import (
    everywhere,
    sending,
    visit,
)
from onderdak.web.inspections.round.screen_words.people import people
from onderdak.web.inspections.round.screen_words.seeing import findings, lists, rooms

_PARTS = (everywhere, visit, sending, door, leaving, rooms, lists, findings, people)


def screen_words() -> dict[str, str]:
    """The sentences of the screens, by their key."""
    return one_by_one(part() for part in _PARTS)


def one_by_one(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Sentences of many screens in one; a key of two of them would show the wrong one.

    Raises:
        ValueError: two parts say something under one key.
    """
    found: dict[str, str] = {}
    for part in parts:
        if twice := found.keys() & part.keys():
            raise ValueError(f"said twice: {', '.join(sorted(twice))}")
        found |= part
    return found
