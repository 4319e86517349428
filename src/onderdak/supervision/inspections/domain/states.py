"""The life of a visit: its states, and which step leads from which to which.

The table below is the whole of it: what is not in it cannot happen.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text


class State(StrEnum):
    """How far a visit is."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    CLOSED = "closed"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What somebody does with a visit that moves it."""

    BEGIN = "begin"
    CLOSE = "close"
    REOPEN = "reopen"
    REPORT = "report"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a step can be taken, and where it leads."""

    begins: frozenset[State]
    to: State


MOVES: Final = MappingProxyType(
    {
        Step.BEGIN: Move(frozenset({State.PLANNED}), State.UNDER_WAY),
        Step.CLOSE: Move(frozenset({State.UNDER_WAY}), State.CLOSED),
        # Something turned out to be missing before the report was made up.
        Step.REOPEN: Move(frozenset({State.CLOSED}), State.UNDER_WAY),
        Step.REPORT: Move(frozenset({State.CLOSED}), State.REPORTED),
        # What began is never cancelled: somebody stood at the door.
        Step.CANCEL: Move(frozenset({State.PLANNED}), State.CANCELLED),
    }
)
OPEN_STATES: Final = frozenset({State.PLANNED, State.UNDER_WAY})
DONE_STATES: Final = frozenset({State.REPORTED, State.CANCELLED})


def can(step: Step, state: State) -> bool:
    """Whether a step can be taken with a visit that is this far."""
    return state in MOVES[step].begins


def next_state(step: Step, state: State) -> State:
    """How far a visit is after a step.

    Raises:
        Conflict: the step cannot be taken from here.
    """
    if not can(step, state):
        raise Conflict(
            text("This cannot be done with the visit as it stands now."),
            why=text(
                "The step '%(step)s' does not follow on '%(state)s'.",
                step=step,
                state=state,
            ),
            next_step=text("Load the page again and look how far the visit is."),
        )
    return MOVES[step].to


def steps_from(state: State) -> tuple[Step, ...]:
    """The steps that can be taken with a visit that is this far."""
    return tuple(step for step in MOVES if can(step, state))
