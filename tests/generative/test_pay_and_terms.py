"""Whatever is asked, deductions stay within the share and terms run forward."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onderdak.kernel.calendar import is_working_day
from onderdak.kernel.errors import Invalid
from onderdak.rules import (
    Norm,
    NormBook,
    ParameterBook,
    load,
    load_catalogue,
    load_norms,
    national_folder,
)
from onderdak.rules.findings.norms import As
from onderdak.rules.pay import pay
from onderdak.rules.terms import spec_of, term, with_terms

BOOK: ParameterBook = load(national_folder())
NORMS: NormBook = load_norms(BOOK, load_catalogue())


def _has_values(norm: Norm) -> bool:
    return all(BOOK.described(id_).values for id_ in spec_of(norm).parameters)


TERMS = [
    norm
    for norm in with_terms(NORMS)
    if norm.as_ is As.TERM and norm.rule != "K04" and _has_values(norm)
]
DAYS = st.dates(date(2026, 7, 1), date(2060, 12, 31))
PAID_DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
HOURS = st.decimals(Decimal("0.01"), Decimal(400), places=2)
AGES = st.integers(15, 70)
HOUSING = st.integers(0, 300_000)
ON_2026 = date(2026, 7, 1)


@given(HOURS, AGES, HOUSING, PAID_DAYS, st.sampled_from([True, False, None]))
def test_what_is_allowed_is_never_above_the_share(hours, age, housing, on, certified):
    answer = pay(1500, hours, age, housing, on, certified, BOOK)

    assert answer.max_housing_cents <= answer.minimum_wage_cents * Fraction(1, 4)
    assert answer.max_housing_cents + 1 > answer.minimum_wage_cents * Fraction(1, 4)
    if answer.allowed:
        assert housing <= answer.max_housing_cents
        assert certified is not False
    if certified is False:
        assert not answer.allowed


@given(HOURS, HOURS, AGES, PAID_DAYS)
def test_more_hours_never_lower_the_wage_or_the_share(hours, more, age, on):
    few = pay(1500, hours, age, 0, on, None, BOOK)
    many = pay(1500, hours + more, age, 0, on, None, BOOK)

    assert many.minimum_wage_cents >= few.minimum_wage_cents
    assert many.max_housing_cents >= few.max_housing_cents


@given(HOURS, st.integers(15, 69), PAID_DAYS)
def test_a_year_older_never_earns_less(hours, age, on):
    younger = pay(1500, hours, age, 0, on, None, BOOK)
    older = pay(1500, hours, age + 1, 0, on, None, BOOK)

    assert older.minimum_wage_cents >= younger.minimum_wage_cents


@given(HOURS, AGES, PAID_DAYS)
def test_the_minimum_wage_of_one_hour_is_not_below_the_minimum(hours, age, on):
    least = pay(0, hours, age, 0, on, None, BOOK).hourly_minimum_cents

    assert not pay(least, hours, age, 0, on, None, BOOK).below_minimum
    assert pay(least - 1, hours, age, 0, on, None, BOOK).below_minimum


@pytest.mark.parametrize(
    ("hourly", "hours", "age", "housing"),
    [
        (1500, Decimal(0), 21, 0),
        (1500, Decimal(-1), 21, 0),
        (1500, Decimal("NaN"), 21, 0),
        (1500, Decimal("Infinity"), 21, 0),
        (1500, Decimal(1), -1, 0),
        (-1, Decimal(1), 21, 0),
        (1500, Decimal(1), 21, -1),
    ],
)
def test_what_cannot_be_meant_is_refused(hourly, hours, age, housing):
    with pytest.raises(Invalid):
        pay(hourly, hours, age, housing, ON_2026, None, BOOK)


@given(st.sampled_from(TERMS), DAYS)
def test_a_term_never_ends_before_it_starts(norm, day):
    answer = term(norm.rule, day, None, None, BOOK, NORMS, part=norm.part)

    assert answer.last_day is not None
    assert answer.last_day >= day
    assert answer.first_day is None or answer.first_day <= day
    assert answer.counted


@given(st.sampled_from(TERMS), DAYS, st.integers(0, 800))
def test_a_term_of_a_later_start_never_ends_earlier(norm, day, later):
    first = term(norm.rule, day, None, None, BOOK, NORMS, part=norm.part)
    after = term(
        norm.rule, day + timedelta(later), None, None, BOOK, NORMS, part=norm.part
    )

    assert first.last_day is not None
    assert after.last_day is not None
    assert after.last_day >= first.last_day


@given(DAYS)
def test_the_term_for_objection_ends_on_a_working_day(day):
    assume(day.year < 2060)
    answer = term("G15", day, None, None, BOOK, NORMS)

    assert answer.last_day is not None
    assert is_working_day(answer.last_day)


@given(st.dates(date(2015, 1, 1), date(2025, 12, 31)), st.integers(0, 4_000))
def test_an_earlier_fine_counts_until_the_day_that_is_told(earlier, later):
    on = earlier + timedelta(later)
    assume(date(2023, 7, 1) <= on)
    answer = term("E11", earlier, on, None, BOOK, NORMS)

    assert answer.last_day is not None
    assert answer.category == (5 if on <= answer.last_day else 4)
