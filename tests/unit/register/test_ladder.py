"""The ladder of helping first: why a provider stands out, and what comes next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onderdak.kernel.errors import Invalid
from onderdak.register.nights.domain.ladder import (
    FOLLOWS,
    Concern,
    Standing,
    Step,
    Taken,
    Terms,
    check_step,
    concern,
    latest_step,
    propose,
)

TODAY = date(2026, 6, 1)
DAY = timedelta(days=1)
TERMS = Terms(
    silent_days=21,
    response_days=14,
    fresh_after_days=180,
    late_notices=3,
    missed_nights=3,
)
CALM = Standing(
    known_since=date(2025, 1, 1),
    last_declared=TODAY - 2 * DAY,
    usual_days=7,
    late=None,
    missed=None,
    guests=40,
)


def _silent(days: int, usual: int | None) -> Standing:
    return replace(CALM, last_declared=TODAY - days * DAY, usual_days=usual)


def _kind(standing: Standing) -> Concern | None:
    found = concern(standing, TERMS, TODAY)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("days", "usual", "silent"),
    [
        (21, 7, False),  # exactly the term, and exactly three times the usual
        (22, 7, True),
        (60, 30, False),  # a house that changes once a month
        (91, 30, True),
        (22, None, True),  # declared once only
        (22, 1, True),  # daily: the term, not three days
    ],
)
def test_silence_is_longer_than_the_term_and_than_the_own_rhythm(
    days: int, usual: int | None, silent: bool
) -> None:
    assert (_kind(_silent(days, usual)) is Concern.SILENT) is silent


def test_who_never_declared_is_given_the_same_time_to_begin() -> None:
    fresh = replace(CALM, last_declared=None, known_since=TODAY - 21 * DAY)
    assert _kind(fresh) is None
    assert _kind(replace(fresh, known_since=TODAY - 22 * DAY)) is Concern.NEVER


@pytest.mark.parametrize("field", ["late", "missed"])
def test_where_no_by_law_asks_nothing_is_late_or_missing(field: str) -> None:
    assert _kind(replace(CALM, **{field: None})) is None
    assert _kind(replace(CALM, **{field: 2})) is None
    assert _kind(replace(CALM, **{field: 3})) is Concern(field)


def test_the_reason_is_a_sentence_with_its_numbers() -> None:
    found = concern(_silent(40, 7), TERMS, TODAY)
    assert found is not None
    assert str(found[1]) == (
        "Nothing was declared for 40 days; every 7 days is usual here."
    )


def test_in_order_nothing_is_proposed() -> None:
    assert propose(CALM, [Taken(Step.TALK, TODAY, TODAY)], TERMS, TODAY) is None


def _step(step: Step, ago: int) -> Taken:
    on = TODAY - ago * DAY
    return Taken(step, on, on + 14 * DAY)


@pytest.mark.parametrize(
    ("taken", "proposed", "not_before"),
    [
        ([], Step.REMINDER, 0),
        ([_step(Step.CAMPAIGN, 20)], Step.REMINDER, 0),
        ([_step(Step.REMINDER, 15)], Step.TALK, 0),
        ([_step(Step.REMINDER, 10)], Step.TALK, 5),  # its term is not over yet
        ([_step(Step.REMINDER, 40), _step(Step.TALK, 20)], Step.WARNING, 0),
        ([_step(Step.WARNING, 20)], Step.WARNING, 0),
        ([_step(Step.WARNING, 181)], Step.REMINDER, 0),  # long ago: begin anew
    ],
)
def test_the_next_step_comes_when_the_term_of_the_last_is_over(
    taken: list[Taken], proposed: Step, not_before: int
) -> None:
    found = propose(_silent(90, 7), taken, TERMS, TODAY)
    assert found is not None
    assert (found.step, found.not_before) == (proposed, TODAY + not_before * DAY)


def test_a_step_that_helped_is_followed_by_a_reminder_again() -> None:
    helped = _silent(30, 7)
    found = propose(helped, [_step(Step.TALK, 40)], TERMS, TODAY)
    assert found is not None
    assert found.step is Step.REMINDER


def test_a_lighter_step_is_skipped_with_a_reason_only() -> None:
    with pytest.raises(Invalid, match="lighter step"):
        check_step(Step.WARNING, None, reason=" ")
    check_step(Step.WARNING, None, reason="Residents are in danger.")


@given(
    taken=st.lists(
        st.builds(_step, st.sampled_from(Step), st.integers(0, 400)), max_size=6
    ),
    days=st.integers(0, 200),
    usual=st.none() | st.integers(1, 60),
)
def test_what_is_proposed_never_needs_a_reason(
    taken: list[Taken], days: int, usual: int | None
) -> None:
    found = propose(_silent(days, usual), taken, TERMS, TODAY)
    if found is not None:
        latest = latest_step(taken, TERMS, TODAY)
        check_step(found.step, latest, reason="")
        assert found.not_before >= TODAY


def test_every_step_can_be_followed() -> None:
    assert set(FOLLOWS) == {None, *Step}
