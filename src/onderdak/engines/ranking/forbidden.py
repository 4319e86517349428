"""What no ranking looks at: words that are refused, in Dutch and in English.

A catalogue is closed, so this is the second lock: it holds for catalogues of other
fields and for the columns of a file, which others write.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product
from operator import add
from pathlib import Path
from typing import Final

import yaml

from onderdak.kernel.text import Text, text

_FILE: Final = Path(__file__).with_name("forbidden.yaml")
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN: Final = re.compile(r"[^a-z0-9]+")
# `LATIN SMALL LETTER O WITH STROKE` is an o, `... DOTLESS I` an i.
_LATIN: Final = re.compile(r"LATIN .*?\b([A-Z]{1,2})(?: WITH .+)?")
_SIGNS: Final = str.maketrans("@$!|", "asii")
# Figures that people write for letters; a 1 is an i or an l.
_FIGURES: Final = str.maketrans("03456789", "oeasgtbg")
_MOST_ONES: Final = 6
_NUMBER: Final = re.compile(r"\b[0-9]+\b")
# In the place of a harmless word: what stands around it does not join up.
_GAP: Final = "|"


class How(StrEnum):
    """Where in a word a root is looked for."""

    ANYWHERE = "anywhere"
    EDGE = "edge"
    BEGIN = "begin"
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


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists, as they are used in names and in sentences."""

    roots: tuple[Root, ...]
    spoken_roots: tuple[Root, ...]
    harmless: frozenset[tuple[str, ...]]
    spoken_harmless: frozenset[tuple[str, ...]]


def forbidden_roots() -> tuple[Root, ...]:
    """The closed list, as published."""
    return _read().roots


def only_in_names() -> tuple[str, ...]:
    """The roots that are plain language in a sentence, and let through there."""
    lists = _read()
    return tuple(one.root for one in lists.roots if one not in lists.spoken_roots)


def forbidden_in(words: str, *, sentence: bool = False) -> Root | None:
    """The first root that is found in these words; None when there is none.

    Marks, capitals and accents are looked through, and figures that stand for letters.

    Args:
        sentence: plain language, in which words next to each other do not join up.
    """
    lists = _read()
    roots = lists.spoken_roots if sentence else lists.roots
    harmless = lists.spoken_harmless if sentence else lists.harmless
    for spelled in _spellings(words, sentence=sentence):
        tokens = _without(spelled, harmless)
        for root in roots:
            if _found(root, tokens, sentence=sentence):
                return root
    return None


def in_other_letters(words: str) -> bool:
    """Whether there are letters that are no Latin ones, which may look alike."""
    return any(
        sign.isalpha() and not _as_latin(sign).isascii()
        for sign in unicodedata.normalize("NFKD", words)
        if not unicodedata.combining(sign)
    )


def _found(root: Root, tokens: list[str], *, sentence: bool) -> bool:
    if _in_pieces(root.root, tokens):
        return True
    if root.how is How.ANYWHERE:
        return any(
            root.root in one for one in (tokens if sentence else _joined(tokens))
        )
    if root.how is How.WORD:
        return root.root in tokens
    if any(one.startswith(root.root) for one in tokens):
        return True
    return root.how is How.EDGE and any(one.endswith(root.root) for one in tokens)


def _joined(tokens: list[str]) -> list[str]:
    return "".join(tokens).split(_GAP)


def _in_pieces(root: str, tokens: list[str]) -> bool:
    """Whether words in a row are the root, cut in pieces: `r_n_i`."""
    for start, first in enumerate(tokens):
        whole = first
        for more in tokens[start + 1 :]:
            if not root.startswith(whole):
                break
            whole += more
            if whole == root:
                return True
    return False


def _spellings(words: str, *, sentence: bool) -> list[list[str]]:
    """The words apart, as they stand and with letters in the place of figures."""
    plain = _plain(words)
    spelled = [plain, *_lettered(plain, sentence=sentence)]
    if any(sign in words for sign in "@$!|"):
        signs = _plain(words.translate(_SIGNS))
        spelled += [signs, *_lettered(signs, sentence=sentence)]
    if sentence:
        # What is written with marks between the letters, and no spaces, is one word.
        spelled.append(" ".join(_BETWEEN.sub("", one) for one in plain.split()))
    return [
        [token for token in _BETWEEN.split(one) if token]
        for one in dict.fromkeys(spelled)
    ]


def _lettered(words: str, *, sentence: bool) -> Iterator[str]:
    # In a sentence a number of its own is a number: of an article, or of days.
    kept = _NUMBER.sub(" ", words) if sentence else words
    first = kept.translate(_FIGURES)
    most = min(first.count("1"), _MOST_ONES)
    *parts, last = first.split("1", most)
    # Ones beyond these are read as an i.
    last = last.replace("1", "i")
    for letters in product("il", repeat=most):
        yield "".join(map(add, parts, letters)) + last


def _plain(words: str) -> str:
    apart = unicodedata.normalize("NFKD", _CAMEL.sub(" ", words)).casefold()
    # Marks above letters and signs that nobody sees (Cf) leave no gap.
    return "".join(
        _as_latin(sign)
        for sign in apart
        if unicodedata.category(sign) not in ("Mn", "Mc", "Me", "Cf")
    )


def _as_latin(sign: str) -> str:
    """The letter of the alphabet that a Latin letter is made of, else the sign."""
    if sign.isascii():
        return sign
    made_of = _LATIN.fullmatch(unicodedata.name(sign, ""))
    return made_of[1].casefold() if made_of else sign


def _without(tokens: list[str], harmless: frozenset[tuple[str, ...]]) -> list[str]:
    """The words with a gap for what is harmless: whole words only, longest first."""
    found: list[str] = []
    at = 0
    longest = max(map(len, harmless), default=1)
    while at < len(tokens):
        taken = next(
            (
                many
                for many in range(longest, 0, -1)
                if tuple(tokens[at : at + many]) in harmless
            ),
            0,
        )
        found.append(_GAP if taken else tokens[at])
        at += taken or 1
    return found


@lru_cache(maxsize=1)
def _read() -> _Lists:
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
    plain = set(raw["only_in_names"])
    harmless = frozenset(tuple(one.split()) for one in raw["harmless"])
    spoken = frozenset(tuple(one.split()) for one in raw["harmless_in_sentences"])
    return _Lists(
        roots,
        tuple(one for one in roots if one.root not in plain),
        harmless,
        harmless | spoken,
    )
