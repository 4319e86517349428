"""The standing words of the Dutch letter, and the plain summaries by language.

A language is added by adding a file. Who reads a language that has none gets English,
and the letter says so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.languages import LANGUAGES, Language
from onderdak.supervision.enforcement.domain.letters import names_in
from onderdak.supervision.enforcement.letters.reading import FOLDER

DUTCH: Final = "nl"
FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True)
class Summaries:
    """What is said beside the Dutch letter in one language.

    `says` are sentences of every summary, `labels` the names of amounts and days, and
    `kinds` what each kind of letter means for who gets it.
    """

    language: Language
    reviewed: bool
    says: Mapping[str, str]
    labels: Mapping[str, str]
    kinds: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Dutch:
    """What stands around the words of a kind in the Dutch letter."""

    says: Mapping[str, str]
    punished: Mapping[str, str]
    remedies: Mapping[str, Mapping[str, Any]]


@cache
def dutch() -> Dutch:
    """The standing words, read once."""
    written = yaml.safe_load((FOLDER / "dutch.yaml").read_text("utf-8"))
    return Dutch(
        says={key: said for key, said in written.items() if isinstance(said, str)},
        punished=written["punished"],
        remedies=written["remedies"],
    )


@cache
def summaries() -> Mapping[str, Summaries]:
    """The summaries of every language that has them, read once."""
    return load_summaries(FOLDER / "languages")


def load_summaries(folder: Path) -> Mapping[str, Summaries]:
    """Read every language of a folder.

    Raises:
        ConfigurationError: a language has another set of sentences than English has,
            or a sentence of it asks for other values.
    """
    read = {path.stem: _read(path) for path in sorted(folder.glob("*.yaml"))}
    for code, one in read.items():
        faults = [*_differences(one, read[FALLBACK])]
        if faults:
            raise ConfigurationError(f"{code}.yaml: {'; '.join(faults)}")
    return read


def summary_in(code: str) -> tuple[Summaries, Language | None]:
    """The summaries of a language; if it has none, English and the language missed."""
    spoken = LANGUAGES.get(code.split("-")[0].lower())
    found = summaries().get(spoken.code) if spoken else None
    if found is not None:
        return found, None
    return summaries()[FALLBACK], spoken


def _read(path: Path) -> Summaries:
    found: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    try:
        return Summaries(
            language=LANGUAGES[path.stem],
            reviewed=found["reviewed"] is True,
            says=found["says"],
            labels=found["labels"],
            kinds=found["kinds"],
        )
    except (KeyError, TypeError) as fault:
        raise ConfigurationError(f"{path.name} is not readable: {fault!r}") from fault


def _differences(mine: Summaries, model: Summaries) -> Sequence[str]:
    faults = [
        f"{key}: not in every language"
        for one, other in (
            (mine.says, model.says),
            (mine.labels, model.labels),
            (mine.kinds, model.kinds),
        )
        for key in sorted(set(one) ^ set(other))
    ]
    faults += [
        f"{key}: other values in braces"
        for key in sorted(set(mine.says) & set(model.says))
        if names_in(mine.says[key]) != names_in(model.says[key])
    ]
    return faults
