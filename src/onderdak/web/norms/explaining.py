"""Says in words how a norm is computed: which facts, which values, which comparison."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import fact_catalogue, rulebook
from onderdak.kernel.text import msgid
from onderdak.rules import Norm
from onderdak.rules.findings.judging import plain_value
from onderdak.web.norms.values import amount
from onderdak.web.quality.file.words import in_words

Node = Mapping[str, Any]

_JOINED: Final = {"plus": " + ", "minus": " − ", "times": " × "}
_DIVIDED: Final = {
    "whole_part": msgid("%(a)s ÷ %(b)s, rounded down"),
    "rounded_up": msgid("%(a)s ÷ %(b)s, rounded up"),
    "share": msgid("%(b)s of %(a)s, rounded down"),
    "share_up": msgid("%(b)s of %(a)s, rounded up"),
    "at_least": msgid("%(a)s is at least %(b)s"),
    "at_most": msgid("%(a)s is at most %(b)s"),
    "more_than": msgid("%(a)s is more than %(b)s"),
    "less_than": msgid("%(a)s is less than %(b)s"),
    "same": msgid("%(a)s is %(b)s"),
    "one_of": msgid("%(a)s is %(b)s"),
    "holds_all": msgid("%(a)s has all of: %(b)s"),
    "after": msgid("%(a)s + %(b)s"),
    "step": msgid("for %(a)s, by the steps: %(b)s"),
}
_CHOSEN: Final = {
    "smallest": msgid("the smallest of %(all)s"),
    "largest": msgid("the largest of %(all)s"),
}
_LISTS: Final = {
    ("every", "rooms"): msgid("for every room%(where)s: %(holds)s"),
    ("every", "units"): msgid("for every housing unit%(where)s: %(holds)s"),
    ("some", "rooms"): msgid("for at least one room%(where)s: %(holds)s"),
    ("some", "units"): msgid("for at least one housing unit%(where)s: %(holds)s"),
    ("sum", "rooms"): msgid("the sum over the rooms%(where)s of %(holds)s"),
    ("sum", "units"): msgid("the sum over the housing units%(where)s of %(holds)s"),
    ("count", "rooms"): msgid("the number of rooms%(where)s"),
    ("count", "units"): msgid("the number of housing units%(where)s"),
}
# What is one thing and needs no brackets inside another.
_SINGLE: Final = frozenset({"fact", "param", "whole", "word", "day", "known"})


class Explainer:
    """Says expressions in words, with the values of a day and a municipality."""

    def __init__(self, on: date, municipality: str | None) -> None:
        self._on = on
        self._municipality = municipality

    def lines(self, norm: Norm) -> list[tuple[str, str]]:
        """How a norm is judged: when it applies, what must hold, what is a prompt."""
        judging = norm.judging
        if judging is None:
            return []
        asked = [
            (_("Applies when"), judging.applies),
            (_("Must hold"), judging.holds),
            (_("Otherwise a reason to look when"), judging.prompt),
        ]
        return [(term, self.said(node)) for term, node in asked if node is not None]

    def said(self, node: Any) -> str:
        """An expression in words."""
        name, inner = next(iter(node.items()))
        if name in _JOINED:
            return _JOINED[name].join(map(self._inside, inner))
        if name in _DIVIDED:
            return self._two(name, inner)
        if name in _CHOSEN:
            both = _(" and ").join(map(self._inside, inner))
            return _(_CHOSEN[name]) % {"all": both}
        if (name, inner if isinstance(inner, str) else "") in _LISTS:
            return self._list(name, inner, node)
        saying: Callable[[Any], str] = getattr(self, f"_{name}")
        return saying(inner)

    def _inside(self, node: Any) -> str:
        said = self.said(node)
        return said if next(iter(node)) in _SINGLE else f"({said})"

    def _two(self, name: str, inner: Sequence[Any]) -> str:
        first, second = inner
        return _(_DIVIDED[name]) % {
            "a": self._inside(first),
            "b": self._second(first, second),
        }

    def _second(self, first: Any, second: Any) -> str:
        match second:
            case {"word": str(word)}:
                return self._words(first, [word])
            case {"word": list(words)} | list(words):
                return self._words(first, words)
            case str(table):  # the table of a step
                return self._param(table)
            case _:
                return self._inside(second)

    def _words(self, fact: Any, words: Sequence[str]) -> str:
        path = fact.get("fact", "") if isinstance(fact, dict) else ""
        catalogue = fact_catalogue()
        known = catalogue.fact(path).words if path in catalogue else {}
        said = [
            f"“{in_words(known[word]) if word in known else word}”" for word in words
        ]
        return _(" or ").join(said)

    def _fact(self, path: str) -> str:
        fact = fact_catalogue().fact(path)
        if fact.type == "truth":
            return _("yes to “%(question)s”") % {"question": in_words(fact.ask)}
        return in_words(fact.label)

    def _param(self, id_: str) -> str:
        dated = rulebook().find(id_, self._on, self._municipality)
        if dated is None:
            return _("a value that is not there on this day")
        return amount(plain_value(dated.value), dated.unit)

    def _whole(self, number: int) -> str:
        return str(number)

    def _word(self, word: Any) -> str:
        return ", ".join(word) if isinstance(word, list) else f"“{word}”"

    def _day(self, _inner: object) -> str:
        return _("the day itself")

    def _known(self, path: str) -> str:
        return _("known: %(what)s") % {"what": in_words(fact_catalogue().label(path))}

    def _all(self, parts: Sequence[Any]) -> str:
        return _(" and ").join(map(self._inside, parts))

    def _any(self, parts: Sequence[Any]) -> str:
        return _(" or ").join(map(self._inside, parts))

    def _not(self, inner: Any) -> str:
        return _("not %(what)s") % {"what": f"({self.said(inner)})"}

    def _if(self, inner: Sequence[Any]) -> str:
        when, then, otherwise = map(self._inside, inner)
        return _("if %(when)s: %(then)s, otherwise: %(otherwise)s") % {
            "when": when,
            "then": then,
            "otherwise": otherwise,
        }

    def _first_known(self, parts: Sequence[Any]) -> str:
        # The others are ways round to the same number.
        return _("%(first)s (or what follows from other facts)") % {
            "first": self._inside(parts[0])
        }

    def _list(self, name: str, which: str, node: Node) -> str:
        where = node.get("where")
        inside = node.get("holds", node.get("of"))
        return _(_LISTS[name, which]) % {
            "where": "" if where is None else _(" where %s") % self._inside(where),
            "holds": "" if inside is None else self._inside(inside),
        }
