"""Which facts of a location the norms know: a closed list, read from `rules/facts`.

Each fact has a path. `management.site_manager` is a fact of the location,
`unit.floor_area` of each of its units, `room.floor_area` of each room of a unit.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.engine.reading import Keys, Place, read_yaml
from onderdak.rules.expressions.dimensions import UNITS, Dimension

_FOLDER: Final = Path(__file__).parents[1] / "facts"
_FILE_KEYS: Final = {"group", "of", "label", "facts"}
_FILE_OPTIONAL: Final = {"order", "asked_of"}
_FACT_KEYS: Final = {"path", "type", "label", "ask"}
_OPTIONAL: Final = {"unit", "least", "most", "words", "exception", "about", "asked_of"}
_LAST: Final = 1000
_MEASURED: Final = {Dimension.AREA, Dimension.LENGTH, Dimension.VOLUME}
_TYPES: Final = {
    "truth": Dimension.TRUTH,
    "count": Dimension.COUNT,
    "area": Dimension.AREA,
    "length": Dimension.LENGTH,
    "volume": Dimension.VOLUME,
    "money": Dimension.MONEY,
    "date": Dimension.DATE,
    "word": Dimension.WORD,
    "words": Dimension.WORDS,
}

Words = Mapping[str, str]


class Of(StrEnum):
    """What a fact belongs to."""

    LOCATION = "location"
    UNIT = "unit"
    ROOM = "room"


class AskedOf(StrEnum):
    """Who can say a fact, and is asked for it."""

    PROVIDER = "provider"  # in a self-assessment
    INSPECTION = "inspection"  # by a supervisor, during or after a visit
    BAG = "bag"
    BRP = "brp"  # counts only, never names
    CERTIFICATE = "certificate"  # the register of a certificate
    LENDER = "lender"  # of workers; the municipality does not supervise it


_MOSTLY: Final = (AskedOf.PROVIDER, AskedOf.INSPECTION)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that can be known of a location, a unit or a room."""

    path: str
    of: Of
    group: str
    type: Dimension
    label: Words = field(hash=False)
    ask: Words = field(hash=False)
    unit: str | None = None
    least: int | None = None  # bounds beyond which it must be a slip, in the unit
    most: int | None = None
    words: Mapping[str, Words] = field(default_factory=dict, hash=False)
    exception: bool = False  # absent counts as "no": only for rare exceptions
    asked_of: tuple[AskedOf, ...] = _MOSTLY

    @property
    def keys(self) -> tuple[str, ...]:
        """Where it stands in a facts file, from its location, unit or room down."""
        parts = tuple(self.path.split("."))
        return parts if self.of is Of.LOCATION else parts[1:]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts asked together: a step of the self-assessment, a part of a visit."""

    name: str
    of: Of
    label: Words = field(hash=False)
    facts: tuple[Fact, ...] = ()
    order: int = _LAST  # its place among the steps of an assessment
    asked_of: tuple[AskedOf, ...] = _MOSTLY  # a fact can say otherwise for itself


class Catalogue:
    """All facts, by path and by group."""

    def __init__(self, groups: Iterable[Group]) -> None:
        self.groups = tuple(groups)
        self.facts = tuple(fact for group in self.groups for fact in group.facts)
        self._by_path = {fact.path: fact for fact in self.facts}
        self._by_keys = {
            of: {fact.keys: fact for fact in self.facts if fact.of is of} for of in Of
        }

    def __contains__(self, path: object) -> bool:
        return path in self._by_path

    def fact(self, path: str) -> Fact:
        """Give one fact by its path; KeyError where there is none."""
        return self._by_path[path]

    def of(self, of: Of) -> tuple[Fact, ...]:
        """Give the facts of a location, of a unit or of a room."""
        return tuple(fact for fact in self.facts if fact.of is of)

    def asked_of(self, who: AskedOf) -> tuple[Group, ...]:
        """Give the groups in their order, each with the facts that one is asked."""
        asked = (
            replace(
                group, facts=tuple(fact for fact in group.facts if who in fact.asked_of)
            )
            for group in self.groups
        )
        return tuple(group for group in asked if group.facts)

    def by_keys(self, of: Of) -> Mapping[tuple[str, ...], Fact]:
        """Give the facts by where they stand in a facts file."""
        return self._by_keys[of]

    def label(self, path: str) -> Words:
        """Name a fact inside a sentence; lists of units and rooms have a name too."""
        return _LISTS[path] if path in _LISTS else self.fact(path).label


_LISTS: Final[Mapping[str, Words]] = {
    "units": {"nl": "de wooneenheden", "en": "the housing units"},
    "rooms": {"nl": "de kamers", "en": "the rooms"},
}


def facts_folder() -> Path:
    """Give the folder of the facts that are shipped."""
    return _FOLDER


def load_catalogue(folder: Path = _FOLDER) -> Catalogue:
    """Read the fact files of a folder, or say which key of which file is wrong."""
    groups = [_group(path) for path in sorted(folder.glob("*.yaml"))]
    seen: set[str] = set()
    for group in groups:
        for fact in group.facts:
            if fact.path in seen:
                raise ConfigurationError(f"{folder}: {fact.path} is there twice")
            seen.add(fact.path)
    return Catalogue(sorted(groups, key=_place_of))


def _place_of(group: Group) -> tuple[int, int, str]:
    return list(Of).index(group.of), group.order, group.name


def _group(path: Path) -> Group:
    place = Place(path)
    found = place.keys(read_yaml(path), _FILE_KEYS, _FILE_OPTIONAL)
    of = Of(place.one_of(found, "of", list(Of)))
    name = place.words(found, "group")
    facts = found["facts"]
    if not isinstance(facts, list):
        raise place.error("facts", "expected a list")
    asked_of = _asked_of(found, _MOSTLY, place)
    order = _bound(found, "order", place)
    return Group(
        name=name,
        of=of,
        label=place.languages(found, "label"),
        facts=tuple(
            _fact(entry, of, name, asked_of, place.at(f"facts[{number}]"))
            for number, entry in enumerate(facts)
        ),
        order=_LAST if order is None else order,
        asked_of=asked_of,
    )


def _asked_of(
    found: Keys, otherwise: tuple[AskedOf, ...], place: Place
) -> tuple[AskedOf, ...]:
    if "asked_of" not in found:
        return otherwise
    named = found["asked_of"]
    known = list(AskedOf)
    if not isinstance(named, list) or not named or not set(named) <= set(known):
        raise place.error("asked_of", f"expected some of {', '.join(known)}")
    return tuple(AskedOf(one) for one in named)


def _fact(
    entry: object, of: Of, group: str, asked_of: tuple[AskedOf, ...], place: Place
) -> Fact:
    found = place.keys(entry, _FACT_KEYS, _OPTIONAL)
    type_ = _TYPES[place.one_of(found, "type", list(_TYPES))]
    path = place.words(found, "path")
    if (of is not Of.LOCATION) != path.startswith(("unit.", "room.")):
        raise place.error("path", f"a fact of a {of} begins with {of}.")
    if of is not Of.LOCATION and not path.startswith(f"{of}."):
        raise place.error("path", f"a fact of a {of} begins with {of}.")
    return Fact(
        path=path,
        of=of,
        group=group,
        type=type_,
        label=place.languages(found, "label"),
        ask=place.languages(found, "ask"),
        unit=_unit(found, type_, place),
        least=_bound(found, "least", place),
        most=_bound(found, "most", place),
        words=_choices(found, type_, place),
        exception=found.get("exception") is True,
        asked_of=_asked_of(found, asked_of, place),
    )


def _unit(found: Keys, type_: Dimension, place: Place) -> str | None:
    if type_ not in _MEASURED:
        if "unit" in found:
            raise place.error("unit", f"a {type_} has no unit")
        return None
    unit = place.one_of(found, "unit", list(UNITS))
    if UNITS[unit].dimension is not type_:
        raise place.error("unit", f"{unit} is no unit of {type_}")
    return unit


def _bound(found: Keys, key: str, place: Place) -> int | None:
    bound = found.get(key)
    if bound is None or (isinstance(bound, int) and not isinstance(bound, bool)):
        return bound
    raise place.error(key, "expected a whole number")


def _choices(found: Keys, type_: Dimension, place: Place) -> Mapping[str, Words]:
    words = found.get("words", {})
    if type_ is Dimension.WORD and not words:
        raise place.error("words", "this is missing")
    if not isinstance(words, dict):
        raise place.error("words", "expected words with their names")
    return {
        str(word): place.at(f"words.{word}").languages({"label": names}, "label")
        for word, names in words.items()
    }
