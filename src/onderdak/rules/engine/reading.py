"""Reads YAML of rules strictly, and says what is wrong by file and key."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from onderdak.kernel.errors import ConfigurationError

Keys = Mapping[str, object]
_LANGUAGES: Final = ("en", "nl")


class StrictLoader(yaml.CSafeLoader):
    """YAML that refuses a key that is there twice, where YAML would drop the first."""

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(
                    problem=f"the key {key!r} is there twice",
                    problem_mark=node.start_mark,
                )
        return super().construct_mapping(node, deep=deep)


def read_yaml(path: Path) -> object:
    """Read a file; ConfigurationError names it when it is not readable."""
    try:
        # The safe loader of libyaml (there are hundreds of files), made stricter.
        return yaml.load(path.read_text("utf-8"), StrictLoader)  # noqa: S506 - safe
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as fault:
        raise ConfigurationError(f"{path}: this is not readable: {fault}") from fault


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands; reads keys there, or says what is wrong."""

    path: Path
    where: str = ""

    def at(self, where: str) -> "Place":
        """Go to a place further down."""
        return Place(self.path, f"{self.where}.{where}" if self.where else where)

    def error(self, key: str, what: str) -> ConfigurationError:
        """Say what is wrong with a key here."""
        return ConfigurationError(f"{self.path}: {self.at(key).where}: {what}")

    def keys(
        self, found: object, required: set[str], optional: Iterable[str] = ()
    ) -> Keys:
        """Give the keys of a mapping, none missing and none unknown."""
        if not isinstance(found, dict):
            raise self.error("-", "expected keys with values")
        for key in sorted(required - found.keys()):
            raise self.error(key, "this is missing")
        for key in sorted(map(str, found.keys() - required - set(optional))):
            raise self.error(key, "this key is not known")
        return found

    def words(self, keys: Keys, key: str) -> str:
        """Give words that are not blank."""
        words = keys[key]
        if not isinstance(words, str) or not words.strip():
            raise self.error(key, "expected words")
        return words.strip()

    def one_of(self, keys: Keys, key: str, allowed: Iterable[str]) -> str:
        """Give one word of a closed list."""
        value, known = keys.get(key), [str(word) for word in allowed]
        if not isinstance(value, str) or value not in known:
            raise self.error(key, f"{value!r} is not one of {', '.join(known)}")
        return value

    def told(self, keys: Keys, key: str) -> Mapping[str, str]:
        """Give words as people read them: in both languages, or one that serves both.

        A title of a law or a by-law is not translated.
        """
        if isinstance(keys[key], dict):
            return self.languages(keys, key)
        words = self.words(keys, key)
        return dict.fromkeys(_LANGUAGES, words)

    def languages(self, keys: Keys, key: str) -> Mapping[str, str]:
        """Give the same words in Dutch and English."""
        here = self.at(key)
        found = here.keys(keys.get(key), set(_LANGUAGES))
        return {language: here.words(found, language) for language in _LANGUAGES}
