"""Sentences in Dutch and English that stand beside what is computed, as data."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from onderdak.rules.engine.reading import Place, read_yaml

Words = Mapping[str, str]


@cache
def sentences(path: Path) -> Mapping[str, Words]:
    """Read a file of sentences by name; ConfigurationError says what is wrong."""
    place = Place(path)
    found = place.keys(read_yaml(path), set(), _names(path))
    return {name: place.languages(found, name) for name in found}


def joined(*parts: Words) -> Words:
    """Put sentences after each other, in each language."""
    return {
        language: " ".join(part[language] for part in parts) for language in parts[0]
    }


def _names(path: Path) -> set[str]:
    found = read_yaml(path)
    return {str(name) for name in found} if isinstance(found, dict) else set()
