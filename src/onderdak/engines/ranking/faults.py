"""Reads YAML strictly, and gathers everything that is wrong before it says so."""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import yaml

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text

LONGEST_FILE: Final = 1_000_000
LONGEST_WORDS: Final = 1_000
# Signs that steer a machine, and halves of signs.
_NO_SIGNS: Final = ("Cc", "Cs")
_KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where: a path in a file, or a line and column."""

    where: str
    what: Text


class Unreadable(Invalid):
    """A file that is refused as a whole, with everything that is wrong with it."""

    def __init__(self, what: Text, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        first = self.faults[0] if self.faults else None
        super().__init__(
            what,
            text("%(where)s: %(what)s", where=first.where, what=first.what)
            if first
            else None,
            text("Mend what is wrong and try again; nothing was taken in."),
        )


class _StrictLoader(yaml.SafeLoader):
    """YAML 1.2 in what is true and false, and no key may be there twice.

    The YAML 1.1 of the package reads `on`, `off`, `yes` and `no` as true and false,
    also where they are keys; here they are words, and `on` is a key of points.
    """

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


_StrictLoader.yaml_implicit_resolvers = {
    first: [one for one in known if one[0] != "tag:yaml.org,2002:bool"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|false|False)$"), list("tTfF")
)


def read_yaml(written: str) -> object:
    """Read YAML of people; Unreadable says on which line it stops being YAML."""
    if len(written) > LONGEST_FILE:
        raise Unreadable(
            text("This file is too large."),
            [Fault("-", text("At most %(most)s signs.", most=LONGEST_FILE))],
        )
    try:
        for event in yaml.parse(written, Loader=yaml.SafeLoader):
            # Aliases can make a small file very large; nobody needs them here.
            if isinstance(event, yaml.events.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise ValueError(f"line {line}: anchors and aliases are not read")
            if isinstance(event, yaml.events.ScalarEvent):
                _check_signs(event)
        return yaml.load(written, _StrictLoader)  # noqa: S506 - safe, and stricter
    except (yaml.YAMLError, ValueError, RecursionError) as fault:
        raise Unreadable(
            text("This file is not YAML."), [Fault(_line(fault), _problem(fault))]
        ) from fault


def _check_signs(event: yaml.events.ScalarEvent) -> None:
    """Refuse what no database keeps and no screen shows: zeros and half signs."""
    if not any(unicodedata.category(sign) in _NO_SIGNS for sign in _bare(event.value)):
        return
    mark = event.start_mark
    where = f"{mark.line + 1}:{mark.column + 1}" if mark else "-"
    raise Unreadable(
        text("This file holds a sign that cannot be kept."),
        [Fault(where, text("A hidden sign or half a sign stands in these words."))],
    )


def _bare(words: str) -> str:
    return "".join(words.split())


def _line(fault: Exception) -> str:
    mark = getattr(fault, "problem_mark", None)
    return f"{mark.line + 1}:{mark.column + 1}" if mark else "-"


def _problem(fault: Exception) -> Text:
    problem = getattr(fault, "problem", None) or str(fault).splitlines()[0]
    return text("%(problem)s", problem=problem)


@dataclass(frozen=True, slots=True)
class Here:
    """A place in a file: reads keys there, and notes what is wrong with them."""

    keys: Mapping[str, object]
    path: str = ""
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, key: str, what: Text) -> None:
        """Note what is wrong with a key here."""
        self.faults.append(Fault(f"{self.path}.{key}".strip("."), what))

    def closed(self, required: Iterable[str], optional: Iterable[str] = ()) -> None:
        """Note keys that are missing and keys that nobody knows."""
        needed = set(required)
        for key in sorted(needed - self.keys.keys()):
            self.wrong(key, text("This is missing."))
        for key in sorted(map(str, self.keys.keys() - needed - set(optional))):
            self.wrong(key, text("This key is not known."))

    def words(self, key: str) -> str:
        """Give words that are not blank."""
        found = self.keys.get(key, "")
        if isinstance(found, str) and found.strip() and len(found) <= LONGEST_WORDS:
            return " ".join(found.split())
        if key in self.keys:
            self.wrong(key, text("Words are expected here."))
        return ""

    def key_words(self, key: str) -> str:
        """Give a key: small letters, figures and underscores."""
        found = self.words(key)
        if found and not _KEY.fullmatch(found):
            self.wrong(key, text("Small letters, figures and underscores only."))
        return found

    def integer(self, key: str, *, low: int, high: int) -> int:
        """Give a whole number within bounds; 1.0 and `yes` are none."""
        found = self.keys.get(key)
        if type(found) is int and low <= found <= high:
            return found
        if key in self.keys:
            bounds = {"low": low, "high": high}
            self.wrong(key, text("A whole number from %(low)s to %(high)s.", **bounds))
        return low

    def day(self, key: str) -> date:
        """Give a date."""
        found = self.keys.get(key)
        if isinstance(found, date) and not isinstance(found, datetime):
            return found
        if key in self.keys:
            self.wrong(key, text("A date such as 2026-11-21 is expected here."))
        return date.max

    def truth(self, key: str, *, default: bool = True) -> bool:
        """Give yes or no."""
        found = self.keys.get(key, default)
        if isinstance(found, bool):
            return found
        self.wrong(key, text("`true` or `false` is expected here."))
        return default

    def one_of(self, key: str, allowed: Iterable[str]) -> str:
        """Give one word of a closed list."""
        known, found = [str(one) for one in allowed], self.keys.get(key)
        if isinstance(found, str) and found in known:
            return found
        if key in self.keys:
            self.wrong(key, text("One of: %(known)s.", known=", ".join(known)))
        return known[0]

    def list_of_words(self, key: str) -> tuple[str, ...]:
        """Give a list of words, none twice; nothing when it is left out."""
        found = self.keys.get(key, [])
        if not isinstance(found, list) or not all(
            isinstance(one, str) and one.strip() for one in found
        ):
            self.wrong(key, text("A list of words is expected here."))
            return ()
        if len(set(found)) < len(found):
            self.wrong(key, text("A word stands in this list twice."))
        return tuple(found)

    def inside(self, key: str) -> tuple["Here", ...]:
        """Give the places of a list of keys with values."""
        found = self.keys.get(key, [])
        if not isinstance(found, list) or not all(
            isinstance(one, dict) for one in found
        ):
            self.wrong(key, text("A list of keys with values is expected here."))
            return ()
        path = f"{self.path}.{key}".strip(".")
        return tuple(
            Here(one, f"{path}[{number}]", self.faults)
            for number, one in enumerate(found)
        )


def top(read: object, what: Text) -> Here:
    """The top of a file, which has to hold keys with values."""
    if not isinstance(read, dict):
        raise Unreadable(
            what, [Fault("-", text("Keys with values are expected here."))]
        )
    return Here(read)
