"""What leaves the house about a neighbourhood: nobody's figures and nobody's diary."""

from dataclasses import replace
from datetime import date

import pytest

from onderdak.kernel.errors import Invalid
from onderdak.supervision.picture.domain.neighbourhoods import (
    Counts,
    Standing,
    left_out_of_few,
    left_out_where_small,
)
from onderdak.supervision.picture.domain.worked import WorkedHours, check_worked

LEAST = 5


@pytest.mark.parametrize(("quarters", "right"), [(0, False), (1, True), (64, True)])
def test_a_day_holds_a_quarter_to_sixteen_hours(quarters: int, right: bool) -> None:
    day = date(2026, 11, 21)
    worked = WorkedHours("BU90010001", day, quarters)
    if right:
        check_worked(worked, day)
        return
    with pytest.raises(Invalid):
        check_worked(worked, day)


def test_many_nights_in_one_house_are_left_out() -> None:
    """They would be the figures of one provider."""
    month = date(2026, 11, 1)
    houses = _counts({("one", month): 1, ("many", month): 7, ("none", month): 0})
    nights = _counts({("one", month): 900, ("many", month): 900, ("few", month): 3})
    told = left_out_where_small(nights, LEAST, houses)
    assert told.at("one", month) is None
    assert told.at("few", month) is None
    assert told.at("many", month) == 900


def test_hours_of_one_colleague_are_left_out() -> None:
    """They would be that colleague's diary."""
    month = date(2026, 11, 1)
    hours = replace(
        _counts({("one", month): 40, ("two", month): 40, ("none", month): 0}),
        workers={("one", month): 1, ("two", month): 2},
    )
    told = left_out_of_few(hours, 2)
    assert [told.at(area, month) for area in ("one", "two", "none")] == [None, 40, 0]


def _counts(values: dict[tuple[str, date], int | None]) -> Counts:
    return Counts(Standing.COUNTED, "source", date(2026, 11, 21), None, values)
