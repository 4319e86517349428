"""Where an application stands, and what stands in the way of proposing it."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onderdak.housing.quality.domain.regional import (
    Criterion,
    Decided,
    Judged,
    Outcome,
    Proposal,
    State,
    hindrance,
    judged_as,
    may_propose,
    state_of,
)

DAY = date(2026, 3, 1)
UNTIL = date(2028, 3, 1)
GRANTED = Decided(Outcome.GRANTED, DAY, UNTIL)
BACK = Decided(Outcome.RETURNED, DAY)


@pytest.mark.parametrize(
    ("decided", "assessments", "on", "state"),
    [
        ([], 0, DAY, State.WAITS),
        ([], 1, DAY, State.PROPOSED),
        ([BACK], 1, DAY, State.WAITS),
        ([BACK], 2, DAY, State.PROPOSED),
        ([GRANTED], 1, DAY, State.GRANTED),
        ([GRANTED], 1, date(2028, 2, 29), State.GRANTED),
        ([GRANTED], 1, UNTIL, State.EXPIRED),
        ([GRANTED], 2, DAY, State.PROPOSED),
        ([GRANTED, BACK], 2, DAY, State.GRANTED),
        ([GRANTED, Decided(Outcome.WITHDRAWN, DAY)], 2, DAY, State.WITHDRAWN),
        ([Decided(Outcome.REFUSED, DAY)], 1, DAY, State.REFUSED),
    ],
)
def test_the_newest_line_says_where_it_stands(
    decided: Sequence[Decided], assessments: int, on: date, state: State
) -> None:
    assert state_of(decided, assessments, on) is state


def test_what_was_granted_can_only_be_withdrawn() -> None:
    assert may_propose(State.GRANTED) == {Proposal.WITHDRAW}
    assert may_propose(State.WAITS) == {Proposal.GRANT, Proposal.REFUSE}
    for state in (State.PROPOSED, State.REFUSED, State.WITHDRAWN, State.EXPIRED):
        assert may_propose(state) == frozenset()


@pytest.mark.parametrize(
    ("outcomes", "computed", "judged"),
    [
        (["meets", "breaches", "cannot_judge"], True, Judged.BREACHES),
        (["meets", "cannot_judge"], True, Judged.CANNOT_JUDGE),
        (["meets", "meets"], True, Judged.MEETS),
        ([], True, Judged.NOT_APPLICABLE),
        ([], False, Judged.BY_HAND),
    ],
)
def test_the_worst_finding_of_a_norm_counts(
    outcomes: list[str], computed: bool, judged: Judged
) -> None:
    assert judged_as(outcomes, computed=computed) is judged


@given(st.lists(st.sampled_from(["meets", "breaches", "cannot_judge"]), min_size=1))
def test_more_findings_never_make_a_norm_better(outcomes: list[str]) -> None:
    order = [Judged.BREACHES, Judged.CANNOT_JUDGE, Judged.MEETS]
    whole = order.index(judged_as(outcomes, computed=True))
    rest = outcomes[1:] or outcomes
    assert whole <= order.index(judged_as(rest, computed=True))


@pytest.mark.parametrize(
    ("criterion", "stops"),
    [
        (Criterion("A03", Judged.MEETS), False),
        (Criterion("A03", Judged.NOT_APPLICABLE), False),
        (Criterion("A03", Judged.BREACHES), True),
        (Criterion("A03", Judged.CANNOT_JUDGE), True),
        (Criterion("A03", Judged.BY_HAND), True),
        (Criterion("A03", Judged.CANNOT_JUDGE, met=True, why="gezien"), False),
        (Criterion("A03", Judged.CANNOT_JUDGE, met=True, why=" "), True),
        (Criterion("A03", Judged.CANNOT_JUDGE, met=False, why="gezien"), True),
        # Nobody judges by hand what the norms found not to be met.
        (Criterion("A03", Judged.BREACHES, met=True, why="gezien"), True),
    ],
)
def test_what_is_not_known_to_be_met_stands_in_the_way(
    criterion: Criterion, stops: bool
) -> None:
    assert (hindrance([criterion], covenant=True) is not None) is stops
    assert hindrance([criterion], covenant=False) is not None
