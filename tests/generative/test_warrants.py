"""A door is opened by a warrant in exactly those moments that the law leaves."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onderdak.kernel.errors import Invalid
from onderdak.supervision.inspections.domain.warrants import (
    Limits,
    Paper,
    Power,
    Request,
    WarrantGround,
    WarrantState,
    check_request,
    may_enter,
)

LIMITS = Limits(others=3, night_until_hour=6)
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
SIX = st.integers(1, 6)


@st.composite
def papers(draw: st.DrawFn) -> Paper:
    """A warrant in any state, over any dwellings, with or without night and absence."""
    state = draw(st.sampled_from(WarrantState))
    issued = draw(DAYS) if state is WarrantState.GRANTED else None
    return Paper(
        state=state,
        dwellings=frozenset(draw(st.sets(SIX, min_size=1, max_size=4))),
        issued_on=issued,
        valid_until=issued + timedelta(days=3) if issued else None,
        night=draw(st.booleans()),
        absent=draw(st.booleans()),
    )


@given(
    paper=papers(),
    address=SIX,
    offset=st.integers(-3, 6),
    hour=st.integers(0, 23),
    absent=st.booleans(),
)
def test_may_enter_is_exactly_what_articles_2_5_6_and_7_leave(
    paper: Paper, address: int, offset: int, hour: int, absent: bool
) -> None:
    start = paper.issued_on or date(2026, 6, 1)
    day = start + timedelta(days=offset)
    moment = datetime(day.year, day.month, day.day, hour)
    said = may_enter(paper, address, moment, limits=LIMITS, resident_absent=absent)
    assert said.may == (
        paper.state is WarrantState.GRANTED
        and address in paper.dwellings
        and 0 <= offset <= 3
        and (paper.night or hour >= 6)
        and (paper.absent or not absent)
    )
    assert said.article.startswith("Awbi art.")


@given(
    grounds=st.sets(st.sampled_from(WarrantGround)),
    power=st.none() | st.sampled_from(Power),
    dwellings=st.lists(SIX, max_size=6),
)
def test_a_request_passes_exactly_when_the_law_allows_it(
    grounds: set[WarrantGround], power: Power | None, dwellings: list[int]
) -> None:
    request = Request(
        reasons="There are more people than beds.",
        grounds=tuple(grounds),
        power=power,
        needed_because="Nobody opened on three evenings.",
        dwellings=tuple(dwellings),
    )
    allowed = (
        power is not None
        and grounds - {WarrantGround.POOR_CONDITIONS} != set()
        and 1 <= len(dwellings) == len(set(dwellings)) <= 4
    )
    try:
        check_request(request, LIMITS)
    except Invalid:
        assert not allowed
    else:
        assert allowed
