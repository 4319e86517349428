"""What leaves the house about a neighbourhood: no small number, no way back to it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onderdak.kernel.errors import Invalid
from onderdak.supervision.picture.domain.neighbourhoods import (
    Counts,
    Measure,
    Neighbourhoods,
    Standing,
    hidden_parts,
    outside,
    told,
)
from onderdak.supervision.picture.domain.worked import WorkedHours, check_worked

LEAST = 5


@given(
    parts=some.dictionaries(
        some.sampled_from(["waste", "nuisance", "unsafe", "other"]),
        some.integers(0, 20),
        min_size=1,
    )
)
def test_what_is_left_out_of_a_sum_is_never_one_small_number(
    parts: dict[str, int],
) -> None:
    """Beside the sum and the parts shown, what is left out stays large or is all."""
    hidden = hidden_parts(parts, LEAST)
    left = sum(parts[key] for key in hidden)
    shown = [value for key, value in parts.items() if key not in hidden and value]
    assert all(value >= LEAST for value in shown)
    assert left == 0 or left >= LEAST or not shown


@pytest.mark.parametrize(
    ("value", "expected"), [(0, 0), (1, None), (4, None), (5, 5), (None, None)]
)
def test_nobody_is_no_secret_and_few_are(
    value: int | None, expected: int | None
) -> None:
    assert told(value, LEAST) == expected


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
    kinds = {"waste": _counts({})}
    measures = {each: _counts({}) for each in Measure}
    measures[Measure.HOUSES] = _counts({("one", month): 1, ("many", month): 7})
    measures[Measure.NIGHTS] = _counts({("one", month): 900, ("many", month): 900})
    found = Neighbourhoods("GM9001", month, [month], [], measures, kinds, {}, {})
    nights = outside(found, LEAST).measures[Measure.NIGHTS]
    assert nights.at("one", month) is None
    assert nights.at("many", month) == 900


def _counts(values: dict[tuple[str, date], int | None]) -> Counts:
    return Counts(Standing.COUNTED, "source", date(2026, 11, 21), None, values)
