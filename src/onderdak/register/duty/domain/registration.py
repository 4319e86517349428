"""Who must register in the BRP, and since when: art. 2.38(1) Wet BRP, read as rule C01.

The article: whoever has no address in the BRP and *is expected to stay in the
Netherlands, within half a year, at least two thirds of the time*, reports within five
days. Read here: on day D somebody has the duty when some window of six calendar months
that contains D holds, of nights slept up to and including D and nights declared to
come, at least two thirds of its nights. The nights need not follow each other.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Final

from onderdak.kernel.ranges import DateRange, add_months, merge, nights_within
from onderdak.kernel.trace import Trace
from onderdak.rules import ParameterBook

RULE: Final = "C01"
_NIGHT: Final = timedelta(days=1)


class State(StrEnum):
    """How somebody stands to the duty."""

    APPROACHING = "approaching"
    DUE = "due"
    OVERDUE = "overdue"
    REGISTERED = "registered"


@dataclass(frozen=True, slots=True)
class KnownStay:
    """A stay as it is known: gone on a day, expected to go on a day, or neither."""

    arrival: date
    departure: date | None = None
    expected: date | None = None

    def counted_on(self, day: date) -> DateRange:
        """The nights that count on a day: slept by then, or declared to come.

        Of an open stay the night of the day itself counts, and what was expected
        beyond it; nobody guesses further.
        """
        end = self.departure or max(self.expected or self.arrival, day + _NIGHT)
        return DateRange(self.arrival, max(self.arrival, end))

    def is_present(self, day: date) -> bool:
        """Whether the guest sleeps here in the night of the day."""
        return DateRange(self.arrival, self.departure).contains(day)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the law says on a day, with the versions of its parameters."""

    window_months: int
    share: Fraction
    report_within_days: int
    approaching_days: int
    article: str
    version: str

    def window_from(self, start: date) -> DateRange:
        """The half year that begins on a day."""
        return DateRange(start, add_months(start, self.window_months))

    def threshold(self, window: DateRange) -> int:
        """The least number of nights in this window that makes the duty."""
        return ceil(self.share * window.nights())


@dataclass(frozen=True, slots=True)
class Assessment:
    """How one person stands to the duty on a day, and why."""

    state: State
    since: date
    nights: int
    window: DateRange
    threshold: int
    trace: Trace


def terms_on(book: ParameterBook, on: date, municipality: str | None = None) -> Terms:
    """The terms in force on a day; how far to look ahead a municipality may set."""
    months = book.value("brp.window_months", on, municipality)
    share = book.value("brp.share", on, municipality)
    report = book.value("brp.report_within_days", on, municipality)
    ahead = book.value("duty.approaching_days", on, municipality)
    return Terms(
        window_months=months.whole(),
        share=share.ratio(),
        report_within_days=report.whole(),
        approaching_days=ahead.whole(),
        article=share.article,
        version=", ".join(one.version for one in (months, share, report, ahead)),
    )


def assess(
    stays: Sequence[KnownStay], on: date, terms: Terms, *, registered: bool = False
) -> Assessment | None:
    """How somebody who sleeps here on a day stands to the duty, or nothing.

    Source: art. 2.38(1) Wet BRP.

    Args:
        stays: all that is known of this one person's stays.
        registered: whether a statement of BRP registration is in force on the day.
    """
    if not any(stay.is_present(on) for stay in stays):
        return None
    runs = merge(duties(stays, on, terms))
    for run in runs:
        if run.contains(on):
            state = _state(run.start, on, terms, registered=registered)
            return _assessment(stays, state, run.start, on, terms)
    for run in runs:
        if run.start > on:
            return _assessment(stays, State.APPROACHING, run.start, run.start, terms)
    return None


def duties(stays: Sequence[KnownStay], on: date, terms: Terms) -> Iterator[DateRange]:
    """For each half year in which the duty comes to hold: from that day to its end.

    Half years are tried up to the days that lie near ahead.
    """
    first = min(stay.arrival for stay in stays)
    horizon = on + terms.approaching_days * _NIGHT
    for window in _windows(add_months(first, -terms.window_months), horizon, terms):
        begun = _begins(stays, window, first, terms)
        if begun is not None and begun <= horizon:
            yield DateRange(begun, window.end)


def nights_on(stays: Sequence[KnownStay], day: date, window: DateRange) -> int:
    """The nights in a window as counted on a day, each night once."""
    return nights_within((stay.counted_on(day) for stay in stays), window)


def _windows(start: date, last: date, terms: Terms) -> Iterator[DateRange]:
    for ahead in range((last - start).days + 1):
        yield terms.window_from(start + ahead * _NIGHT)


def _begins(
    stays: Sequence[KnownStay], window: DateRange, first: date, terms: Terms
) -> date | None:
    """The first day of a window on which its nights reach the threshold."""
    begin = max(window.start, first)
    end = window.end or begin
    threshold = terms.threshold(window)
    if begin >= end or nights_on(stays, end - _NIGHT, window) < threshold:
        return None
    # Each later day counts as many nights or more, so the first is found by halving.
    days = range(begin.toordinal(), end.toordinal())
    found = bisect_left(
        days,
        threshold,
        key=lambda day: nights_on(stays, date.fromordinal(day), window),
    )
    return date.fromordinal(days[found])


def _state(since: date, on: date, terms: Terms, *, registered: bool) -> State:
    if registered:
        return State.REGISTERED
    late = (on - since).days >= terms.report_within_days
    return State.OVERDUE if late else State.DUE


def _assessment(
    stays: Sequence[KnownStay], state: State, since: date, day: date, terms: Terms
) -> Assessment:
    window = best_window(stays, day, terms)
    nights = nights_on(stays, day, window)
    threshold = terms.threshold(window)
    inputs = {
        "since": since,
        "nights": nights,
        "threshold": threshold,
        "window": window,
        "counted_on": day,
    }
    trace = Trace(RULE, state, inputs, terms.article, terms.version)
    return Assessment(state, since, nights, window, threshold, trace)


def best_window(stays: Sequence[KnownStay], day: date, terms: Terms) -> DateRange:
    """The half year around a day that shows the duty best: most nights to spare."""
    longest = add_months(day, -terms.window_months) - 4 * _NIGHT  # the clipped ends
    around = (w for w in _windows(longest, day, terms) if w.contains(day))
    # The first of equals: max() keeps the earliest.
    return max(around, key=lambda w: nights_on(stays, day, w) - terms.threshold(w))
