"""Judges locations by the norms of one day and one municipality.

Make a `Judge` once and use it for many locations::

    judge = Judge(book, norms, catalogue, on=date(2026, 3, 1), municipality="GM0202")
    judgement = judge(read_facts(raw, catalogue))
"""

from collections.abc import Collection, Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from onderdak.kernel.money import NumberStyle
from onderdak.rules.engine.parameters import Dated, ParameterBook
from onderdak.rules.engine.units import StepTable, Value
from onderdak.rules.expressions.compiled import NO_ROOM, NO_UNIT, Compiled, joined
from onderdak.rules.expressions.compiling import Moment, compile_expression
from onderdak.rules.expressions.dimensions import SHOWN_IN
from onderdak.rules.findings.finding import Coming, Finding, Outcome
from onderdak.rules.findings.norms import As, Judging, Norm, NormBook
from onderdak.rules.findings.wording import cannot_judge, filled, shown
from onderdak.rules.locations.catalogue import Catalogue, Of
from onderdak.rules.locations.reading import LocationFacts, UnitFacts

_NOBODY = (UnitFacts(None, {}),)


@dataclass(frozen=True, slots=True)
class Starting:
    """A norm that does not hold yet, and will."""

    norm: Norm
    from_: date
    becomes: object
    unit: str

    def as_dict(self) -> dict[str, object]:
        """Give it as plain data."""
        return {
            "rule": self.norm.rule,
            "part": self.norm.part,
            "from": self.from_.isoformat(),
            "parameter": self.norm.by,
            "becomes": self.becomes,
            "unit": self.unit,
        }


@dataclass(frozen=True, slots=True)
class Judgement:
    """All that the norms say of one location on one day."""

    on: date
    municipality: str | None
    findings: tuple[Finding, ...]
    hints: tuple[Finding, ...]
    not_applicable: tuple[tuple[Norm, str | None], ...]
    starting: tuple[Starting, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the judgement as plain data, ready for JSON."""
        return {
            "on": self.on.isoformat(),
            "municipality": self.municipality,
            "findings": [one.as_dict() for one in self.findings],
            "hints": [one.as_dict() for one in self.hints],
            "not_applicable": [
                {"rule": norm.rule, "part": norm.part, "place": place}
                for norm, place in self.not_applicable
            ],
            "starting": [one.as_dict() for one in self.starting],
        }


class Judge:
    """The norms that hold on a day in a municipality, ready for many locations.

    `only` names the rules to judge by, where not all are asked.
    """

    def __init__(
        self,
        book: ParameterBook,
        norms: NormBook,
        catalogue: Catalogue,
        *,
        on: date,
        municipality: str | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        self.on = on
        self.municipality = municipality
        self._book, self._catalogue = book, catalogue
        moment = Moment(book, catalogue, on, municipality)
        chosen = [one for one in norms.judged if only is None or one.rule in only]
        self._ready = tuple(_ready(chosen, moment))
        self.starting = tuple(_starting(chosen, moment))

    def __call__(self, facts: LocationFacts) -> Judgement:
        """Judge one location."""
        findings: list[Finding] = []
        hints: list[Finding] = []
        beside: list[tuple[Norm, str | None]] = []
        for ready in self._ready:
            to = findings if ready.norm.as_ is As.FINDING else hints
            for unit in ready.judged(facts):
                found = ready.finding(facts, unit)
                if found is None:
                    beside.append((ready.norm, unit.name))
                else:
                    to.append(found)
        return Judgement(
            on=self.on,
            municipality=self.municipality,
            findings=tuple(findings),
            hints=tuple(hints),
            not_applicable=tuple(beside),
            starting=self.starting,
        )

    def moved(self, on: date, municipality: str | None) -> "Judge":
        """Give the judge of another day and place where all the same values hold."""
        moment = Moment(self._book, self._catalogue, on, municipality)
        other = copy(self)
        other.on, other.municipality = on, municipality
        other._ready = tuple(one.moved(moment) for one in self._ready)
        return other

    @property
    def ready(self) -> "tuple[Ready, ...]":
        """The norms that hold, with the value they cite and what comes."""
        return self._ready


class Ready:
    """One norm, compiled for a day and a municipality."""

    def __init__(
        self, norm: Norm, judging: Judging, cited: Dated, moment: Moment
    ) -> None:
        self.norm = norm
        self.cited = cited
        self.coming = coming_of(norm, moment)
        self._catalogue = moment.catalogue
        self._judging = judging
        self._about_unit = judging.about is Of.UNIT
        self._unverified = (f"parameter:{cited.id}",) if cited.unverified else ()
        compiled = partial(_maybe, moment=moment)
        self._applies = compiled(judging.applies)
        self._holds = compile_expression(judging.holds, moment)
        self._measured = compiled(judging.measured)
        self._threshold = compiled(judging.threshold)
        self._prompt = compiled(judging.prompt)
        self._values = {
            name: compile_expression(node, moment)
            for name, node in judging.values.items()
        }

    def moved(self, moment: Moment) -> "Ready":
        """Give the same norm on another day; few norms look at the day itself."""
        if not self._judging.looks_at_day:
            return self
        return Ready(self.norm, self._judging, self.cited, moment)

    def judged(self, facts: LocationFacts) -> tuple[UnitFacts, ...]:
        """Give what is judged: each unit, or the location as a whole."""
        if not self._about_unit:
            return (NO_UNIT,)
        return _NOBODY if facts.units is None else facts.units

    def finding(self, facts: LocationFacts, unit: UnitFacts) -> Finding | None:
        """Judge one unit or location; None where the norm does not apply."""
        applies = True
        if self._applies is not None:
            applies = self._applies.value(facts, unit, NO_ROOM)
            if applies is False:
                return None
        holds = self._holds.value(facts, unit, NO_ROOM)
        outcome = _outcome(applies, holds, bool(self._unverified))
        unsure = outcome is Outcome.CANNOT_JUDGE
        measured, threshold = self._measured, self._threshold
        return Finding(
            self.norm,
            self.cited,
            self.coming,
            unit.name,
            outcome,
            unsure
            and self._prompt is not None
            and self._prompt.value(facts, unit, NO_ROOM) is True,
            None if measured is None else measured.value(facts, unit, NO_ROOM),
            None if threshold is None else threshold.value(facts, unit, NO_ROOM),
            partial(self._missing, facts, unit),
            partial(self._sentence, facts, unit),
        )

    def _missing(self, facts: LocationFacts, unit: UnitFacts) -> tuple[str, ...]:
        asked = [one for one in (self._applies, self._holds) if one is not None]
        return joined(
            [self._unverified]
            + [
                one.missing(facts, unit, NO_ROOM)
                for one in asked
                if one.value(facts, unit, NO_ROOM) is None
            ]
        )

    def _sentence(
        self,
        facts: LocationFacts,
        unit: UnitFacts,
        finding: Finding,
        name: str,
        language: NumberStyle,
    ) -> str:
        sentences = self._judging.sentences
        values = {
            "place": finding.place or "",
            "measured": shown(finding.measured_raw, finding.unit or "", language),
            "threshold": shown(finding.threshold_raw, finding.unit or "", language),
        }
        for key, compiled in self._values.items():
            unit_shown = SHOWN_IN.get(self._judging.shown_in[key], "count")
            found = compiled.value(facts, unit, NO_ROOM)
            values[key] = shown(found, unit_shown, language)
        if name != Outcome.CANNOT_JUDGE:
            return filled(sentences[name][language], values)
        told = cannot_judge(finding.missing, self._catalogue, language)
        if finding.prompt and "prompt" in sentences:
            told = f"{filled(sentences['prompt'][language], values)} {told}"
        return told


def _maybe(node: object | None, moment: Moment) -> Compiled | None:
    return None if node is None else compile_expression(node, moment)


def _outcome(applies: bool | None, holds: bool | None, unverified: bool) -> Outcome:
    if unverified or applies is None or holds is None:
        return Outcome.CANNOT_JUDGE
    return Outcome.MEETS if holds else Outcome.BREACHES


def _ready(norms: Iterable[Norm], moment: Moment) -> Iterator[Ready]:
    for norm in norms:
        cited = None if norm.by is None else moment.dated(norm.by)
        # A yes/no norm of which a municipality says "no" is switched off there.
        if cited is None or cited.value is False or norm.judging is None:
            continue
        yield Ready(norm, norm.judging, cited, moment)


def _starting(norms: Iterable[Norm], moment: Moment) -> Iterator[Starting]:
    for norm in norms:
        if norm.by is None or moment.dated(norm.by) is not None:
            continue
        change = moment.book.coming(norm.by, moment.on, moment.municipality)
        if change is None:
            continue
        day, dated = change
        if dated is not None:
            yield Starting(norm, day, plain_value(dated.value), dated.unit)


def coming_of(norm: Norm, moment: Moment) -> Coming | None:
    """Give the first change of any value that an outcome of this norm rests on."""
    found: list[Coming] = []
    for id_ in norm.parameters:
        change = moment.book.coming(id_, moment.on, moment.municipality)
        if change is None:
            continue
        day, dated = change
        held = moment.dated(id_)
        found.append(
            Coming(
                from_=day,
                parameter=id_,
                unit=moment.book.described(id_).unit,
                was=None if held is None else plain_value(held.value),
                becomes=None if dated is None else plain_value(dated.value),
            )
        )
    return min(found, key=lambda one: (one.from_, one.parameter), default=None)


def plain_value(value: Value | None) -> object:
    """Give a parameter's value as JSON holds it, in its own unit."""
    match value:
        case None | bool() | int():
            return value
        case Decimal():
            return float(value)
        case tuple():
            return [str(one) for one in value]
        case StepTable():
            return [
                {
                    key: told
                    for key, told in (
                        ("from", step.start),
                        ("value", plain_value(step.value)),
                        ("per", step.per),
                    )
                    if told is not None
                }
                for step in value.steps
            ]
        case _:
            return str(value)
