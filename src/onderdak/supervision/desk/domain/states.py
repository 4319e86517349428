"""The life of a report: its states, and which step leads from which to which.

The table below is the whole of it: what is not in it cannot happen.
"""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text


class State(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    IN_HAND = "in_hand"
    WAITING_FOR_REPORTER = "waiting_for_reporter"
    FORWARDED = "forwarded"
    ANSWERED = "answered"
    CLOSED = "closed"
    REOPENED = "reopened"


class Step(StrEnum):
    """What somebody does with a report that moves it."""

    RECEIVE = "receive"
    ACCEPT = "accept"
    TAKE_IN_HAND = "take_in_hand"
    ASK_REPORTER = "ask_reporter"
    REPORTER_ANSWERS = "reporter_answers"
    FORWARD = "forward"
    PARTNER_ANSWERS = "partner_answers"
    COME_BACK = "come_back"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"


_AT_WORK: Final = frozenset(
    {State.RECEIVED, State.ACCEPTED, State.IN_HAND, State.REOPENED}
)
_OPEN: Final = _AT_WORK | {State.WAITING_FOR_REPORTER, State.FORWARDED}


@dataclass(frozen=True, slots=True)
class Move:
    """From which states a step can be taken, and where it leads."""

    begins: frozenset[State]
    to: State


MOVES: Final = MappingProxyType(
    {
        Step.ACCEPT: Move(frozenset({State.RECEIVED, State.REOPENED}), State.ACCEPTED),
        Step.TAKE_IN_HAND: Move(_OPEN - {State.IN_HAND}, State.IN_HAND),
        Step.ASK_REPORTER: Move(_OPEN, State.WAITING_FOR_REPORTER),
        Step.REPORTER_ANSWERS: Move(
            frozenset({State.WAITING_FOR_REPORTER}), State.IN_HAND
        ),
        Step.FORWARD: Move(_OPEN, State.FORWARDED),
        Step.PARTNER_ANSWERS: Move(frozenset({State.FORWARDED}), State.IN_HAND),
        # Taken back, or the partner let its link expire.
        Step.COME_BACK: Move(frozenset({State.FORWARDED}), State.IN_HAND),
        Step.ANSWER: Move(_OPEN, State.ANSWERED),
        Step.CLOSE: Move(_OPEN | {State.ANSWERED}, State.CLOSED),
        Step.REOPEN: Move(frozenset({State.ANSWERED, State.CLOSED}), State.REOPENED),
    }
)
OPEN_STATES: Final = _OPEN
DONE_STATES: Final = frozenset({State.ANSWERED, State.CLOSED})


def can(step: Step, state: State) -> bool:
    """Whether a step can be taken with a report that stands here."""
    return step in MOVES and state in MOVES[step].begins


def next_state(step: Step, state: State) -> State:
    """Where a report stands after a step.

    Raises:
        Conflict: the step cannot be taken from here.
    """
    if not can(step, state):
        raise Conflict(
            text("This cannot be done with the report as it stands now."),
            why=text(
                "The step '%(step)s' does not follow on '%(state)s'.",
                step=step,
                state=state,
            ),
            next_step=text("Load the page again and look how the report stands."),
        )
    return MOVES[step].to


def steps_from(state: State) -> tuple[Step, ...]:
    """The steps that can be taken with a report that stands here."""
    return tuple(step for step in MOVES if can(step, state))
