"""What a path of enforcement is made of: states, steps, the facts and clocks of a step.

A path is data, not code: the files in `paths/` say which step leads from which state to
which other, what has to be known when it is taken, and which clocks it sets going. No
threshold stands in them; a clock names a rule, and the rule its dated value.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Words = Mapping[str, str]

# Every path has it: a step that was written down wrongly is taken back by this one.
CORRECT: Final = "correct"


class FactKind(StrEnum):
    """What a fact of a step is; as stored, a day is written YYYY-MM-DD."""

    DATE = "date"
    CENTS = "cents"
    DAYS = "days"
    COUNT = "count"
    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes_no"
    ARTICLE = "article"
    TIME = "time"  # an hour of a day: HH:MM
    PERSON = "person"  # somebody who works here: the key of the account


class Entry(StrEnum):
    """What a step writes in the ledger."""

    FORFEITED = "forfeited"
    CLAIMED = "claimed"
    FINE = "fine"
    COST = "cost"
    WRITTEN_OFF = "written_off"


class Suspended(StrEnum):
    """By which injunction a clock stands still: one that was granted, or any."""

    GRANTED = "granted"
    ASKED = "asked"


class From(StrEnum):
    """From where a clock counts; a fact is named behind it: fact:report_date."""

    STEP_DAY = "step_day"
    FACT = "fact"
    FORFEITURE = "forfeiture"  # from each day on which this step forfeits a penalty
    LAST_FORFEITURE = "last_forfeiture"  # the last one so far; else the order's day
    CLOCK = "clock"  # from the last day of another clock of the same step


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One thing that is written down with a step."""

    name: str
    kind: FactKind
    required: bool
    title: Words = field(hash=False)
    options: Mapping[str, Words] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Opens:
    """What the municipality may do once a term of the other side has passed."""

    title: Words = field(hash=False)
    steps: tuple[str, ...]  # any of them, as long as it was not taken


@dataclass(frozen=True, slots=True)
class ClockSpec:
    """A term that a step sets going.

    The rule says how long it is; where an order or letter sets its own last day, that
    stands in the fact `until`, and the rule says what the day must answer to.
    """

    clock: str
    title: Words = field(hash=False)
    rule: str
    part: str | None
    counts_from: From
    fact: str | None  # the fact of the day, or the clock, to count from
    until: str | None  # the fact of the last day
    alarm: str  # the parameter: so many days before the end it calls
    ours: bool  # whether it binds the municipality, or the other side
    suspended: Suspended | None  # which injunction stands it still
    when: str | None = None  # only where this fact is yes
    lapses: bool = False  # a power or a claim is gone after it
    opens: Opens | None = None
    state: str | None = None  # only where the step is taken from this state


@dataclass(frozen=True, slots=True)
class StepKind:
    """One step of a path, as the law or the policy of the municipality has it."""

    step: str
    title: Words = field(hash=False)
    moves: Mapping[str, str] = field(hash=False)  # from which state to which
    article: str
    decision: bool = False
    letter: str | None = None
    facts: Mapping[str, FactSpec] = field(default_factory=dict, hash=False)
    guards: tuple[str, ...] = ()
    starts: tuple[ClockSpec, ...] = ()
    stops: tuple[str, ...] = ()
    pauses: tuple[str, ...] = ()
    pauses_on: str | None = None  # the fact of the first day; else the day after
    pauses_until: str | None = None  # the clock with which the pause ends anyway
    resumes: tuple[str, ...] = ()
    resumes_on: str | None = None  # the fact of the day on which it runs again
    empties_beds: bool = False
    books: Entry | None = None
    amount: str | None = None  # the fact whose cents it books; None: all that is open
    lowers_to: str | None = None  # the fact of the amount to which a fine comes down
    clears: bool = False  # what the measure made somebody owe is owed no longer
    unclaims: bool = False  # what was annulled claims nothing any more
    afterwards: bool = False  # can be taken on a measure that has ended as well
    interrupts: str | None = None  # limitation begins anew; under this dated value
    waits_for: tuple[str, ...] = ()  # a claim does not lapse before one of these
    defers: str | None = None  # the fact of the day through which payment waits
    lengthens: tuple[str, ...] = ()  # clocks that run on as long as payment waits
    fells: tuple[str, ...] = ()  # the steps whose decision falls with it

    @property
    def gives_order(self) -> bool:
        """Whether it is the step of an order that can forfeit a penalty."""
        return self.decision and {"penalty_kind", "maximum_cents"} <= self.facts.keys()

    def to_from(self, state: str) -> str | None:
        """Give the state it leads to, or None where it cannot be taken."""
        return self.moves.get(state)


@dataclass(frozen=True, slots=True)
class State:
    """Where a measure stands, and whether it has ended there."""

    key: str
    title: Words = field(hash=False)
    ends: bool


@dataclass(frozen=True, slots=True)
class Path:
    """One legal route: an order under penalty, a fine, a request."""

    key: str
    title: Words = field(hash=False)
    begins: str
    states: Mapping[str, State] = field(hash=False)
    steps: Mapping[str, StepKind] = field(hash=False)
    article: str
    urgent: bool = False  # care for people goes along with it and never stops it

    def possible(self, state: str) -> tuple[StepKind, ...]:
        """Give the steps that can be taken in a state."""
        return tuple(one for one in self.steps.values() if state in one.moves)

    def transitions(self) -> Iterator[tuple[str, str, str]]:
        """Give every (step, from, to) that may be written down, corrections too."""
        back = set()
        for kind in self.steps.values():
            for start, end in kind.moves.items():
                yield kind.step, start, end
                if kind.letter is None:
                    back.add((CORRECT, end, start))
        yield from sorted(back)


@dataclass(frozen=True, slots=True)
class RemedyTerm:
    """Under which rule a remedy is open, and how long the answer may take."""

    kind: str
    title: Words = field(hash=False)
    rule: str | None
    part: str | None
    against: tuple[str, ...]  # "decision" or the kind of remedy it comes after
    answer: Mapping[str, tuple[str, str | None]] = field(hash=False)
    alarm: str = ""  # the parameter: so many days before the end it calls


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All paths together, under the digest of what they say; a case keeps one."""

    digest: str
    paths: Mapping[str, Path] = field(hash=False)
    remedies: Mapping[str, RemedyTerm] = field(hash=False)
    body: str = field(repr=False, hash=False)

    def as_dict(self) -> dict[str, Any]:
        """Give all of it as plain data, as it is stored with a case."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    def step(self, path: str, step: str) -> StepKind:
        """Give a step of a path; KeyError where there is none."""
        return self.paths[path].steps[step]
