"""Choosing an instrument: in words why, now where it is unsafe, and never never."""

from dataclasses import replace
from datetime import date

import pytest

from onderdak.supervision.enforcement.domain.choosing import (
    AT_ONCE,
    WAIT,
    Behaviour,
    CellRead,
    Consequence,
    Intervention,
    NewChoice,
    choice_problems,
    deviates,
    paths_for,
)

TODAY = date(2026, 3, 17)
PATHS = frozenset({"warning", "penalty_order", "coercion", "urgent_coercion", "fine"})
EMPTY = CellRead(Behaviour.B, Consequence.CONCERN)
WARNS = CellRead(Behaviour.B, Consequence.CONCERN, advised=(Intervention.WARN,))
WHY = "Seven people sleep in a house for four, for a month now."
CHOSEN = NewChoice(
    behaviour=Behaviour.B,
    consequence=Consequence.CONCERN,
    instrument="penalty_order",
    proportionality=WHY,
    subsidiarity="A warning was given in January and nothing was mended.",
)


def _problems(chosen: NewChoice, cell: CellRead = EMPTY) -> list[str]:
    found = choice_problems(chosen, cell, PATHS, on=TODAY, look_again_months=12)
    return [str(each) for each in found]


def test_with_reasons_a_choice_can_be_written_down() -> None:
    assert _problems(CHOSEN) == []


@pytest.mark.parametrize("name", ["proportionality", "subsidiarity"])
def test_a_choice_says_in_words_why(name: str) -> None:
    assert len(_problems(replace(CHOSEN, **{name: "because"}))) == 1


def test_an_instrument_that_the_rules_do_not_have_is_refused() -> None:
    assert len(_problems(replace(CHOSEN, instrument="takeover"))) == 1


def test_an_empty_cell_advises_nothing_so_nothing_deviates_from_it() -> None:
    assert not EMPTY.filled
    assert not deviates(CHOSEN, EMPTY)


def test_who_deviates_from_the_matrix_says_why() -> None:
    assert deviates(CHOSEN, WARNS)
    assert len(_problems(CHOSEN, WARNS)) == 1
    assert _problems(replace(CHOSEN, deviation=WHY), WARNS) == []
    assert _problems(replace(CHOSEN, instrument="warning"), WARNS) == []


@pytest.mark.parametrize("slow", ["warning", "fine", WAIT])
def test_unsafe_means_now(slow: str) -> None:
    chosen = replace(
        CHOSEN,
        instrument=slow,
        unsafe=True,
        because_wait=WHY,
        deviation=WHY,
        look_again_on=date(2026, 6, 1),
    )
    assert any("act now" in each for each in _problems(chosen))


@pytest.mark.parametrize("now", sorted(AT_ONCE))
def test_acting_at_once_is_never_a_deviation(now: str) -> None:
    assert _problems(replace(CHOSEN, instrument=now, unsafe=True), WARNS) == []


def test_an_order_under_penalty_goes_in_danger_only_where_people_are_safe() -> None:
    unsafe = replace(CHOSEN, unsafe=True)
    assert any("safe in the meantime" in each for each in _problems(unsafe))
    assert _problems(replace(unsafe, deviation=WHY)) == []


def test_danger_has_no_low_priority() -> None:
    chosen = replace(
        CHOSEN,
        instrument="coercion",
        unsafe=True,
        low_priority=True,
        look_again_on=date(2026, 6, 1),
    )
    assert len(_problems(chosen)) == 1


def test_low_is_never_never() -> None:
    low = replace(CHOSEN, low_priority=True)
    assert any("low is not never" in each for each in _problems(low))
    for day, fine in (
        (TODAY, False),
        (date(2027, 3, 17), True),
        (date(2027, 3, 18), False),
    ):
        assert (_problems(replace(low, look_again_on=day)) == []) is fine


def test_who_waits_says_why_and_until_when() -> None:
    waits = replace(CHOSEN, instrument=WAIT)
    assert len(_problems(waits)) == 2
    arranged = replace(waits, because_wait=WHY, look_again_on=date(2026, 9, 1))
    assert _problems(arranged) == []


def test_each_advice_leads_to_the_paths_that_carry_it_out() -> None:
    assert paths_for(()) == frozenset()
    assert paths_for([Intervention.CLOSE]) == AT_ONCE
    assert paths_for(list(Intervention)) >= {"self_repair", "warning", "fine"}


def test_a_cell_is_kept_as_it_read() -> None:
    read = replace(WARNS, valid_from=TODAY, source="besluit", version=3).as_dict()
    assert read["advised"] == ["warn"]
    assert read["valid_from"] == "2026-03-17"
