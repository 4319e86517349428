"""The form to try a norm: just the facts that it needs; nothing is kept.

The names of the controls say where a fact stands: `unit-1:unit.people` is of the first
housing unit, `room-1-2:room.beds` of its second room. The browser reads the same names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import fact_catalogue, normbook, rulebook
from onderdak.rules import (
    Fact,
    Finding,
    Judge,
    Judgement,
    Norm,
    Of,
    Outcome,
    UnreadableFacts,
    read_facts,
)
from onderdak.web.norms.asked import When
from onderdak.web.pages.values import said
from onderdak.web.quality.assess.fields import field_for, typed_again
from onderdak.web.quality.file.words import KINDS, OUTCOMES, in_words

_ROOMS: Final = 3
TAGS: Final = {
    Outcome.MEETS: "success",
    Outcome.BREACHES: "error",
    Outcome.CANNOT_JUDGE: "warning",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One box of the form: the location, a unit or a room of it."""

    prefix: str
    label: str
    of: Of
    facts: tuple[Fact, ...]

    def name(self, fact: Fact) -> str:
        """How the control of a fact is called."""
        return f"{self.prefix}:{fact.path}"


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as the page shows it."""

    kind: str
    outcome: str
    place: str
    text: str
    mend: str
    cited: str


def parts_of(norms: Sequence[Norm]) -> list[Part]:
    """The boxes that the facts of some norms need."""
    catalogue = fact_catalogue()
    paths = dict.fromkeys(path for norm in norms for path in norm.facts)
    facts = [catalogue.fact(path) for path in paths if path in catalogue]
    by = {of: tuple(fact for fact in facts if fact.of is of) for of in Of}
    parts = [Part("location", _("The location"), Of.LOCATION, by[Of.LOCATION])]
    for unit in range(1, _units(norms) + 1):
        label = _("Housing unit %(number)s") % {"number": unit}
        parts.append(Part(f"unit-{unit}", label, Of.UNIT, by[Of.UNIT]))
        # Rooms of one unit are enough to see how a norm works.
        for room in range(1, _ROOMS + 1 if unit == 1 else 1):
            label = _("Room %(number)s") % {"number": room}
            parts.append(Part(f"room-{unit}-{room}", label, Of.ROOM, by[Of.ROOM]))
    return [part for part in parts if part.facts]


def _units(norms: Sequence[Norm]) -> int:
    about = {norm.judging.about for norm in norms if norm.judging is not None}
    return 2 if about == {Of.LOCATION} else 1


class TryForm(forms.Form):
    """The facts that some norms need, each of which may stay unknown."""

    def __init__(self, parts: Sequence[Part], data: QueryDict | None = None) -> None:
        super().__init__(data)
        self.parts = parts
        for part in parts:
            for fact in part.facts:
                field = field_for(fact)
                if fact.words:
                    field.initial = typed_again(fact, None)
                self.fields[part.name(fact)] = field

    @property
    def boxes(self) -> Iterator[tuple[Part, list[BoundField], bool]]:
        """The fields, box by box, and whether something was filled in there."""
        for part in self.parts:
            bound = [self[part.name(fact)] for fact in part.facts]
            yield part, bound, any(one.data or one.errors for one in bound)

    def facts(self) -> dict[str, Any]:
        """What was filled in, in the form of a facts file."""
        numbers = dict.fromkeys(
            part.prefix.split("-")[1]
            for part in self.parts
            if part.of is not Of.LOCATION
        )
        units = [self._filled(f"unit-{each}") | self._rooms(each) for each in numbers]
        there = [unit for unit in units if unit]
        return self._filled("location") | ({"units": there} if there else {})

    def _rooms(self, unit: str) -> dict[str, Any]:
        filled = [
            self._filled(part.prefix)
            for part in self.parts
            if part.prefix.startswith(f"room-{unit}-")
        ]
        rooms = [room for room in filled if room]
        return {"rooms": rooms} if rooms else {}

    def _filled(self, prefix: str) -> dict[str, Any]:
        record: dict[str, Any] = {}
        for part in self.parts:
            for fact in part.facts if part.prefix == prefix else ():
                value = self.cleaned_data.get(part.name(fact))
                if value is not None:
                    _put(record, fact.keys, value)
        return record


def _put(record: dict[str, Any], keys: Sequence[str], value: object) -> None:
    for key in keys[:-1]:
        record = record.setdefault(key, {})
    record[keys[-1]] = value


def is_asked(query: Mapping[str, str]) -> bool:
    """Whether somebody filled the form in."""
    return "try" in query or any(":" in name for name in query)


def judged(form: TryForm, rule: str, when: When) -> Judgement | None:
    """What the norms of one rule say of what was filled in; None where it is wrong."""
    if not form.is_valid():
        return None
    try:
        facts = read_facts(form.facts(), fact_catalogue())
    except UnreadableFacts as slip:
        form.add_error(None, said(slip.faults[0].what))
        return None
    return judge_of(rule, when)(facts)


def judge_of(rule: str, when: When) -> Judge:
    """The judge of one rule on a day in a place."""
    return Judge(
        rulebook(),
        normbook(),
        fact_catalogue(),
        on=when.on,
        municipality=when.municipality,
        only=[rule],
    )


def told(finding: Finding) -> Told:
    """A finding in the words of the page."""
    outcome = str(OUTCOMES[finding.outcome])
    if finding.prompt:
        outcome = f"{outcome}; {_('a reason to look')}"
    return Told(
        kind=TAGS[finding.outcome],
        outcome=outcome,
        place=finding.place or "",
        text=in_words(finding.text),
        mend=in_words(finding.mend) if finding.mend else "",
        cited=f"{KINDS[finding.kind]}; {finding.cited.article}; "
        f"{finding.cited.version}",
    )
