"""The terms of objection, appeal and higher appeal against one decision."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from onderdak.rules.enforcement.clock import Clock, ClockState, alarm
from onderdak.rules.enforcement.forms import RemedyTerm, RuleSet
from onderdak.rules.enforcement.history import RemedyOn, Taken
from onderdak.rules.enforcement.law import Law
from onderdak.rules.enforcement.remedies import answer_term, filed, next_remedy


class RemedyClocks:
    """Counts what can be set against a decision, and what was."""

    def __init__(
        self, ruleset: RuleSet, law: Law, remedies: Sequence[RemedyOn], on: date
    ) -> None:
        self._ruleset, self._law = ruleset, law
        self._remedies, self._on = remedies, on

    def against(self, place: int, one: Taken, after: str, day: date) -> Iterator[Clock]:
        """Give the term of the remedy that is open next, its answer, and what follows.

        Args:
            place: The place of the decision in the history.
            one: The step of the decision.
            after: What it is against: the decision, or the kind of remedy before it.
            day: The day from which its term counts.
        """
        term = next_remedy(self._ruleset, after)
        if term is None or term.rule is None:
            return
        opened = self._open(term, place, one, day)
        found = filed(self._remedies, place, term.kind)
        if not found:
            yield opened.as_of(self._on)
            return
        yield opened.ended(found[0].filed_on, term.kind)
        for number, remedy in enumerate(found):
            yield from self._answered(term, opened, remedy, number)
        ended = [each for each in found if each.decided_on and not each.withdrawn]
        if ended:
            last = max(each.made_known or day for each in ended)
            yield from self.against(place, one, term.kind, last)

    def _open(self, term: RemedyTerm, place: int, one: Taken, day: date) -> Clock:
        answer = self._law.term(term.rule or "", term.part, day)
        return Clock(
            key=f"{place}:{term.kind}",
            clock=term.kind,
            title=term.title,
            rule=answer.rule,
            part=term.part,
            article=answer.article,
            parameter_version=answer.parameter_version,
            measure=one.measure,
            place=place,
            start=day,
            last_day=answer.last_day,
            counted=answer.counted,
            state=ClockState.RUNNING,
            alarm_on=alarm(self._law, term.alarm, answer.last_day),
            ours=False,
        )

    def _answered(
        self, term: RemedyTerm, opened: Clock, remedy: RemedyOn, number: int
    ) -> Iterator[Clock]:
        rule = answer_term(term, remedy)
        if rule is None or opened.last_day is None:
            return
        answer = self._law.term(rule[0], rule[1], opened.last_day)
        found = replace(
            opened,
            key=f"{opened.key}:{number}:answer",
            clock=f"{term.kind}_answer",
            rule=answer.rule,
            part=rule[1],
            article=answer.article,
            parameter_version=answer.parameter_version,
            start=opened.last_day,
            last_day=answer.last_day,
            counted=answer.counted,
            alarm_on=alarm(self._law, term.alarm, answer.last_day),
            ours=True,
        )
        if remedy.decided_on is None:
            yield found.as_of(self._on)
            return
        yield found.ended(remedy.decided_on, remedy.outcome or term.kind)
