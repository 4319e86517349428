"""What guests read, in their own language: one data file each, the same keys in all.

A language is added by adding a file; `tests/unit` hold all files to the same keys and
the same words in braces. Dutch is what a missing language falls back on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from onderdak.kernel.languages import LANGUAGES, Language

_FOLDER = Path(__file__).parent / "languages"
FALLBACK = "nl"
_APART = "\N{FIRST STRONG ISOLATE}"
_ENDS = "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True)
class Texts:
    """All sentences of one language; `reviewed` by a native speaker or not yet."""

    language: Language
    reviewed: bool
    sentences: Mapping[str, str]
    values: Mapping[str, object]

    def __getitem__(self, key: str) -> str:
        """A sentence with the values of this page filled in."""
        return self.say(key)

    def say(self, key: str, **values: object) -> str:
        """A sentence with values of its own."""
        known = {**self.values, **values}
        shown = {name: self.apart(value) for name, value in known.items()}
        return self.sentences[key].format_map(shown)

    def apart(self, value: object) -> object:
        """A Dutch name or address inside a text from right to left keeps its order."""
        if self.language.direction == "ltr" or not isinstance(value, str):
            return value
        return f"{_APART}{value}{_ENDS}" if value else value

    def about(self, **values: object) -> "Texts":
        """The same texts on a page that is about these."""
        return Texts(
            self.language, self.reviewed, self.sentences, {**self.values, **values}
        )


@cache
def guest_texts() -> Mapping[str, Texts]:
    """All languages that guests are spoken to in, in the order of the list."""
    files = {file.stem: file for file in _FOLDER.glob("*.yaml")}
    return {code: _read(files[code]) for code in LANGUAGES if code in files}


def _read(file: Path) -> Texts:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return Texts(
        language=LANGUAGES[file.stem],
        reviewed=bool(content["reviewed"]),
        sentences=content["texts"],
        values={},
    )


def texts_in(code: str) -> Texts:
    """The texts of a language, or of the one that everything falls back on."""
    known = guest_texts()
    return known.get(code) or known[FALLBACK]


def language_for(asked: str, accepted: str) -> str:
    """Which language to speak: the one asked for, else the browser's, else Dutch.

    Args:
        asked: what the address or form says.
        accepted: the browser's `Accept-Language`.
    """
    known = guest_texts()
    if asked in known:
        return asked
    for part in accepted.split(",")[:20]:
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in known:
            return code
    return FALLBACK
