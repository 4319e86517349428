"""A stay is a half-open range, and each night counts once."""

from datetime import date

import pytest

from onderdak.kernel.ranges import DateRange, add_months, merge, nights_within


def march(start: int, end: int | None = None) -> DateRange:
    return DateRange(date(2026, 3, start), end and date(2026, 3, end))


def test_the_day_of_departure_is_no_night():
    stay = march(1, 3)
    assert stay.nights() == 2
    assert stay.contains(date(2026, 3, 2))
    assert not stay.contains(date(2026, 3, 3))
    assert not stay.contains(date(2026, 2, 28))


def test_a_range_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="before"):
        march(3, 1)


def test_an_open_range_has_no_number_of_nights_until_it_is_clipped():
    with pytest.raises(ValueError, match="open"):
        march(1).nights()
    assert march(1).contains(date(2099, 1, 1))
    assert march(1).until(date(2026, 3, 5)) == march(1, 5)


def test_clipping_never_lengthens_and_leaves_nothing_of_a_later_stay():
    assert march(1, 3).until(date(2026, 3, 5)) == march(1, 3)
    assert march(1, 9).until(date(2026, 3, 5)) == march(1, 5)
    assert march(7, 9).until(date(2026, 3, 5)).is_empty


def test_ranges_that_only_touch_share_no_night():
    assert not march(1, 3).overlaps(march(3, 5))
    assert march(1, 3).intersection(march(3, 5)) is None
    assert march(1, 4).intersection(march(3)) == march(3, 4)
    assert march(1).intersection(march(3)) == march(3)
    assert not march(2, 2).overlaps(march(1, 5))


def test_merging_joins_what_touches_and_drops_what_is_empty():
    assert merge([march(5, 7), march(1, 3), march(3, 4), march(9, 9)]) == [
        march(1, 4),
        march(5, 7),
    ]
    assert merge([march(1), march(5, 7)]) == [march(1)]
    assert merge([march(1, 3), march(2)]) == [march(1)]


def test_nights_are_counted_within_a_window_and_once():
    assert nights_within([march(1, 10), march(5)], march(3, 20)) == 17
    with pytest.raises(ValueError, match="open"):
        nights_within([march(1)], march(3))


def test_a_range_is_light_for_it_is_made_by_the_hundred_thousand():
    assert not hasattr(march(1, 3), "__dict__")


def test_a_month_later_is_clipped_to_the_end_of_the_month():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    with pytest.raises(ValueError, match="calendar"):
        add_months(date(9999, 12, 1), 1)
