"""Legal terms end on the day that the Algemene termijnenwet says."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from onderdak.kernel.calendar import (
    FIRST_YEAR,
    LAST_YEAR,
    holidays_in,
    is_working_day,
    term_end,
    working_days_after,
)
from onderdak.kernel.errors import Invalid


@pytest.mark.parametrize(
    ("published", "extend", "last_day"),
    [
        # Q08, and G15: six weeks, counted from the day after publication.
        (date(2026, 3, 2), True, date(2026, 4, 13)),
        # Q09: the 42nd day is Good Friday; the first working day is after Easter.
        (date(2026, 2, 20), True, date(2026, 4, 7)),
        (date(2026, 2, 20), False, date(2026, 4, 3)),
        # G15: a term that ends on a Saturday or a Sunday runs to the Monday.
        (date(2026, 1, 3), True, date(2026, 2, 16)),
        (date(2026, 1, 4), True, date(2026, 2, 16)),
        # Q16: six weeks to pay after 10 February.
        (date(2026, 2, 10), True, date(2026, 3, 24)),
    ],
)
def test_six_weeks_end_on_the_day_of_the_fixed_case(published, extend, last_day):
    assert term_end(published, weeks=6, extend=extend).last_day == last_day


def test_the_account_names_each_day_that_did_not_count():
    told = [str(line) for line in term_end(date(2026, 2, 20), weeks=6).counted]
    assert told == [
        "The day itself, 2026-02-20, does not count.",
        "Term in weeks: 6. Last day: 2026-04-03.",
        "2026-04-03 is Good Friday.",
        "2026-04-04 is a Saturday.",
        "2026-04-05 is a Sunday.",
        "2026-04-06 is Easter Monday.",
        "The term runs through 2026-04-07 (Atw art. 1).",
    ]


@pytest.mark.parametrize(
    ("start", "within", "beyond"),
    [
        # Art. 4: exactly at the limit the term is lengthened, one more and it is not.
        (date(2026, 1, 4), {"days": 90}, {"days": 91}),
        (date(2026, 1, 4), {"weeks": 12}, {"weeks": 13}),
        (date(2026, 1, 4), {"months": 3}, {"months": 4}),
    ],
)
def test_only_terms_within_article_4_are_lengthened(start, within, beyond):
    free = [start + timedelta(days=n) for n in range(80, 140)]
    planned = term_end(start, **beyond, extend=False).last_day
    assert term_end(start, **within, equated=free).last_day > max(free)
    assert term_end(start, **beyond, equated=free).last_day == planned


def test_a_term_of_three_days_holds_two_working_days():
    # Thursday before Easter 2026: only Tuesday 7 April would be left (Atw art. 2).
    assert term_end(date(2026, 4, 2), days=3).last_day == date(2026, 4, 8)
    assert term_end(date(2026, 4, 2), days=2).last_day == date(2026, 4, 7)
    assert term_end(date(2026, 4, 2), days=3, extend=False).last_day == date(2026, 4, 5)


def test_a_month_ends_on_the_last_day_of_a_shorter_month():
    assert term_end(date(2025, 1, 31), months=1).last_day == date(2025, 2, 28)


def test_a_day_equated_by_decree_lengthens_a_term():
    friday = date(2026, 5, 15)
    assert term_end(date(2026, 5, 8), weeks=1).last_day == friday
    longer = term_end(date(2026, 5, 8), weeks=1, equated=[friday])
    assert longer.last_day == date(2026, 5, 18)
    assert "royal decree" in " ".join(map(str, longer.counted))


@pytest.mark.parametrize("term", [{}, {"days": 1, "weeks": 1}, {"days": 0}])
def test_a_term_is_stated_in_one_unit(term):
    with pytest.raises(ValueError, match="term"):
        term_end(date(2026, 1, 1), **term)


def test_working_days_skip_the_weekend_and_easter():
    assert working_days_after(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert working_days_after(date(2026, 4, 7), 3) == date(2026, 4, 10)
    with pytest.raises(ValueError, match="at least one"):
        working_days_after(date(2026, 4, 7), 0)


@pytest.mark.parametrize("year", range(2014, LAST_YEAR + 1))
def test_the_holidays_are_those_of_article_3(year):
    sunday = easter(year)
    after_easter = {sunday + timedelta(days=n) for n in (-2, 0, 1, 39, 49, 50)}
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == 6:
        kings_day -= timedelta(days=1)
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)}
    assert set(holidays_in(year)) == after_easter | fixed | {kings_day}


@pytest.mark.parametrize("year", [FIRST_YEAR, 2013, 2026, LAST_YEAR])
def test_each_holiday_on_a_weekday_is_named_in_the_account(year):
    for day in holidays_in(year):
        assert not is_working_day(day)
        told = [str(line) for line in term_end(day - timedelta(1), days=1).counted]
        assert not any(line.endswith("is a public holiday.") for line in told)


def test_a_year_without_known_holidays_is_refused():
    with pytest.raises(Invalid, match="2201"):
        is_working_day(date(2201, 1, 1))
