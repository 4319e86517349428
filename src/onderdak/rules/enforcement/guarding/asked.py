"""What a guard looks at: the step, its facts, what went before, and the case around."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.kernel.text import Text
from onderdak.rules.enforcement.clocks import Clock, ClockState, clocks_of
from onderdak.rules.enforcement.forfeiture import Forfeiture, Order
from onderdak.rules.enforcement.forms import Path, RuleSet, StepKind
from onderdak.rules.enforcement.history import Taken, as_day, as_number, as_word
from onderdak.rules.enforcement.law import Law, law_of
from onderdak.rules.enforcement.limitation import Limitation
from onderdak.rules.enforcement.money import (
    forfeited,
    limitations,
    order_in,
    steps_of,
)
from onderdak.rules.enforcement.situation import Situation


@dataclass(frozen=True, slots=True)
class Asked:
    """One step that somebody wants to take."""

    ruleset: RuleSet
    path: Path
    kind: StepKind
    facts: Mapping[str, object]
    history: Sequence[Taken]
    on: date
    values: Situation

    @property
    def law(self) -> Law:
        """The law of the place."""
        values = self.values
        return law_of(values.book, values.norms, values.municipality)

    @property
    def steps(self) -> tuple[tuple[int, Taken, StepKind], ...]:
        """The steps of this measure that still count."""
        return steps_of(self.history, self.values.measure, self.ruleset)

    def day(self, name: str) -> date | None:
        """Give a day among the facts."""
        return as_day(self.facts.get(name))

    def number(self, name: str) -> int | None:
        """Give a number among the facts."""
        return as_number(self.facts.get(name))

    def word(self, name: str) -> str:
        """Give words among the facts."""
        return as_word(self.facts.get(name))

    def yes(self, name: str) -> bool:
        """Whether a fact is yes."""
        return self.facts.get(name) is True

    def last(self, *steps: str) -> Taken | None:
        """Give the last of these steps in this measure."""
        found = [one for _, one, _ in self.steps if one.step in steps]
        return found[-1] if found else None

    def starting(self, clock: str) -> tuple[int, Taken, StepKind] | None:
        """Give the last step of this measure that set a clock going."""
        found = [
            each
            for each in self.steps
            if any(spec.clock == clock for spec in each[2].starts)
        ]
        return found[-1] if found else None

    def clock(self, name: str) -> Clock | None:
        """Give the clock of this measure that was set going last, as it stands."""
        values = self.values
        found = [
            one
            for one in clocks_of(
                self.history,
                values.remedies,
                self.ruleset,
                values.book,
                values.norms,
                values.municipality,
                self.on,
            )
            if (one.clock, one.measure) == (name, values.measure)
        ]
        return found[-1] if found else None

    def passed(self, name: str) -> bool:
        """Whether a clock ran out, or ended before that; so where there was none."""
        found = self.clock(name)
        if found is None:
            return True
        return found.state is ClockState.EXPIRED or found.stopped_on is not None

    def order(self) -> tuple[int, Order] | None:
        """Give the order of this measure, with its place."""
        return order_in(self.steps, self.values.remedies)

    def forfeited(self) -> tuple[Forfeiture, ...]:
        """Give what was forfeited so far."""
        return forfeited(
            self.history, self.values.measure, self.ruleset, self.values.remedies
        )

    def limitations(self) -> tuple[tuple[Forfeiture, Limitation], ...]:
        """Give until when each penalty can be collected."""
        values = self.values
        return limitations(
            self.history,
            values.measure,
            self.ruleset,
            values.remedies,
            values.book,
            values.norms,
            values.municipality,
            self.on,
        )


Guard = Callable[[Asked], Iterator[Text]]
