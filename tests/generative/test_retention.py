"""The end of a term: the database counts months as the kernel does."""

from datetime import date, timedelta

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onderdak.kernel.ranges import add_months

pytestmark = pytest.mark.django_db

days = st.dates(date(1999, 1, 1), date(2060, 12, 31))
# Around the end of a term, where a day makes the difference.
cases = st.lists(
    st.tuples(days, st.integers(1, 1200), st.integers(-6, 6)), min_size=1, max_size=60
)

_PAST = """
    SELECT c.place, nights_is_past(c.departure, 1, c.months, c.on_day, '{}'),
           c.departure <= (c.on_day - make_interval(months => c.months))::date + 4
    FROM unnest(%s::int[], %s::date[], %s::int[], %s::date[])
         AS c (place, departure, months, on_day)
    ORDER BY c.place
"""


@given(cases)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_stay_is_past_exactly_when_its_term_is_over(
    drawn: list[tuple[date, int, int]],
) -> None:
    asked = [
        (departure, months, add_months(departure, months) + timedelta(days=shift))
        for departure, months, shift in drawn
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            _PAST, [list(range(len(asked))), *map(list, zip(*asked, strict=True))]
        )
        answers = cursor.fetchall()
    for (departure, months, on), (_place, is_past, is_near) in zip(
        asked, answers, strict=True
    ):
        assert is_past == (add_months(departure, months) <= on)
        assert is_near or not is_past  # what the index leaves out is never past


@given(days, st.integers(1, 1200))
def test_a_longer_term_never_ends_sooner(departure: date, months: int) -> None:
    assert add_months(departure, months) <= add_months(departure, months + 1)


@pytest.mark.parametrize(("departure", "location"), [(None, 1), (date(2000, 1, 1), 7)])
def test_open_and_held_stays_are_never_past(
    departure: date | None, location: int
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nights_is_past(%s, %s, 1, '2060-01-01', '{7}')",
            [departure, location],
        )
        assert cursor.fetchone() == (False,)
