"""How a guest's own nights add up, by the codes of several providers.

The only place where stays in two towns add up for a person, and only in memory: the
guest brought the codes, and nothing of the sum is kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from onderdak.kernel.ranges import DateRange, add_months
from onderdak.register.duty.domain.registration import (
    KnownStay,
    State,
    Terms,
    assess,
    nights_on,
)
from onderdak.rules import ParameterBook


@dataclass(frozen=True, slots=True)
class OwnNights:
    """The nights of the last half year, and how the person stands to the duty."""

    nights: int
    window: DateRange
    threshold: int
    state: State | None
    since: date | None


def add_up(
    stays: Sequence[KnownStay], on: date, terms: Terms, *, registered: bool
) -> OwnNights:
    """All nights of one person together, under art. 2.38(1) Wet BRP.

    Args:
        stays: of every code that the person entered.
        registered: whether a provider states a BRP registration.
    """
    until = on + timedelta(days=1)
    window = DateRange(add_months(until, -terms.window_months), until)
    found = assess(stays, on, terms, registered=registered) if stays else None
    return OwnNights(
        nights=nights_on(stays, on, window),
        window=window,
        threshold=terms.threshold(window),
        state=found.state if found else None,
        since=found.since if found else None,
    )


def months_of(book: ParameterBook, on: date) -> int:
    """The months of the duty as people say them: four of six."""
    window = book.value("brp.window_months", on).whole()
    return int(window * book.value("brp.share", on).ratio())
