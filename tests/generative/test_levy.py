"""Taxable nights against a form of them that looks at every night of every guest."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onderdak.kernel.money import Cents
from onderdak.kernel.ranges import DateRange
from onderdak.register.levy.domain.taxable import (
    Rate,
    Statement,
    TaxedGuest,
    taxable_nights,
    without,
)

CODE, NAME = "GM9001", "Teststad"
BEGIN = date(2024, 2, 20)
NIGHT = timedelta(days=1)

days = st.integers(0, 60).map(lambda n: BEGIN + n * NIGHT)
ranges = st.tuples(days, days).map(lambda pair: DateRange(min(pair), max(pair)))
statements = st.builds(
    Statement, days, st.just("brp"), st.sampled_from([NAME, CODE, "Elders"])
) | st.builds(Statement, days, st.sampled_from(["none", "rni"]))
guests = st.builds(
    TaxedGuest,
    st.lists(ranges, max_size=3),
    st.lists(statements, max_size=4, unique_by=lambda one: one.valid_from),
)


def is_exempt(guest: TaxedGuest, night: date) -> bool:
    """What the last statement before this one night says."""
    told = [one for one in guest.statements if one.valid_from <= night]
    last = max(told, key=lambda one: one.valid_from, default=None)
    return (
        last is not None
        and last.status == "brp"
        and last.brp_municipality in (CODE, NAME)
    )


def every_night(one: DateRange) -> list[date]:
    return [one.start + n * NIGHT for n in range(one.nights())]


@given(st.lists(guests, max_size=4), ranges)
def test_each_night_is_looked_at_by_itself(
    found: list[TaxedGuest], period: DateRange
) -> None:
    """The sum over ranges is the sum over nights."""
    nights = sum(
        period.contains(night) and not is_exempt(guest, night)
        for guest in found
        for stay in guest.stays
        for night in every_night(stay)
    )
    rate = Rate(period, Cents(125), "v", "a")
    counted = taxable_nights(found, rate, CODE, NAME)
    assert (counted.nights, counted.amount) == (nights, nights * 125)


@given(st.lists(guests, min_size=1, max_size=4), ranges)
def test_guests_do_not_touch_each_other(
    found: list[TaxedGuest], period: DateRange
) -> None:
    """All together owe what each owes alone."""
    rate = Rate(period, Cents(110), "v", "a")
    alone = [taxable_nights([guest], rate, CODE, NAME).amount for guest in found]
    assert taxable_nights(found, rate, CODE, NAME).amount == sum(alone)


@given(st.lists(guests, max_size=3), ranges, days)
def test_cutting_a_period_loses_no_night(
    found: list[TaxedGuest], period: DateRange, cut: date
) -> None:
    """A rate that changes within the year taxes the same nights, once each."""
    middle = min(max(period.start, cut), period.end or cut)
    parts = [DateRange(period.start, middle), DateRange(middle, period.end)]
    counted = [
        taxable_nights(found, Rate(part, Cents(1), "v", "a"), CODE, NAME).nights
        for part in (period, *parts)
    ]
    assert counted[0] == counted[1] + counted[2]


@given(ranges, ranges)
def test_what_is_left_is_the_rest(period: DateRange, covered: DateRange) -> None:
    """Gap and cover are together the period, and have no night in common."""
    left = [n for gap in without(period, [covered]) for n in every_night(gap)]
    assert left == [n for n in every_night(period) if not covered.contains(n)]
