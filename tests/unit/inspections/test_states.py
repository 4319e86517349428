"""The life of a visit: only the steps of its table are possible."""

import pytest

from onderdak.kernel.errors import Conflict
from onderdak.supervision.inspections.domain.states import (
    DONE_STATES,
    MOVES,
    State,
    Step,
    can,
    next_state,
    steps_from,
)

WAYS = {
    (State.PLANNED, Step.BEGIN): State.UNDER_WAY,
    (State.PLANNED, Step.CANCEL): State.CANCELLED,
    (State.UNDER_WAY, Step.CLOSE): State.CLOSED,
    (State.CLOSED, Step.REOPEN): State.UNDER_WAY,
    (State.CLOSED, Step.REPORT): State.REPORTED,
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", Step)
def test_a_step_leads_where_the_table_says_or_nowhere(state: State, step: Step) -> None:
    if (state, step) in WAYS:
        assert next_state(step, state) is WAYS[state, step]
    else:
        assert not can(step, state)
        with pytest.raises(Conflict):
            next_state(step, state)


def test_nothing_follows_on_a_report_or_a_cancelled_visit() -> None:
    assert set(MOVES) == set(Step)
    assert all(steps_from(state) == () for state in DONE_STATES)
