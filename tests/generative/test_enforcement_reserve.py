"""Generated holds: the most held is that of the fullest day."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from onderdak.supervision.enforcement.domain.reserve import Held, held_on, most_held

FIRST = date(2026, 3, 1)
days = st.dates(FIRST, date(2026, 4, 30))


@st.composite
def holds(draw: st.DrawFn) -> Held:
    """A hold with an end, released or not."""
    first, last = sorted((draw(days), draw(days)))
    until = date.fromordinal(last.toordinal() + 1)
    released = draw(st.none() | days)
    return Held(draw(st.integers(1, 9)), first, until, released)


@given(st.lists(holds(), max_size=8), days, days)
def test_the_most_held_is_that_of_the_fullest_day(
    every: list[Held], one: date, other: date
) -> None:
    first, until = min(one, other), date.fromordinal(max(one, other).toordinal() + 1)
    by_day = [
        held_on(every, date.fromordinal(day))
        for day in range(first.toordinal(), until.toordinal())
    ]
    assert most_held(every, first, until) == max(by_day)
