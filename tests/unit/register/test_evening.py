"""An evening in pure values: which night is meant, and what a move is."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.register.nights.domain.evening import (
    Place,
    Slept,
    check_night,
    moved,
    night_of,
)

TONIGHT = date(2026, 11, 21)
EARLIER = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("moment", "night"),
    [
        (datetime(2026, 11, 21, 23, 0), TONIGHT),
        (datetime(2026, 11, 22, 0, 30), TONIGHT),
        (datetime(2026, 11, 22, 5, 59), TONIGHT),
        (datetime(2026, 11, 22, 6, 0), TONIGHT + timedelta(days=1)),
    ],
)
def test_after_midnight_it_is_still_the_same_evening(
    moment: datetime, night: date
) -> None:
    assert night_of(moment) == night


@pytest.mark.parametrize("days", [0, 1, 7])
def test_a_tap_may_have_waited_for_a_week(days: int) -> None:
    assert check_night(TONIGHT - timedelta(days=days), TONIGHT) is None


@pytest.mark.parametrize("days", [-1, 8])
def test_a_tap_is_about_no_night_to_come_and_none_long_ago(days: int) -> None:
    with pytest.raises(Invalid):
        check_night(TONIGHT - timedelta(days=days), TONIGHT)


def _stay(arrival: date, **more: date) -> Slept:
    known: dict[str, Any] = {"departure": None, "expected_departure": None, **more}
    return Slept(1, 2, "A-1", "AV", Place("1", "A"), arrival, **known)


def test_a_move_cuts_the_stay_on_this_night_and_keeps_its_end() -> None:
    until = TONIGHT + timedelta(days=4)
    here, there = moved(_stay(EARLIER, departure=until), Place("2"), TONIGHT, 7)
    assert (here.arrival, here.departure, here.room) == (EARLIER, TONIGHT, "1")
    assert (there.arrival, there.departure, there.room) == (TONIGHT, until, "2")


def test_an_expected_day_of_leaving_goes_along() -> None:
    expected = TONIGHT + timedelta(days=4)
    stay = _stay(EARLIER, expected_departure=expected)
    here, there = moved(stay, Place("2"), TONIGHT, 7)
    assert (here.expected_departure, there.expected_departure) == (None, expected)


def test_who_arrived_today_never_slept_in_the_old_bed() -> None:
    (row,) = moved(_stay(TONIGHT), Place("2", "B"), TONIGHT, 7)
    assert (row.arrival, row.room, row.bed) == (TONIGHT, "2", "B")
