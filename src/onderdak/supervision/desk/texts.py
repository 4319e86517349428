"""What reporters read, in their own language: one data file each, the same keys in all.

A language is added by adding a file. Dutch is what a missing language falls back on.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import yaml

from onderdak.kernel.languages import LANGUAGES, Language

_FOLDER = Path(__file__).parent / "languages"
FALLBACK = "nl"


@dataclass(frozen=True)
class DeskTexts:
    """All sentences of one language; `reviewed` by a native speaker or not yet."""

    language: Language
    reviewed: bool
    sentences: Mapping[str, str]
    values: Mapping[str, object] = field(default_factory=dict)

    def __getitem__(self, key: str) -> str:
        """A sentence with the values of this page filled in."""
        return self.say(key)

    def say(self, key: str, **values: object) -> str:
        """A sentence with values of its own."""
        return self.sentences[key].format_map({**self.values, **values})

    def about(self, **values: object) -> "DeskTexts":
        """The same texts on a page that is about these."""
        return replace(self, values={**self.values, **values})


@cache
def desk_texts() -> Mapping[str, DeskTexts]:
    """All languages in which something can be reported, in the order of the list."""
    files = {file.stem: file for file in _FOLDER.glob("*.yaml")}
    return {code: _read(files[code]) for code in LANGUAGES if code in files}


def _read(file: Path) -> DeskTexts:
    content = yaml.safe_load(file.read_text(encoding="utf-8"))
    return DeskTexts(
        language=LANGUAGES[file.stem],
        reviewed=bool(content["reviewed"]),
        sentences=content["texts"],
    )


def desk_texts_in(code: str) -> DeskTexts:
    """The texts of a language, or of the one that everything falls back on."""
    known = desk_texts()
    return known.get(code) or known[FALLBACK]


def desk_language(asked: str, accepted: str) -> str:
    """Which language to speak: the one asked for, else the browser's, else Dutch.

    Args:
        asked: what the address or form says.
        accepted: the browser's `Accept-Language`.
    """
    known = desk_texts()
    if asked in known:
        return asked
    for part in accepted.split(",")[:20]:
        code = part.split(";")[0].strip().lower().split("-")[0]
        if code in known:
            return code
    return FALLBACK
