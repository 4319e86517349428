"""Every norm as data: what it says, on whom, by which parameter, and how it is judged.

A norm that can be computed has an expression; one that cannot says why. Files are
read and checked once, so that a fault shows when the software starts and not when
somebody is judged.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.engine.parameters import ParameterBook
from onderdak.rules.engine.reading import Keys, Place, read_yaml
from onderdak.rules.expressions.dimensions import PARAMETER_UNITS, Dimension
from onderdak.rules.expressions.forms import (
    Scope,
    dimension_of,
    facts_in,
    looks_at_day,
    parameters_in,
)
from onderdak.rules.locations.catalogue import Catalogue, Of, Words

_FOLDER: Final = Path(__file__).parents[1] / "norms"
_RULE: Final = re.compile(r"[A-Z][0-9]{2}")
_PLACEHOLDER: Final = re.compile(r"%\((\w+)\)s|%%|%")
_REQUIRED: Final = {"rule", "title", "text", "as"}
_OPTIONAL: Final = {
    "part",
    "about",
    "by",
    "applies",
    "measured",
    "compare",
    "threshold",
    "unit",
    "holds",
    "prompt",
    "values",
    "sentences",
    "reason",
    "term",
    "amount",
}
_OWN_VALUES: Final = {"measured", "threshold", "place"}
_SENTENCES: Final = ("meets", "breaches", "mend")


class As(StrEnum):
    """In what way a norm is of use here."""

    FINDING = "finding"
    HINT = "hint"
    TERM = "term"
    AMOUNT = "amount"
    PAY = "pay"
    PROMPT = "prompt"
    TEXT = "text"


JUDGED: Final = frozenset({As.FINDING, As.HINT})
COMPUTED: Final = JUDGED | {As.TERM, As.AMOUNT, As.PAY}
_COMPARED: Final = {"at_least", "at_most", "same"}


@dataclass(frozen=True, slots=True)
class Judging:
    """How a norm is judged: when it applies, and what must hold."""

    about: Of
    holds: object
    applies: object | None = None
    measured: object | None = None
    threshold: object | None = None
    compare: str | None = None
    unit: str | None = None
    prompt: object | None = None
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    shown_in: Mapping[str, Dimension] = field(default_factory=dict, hash=False)
    sentences: Mapping[str, Words] = field(default_factory=dict, hash=False)

    @property
    def expressions(self) -> tuple[object, ...]:
        """All that is computed, in the order in which it is told what is missing."""
        found = [self.applies, self.holds, self.prompt, *self.values.values()]
        return tuple(one for one in found if one is not None)

    @property
    def looks_at_day(self) -> bool:
        """Whether it matters on which day is judged, also where the values hold on."""
        return any(
            looks_at_day(one)
            for one in (*self.expressions, self.measured, self.threshold)
        )


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm, or one judgement of a norm that has several."""

    rule: str
    part: str | None
    title: Words = field(hash=False)
    text: Words = field(hash=False)
    as_: As
    by: str | None = None
    judging: Judging | None = None
    reason: Words | None = field(default=None, hash=False)
    further: Keys = field(default_factory=dict, hash=False)  # terms, amounts

    @property
    def id(self) -> str:
        """The norm with its part: A08/toilets."""
        return f"{self.rule}/{self.part}" if self.part else self.rule

    @property
    def parameters(self) -> tuple[str, ...]:
        """Every parameter that its outcome rests on, the cited one first."""
        found = [] if self.by is None else [self.by]
        for one in () if self.judging is None else self.judging.expressions:
            found += parameters_in(one)
        for asked in self.further.values():
            found += _parameters_named(asked)
        return tuple(dict.fromkeys(found))

    @property
    def facts(self) -> tuple[str, ...]:
        """Every fact that its outcome rests on."""
        judging = self.judging
        expressions = () if judging is None else judging.expressions
        return tuple(
            dict.fromkeys(path for one in expressions for path in facts_in(one))
        )


class NormBook:
    """All norms, in the order of their ids."""

    def __init__(self, norms: Iterable[Norm]) -> None:
        self.norms = tuple(sorted(norms, key=lambda norm: (norm.rule, norm.part or "")))
        self._by_rule: dict[str, list[Norm]] = {}
        for norm in self.norms:
            self._by_rule.setdefault(norm.rule, []).append(norm)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule id once."""
        return tuple(self._by_rule)

    def of(self, rule: str) -> tuple[Norm, ...]:
        """Give the judgements of one rule; empty where there is no such rule."""
        return tuple(self._by_rule.get(rule, ()))

    @property
    def judged(self) -> tuple[Norm, ...]:
        """The norms that give findings or hints."""
        return tuple(norm for norm in self.norms if norm.as_ in JUDGED)


def norms_folder() -> Path:
    """Give the folder of the norms that are shipped."""
    return _FOLDER


def load_norms(
    book: ParameterBook, catalogue: Catalogue, folder: Path = _FOLDER
) -> NormBook:
    """Read all norms of a folder and check what they compute.

    Raises:
        ConfigurationError: names the file, the key and what is wrong.
    """
    found: dict[str, Norm] = {}
    for path in sorted(folder.rglob("*.yaml")):
        norm = _Reader(book, catalogue, Place(path)).norm()
        if norm.id in found:
            raise ConfigurationError(f"{path}: rule: {norm.id} is there twice")
        found[norm.id] = norm
    return NormBook(found.values())


def _parameters_named(asked: object) -> list[str]:
    match asked:
        case dict():
            return [name for one in asked.values() for name in _parameters_named(one)]
        case str() if "." in asked:
            return [asked]
        case _:
            return []


class _Reader:
    def __init__(self, book: ParameterBook, catalogue: Catalogue, place: Place) -> None:
        self._book = book
        self._catalogue = catalogue
        self._place = place

    def norm(self) -> Norm:
        place = self._place
        keys = place.keys(read_yaml(place.path), _REQUIRED, _OPTIONAL)
        as_ = As(place.one_of(keys, "as", list(As)))
        if not _RULE.fullmatch(place.words(keys, "rule")):
            raise place.error("rule", "expected a capital and two digits: A01")
        return Norm(
            rule=place.words(keys, "rule"),
            part=place.words(keys, "part") if "part" in keys else None,
            title=place.languages(keys, "title"),
            text=place.languages(keys, "text"),
            as_=as_,
            by=self._by(keys, as_),
            judging=self._judging(keys) if as_ in JUDGED else None,
            reason=self._reason(keys, as_),
            further={key: keys[key] for key in ("term", "amount") if key in keys},
        )

    def _by(self, keys: Keys, as_: As) -> str | None:
        if "by" not in keys:
            if as_ in COMPUTED:
                raise self._place.error("by", "name the parameter that it cites")
            return None
        self._book.described(self._place.words(keys, "by"))
        return self._place.words(keys, "by")

    def _reason(self, keys: Keys, as_: As) -> Words | None:
        if as_ in COMPUTED and "reason" not in keys:
            return None
        return self._place.languages(keys, "reason")

    def _judging(self, keys: Keys) -> Judging:
        about = Of(self._place.one_of(keys, "about", [Of.LOCATION, Of.UNIT]))
        scope = Scope(self._book, self._catalogue, about, self._place)
        holds, measure = self._what_must_hold(keys, scope)
        for key in ("applies", "prompt"):
            if key in keys:
                self._truth(key, keys[key], scope)
        values, dimensions = self._values(keys, scope)
        return Judging(
            about=about,
            holds=holds,
            applies=keys.get("applies"),
            measured=keys.get("measured"),
            threshold=keys.get("threshold"),
            compare=None if "holds" in keys else str(keys["compare"]),
            unit=measure,
            prompt=keys.get("prompt"),
            values=values,
            shown_in=dimensions,
            sentences=self._sentences(keys, set(values)),
        )

    def _what_must_hold(self, keys: Keys, scope: Scope) -> tuple[object, str | None]:
        if "holds" in keys:
            self._truth("holds", keys["holds"], scope)
            # What is measured may be shown even where more than it decides.
            shown = self._unit(keys, scope) if "measured" in keys else None
            return keys["holds"], shown
        for key in ("measured", "threshold", "unit"):
            if key not in keys:
                raise self._place.error(key, "this is missing, or say what `holds`")
        compare = self._place.one_of(keys, "compare", _COMPARED)
        holds = {compare: [keys["measured"], keys["threshold"]]}
        self._truth(compare, holds, scope)
        return holds, self._unit(keys, scope)

    def _unit(self, keys: Keys, scope: Scope) -> str:
        unit = self._place.one_of(keys, "unit", PARAMETER_UNITS)
        measured = dimension_of(keys["measured"], scope)
        if "threshold" in keys:
            dimension_of({"same": [keys["measured"], keys["threshold"]]}, scope)
        shown = PARAMETER_UNITS[unit].dimension
        if {measured, shown} <= {Dimension.COUNT, Dimension.TERM} or measured is shown:
            return unit
        raise self._place.error("unit", f"{unit} does not show a {measured}")

    def _truth(self, key: str, node: object, scope: Scope) -> None:
        found = dimension_of(node, scope)
        if found is not Dimension.TRUTH:
            raise self._place.error(key, f"expected something true or not, not {found}")

    def _values(
        self, keys: Keys, scope: Scope
    ) -> tuple[Mapping[str, object], Mapping[str, Dimension]]:
        values = keys.get("values", {})
        if not isinstance(values, dict) or set(values) & _OWN_VALUES:
            raise self._place.error("values", "expected names with expressions")
        named = {str(name): node for name, node in values.items()}
        return named, {name: dimension_of(node, scope) for name, node in named.items()}

    def _sentences(self, keys: Keys, values: set[str]) -> Mapping[str, Words]:
        place = self._place.at("sentences")
        found = place.keys(keys.get("sentences"), set(_SENTENCES), {"prompt"})
        sentences = {name: place.languages(found, name) for name in found}
        for name, words in sentences.items():
            for sentence in words.values():
                self._placeholders(name, sentence, values | _OWN_VALUES)
        return sentences

    def _placeholders(self, name: str, sentence: str, known: set[str]) -> None:
        for hit in _PLACEHOLDER.finditer(sentence):
            if hit[0] != "%%" and hit[1] not in known:
                raise self._place.error(f"sentences.{name}", f"{hit[0]} is not known")
