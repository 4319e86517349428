"""The duty rule against a form that tries every day, half year and night."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from onderdak.kernel.ranges import add_months
from onderdak.register.duty.domain.registration import (
    KnownStay,
    State,
    Terms,
    assess,
    terms_on,
)
from onderdak.rules import load, national_folder

TERMS = terms_on(load(national_folder()), date(2026, 1, 1))
NIGHT = timedelta(days=1)

anchors = st.sampled_from(
    [
        date(2024, 2, 29),
        date(2025, 8, 31),
        date(2026, 3, 1),
        date(2026, 2, 28),
        date(2023, 12, 30),
        date(2026, 11, 21),
    ]
)


@st.composite
def stays_around(draw: st.DrawFn, on: date) -> list[KnownStay]:
    """Up to five stays in the fourteen months before a day, some open, some ahead."""
    found = []
    for _ in range(draw(st.integers(1, 5))):
        arrival = on - draw(st.integers(-20, 420)) * NIGHT
        length = draw(st.one_of(st.integers(1, 260), st.integers(118, 124)))
        until = arrival + length * NIGHT
        form = draw(st.sampled_from(["gone", "gone", "open", "expected"]))
        found.append(
            KnownStay(
                arrival,
                until if form == "gone" else None,
                until if form == "expected" else None,
            )
        )
    return found


def nights_known(stays: list[KnownStay], day: date) -> set[date]:
    """Every single night that counts on a day."""
    nights = set()
    for stay in stays:
        night = stay.arrival
        while (
            night < stay.departure
            if stay.departure
            else night <= day or (stay.expected is not None and night < stay.expected)
        ):
            nights.add(night)
            night += NIGHT
    return nights


def has_duty(stays: list[KnownStay], day: date, share: Fraction) -> bool:
    """Whether some half year with the day in it holds enough nights: each is tried."""
    if day < min(stay.arrival for stay in stays):
        return False
    nights = nights_known(stays, day)
    origin = day - 190 * NIGHT
    upto = [0, *accumulate((origin + n * NIGHT) in nights for n in range(380))]
    for start in range(191):
        end = (add_months(origin + start * NIGHT, 6) - origin).days
        slept = upto[end] - upto[start]
        if end > 190 and slept >= share * (end - start):
            return True
    return False


def by_trying(stays: list[KnownStay], on: date) -> tuple[State, date] | None:
    """State and beginning, found day by day."""
    present = any(
        s.arrival <= on and (s.departure is None or s.departure > on) for s in stays
    )
    if not present:
        return None
    if has_duty(stays, on, TERMS.share):
        since = on
        while has_duty(stays, since - NIGHT, TERMS.share):
            since -= NIGHT
        late = (on - since).days >= TERMS.report_within_days
        return (State.OVERDUE if late else State.DUE), since
    for ahead in range(1, TERMS.approaching_days + 1):
        if has_duty(stays, on + ahead * NIGHT, TERMS.share):
            return State.APPROACHING, on + ahead * NIGHT
    return None


@settings(max_examples=60, deadline=None)
@given(st.data(), anchors)
def test_the_rule_is_what_trying_every_day_finds(data: st.DataObject, on: date) -> None:
    """State and first day of the duty agree with the slow form."""
    stays = data.draw(stays_around(on))
    found = assess(stays, on, TERMS)
    assert (found and (found.state, found.since)) == by_trying(stays, on)


@settings(max_examples=80, deadline=None)
@given(st.data(), anchors)
def test_what_is_shown_carries_the_outcome(data: st.DataObject, on: date) -> None:
    """Nights, window and threshold that are shown are true and suffice."""
    stays = data.draw(stays_around(on))
    found = assess(stays, on, TERMS)
    if found is None:
        return
    day = found.since if found.state is State.APPROACHING else on
    inside = {n for n in nights_known(stays, day) if found.window.contains(n)}
    assert found.nights == len(inside) >= found.threshold
    assert found.window.contains(day)
    assert found.threshold >= TERMS.share * found.window.nights() > found.threshold - 1


@settings(max_examples=40, deadline=None)
@given(st.data(), anchors, st.integers(1, 60))
def test_one_more_night_never_takes_the_duty_away(
    data: st.DataObject, on: date, more: int
) -> None:
    """Whoever declares a longer stay cannot lose the duty by it."""
    stays = data.draw(stays_around(on))
    longer = [
        KnownStay(s.arrival, s.departure and s.departure + more * NIGHT, s.expected)
        for s in stays
    ]
    terms = Terms(6, TERMS.share, 5, 0, TERMS.article, TERMS.version)
    before, after = assess(stays, on, terms), assess(longer, on, terms)
    if before is not None:
        assert after is not None
        assert after.since <= before.since
