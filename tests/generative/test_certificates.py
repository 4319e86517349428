"""Certificates against a form that looks at every day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onderdak.housing.quality.domain.certificates import (
    Change,
    Held,
    Origin,
    Scheme,
    Standing,
    State,
    Term,
    covered,
    in_force,
    not_in_force_since,
    standing_on,
    uncovered,
)
from onderdak.housing.quality.domain.gaps import (
    ORDER,
    GapKind,
    House,
    Rhythm,
    Terms,
    all_gaps,
)
from onderdak.kernel.ranges import DateRange

BEGIN = date(2026, 1, 1)
SPAN = 60
WINDOW = DateRange(BEGIN, BEGIN + timedelta(days=SPAN))
DAYS = [BEGIN + timedelta(days=number) for number in range(SPAN)]
TERMS = Terms(warn_days=10, rhythms={Scheme.SNF: Rhythm(first_weeks=2, years=1)})

days = st.sampled_from(DAYS)
maybe = st.none() | days


@st.composite
def terms(draw: st.DrawFn, number: int) -> Term:
    first, last = draw(maybe), draw(maybe)
    if first and last and last <= first:
        first, last = last, first + timedelta(days=1)
    return Term(
        said_on=draw(days),
        origin=draw(st.sampled_from(Origin)),
        beds=draw(st.none() | st.integers(1, 20)),
        valid_from=first,
        valid_until=last,
        registered_on=draw(maybe),
        inspected_on=draw(maybe),
        id=number,
    )


@st.composite
def certificates(draw: st.DrawFn, number: int = 1) -> Held:
    return Held(
        id=number,
        scheme=Scheme.SNF,
        terms=[draw(terms(n)) for n in range(draw(st.integers(0, 3)))],
        changes=[
            Change(draw(days), draw(st.sampled_from(State)), Origin.REGISTER, n)
            for n in range(draw(st.integers(1, 4)))
        ],
        location=draw(st.sampled_from([None, 1, 2])),
        provider=draw(st.sampled_from([1, 2])),
    )


several = st.integers(0, 4).flatmap(
    lambda many: st.tuples(*(certificates(number) for number in range(1, many + 1)))
)


@given(several)
def test_covered_and_uncovered_are_what_every_day_says(held: tuple[Held, ...]) -> None:
    covers, holes = covered(held, WINDOW), uncovered(held, WINDOW)
    for day in DAYS:
        there = any(in_force(one, day) for one in held)
        assert any(one.contains(day) for one in covers) is there
        assert any(one.contains(day) for one in holes) is not there


@given(certificates(), days)
def test_the_end_is_the_first_day_of_the_stretch(held: Held, on: date) -> None:
    since = not_in_force_since(held, on)
    if since is None:
        ever = any(in_force(held, day) for day in DAYS if day <= on)
        assert in_force(held, on) or not ever
        return
    assert since <= on
    assert in_force(held, since - timedelta(days=1))
    stretch = range((on - since).days + 1)
    assert not any(in_force(held, since + timedelta(days=n)) for n in stretch)


@given(several, days)
def test_a_certificate_that_stopped_is_always_told_or_replaced(
    held: tuple[Held, ...], on: date
) -> None:
    told = {gap.certificate for gap in all_gaps(held, [], on, TERMS)}
    for one in held:
        ended = standing_on(one, on) in {
            Standing.SUSPENDED,
            Standing.WITHDRAWN,
            Standing.LAPSED,
        }
        replaced = any(
            other.id != one.id
            and (other.location, other.provider) == (one.location, one.provider)
            and one.location is not None
            and standing_on(other, on) is Standing.VALID
            for other in held
        )
        assert not ended or replaced or one.id in told


@given(several, days, st.integers(0, 3))
def test_gaps_come_in_one_order_and_name_what_is_there(
    held: tuple[Held, ...], on: date, many: int
) -> None:
    houses = [House(10 + number, 1, BEGIN) for number in range(many)]
    found = all_gaps(held, houses, on, TERMS)
    assert [ORDER[gap.kind] for gap in found] == sorted(
        ORDER[gap.kind] for gap in found
    )
    for gap in found:
        if gap.kind in {GapKind.MISSING, GapKind.NOT_SHOWN}:
            assert gap.location in {house.id for house in houses}
            assert any(
                standing_on(one, on) is Standing.VALID and one.provider == gap.provider
                for one in held
            )
        else:
            assert gap.certificate in {one.id for one in held}


@given(certificates(), days)
def test_no_night_or_bed_is_told_without_counts(held: Held, on: date) -> None:
    kinds = {gap.kind for gap in all_gaps([held], [], on, TERMS)}
    assert not kinds & {GapKind.NIGHTS_WITHOUT, GapKind.BEDS_OVER}
