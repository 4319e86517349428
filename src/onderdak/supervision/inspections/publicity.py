"""What everybody may read of checks: counts of finished periods, and a text."""

from datetime import date
from typing import Final

from onderdak.foundation.identity.contract import rulebook
from onderdak.kernel.errors import Invalid
from onderdak.kernel.ranges import DateRange, add_months
from onderdak.kernel.text import text
from onderdak.supervision.inspections.after_queries import done_visits
from onderdak.supervision.inspections.domain.after import (
    PublicResults,
    public_results,
)

_LEAST: Final = "disclosure.minimum_count"
_MONTHS: Final = "disclosure.period_months"
_BACK: Final = 8


def finished_periods(municipality: str, on: date) -> list[DateRange]:
    """The periods that are over, the latest first; of these figures may be told."""
    found: list[DateRange] = []
    year = on.year - 2
    while year <= on.year:
        first = date(year, 1, 1)
        months = rulebook().value(_MONTHS, first, municipality).whole()
        for nth in range(12 // months):
            start = add_months(first, nth * months)
            end = add_months(start, months)
            if end <= on:
                found.append(DateRange(start, end))
        year += 1
    return found[::-1][:_BACK]


def period_of(municipality: str, first: date, on: date) -> DateRange:
    """The finished period that begins on a day.

    Raises:
        Invalid: none does.
    """
    for period in finished_periods(municipality, on):
        if period.start == first:
            return period
    raise Invalid(text("No finished period begins on %(day)s.", day=first))


def counts_of(municipality: str, period: DateRange, on: date) -> PublicResults:
    """The counts of a period, without what could point at one address."""
    end = period.end or on
    least = rulebook().value(_LEAST, on, municipality).whole()
    visits = done_visits(municipality, period.start, end)
    last = date.fromordinal(end.toordinal() - 1)
    return public_results(visits, first=period.start, last=last, least=least)
