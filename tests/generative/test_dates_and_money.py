"""Whatever the dates and amounts, counting agrees with counting by hand."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from onderdak.kernel.calendar import is_working_day, term_end, working_days_after
from onderdak.kernel.money import Rounding, euros, parse_euros, share
from onderdak.kernel.ranges import DateRange, add_months, merge, nights_within

FIRST = date(2026, 1, 1)
SPAN = 60
HORIZON = FIRST + timedelta(days=SPAN)

offsets = st.integers(0, SPAN)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@st.composite
def ranges(draw: st.DrawFn, may_be_open: bool = True) -> DateRange:
    start, end = sorted((draw(offsets), draw(offsets)))
    if may_be_open and draw(st.booleans()):
        return DateRange(FIRST + timedelta(days=start))
    return DateRange(FIRST + timedelta(days=start), FIRST + timedelta(days=end))


def nights_of(*found: DateRange) -> set[date]:
    """List each night before the horizon by asking the dates, not the methods."""
    return {
        day
        for day in (FIRST + timedelta(days=n) for n in range(SPAN))
        for one in found
        if one.start <= day and (one.end is None or day < one.end)
    }


@given(ranges(), ranges())
def test_an_intersection_holds_the_nights_of_both(one, other):
    shared = one.intersection(other)
    found = nights_of(shared) if shared else set()
    assert found == nights_of(one) & nights_of(other)
    assert one.overlaps(other) == other.overlaps(one) == (shared is not None)
    assert shared is None or not shared.is_empty


@given(ranges(), offsets)
def test_clipping_keeps_the_nights_before_the_day(one, offset):
    end = FIRST + timedelta(days=offset)
    kept = {night for night in nights_of(one) if night < end}
    assert nights_of(one.until(end)) == kept
    assert one.until(end).nights() == len(kept)


@given(st.lists(ranges(), max_size=8))
def test_merging_keeps_each_night_and_leaves_gaps_between(found):
    merged = merge(found)
    assert nights_of(*merged) == nights_of(*found)
    assert merged == merge(reversed(found)) == merge(merged)
    for one, following in pairwise(merged):
        assert one.end is not None
        assert one.end < following.start


@given(st.lists(ranges(), max_size=8), ranges(may_be_open=False))
def test_nights_within_a_window_are_counted_once(found, window):
    by_hand = nights_of(*found) & nights_of(window)
    assert nights_within(found, window) == len(by_hand)


@given(days, st.integers(-600, 100))
def test_months_later_agree_with_another_calendar(day, n):
    assert add_months(day, n) == day + relativedelta(months=n)


@given(st.integers(-(10**13), 10**13), st.sampled_from(["nl", "en"]))
def test_an_amount_that_is_written_reads_back_the_same(cents, style):
    assert parse_euros(euros(cents, style), style) == cents
    assert parse_euros(f"€ {euros(cents, style)}", style) == cents


@given(
    st.integers(-(10**9), 10**9),
    st.fractions(0, 1, max_denominator=1000),
    st.sampled_from(Rounding),
)
def test_a_share_is_less_than_a_cent_from_exact_and_mirrors_a_refund(
    cents, part, rounding
):
    found = share(cents, part, rounding=rounding)
    away = abs(found) - abs(Fraction(cents) * part)
    assert {
        Rounding.DOWN: -1 < away <= 0,
        Rounding.UP: 0 <= away < 1,
        Rounding.HALF_UP: Fraction(-1, 2) < away <= Fraction(1, 2),
    }[rounding]
    assert share(-cents, part, rounding=rounding) == -found


@given(days, st.integers(1, 12))
def test_a_term_ends_on_the_first_working_day_from_its_last_day(start, weeks):
    planned = start + timedelta(weeks=weeks)
    last = term_end(start, weeks=weeks).last_day
    assert is_working_day(last)
    between = ((planned + timedelta(days=n)) for n in range((last - planned).days))
    assert not any(map(is_working_day, between))


@given(days, st.integers(3, 90))
def test_a_term_of_three_days_or_more_holds_two_working_days(start, length):
    last = term_end(start, days=length).last_day
    inside = (start + timedelta(days=n) for n in range(1, (last - start).days + 1))
    assert sum(map(is_working_day, inside)) >= 2


@given(days, st.integers(1, 30))
def test_working_days_after_agree_with_walking(start, n):
    last = working_days_after(start, n)
    walked = (start + timedelta(days=d) for d in range(1, (last - start).days + 1))
    assert is_working_day(last)
    assert sum(map(is_working_day, walked)) == n
