"""Every term of a case: its last day, how it was counted, what stopped it.

A step sets clocks going and stops others; a decision opens the term for objection, an
objection the term to answer it. A clock names a rule and the rule its dated value, so
no number of days stands here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.clock import Clock, ClockState, alarm
from onderdak.rules.enforcement.deferring import deferred
from onderdak.rules.enforcement.forfeiture import Forfeiture
from onderdak.rules.enforcement.forms import (
    ClockSpec,
    Entry,
    From,
    RuleSet,
    StepKind,
    Suspended,
)
from onderdak.rules.enforcement.history import (
    RemedyOn,
    Span,
    Taken,
    standing,
    suspensions,
)
from onderdak.rules.enforcement.law import Law, law_of
from onderdak.rules.enforcement.limitation import Limitation
from onderdak.rules.enforcement.money import limitations, stood_still
from onderdak.rules.enforcement.pausing import paused
from onderdak.rules.enforcement.remedies import DECISION, filed
from onderdak.rules.enforcement.remedy_clocks import RemedyClocks
from onderdak.rules.engine.parameters import ParameterBook
from onderdak.rules.findings.norms import NormBook

_INJUNCTION: Final = "injunction"
_LIMITATION: Final = "G07"


def clocks_of(
    history: Sequence[Taken],
    remedies: Sequence[RemedyOn],
    ruleset: RuleSet,
    book: ParameterBook,
    norms: NormBook,
    municipality: str | None,
    on: date,
) -> tuple[Clock, ...]:
    """Give every clock of a case, in the order in which they began.

    Args:
        history: The steps as they were written down, corrections too.
        remedies: What was set against decisions among them.
        ruleset: The paths that the case keeps.
        book: The dated values.
        norms: The norms.
        municipality: Whose own values go before the national ones.
        on: The day as of which the clocks stand.
    """
    law = law_of(book, norms, municipality)
    counting = _Counting(history, remedies, ruleset, law, on)
    return tuple(counting.clocks())


class _Counting:
    """Counts the clocks of one case."""

    def __init__(
        self,
        history: Sequence[Taken],
        remedies: Sequence[RemedyOn],
        ruleset: RuleSet,
        law: Law,
        on: date,
    ) -> None:
        self._history, self._remedies = history, remedies
        self._ruleset, self._law, self._on = ruleset, law, on
        self._steps = tuple(
            (place, one, ruleset.step(one.path, one.step))
            for place, one in standing(history)
        )
        self._came_from: dict[int, str] = {}
        self._begun_on: dict[tuple[int | str, str], date] = {}
        self._states = self._walked()
        self._limited: dict[int | str, tuple[tuple[Forfeiture, Limitation], ...]] = {}

    def clocks(self) -> Iterator[Clock]:
        """Give all clocks, step by step."""
        against = RemedyClocks(self._ruleset, self._law, self._remedies, self._on)
        for place, one, kind in self._steps:
            begun: dict[str, Clock] = {}
            for spec in kind.starts:
                for found in self._started(place, one, spec, begun):
                    begun.setdefault(found.clock, found)
                    self._begun_on[found.measure, found.clock] = found.start
                    yield found
            if kind.decision:
                yield from against.against(place, one, DECISION, one.known)

    # --- clocks that a step sets going

    def _started(
        self, place: int, one: Taken, spec: ClockSpec, begun: Mapping[str, Clock]
    ) -> Iterator[Clock]:
        if spec.when is not None and one.facts.get(spec.when) is not True:
            return
        if spec.state is not None and self._came_from[place] != spec.state:
            return
        if spec.counts_from is From.FORFEITURE:
            yield from self._forfeited(place, one, spec)
            return
        start = self._start(place, one, spec, begun)
        if start is None:
            return
        start = self._latest(start, one, spec)
        until = one.day(spec.until) if spec.until else None
        found = self._term(spec, place, one, start, until)
        if found is not None:
            yield self._stopped(found, place, one, spec)

    def _start(
        self, place: int, one: Taken, spec: ClockSpec, begun: Mapping[str, Clock]
    ) -> date | None:
        match spec.counts_from:
            case From.CLOCK:
                before = begun.get(spec.fact or "")
                return None if before is None else before.last_day
            case From.FACT:
                return one.day(spec.fact or "")
            case From.LAST_FORFEITURE:
                return self._last_forfeited(place, one)
            case _:
                return one.known

    def _latest(self, start: date, one: Taken, spec: ClockSpec) -> date:
        """Of what interrupts a term the last counts, in whatever order it is noted."""
        if self._ruleset.step(one.path, one.step).interrupts is None:
            return start
        return max(start, self._begun_on.get((one.measure, spec.clock), start))

    def _last_forfeited(self, place: int, one: Taken) -> date:
        """The last penalty up to a step; without one, the day of the order."""
        before = [
            (other, kind)
            for at, other, kind in self._steps
            if at <= place and other.measure == one.measure
        ]
        days: list[date] = []
        if any(kind.books is Entry.FORFEITED for _, kind in before):
            made = [each for each, _ in self._claims(one.measure)]
            days = [each.on_day for each in made if each.check <= place]
        orders = [other.known for other, kind in before if kind.gives_order]
        return max([*orders[-1:], *days], default=one.known)

    def _term(
        self,
        spec: ClockSpec,
        place: int,
        one: Taken,
        start: date,
        until: date | None,
    ) -> Clock | None:
        if until is not None:
            article = self._ruleset.step(one.path, one.step).article
            told = (text("The last day stands in the letter: %(day)s.", day=until),)
            found = self._clock(spec, place, one, start, until, told, article, "")
        elif self._law.counts(spec.rule, spec.part):
            answer = self._law.term(spec.rule, spec.part, start)
            found = self._clock(
                spec,
                place,
                one,
                start,
                answer.last_day,
                answer.counted,
                answer.article,
                answer.parameter_version,
            )
        else:
            return None  # a letter that sets no term of its own
        found = paused(found, self._steps, self._planned, self._on)
        return self._suspended(deferred(found, self._steps, self._on), spec)

    def _clock(
        self,
        spec: ClockSpec,
        place: int,
        one: Taken,
        start: date,
        last: date | None,
        told: tuple[Text, ...],
        article: str,
        version: str,
    ) -> Clock:
        return Clock(
            key=f"{place}:{spec.clock}",
            clock=spec.clock,
            title=spec.title,
            rule=spec.rule,
            part=spec.part,
            article=article,
            parameter_version=version,
            measure=one.measure,
            place=place,
            start=start,
            last_day=last,
            counted=told,
            state=ClockState.RUNNING,
            alarm_on=alarm(self._law, spec.alarm, last),
            ours=spec.ours,
            lapses=spec.lapses,
            opens=spec.opens,
        )

    def _forfeited(self, place: int, one: Taken, spec: ClockSpec) -> Iterator[Clock]:
        """One clock for what a check forfeited: that of its first penalty."""
        made = [each for each in self._claims(one.measure) if each[0].check == place]
        if not made:
            return
        first, limit = made[0]
        found = self._term(spec, place, one, first.on_day, None)
        if found is None:
            return
        if (spec.rule, spec.part) == (_LIMITATION, None):
            still = limit.last_day is None
            found = found.until(limit.last_day, limit.counted, still)
        if len(made) > 1:
            found = replace(found, counted=(*found.counted, _how_many(made)))
        yield self._stopped(found, place, one, spec)

    def _claims(self, measure: int | str) -> tuple[tuple[Forfeiture, Limitation], ...]:
        """What a measure forfeited, and until when; counted once for all its clocks."""
        if measure not in self._limited:
            self._limited[measure] = limitations(
                self._history,
                measure,
                self._ruleset,
                self._remedies,
                self._law.book,
                self._law.norms,
                self._law.municipality,
                self._on,
            )
        return self._limited[measure]

    def _suspended(self, found: Clock, spec: ClockSpec) -> Clock:
        if spec.suspended is None or found.last_day is None:
            return found
        decision = self._decision_before(found)
        if spec.suspended is Suspended.GRANTED:
            spans = suspensions(self._remedies, decision)
            last = stood_still(found.start, found.last_day, spans, self._on)
            still = any(span.holds(self._on) for span in spans)
        else:
            spans = self._injunctions(decision)
            last = _after_all(found.last_day, spans)
            still = any(span.last is None for span in spans)
        if last == found.last_day and not still:
            return found
        why = text("A judge stood this still; the last day becomes %(day)s.", day=last)
        return found.until(last, (*found.counted, why), still or found.stands_still)

    def _planned(
        self, place: int, one: Taken, kind: StepKind, name: str
    ) -> date | None:
        """The last day of a clock that a step set going, as it was planned."""
        spec = next((each for each in kind.starts if each.clock == name), None)
        start = None if spec is None else self._start(place, one, spec, {})
        if spec is None or start is None:
            return None
        until = one.day(spec.until) if spec.until else None
        return until or self._law.last_day(spec.rule, spec.part, start)

    def _decision_before(self, found: Clock) -> int:
        """The decision that a clock belongs to: its own step, or the order before."""
        places = [
            place
            for place, one, kind in self._steps
            if kind.decision and place <= found.place and one.measure == found.measure
        ]
        orders = [place for place in places if self._gives_order(place)]
        return (orders or places or [found.place])[-1]

    def _gives_order(self, place: int) -> bool:
        one = self._history[place]
        return self._ruleset.step(one.path, one.step).gives_order

    def _injunctions(self, decision: int) -> tuple[Span, ...]:
        found = filed(self._remedies, decision, _INJUNCTION)
        return tuple(Span(one.filed_on, one.decided_on) for one in found)

    # --- what stops them

    def _stopped(self, found: Clock, place: int, one: Taken, spec: ClockSpec) -> Clock:
        for at, other, kind in self._steps:
            if at <= place or other.measure != one.measure:
                continue
            if spec.clock in kind.stops or self._ends(at):
                return found.ended(other.on_day, other.step)
        return found.as_of(self._on)

    def _ends(self, place: int) -> bool:
        """Whether the measure ended with a step; nothing of it runs on after that."""
        one = self._history[place]
        state = self._ruleset.paths[one.path].states.get(self._states[place])
        return state is not None and state.ends

    def _walked(self) -> dict[int, str]:
        """In which state each step left its measure."""
        now: dict[int | str, str] = {}
        found = {}
        for place, one, kind in self._steps:
            state = now.get(one.measure, self._ruleset.paths[one.path].begins)
            self._came_from[place] = state
            now[one.measure] = found[place] = kind.to_from(state) or state
        return found


def _how_many(made: Sequence[object]) -> Text:
    return text("So many penalties: %(count)s. This is the first.", count=len(made))


def _after_all(last: date, spans: Sequence[Span]) -> date:
    for span in sorted(spans, key=lambda one: one.first):
        if span.first <= last and span.last is not None:
            last = max(last, span.last)
    return last


__all__ = ["Clock", "ClockState", "clocks_of"]
