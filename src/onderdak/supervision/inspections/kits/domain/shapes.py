"""What a checklist is made of: sections with items, and when an item is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Words = Mapping[str, str]
"""The same words in Dutch and English."""


class Kind(StrEnum):
    """The kinds of visit that have a checklist of their own."""

    FULL = "full"
    SIMPLE = "simple"
    PARK = "park"
    ADDRESS_CHECK = "address_check"


class PartName(StrEnum):
    """The parts of the kit."""

    SCRIPT = "script"
    ENTRY = "entry"
    LOCATION = "location"
    PLACE = "place"
    PERSON = "person"
    NEIGHBOURS = "neighbours"
    SIGNS = "signs"


class When(StrEnum):
    """At which moment of a visit a section is worked through."""

    BEFORE = "before"
    DOOR = "door"
    INSIDE = "inside"
    AFTER = "after"


class Each(StrEnum):
    """For what a section is filled in: once, or once for each of these."""

    VISIT = "visit"
    UNIT = "unit"
    ROOM = "room"
    PERSON = "person"
    NEIGHBOUR = "neighbour"


class ItemKind(StrEnum):
    """What is typed for an item."""

    STEP = "step"  # done: ticked
    TRUTH = "truth"
    COUNT = "count"
    AREA = "area"
    LENGTH = "length"
    VOLUME = "volume"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    WORD = "word"
    WORDS = "words"
    TEXT = "text"
    NOTE = "note"  # only read by the inspector
    READ = "read"  # read aloud: typed is the language in which it was
    SIGN = "sign"  # a sign of exploitation was seen: a prompt, never a score


MEASURED = frozenset(
    {
        ItemKind.COUNT,
        ItemKind.AREA,
        ItemKind.LENGTH,
        ItemKind.VOLUME,
        ItemKind.MONEY,
    }
)
CHOSEN = frozenset({ItemKind.WORD, ItemKind.WORDS})
ROLES = ("lead", "second", "interpreter", "registry", "fire", "police", "partner")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen."""

    key: str
    title: Words


@dataclass(frozen=True, slots=True)
class Condition:
    """When something is asked: a comparison with an item, or several joined.

    `how` is is, has, at_least, at_most or answered with an item; all, any or not
    with parts.
    """

    how: str
    item: str = ""
    value: object = None
    parts: tuple["Condition", ...] = ()

    def items(self) -> tuple[str, ...]:
        """The items that it asks after."""
        if self.item:
            return (self.item,)
        return tuple(item for part in self.parts for item in part.items())


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, to ask or to look at."""

    key: str
    kind: ItemKind
    path: str | None
    title: Words
    help: Words | None = None
    unit: str | None = None
    least: int | None = None
    most: int | None = None
    options: tuple[Option, ...] = ()
    photo: bool = False
    only_if: Condition | None = None
    fine: bool = False
    text: str | None = None
    law: str = ""
    role: str = ""
    fact: str | None = None
    sealed: bool = False
    goes_to: Words | None = None
    inside_only: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Items that belong together at one moment of a visit."""

    key: str
    part: PartName
    when: When
    each: Each
    title: Words
    items: tuple[Item, ...]
    help: Words | None = None
    fixed: bool = False
    only_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is worked through in one kind of visit."""

    kind: Kind
    key: str
    title: Words
    sections: tuple[Section, ...]

    def item(self, key: str) -> Item:
        """One item by its key; KeyError where there is none."""
        return self.by_key()[key]

    def by_key(self) -> Mapping[str, Item]:
        """Every item by its key."""
        return {item.key: item for section in self.sections for item in section.items}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where: a file and key, or a sheet, row and column."""

    where: str
    what: str
    params: Mapping[str, object] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        return f"{self.where}: {self.what % dict(self.params)}"
