"""Where an application for the regional certificate stands, and what may be proposed.

A norm that cannot be judged is never taken as met: a person who judges it says so, with
the reason. A location that does not meet a criterion, or whose provider signed no
covenant, cannot be proposed for the certificate.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onderdak.kernel.text import Text, text


class Judged(StrEnum):
    """What is known of one criterion."""

    MEETS = "meets"
    BREACHES = "breaches"
    CANNOT_JUDGE = "cannot_judge"
    NOT_APPLICABLE = "not_applicable"
    BY_HAND = "by_hand"  # no computation: somebody looks


class Proposal(StrEnum):
    """What an assessor proposes."""

    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Outcome(StrEnum):
    """What is decided; `returned` sends the file back to be assessed again."""

    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


class State(StrEnum):
    """Where an application stands on a day."""

    WAITS = "waits"
    PROPOSED = "proposed"
    GRANTED = "granted"
    EXPIRED = "expired"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"  # taken back by the provider, before a decision


DECIDED_AS: Mapping[Proposal, Outcome] = {
    Proposal.GRANT: Outcome.GRANTED,
    Proposal.REFUSE: Outcome.REFUSED,
    Proposal.WITHDRAW: Outcome.WITHDRAWN,
}
_TO_PROPOSE: Mapping[State, frozenset[Proposal]] = {
    State.WAITS: frozenset({Proposal.GRANT, Proposal.REFUSE}),
    State.GRANTED: frozenset({Proposal.WITHDRAW}),
}
OPEN = frozenset({State.WAITS, State.PROPOSED})
_OPEN = frozenset({Judged.CANNOT_JUDGE, Judged.BY_HAND})
_WORST = (Judged.BREACHES, Judged.CANNOT_JUDGE, Judged.MEETS)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, as far as the state turns on it."""

    outcome: Outcome
    on: date
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion, with what the norms found and what a person judged."""

    rule: str
    judged: Judged
    findings: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    met: bool | None = None
    why: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a person still has to judge it."""
        return self.judged in _OPEN and self.met is None

    @property
    def decisive(self) -> list[Mapping[str, object]]:
        """The findings that make it what it is judged as."""
        return [one for one in self.findings if one["outcome"] == self.judged.value]

    @property
    def fails(self) -> bool:
        """Whether it stands in the way of the certificate."""
        return self.judged is Judged.BREACHES or self.met is False


def state_of(
    decided: Sequence[Decided], assessments: int, on: date, *, retracted: bool = False
) -> State:
    """Where an application stands: its decisions, oldest first, and its assessments.

    Every decision belongs to one assessment, so one more assessment than decisions
    means that one waits to be decided. What the provider took back is over, however
    far it was.
    """
    if retracted:
        return State.RETRACTED
    if assessments > len(decided):
        return State.PROPOSED
    final = [one for one in decided if one.outcome is not Outcome.RETURNED]
    if not final:
        return State.WAITS
    last = final[-1]
    if last.outcome is Outcome.REFUSED:
        return State.REFUSED
    if last.outcome is Outcome.WITHDRAWN:
        return State.WITHDRAWN
    over = last.valid_until is not None and last.valid_until <= on
    return State.EXPIRED if over else State.GRANTED


def may_propose(state: State) -> frozenset[Proposal]:
    """What an assessor can propose in a state."""
    return _TO_PROPOSE.get(state, frozenset())


def may_retract(state: State, decided: Iterable[Outcome]) -> bool:
    """Whether the provider can still take its application back.

    Not once it is decided; a file that was sent back is not decided yet.
    """
    final = any(one is not Outcome.RETURNED for one in decided)
    return state in OPEN and not final


def judged_as(outcomes: Iterable[str], *, computed: bool) -> Judged:
    """What several findings of one norm say together: the worst of them.

    Args:
        computed: whether the norm is one that is computed at all.
    """
    found = {Judged(each) for each in outcomes}
    for worst in _WORST:
        if worst in found:
            return worst
    return Judged.NOT_APPLICABLE if computed else Judged.BY_HAND


def hindrance(criteria: Sequence[Criterion], *, covenant: bool) -> Text | None:
    """What stands in the way of proposing the certificate; None when nothing does."""
    if not covenant:
        return text("The provider is party to no covenant that holds here.")
    failing = [each.rule for each in criteria if each.fails]
    if failing:
        return text("The location does not meet: %(rules)s.", rules=", ".join(failing))
    unknown = [each.rule for each in criteria if each.is_open]
    if unknown:
        return text(
            "Nobody judged these criteria yet: %(rules)s.", rules=", ".join(unknown)
        )
    without = [each.rule for each in criteria if each.met and not each.why.strip()]
    if without:
        return text(
            "Say on what your own judgement rests: %(rules)s.",
            rules=", ".join(without),
        )
    return None
