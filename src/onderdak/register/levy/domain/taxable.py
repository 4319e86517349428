"""Which nights are taxed: art. 224(1) Gemeentewet, read as rules D01 and D03.

The article: a municipality may tax stay within it, for payment in any form, by persons
who are not registered with an address in the BRP *of that municipality*. A BRP address
elsewhere and registration in the RNI make no difference. Each guest is counted by
himself: one who is registered changes nothing for the others in the room.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onderdak.kernel.money import Cents
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.trace import Trace
from onderdak.rules import ParameterBook

RULE: Final = "D01"
ARTICLE: Final = "Gemeentewet art. 224(1)"
RATE: Final = "levy.rate"


@dataclass(frozen=True, slots=True)
class Statement:
    """What is stated of a guest's registration, from a day until the next statement."""

    valid_from: date
    status: str
    brp_municipality: str = ""

    def is_address_in(self, code: str, name: str) -> bool:
        """Whether it says that the guest has a BRP address in this municipality."""
        written = self.brp_municipality.strip().lower()
        return self.status == "brp" and written in (code.lower(), name.lower())


@dataclass(frozen=True, slots=True)
class TaxedGuest:
    """The stays and statements of one guest of one provider."""

    stays: Sequence[DateRange]
    statements: Sequence[Statement] = ()

    def registered(self, code: str, name: str) -> list[DateRange]:
        """The periods in which the guest has a BRP address in the municipality."""
        told = sorted(self.statements, key=lambda one: one.valid_from)
        ends = [*(one.valid_from for one in told), None][1:]
        return [
            DateRange(one.valid_from, end)
            for one, end in zip(told, ends, strict=True)
            if one.is_address_in(code, name)
        ]


@dataclass(frozen=True, slots=True)
class Rate:
    """What a night costs in a period; no cents where no by-law sets a rate."""

    period: DateRange
    cents: Cents | None
    version: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class TaxedNights:
    """The taxable nights of one provider under one rate, and what they come to."""

    rate: Rate
    nights: int

    @property
    def amount(self) -> Cents:
        """Nights times rate."""
        return Cents(self.nights * (self.rate.cents or 0))

    @property
    def trace(self) -> Trace:
        """How the amount came about."""
        inputs = {
            "nights": self.nights,
            "cents_per_night": self.rate.cents,
            "period": self.rate.period,
            "by_law": self.rate.article,
        }
        return Trace(RULE, self.amount, inputs, ARTICLE, self.rate.version)


def taxable_period(year: int, on: date) -> DateRange:
    """The nights of a year that have been slept, the night of the day itself included.

    Args:
        on: the day from which one looks; what is declared beyond it is not yet taxed.
    """
    start = date(year, 1, 1)
    end = min(date(year + 1, 1, 1), on + timedelta(days=1))
    return DateRange(start, max(start, end))


def rates(book: ParameterBook, within: DateRange, municipality: str) -> list[Rate]:
    """The rates of a municipality's by-law through a period, and the gaps in them."""
    found = [
        Rate(period, Cents(dated.whole()), dated.version, dated.article)
        for period, dated in book.periods(RATE, within, municipality)
    ]
    covered = [one.period for one in found]
    return found + [Rate(gap, None) for gap in without(within, covered)]


def without(period: DateRange, covered: Iterable[DateRange]) -> list[DateRange]:
    """What is left of a closed period beside others (that do not overlap)."""
    left, start = [], period.start
    for one in sorted(covered, key=lambda each: each.start):
        cut = one.intersection(period)
        if cut is None:
            continue
        left.append(DateRange(start, max(start, cut.start)))
        start = cut.end or cut.start
    left.append(DateRange(start, max(start, period.end or start)))
    return [one for one in left if not one.is_empty]


def taxable_nights(
    guests: Iterable[TaxedGuest], rate: Rate, code: str, name: str
) -> TaxedNights:
    """The nights of these guests that are taxed under one rate.

    Source: art. 224(1) Gemeentewet.

    Args:
        code: the CBS code of the municipality that taxes.
        name: its name, as providers write it.
    """
    nights = sum(_taxable(guest, rate.period, code, name) for guest in guests)
    return TaxedNights(rate, nights)


def _taxable(guest: TaxedGuest, period: DateRange, code: str, name: str) -> int:
    registered = guest.registered(code, name)
    slept = (stay.intersection(period) for stay in guest.stays)
    return sum(
        free.nights()
        for stay in slept
        if stay is not None
        for free in without(stay, registered)
    )
