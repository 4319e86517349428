"""How the paths and values of a visit are written in a document."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language

from onderdak.foundation.identity.contract import fact_catalogue, in_language
from onderdak.kernel.languages import LANGUAGES
from onderdak.kernel.text import Text, text
from onderdak.rules import Fact

_ASKED: Final = frozenset({"truth", "words", "word"})
_SIGNS: Final = {"m2": "m²", "m3": "m³", "cm2": "cm²"}
_UNKNOWN_NAME: Final = re.compile(r"[_./]+")
_ENTRY: Final[Mapping[str, Text]] = {
    "entered": text("Entered"),
    "entered_on": text("Entered on"),
    "entered_at": text("Entered at"),
    "left_at": text("Left at"),
    "nobody_home": text("Nobody home"),
    "language": text("Language spoken"),
    "silence_told": text("Told that no answer need be given"),
    "silence_understood": text("That was understood"),
    "serious_danger": text("Serious and immediate danger"),
    "statement_needed": text("A statement was needed"),
    "statement_because": text("Why a statement was needed"),
    "warrant": text("Entered under a warrant"),
    "left_because": text("Why the home was left"),
    "hour": text("Hour of entry"),
    "now_on": text("Afterwards inside on"),
    "not_inside_because": text("Why nobody went in after all"),
}
_ROOM: Final[Mapping[str, Text]] = {
    "own_home": text("A home of its own"),
    "named": text("Named in the warrant"),
    "dwelling": text("Dwelling of the warrant"),
    "entered_on": text("Entered on"),
    "entered_at": text("Entered at"),
    "nobody_home": text("Nobody home"),
    "not_inside_because": text("Why nobody went in after all"),
}
_WORDS: Final[Mapping[str, Text]] = {
    "given": text("given"),
    "refused": text("refused"),
    "silent": text("no clear answer"),
    "withdrawn": text("withdrawn"),
    "absent": text("nobody there"),
    "resident": text("resident"),
    "manager": text("manager"),
    "owner": text("owner"),
    "employer": text("employer"),
    "other": text("other"),
    "consent": text("consent"),
    "warrant": text("the warrant"),
    "danger": text("serious danger"),
    "place": text("no dwelling"),
}
Texts = Mapping[str, object]


class Labels:
    """Words for paths and values, from the facts and the checklist of the visit."""

    def __init__(self, checklist: Mapping[str, object] | None) -> None:
        self._items = dict(_items(checklist or {}))

    def name(self, path: str) -> str:
        """What a path is about, without which room or unit."""
        item = self._items.get(_key(path))
        fact = _fact(path)
        last = path.rsplit("/", 1)[-1]
        if path.startswith("entry/") and last in _ENTRY:
            # What was done at the door; the checklist says what is to be done.
            return in_language(_ENTRY[last])
        if fact is not None:
            return _fact_name(fact)
        if item is not None:
            return words(item.get("title"))
        if path.startswith("room/") and last in _ROOM:
            return in_language(_ROOM[last])
        plain = _UNKNOWN_NAME.sub(" ", last).strip()
        return plain[:1].upper() + plain[1:]

    def value(self, path: str, typed: object) -> str:
        """What was typed, as it is read: chosen words by their name, the rest as is."""
        options = self._options(path)
        match typed:
            case None | "":
                return ""
            case bool():
                return in_language(text("yes") if typed else text("no"))
            case list() | tuple():
                return ", ".join(self.value(path, one) for one in typed)
            case Mapping():
                shown = (self.value("", one) for one in typed.values())
                return ", ".join(filter(None, shown))
        said = str(typed).strip()
        if path == "entry/language" and said in LANGUAGES:
            return LANGUAGES[said].name
        if said in options:
            return words(options[said])
        if said in ("true", "false"):
            return self.value(path, said == "true")
        if not options and said in _WORDS and path.startswith(("entry/", "room/")):
            return in_language(_WORDS[said])
        return _moment(said) or _measured(said, _fact(path))

    def _options(self, path: str) -> Mapping[str, object]:
        fact, item = _fact(path), self._items.get(_key(path))
        if fact is not None and fact.words:
            return fact.words
        return _chosen(item.get("options")) if item is not None else {}


def said(sentence: Text) -> str:
    """A sentence in the language of the document."""
    return in_language(sentence)


def words(said: object) -> str:
    """Words in the language of the document; Dutch where there are no others."""
    if not isinstance(said, Mapping):
        return "" if said is None else str(said)
    language = (get_language() or "nl")[:2]
    return str(said.get(language) or said.get("nl") or said.get("en") or "")


def role(said: object) -> str:
    """The role of somebody who was there."""
    word = str(said or "").strip()
    return in_language(_WORDS[word]) if word in _WORDS else word


def _items(checklist: Mapping[str, object]) -> Sequence[tuple[str, Texts]]:
    sections = checklist.get("checklist") or checklist.get("sections")
    found: list[tuple[str, Texts]] = []
    for section in sections if isinstance(sections, list) else []:
        items = section.get("items") if isinstance(section, Mapping) else None
        for item in items if isinstance(items, list) else []:
            if isinstance(item, Mapping):
                found.append((str(item.get("key")), item))
                found.append((_key(str(item.get("path") or "")), item))
    return found


def _key(path: str) -> str:
    """The last part of a path: the question, whatever it was asked of."""
    return path.rsplit("/", 1)[-1]


def _chosen(options: object) -> Mapping[str, object]:
    if isinstance(options, Mapping):
        return {str(key): said for key, said in options.items()}
    if isinstance(options, list):
        return {
            str(one.get("key")): one.get("title")
            for one in options
            if isinstance(one, Mapping)
        }
    return {}


def _fact(path: str) -> Fact | None:
    kind, _, rest = path.partition("/")
    if kind in ("unit", "room"):
        rest = f"{kind}.{rest.partition('/')[2]}"
    elif kind == "entry":
        rest = f"entry.{rest}"
    elif kind != "place":
        return None
    catalogue = fact_catalogue()
    return catalogue.fact(rest) if rest in catalogue else None


def _fact_name(fact: Fact) -> str:
    if fact.type.value in _ASKED:
        return words(fact.ask)
    label = words(fact.label)
    for article in ("de ", "het ", "the "):
        label = label.removeprefix(article)
    return label[:1].upper() + label[1:]


def _moment(said: str) -> str:
    """An instant of a device's clock, as it is read here; '' where it is none."""
    if len(said) < 16 or said[4:5] != "-" or "T" not in said:
        return ""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return ""
    if found.tzinfo is None:
        return ""
    return date_format(localtime(found), "j F Y H:i")


def _measured(said: str, fact: Fact | None) -> str:
    if fact is None or not fact.unit or not said.replace(",", "").isdigit():
        return said
    return f"{said} {_SIGNS.get(fact.unit, fact.unit)}"


def moment(said: str) -> str:
    """An instant for people, or what was said where it is none."""
    return _moment(said) or said
