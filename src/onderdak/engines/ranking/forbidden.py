"""What no ranking looks at: refused under any name, in Dutch and in English.

A catalogue is closed, so this is the second lock: it holds for catalogues of other
fields and for the columns of a file, which others write.
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

import yaml

from onderdak.kernel.text import Text, text

_FILE: Final = Path(__file__).with_name("forbidden.yaml")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN: Final = re.compile(r"[^a-z0-9]+")
# Figures that people write for letters.
_LETTERS: Final = str.maketrans("013457", "oieast")


class How(StrEnum):
    """Where in a word a root is looked for."""

    ANYWHERE = "anywhere"
    EDGE = "edge"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Root:
    """A beginning or part of a word that may not be there, and why."""

    root: str
    how: How
    ground: str
    reason: str
    article: str

    @property
    def why(self) -> Text:
        """The refusal, with the reason and the article."""
        return text(
            "A ranking may not look at this (%(root)s). %(reason)s %(article)s.",
            root=self.root,
            reason=Text(self.reason),
            article=self.article,
        )


@lru_cache(maxsize=1)
def forbidden_roots() -> tuple[Root, ...]:
    """The closed list, as published."""
    return _read()[0]


def forbidden_in(words: str) -> Root | None:
    """The first root that these words hold, in any spelling; None when there is none.

    Marks, capitals and accents do not hide a root, nor do figures in place of letters.
    """
    roots, harmless = _read()
    for spelled in (_plain(words), _plain(words).translate(_LETTERS)):
        tokens = _without([one for one in _BETWEEN.split(spelled) if one], harmless)
        whole = "".join(tokens)
        for root in roots:
            if _found(root, whole, tokens):
                return root
    return None


def in_other_letters(words: str) -> bool:
    """Whether there are letters that are no Latin ones, which may look alike."""
    return any(
        sign.isalpha() and not unicodedata.name(sign, "").startswith("LATIN")
        for sign in unicodedata.normalize("NFKD", words)
    )


def _found(root: Root, whole: str, tokens: list[str]) -> bool:
    if root.how is How.ANYWHERE:
        return root.root in whole
    if root.how is How.WORD:
        return root.root in tokens
    return any(one.startswith(root.root) or one.endswith(root.root) for one in tokens)


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", _CAMEL.sub(" ", words)).casefold()
    # Marks above letters and signs that nobody sees (Cf) leave no gap.
    return "".join(
        sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf")
    )


def _without(tokens: list[str], harmless: tuple[str, ...]) -> list[str]:
    """The words with what is harmless blanked out, also across their borders."""
    whole = "".join(tokens)
    for one in harmless:
        # As many marks as letters: what stands around them does not join up.
        whole = whole.replace(one, "|" * len(one))
    left = iter(whole)
    return ["".join(islice(left, len(token))) for token in tokens]


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Root, ...], tuple[str, ...]]:
    raw = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    roots = tuple(
        Root(
            word,
            How(group["how"]),
            group["ground"],
            raw["grounds"][group["ground"]]["reason"],
            raw["grounds"][group["ground"]]["article"],
        )
        for group in raw["roots"]
        for word in group["words"]
    )
    return roots, tuple(sorted(raw["harmless"], key=len, reverse=True))
