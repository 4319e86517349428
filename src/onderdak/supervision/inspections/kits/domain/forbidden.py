"""What no checklist asks after: where somebody comes from, believes, or is called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A word that is not asked after, and why not (English, as the source has it)."""

    word: str
    why: str


@dataclass(frozen=True)
class Ground:
    """Words that are not asked after for one reason; some only in a round."""

    why: str
    pattern: re.Pattern[str]
    only_neighbours: bool


class Forbidden:
    """The closed list of what is not asked; a municipality cannot shorten it."""

    def __init__(self, grounds: Sequence[Ground]) -> None:
        self.grounds = tuple(grounds)

    def found_in(self, words: str, *, neighbours: bool) -> Found | None:
        """The first word in this text that is not asked after."""
        plain = " ".join(words.lower().split())
        for ground in self.grounds:
            if ground.only_neighbours and not neighbours:
                continue
            found = ground.pattern.search(plain)
            if found:
                return Found(found.group(0).strip(), ground.why)
        return None


def forbidden_from(content: Mapping[str, Mapping[str, object]]) -> Forbidden:
    """Read the list: roots anywhere in a word, words as they are, and sentences."""
    return Forbidden([_ground(each) for each in content.values()])


def _ground(found: Mapping[str, object]) -> Ground:
    roots, words = found.get("roots", []), found.get("words", [])
    if not isinstance(roots, list) or not isinstance(words, list):
        raise ValueError("expected lists of words")
    parts = [
        *(rf"\w*{re.escape(str(root))}\w*" for root in roots),
        *(rf"\b{re.escape(str(word))}\b" for word in words),
    ]
    return Ground(
        why=str(found["why"]),
        pattern=re.compile("|".join(parts)),
        only_neighbours=found.get("only_neighbours") is True,
    )
