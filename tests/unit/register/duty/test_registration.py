"""The registration duty, case by case beside art. 2.38(1) Wet BRP."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from onderdak.kernel.ranges import DateRange
from onderdak.register.duty.domain.registration import (
    Assessment,
    KnownStay,
    State,
    Terms,
    assess,
    terms_on,
)
from onderdak.rules import load, national_folder

TERMS = Terms(6, Fraction(2, 3), 5, 14, "Wet BRP art. 2.38(1)", "test")
DAY = timedelta(days=1)


def assessed(on: date, *stays: KnownStay, registered: bool = False) -> Assessment:
    found = assess(stays, on, TERMS, registered=registered)
    assert found is not None
    return found


def test_four_of_six_months_expected_is_a_duty_from_arrival() -> None:
    """Q04: the expected stay decides, so the duty begins on the day of arrival."""
    stay = KnownStay(date(2026, 3, 1), expected=date(2026, 7, 1))
    found = assessed(date(2026, 3, 1), stay)
    assert (found.state, found.since) == (State.DUE, date(2026, 3, 1))
    assert found.nights == 122
    assert found.threshold <= 122


def test_just_under_four_of_six_months_is_no_duty() -> None:
    """Q04: 3.9 of 6 months asks nothing, on no day of the stay."""
    arrival, departure = date(2026, 3, 1), date(2026, 6, 28)  # 119 nights
    stay = KnownStay(arrival, departure)
    for ahead in range((departure - arrival).days):
        assert assess([stay], arrival + ahead * DAY, TERMS) is None


@pytest.mark.parametrize(
    ("nights", "expected"), [(120, None), (121, State.DUE), (122, State.DUE)]
)
def test_the_shortest_half_year_asks_121_nights(
    nights: int, expected: State | None
) -> None:
    """Two thirds of 181 nights is 120 and two thirds: 121 nights are needed."""
    stay = KnownStay(date(2026, 1, 1), date(2026, 1, 1) + nights * DAY)
    found = assess([stay], date(2026, 1, 3), TERMS)
    assert (found and found.state) == expected


def test_five_days_to_report_have_passed_on_the_fifth_day() -> None:
    """Due through the fourth day after the duty began, overdue from the fifth."""
    stay = KnownStay(date(2026, 3, 1), date(2026, 9, 1))
    states = [assessed(date(2026, 3, 1) + n * DAY, stay).state for n in range(7)]
    assert states == [State.DUE] * 5 + [State.OVERDUE] * 2


def test_an_open_stay_counts_night_by_night() -> None:
    """Without an expectation the duty comes only when the nights have been slept."""
    stay = KnownStay(date(2026, 1, 1))
    last_free = date(2026, 4, 30)  # the 120th night
    before = assessed(last_free, stay)
    assert (before.state, before.since) == (State.APPROACHING, date(2026, 5, 1))
    assert assessed(date(2026, 5, 1), stay).state is State.DUE
    assert assessed(date(2026, 5, 6), stay).state is State.OVERDUE


def test_approaching_looks_no_further_than_its_days() -> None:
    """Fourteen days before the duty begins, and not fifteen."""
    stay = KnownStay(date(2026, 1, 1))
    begins = date(2026, 5, 1)
    assert assessed(begins - 14 * DAY, stay).state is State.APPROACHING
    assert assess([stay], begins - 15 * DAY, TERMS) is None


def test_nights_need_not_follow_each_other() -> None:
    """Not 'four months in a row': two stays with a gap add up."""
    stays = (
        KnownStay(date(2026, 1, 1), date(2026, 3, 2)),  # 60 nights
        KnownStay(date(2026, 4, 1), date(2026, 6, 3)),  # 63 nights
    )
    assert assessed(date(2026, 1, 1), *stays).since == date(2026, 1, 1)
    assert assess(stays, date(2026, 3, 15), TERMS) is None  # sleeps elsewhere


def test_a_night_in_two_beds_counts_once() -> None:
    """Two providers who both declare the same night do not make it two."""
    one = KnownStay(date(2026, 1, 1), date(2026, 3, 12))
    assert assess([one, one], date(2026, 1, 5), TERMS) is None


def test_a_long_absence_ends_the_duty() -> None:
    """Last year's season says nothing about a short stay now."""
    stays = (
        KnownStay(date(2025, 1, 1), date(2025, 7, 1)),
        KnownStay(date(2026, 3, 1), date(2026, 3, 20)),
    )
    assert assess(stays, date(2026, 3, 5), TERMS) is None
    assert assessed(date(2025, 2, 1), *stays).since == date(2025, 1, 1)


def test_a_registered_person_is_named_as_such() -> None:
    """A BRP statement answers the duty; one that only approaches is still told."""
    long = KnownStay(date(2026, 1, 1), date(2026, 9, 1))
    assert assessed(date(2026, 2, 1), long, registered=True).state is State.REGISTERED
    open_stay = KnownStay(date(2026, 1, 1))
    near = assessed(date(2026, 4, 25), open_stay, registered=True)
    assert near.state is State.APPROACHING


def test_nobody_is_assessed_before_arrival_or_on_leaving() -> None:
    """Somebody who does not sleep here that night is not on the list."""
    stay = KnownStay(date(2026, 3, 1), date(2026, 9, 1))
    assert assess([stay], date(2026, 2, 28), TERMS) is None
    assert assess([stay], date(2026, 9, 1), TERMS) is None
    assert assess([stay], date(2026, 8, 31), TERMS) is not None


def test_the_trace_tells_article_window_and_versions() -> None:
    """An outcome that a person may question says what it rests on."""
    terms = terms_on(load(national_folder()), date(2026, 11, 21))
    stay = KnownStay(date(2026, 3, 1), date(2026, 9, 1))
    found = assess([stay], date(2026, 3, 2), terms)
    assert found is not None
    told = found.trace.as_dict()
    assert told["rule"] == "C01"
    assert told["article"] == "Wet BRP art. 2.38(1)"
    assert "brp.share@2014-01-06" in str(told["parameter_version"])
    assert "brp.window_months@2014-01-06" in str(told["parameter_version"])
    assert found.nights >= found.threshold
    assert found.window.contains(date(2026, 3, 2))


def test_an_expectation_that_has_passed_is_no_departure() -> None:
    """A guest who stays on after the expected day goes on counting."""
    stay = KnownStay(date(2026, 1, 1), expected=date(2026, 1, 10))
    assert stay.counted_on(date(2026, 1, 20)) == DateRange(
        date(2026, 1, 1), date(2026, 1, 21)
    )
    assert assessed(date(2026, 5, 1), stay).state is State.DUE
