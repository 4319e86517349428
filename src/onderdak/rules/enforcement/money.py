"""What the orders in a case forfeited, and until when each penalty can be collected."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.forfeiture import (
    Check,
    Forfeiture,
    Order,
    check_of,
    forfeitures,
    order_of,
)
from onderdak.rules.enforcement.forms import Entry, RuleSet, StepKind
from onderdak.rules.enforcement.history import (
    RemedyOn,
    Span,
    Taken,
    merged,
    standing,
    suspensions,
)
from onderdak.rules.enforcement.law import Law, law_of
from onderdak.rules.enforcement.limitation import (
    Hold,
    Holding,
    Interruption,
    Limitation,
    limitation,
)
from onderdak.rules.enforcement.remedies import contested
from onderdak.rules.engine.parameters import ParameterBook
from onderdak.rules.findings.norms import NormBook

_LENGTHENED = "terms.recovery_lengthened"
_RULE = "G07"
_ANEW = "anew"
_DAY = timedelta(days=1)

Steps = Sequence[tuple[int, Taken, StepKind]]


def forfeited(
    history: Sequence[Taken],
    measure: int | str,
    ruleset: RuleSet,
    remedies: Sequence[RemedyOn],
) -> tuple[Forfeiture, ...]:
    """Give what the order of a measure forfeited so far.

    `check` of each is the place in the history of the step that established it.
    """
    steps = steps_of(history, measure, ruleset)
    return () if fell(steps) else _forfeited(steps, remedies)


def fell(steps: Steps) -> bool:
    """Whether the decision fell or was withdrawn, so that nothing is owed for it."""
    return any(kind.clears for _, _, kind in steps)


def annulled(steps: Steps, remedies: Sequence[RemedyOn]) -> frozenset[int]:
    """Give the places of the claims that an objection or appeal took away."""
    won = {one.decision for one in remedies if one.won}
    return frozenset(
        place
        for place, _, kind in steps
        if place in won and kind.books is Entry.CLAIMED
    )


def fallen_claims(steps: Steps, remedies: Sequence[RemedyOn]) -> frozenset[int]:
    """Give the places of the claims that fell: annulled, and written down as such."""
    last = max((place for place, _, kind in steps if kind.unclaims), default=-1)
    return frozenset(place for place in annulled(steps, remedies) if place < last)


def lowered_to(steps: Steps) -> int | None:
    """Give the amount to which a fine came down, or None where it did not."""
    found = [one.number(kind.lowers_to) for _, one, kind in steps if kind.lowers_to]
    return found[-1] if found else None


def _forfeited(steps: Steps, remedies: Sequence[RemedyOn]) -> tuple[Forfeiture, ...]:
    found = order_in(steps, remedies)
    if found is None:
        return ()
    place, order = found
    checks = tuple(_checks(steps, place))
    made = forfeitures(
        order, [check for _, check in checks], suspensions(remedies, place)
    )
    return tuple(replace(one, check=checks[one.check][0]) for one in made)


def limitations(
    history: Sequence[Taken],
    measure: int | str,
    ruleset: RuleSet,
    remedies: Sequence[RemedyOn],
    book: ParameterBook,
    norms: NormBook,
    municipality: str | None,
    on: date,
) -> tuple[tuple[Forfeiture, Limitation], ...]:
    """Give until when each forfeited penalty can be collected (Awb 5:35, 5:37a)."""
    law = law_of(book, norms, municipality)
    steps = steps_of(history, measure, ruleset)
    found = order_in(steps, remedies)
    if found is None:
        return ()
    made = _forfeited(steps, remedies)
    reasons = _Reasons(ruleset, law, steps, remedies, found[0])
    days = {day: reasons.limitation(day, on) for day in {one.on_day for one in made}}
    return tuple((one, days[one.on_day]) for one in made)


def steps_of(
    history: Sequence[Taken], measure: int | str, ruleset: RuleSet
) -> tuple[tuple[int, Taken, StepKind], ...]:
    """Give the steps of a measure that still count, each with what it is."""
    return tuple(
        (place, one, ruleset.step(one.path, one.step))
        for place, one in standing(history)
        if one.measure == measure
    )


def order_in(steps: Steps, remedies: Sequence[RemedyOn]) -> tuple[int, Order] | None:
    """Give the order of a measure with its place, its term as it was lengthened."""
    given = [(place, one) for place, one, kind in steps if kind.gives_order]
    if not given:
        return None
    place, one = given[-1]
    later = [
        day
        for at, other, kind in steps
        if at > place and "compliance_until" in kind.facts
        for day in [other.day("compliance_until")]
        if day is not None
    ]
    order = order_of(one, later[-1] if later else None)
    if order is None:
        return None
    until = order.compliance_until
    spans = suspensions(remedies, place)
    return place, replace(
        order,
        compliance_until=until and stood_still(one.on_day, until, spans),
    )


def stood_still(
    start: date, last: date, spans: Sequence[Span], on: date | None = None
) -> date:
    """Lengthen a term by the days of it on which it stood still.

    What still stands still counts through `on`, or as far as the term itself goes.
    """
    for span in merged(spans):
        if span.first <= last:
            end = span.last or on or last
            last += timedelta(days=span.days_after(start, end))
    return last


def deferrals(steps: Steps) -> tuple[Span, ...]:
    """Give the days on which payment was deferred: from the day after the letter."""
    return merged(
        Span(one.on_day + _DAY, until)
        for _, one, kind in steps
        for until in [one.day(kind.defers or "")]
        if until is not None and until > one.on_day
    )


def interrupted_on(one: Taken) -> date:
    """The day of what interrupts, however much later it was written down."""
    return one.day("received_on") or one.day("done_on") or one.on_day


def _checks(steps: Steps, order: int) -> Iterator[tuple[int, Check]]:
    for place, one, kind in steps:
        if place > order and kind.books is Entry.FORFEITED:
            yield place, check_of(one, breached=True)


class _Reasons:
    """What lengthens and interrupts the limitation of the penalties of one order."""

    def __init__(
        self,
        ruleset: RuleSet,
        law: Law,
        steps: Steps,
        remedies: Sequence[RemedyOn],
        order: int,
    ) -> None:
        self._ruleset, self._law = ruleset, law
        self._steps, self._remedies = steps, remedies
        self._order = order
        self._gated = tuple(self._held())
        self._always = tuple(self._deferred())
        self._interruptions = tuple(self._interrupted())

    def limitation(self, forfeited_on: date, on: date) -> Limitation:
        lapses, _ = self._count(None, forfeited_on)
        gated = self._gated if self._law.holds(_LENGTHENED, lapses) else ()
        return limitation(
            forfeited_on,
            first=lambda day: self._count(None, day),
            anew=lambda day: self._count(_ANEW, day),
            holds=(*self._always, *gated),
            interruptions=self._interruptions,
            on=on,
        )

    def _count(self, part: str | None, start: date) -> tuple[date, tuple[Text, ...]]:
        answer = self._law.term(_RULE, part, start)
        return answer.last_day or start, answer.counted

    def _contested(self, place: int, day: date) -> Span:
        return contested(self._ruleset, self._law, place, day, self._remedies)

    def _held(self) -> Iterator[Hold]:
        """Awb 5:35(2): the order; 5:37a(2) and (3): a request; (4): a suspension."""
        for place, one, kind in self._steps:
            if place == self._order:
                why = text("The order could still be fought (Awb 5:35(2)).")
                yield Hold(self._contested(place, one.known), Holding.UNTIL, why)
            if kind.waits_for:
                why = text("A request to collect was still open (Awb 5:37a(2)).")
                yield Hold(self._asked(place, one, kind), Holding.UNTIL, why)
        why = text("The decision to collect was suspended (Awb 5:37a(4)).")
        claims = [n for n, _, kind in self._steps if kind.books is Entry.CLAIMED]
        spans = (each for n in claims for each in suspensions(self._remedies, n))
        for span in merged(spans):
            yield Hold(span, Holding.ITS_LENGTH, why)

    def _asked(self, place: int, one: Taken, kind: StepKind) -> Span:
        first = one.day("received_on") or one.on_day
        for at, other, _ in self._steps:
            if at > place and other.step in kind.waits_for:
                return Span(first, self._contested(at, other.known).last)
        return Span(first, None)

    def _deferred(self) -> Iterator[Hold]:
        why = text("Payment was deferred (Awb 4:111).")
        for span in deferrals(self._steps):
            yield Hold(span, Holding.ITS_DAYS, why)

    def _interrupted(self) -> Iterator[Interruption]:
        for _, one, kind in self._steps:
            gate = kind.interrupts
            if gate and self._law.holds(gate, one.on_day):
                day = interrupted_on(one)
                why = text(
                    "Interrupted on %(day)s (%(article)s).",
                    day=day,
                    article=kind.article,
                )
                yield Interruption(day, why)
