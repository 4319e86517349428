"""The growth of a location: whose word it is, and how a plan and its steps stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """The two that agree on a plan."""

    PROVIDER = "provider"
    MUNICIPALITY = "municipality"


class LineKind(StrEnum):
    """What happened to a plan or one of its steps."""

    MADE = "made"
    AGREED = "agreed"
    PLANNED = "planned"
    PROGRESS = "progress"
    DONE = "done"
    POSTPONED = "postponed"
    DROPPED = "dropped"
    ENDED = "ended"


class PlanState(StrEnum):
    """How a plan stands: a proposal, agreed by both, or ended."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    ENDED = "ended"


class StepState(StrEnum):
    """How a step stands on a day."""

    TO_DO = "to_do"
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


def plan_state(
    provider_agreed: date | None, municipality_agreed: date | None, ended: date | None
) -> PlanState:
    """How a plan stands: it holds only while both agree with it as it is."""
    if ended is not None:
        return PlanState.ENDED
    if provider_agreed is None or municipality_agreed is None:
        return PlanState.PROPOSED
    return PlanState.AGREED


def step_state(
    due: date, done: date | None, dropped: date | None, on: date
) -> StepState:
    """How a step stands on a day; on the day that it is due it is not late."""
    if dropped is not None:
        return StepState.DROPPED
    if done is not None:
        return StepState.DONE
    return StepState.LATE if due < on else StepState.TO_DO


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a plan is: steps done of those that stand, and how many are late."""

    done: int
    of: int
    late: int


def progress_of(states: Sequence[StepState]) -> Progress:
    """Count the steps of a plan; what was dropped is no part of it any more."""
    standing = [state for state in states if state is not StepState.DROPPED]
    return Progress(
        done=standing.count(StepState.DONE),
        of=len(standing),
        late=standing.count(StepState.LATE),
    )
