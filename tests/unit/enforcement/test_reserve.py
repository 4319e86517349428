"""Reserve rooms: held by the day, never more than there are."""

from datetime import date

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.supervision.enforcement.domain.reserve import (
    Held,
    HoldState,
    check_hold,
    check_reserve,
    held_on,
)

FIRST = date(2026, 3, 1)


def test_a_hold_is_to_come_then_held_then_expired() -> None:
    hold = Held(3, date(2026, 3, 9), date(2026, 3, 16))
    states = [hold.state_on(date(2026, 3, day)) for day in (8, 9, 15, 16)]
    assert states == [
        HoldState.TO_COME,
        HoldState.HELD,
        HoldState.HELD,
        HoldState.EXPIRED,
    ]


def test_what_is_released_is_free_from_that_day() -> None:
    hold = Held(3, date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 12))
    assert held_on([hold], date(2026, 3, 11)) == 3
    assert held_on([hold], date(2026, 3, 12)) == 0
    assert hold.state_on(date(2026, 3, 12)) is HoldState.RELEASED


@pytest.mark.parametrize(
    "hold",
    [
        Held(5, date(2026, 3, 9), date(2026, 3, 16)),
        Held(0, date(2026, 3, 9), date(2026, 3, 16)),
        Held(1, date(2026, 3, 9), date(2026, 3, 9)),
        Held(1, date(2026, 2, 28), date(2026, 3, 9)),
        Held(1, date(2026, 3, 9), date(2026, 5, 2)),
    ],
)
def test_more_or_longer_than_there_is_cannot_be_held(hold: Held) -> None:
    with pytest.raises(Invalid):
        check_hold(hold, free=4, available=(FIRST, date(2026, 5, 1)))


def test_what_is_free_can_be_held_to_the_last_day() -> None:
    hold = Held(4, FIRST, date(2026, 5, 1))
    check_hold(hold, free=4, available=(FIRST, date(2026, 5, 1)))


@pytest.mark.parametrize(
    ("places", "until"), [(0, date(2026, 5, 1)), (5001, date(2026, 5, 1)), (3, FIRST)]
)
def test_a_line_of_the_register_has_places_and_a_term(places: int, until: date) -> None:
    with pytest.raises(Invalid):
        check_reserve(places, FIRST, until)
