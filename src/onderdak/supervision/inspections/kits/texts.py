"""What is read aloud and written to people, in their own language: a file for each.

A language is added by adding a file; Dutch is what a missing one falls back on.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.languages import LANGUAGES, Language
from onderdak.supervision.inspections.kits.domain.shapes import Fault
from onderdak.supervision.inspections.kits.reading import FOLDER, KitFaulty

FALLBACK: Final = "nl"
Sentences = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class KitTexts:
    """All texts of one language; `reviewed` by a native speaker or not yet."""

    language: Language
    reviewed: bool
    note: str
    texts: Mapping[str, str]
    letters: Sentences

    def letter(self, key: str, **values: str) -> str:
        """A sentence of a letter with its values filled in."""
        return str(self.letters[key]).format_map(values)

    def points(self, key: str) -> Sequence[str]:
        """Sentences of a letter that stand in a list."""
        return tuple(self.letters[key])


def load_texts(folder: Path = FOLDER / "languages") -> Mapping[str, KitTexts]:
    """Read every language.

    Raises:
        KitFaulty: with everything that is wrong: a key or a word in braces that one
            language has and another has not.
    """
    read = {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}
    faults = [
        fault
        for code, texts in read.items()
        for fault in _differences(code, texts, read[FALLBACK])
    ]
    if faults:
        raise KitFaulty(faults)
    return {code: read[code] for code in LANGUAGES if code in read}


@cache
def kit_texts() -> Mapping[str, KitTexts]:
    """Every language, read once, in the order of the house."""
    return load_texts()


def texts_in(code: str) -> KitTexts:
    """The texts of a language, or of the one that everything falls back on."""
    return kit_texts().get(code) or kit_texts()[FALLBACK]


def _read(path: Path) -> KitTexts:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    if path.stem not in LANGUAGES:
        raise ConfigurationError(f"{path}: no language of this house")
    try:
        return KitTexts(
            language=LANGUAGES[path.stem],
            reviewed=found["reviewed"] is True,
            note=found["note"],
            texts=found["texts"],
            letters=found["letters"],
        )
    except (KeyError, TypeError) as fault:
        raise ConfigurationError(f"{path}: this is not readable: {fault}") from fault


def _differences(code: str, texts: KitTexts, model: KitTexts) -> list[Fault]:
    faults = (
        [] if texts.reviewed or texts.note else [Fault(code, "the note is missing")]
    )
    pairs = ((texts.texts, model.texts), (texts.letters, model.letters))
    for mine, theirs in pairs:
        for key in sorted(set(mine) ^ set(theirs)):
            faults.append(Fault(f"{code}: {key}", "not every language has this"))
        for key in set(mine) & set(theirs):
            if _shape(mine[key]) != _shape(theirs[key]):
                faults.append(Fault(f"{code}: {key}", "other words in braces"))
    return faults


def _shape(words: str | Sequence[str]) -> object:
    if not isinstance(words, str):
        return len(words)
    return sorted({name for _, name, _, _ in Formatter().parse(words) if name})
