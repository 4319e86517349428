"""The steps of an assessment: one group of facts each, and each unit in turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.urls import reverse

from onderdak.foundation.identity.contract import fact_catalogue, normbook
from onderdak.housing.quality.contract import QualityFile
from onderdak.rules import As, AskedOf, Fact, Group, Of
from onderdak.web.quality.file.words import in_words

# How officials came in is theirs to account for; it says nothing about the house.
_OF_ENTRY: Final = frozenset({"entry", "entry_terms"})
ROOMS_GROUP: Final = "rooms"


@dataclass(frozen=True, slots=True)
class Asked:
    """A group of facts as it is asked: only those that some norm judges by."""

    name: str
    of: Of
    label: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of an assessment; `unit` is the number of its unit, from 1."""

    asked: Asked
    place: str = ""
    unit: int | None = None

    def url(self, pk: int) -> str:
        """Where this step is."""
        if self.unit is None:
            return reverse("quality_assess_step", args=[pk, self.asked.name])
        return reverse("quality_assess_unit", args=[pk, self.asked.name, self.unit])

    @property
    def title(self) -> str:
        """What the step is called, with its unit."""
        return f"{self.place}: {self.asked.label}" if self.place else self.asked.label


@lru_cache(maxsize=8)
def _judged_by() -> frozenset[str]:
    """The facts by which some norm judges."""
    norms = normbook().judged
    return frozenset(
        path for norm in norms if norm.as_ is As.FINDING for path in norm.facts
    )


def groups_asked(*, of_house: bool) -> list[Asked]:
    """The groups of facts in the order in which they are asked."""
    whom = AskedOf.PROVIDER if of_house else AskedOf.INSPECTION
    groups = sorted(fact_catalogue().asked_of(whom), key=lambda group: group.order)
    asked = [_asked(group) for group in groups if group.name not in _OF_ENTRY]
    return _rooms_together([group for group in asked if group.facts])


def _asked(group: Group) -> Asked:
    # A list of rooms is stated as a whole: what is not asked would be lost from it.
    whole = group.of is Of.ROOM
    facts = tuple(fact for fact in group.facts if whole or fact.path in _judged_by())
    return Asked(group.name, group.of, in_words(group.label), facts)


def _rooms_together(groups: Sequence[Asked]) -> list[Asked]:
    """All facts of a room are asked in its one list of rooms."""
    of_rooms = [group for group in groups if group.of is Of.ROOM]
    if not of_rooms:
        return list(groups)
    facts = tuple(fact for group in of_rooms for fact in group.facts)
    together = Asked(ROOMS_GROUP, Of.ROOM, of_rooms[0].label, facts)
    return [
        together if group is of_rooms[0] else group
        for group in groups
        if group is of_rooms[0] or group.of is not Of.ROOM
    ]


def places_of(file: QualityFile) -> list[str]:
    """The units to ask about, by name; a house without units is one, without a name."""
    stated = sorted(
        {one.counts.place for one in file.known if one.counts.path.startswith("unit.")}
    )
    return list(file.units) or stated or [""]


def steps_of(file: QualityFile, *, of_house: bool) -> list[Step]:
    """All steps about a location: the location first, then each unit from 1 on."""
    groups, places = groups_asked(of_house=of_house), places_of(file)
    if places == [""]:
        return [Step(group) for group in groups]
    return [
        *(Step(group) for group in groups if group.of is Of.LOCATION),
        *(
            Step(group, place, number)
            for number, place in enumerate(places, 1)
            for group in groups
            if group.of is not Of.LOCATION
        ),
    ]
