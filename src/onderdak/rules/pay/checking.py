"""Checks a deduction for housing against the minimum wage (Wml art. 13)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.money import Cents, Rounding, share
from onderdak.kernel.text import text
from onderdak.rules.engine.parameters import Dated, ParameterBook
from onderdak.rules.pay.wording import Told, told

_HOURLY: Final = "wml.hourly"
_YOUTH: Final = "wml.youth_share"
_HOUSING: Final = "wml.housing_share"

# Against slips of the keyboard; no rule of law.
_MOST_HOURS: Final = 8_784
_MOST_CENTS: Final = 10**9
_MOST_YEARS: Final = 120


@dataclass(frozen=True, slots=True)
class PayAnswer:
    """The minimum wage of a period, and what may be deducted from it for housing."""

    minimum_wage_cents: int
    max_housing_cents: int
    allowed: bool
    article: str
    parameter_version: str
    text: Mapping[str, str] = field(hash=False)
    hourly_minimum_cents: int  # for this age, rounded down
    youth_share: Fraction
    housing_share: Fraction
    below_minimum: bool

    def as_dict(self) -> dict[str, Any]:
        """Give the answer as plain data, ready for JSON."""
        return {
            "minimum_wage_cents": self.minimum_wage_cents,
            "max_housing_cents": self.max_housing_cents,
            "allowed": self.allowed,
            "article": self.article,
            "parameter_version": self.parameter_version,
            "text": dict(self.text),
        }


def pay(
    hourly_cents: int,
    hours: Decimal,
    age: int,
    housing_cents: int,
    on: date,
    certified: bool | None,
    book: ParameterBook,
) -> PayAnswer:
    """Say how much may be deducted for housing from the wage of one pay period.

    The minimum wage is that of the hours worked, by age (rules J05 and J06); the share
    for housing is taken from it (J01). Each share is rounded down to a whole cent.

    Args:
        hourly_cents: What is paid per hour.
        hours: The hours of the pay period, exact.
        age: The age of the worker in years.
        housing_cents: What is deducted for housing in the period.
        on: A day of the period.
        certified: Whether the landlord meets the condition of J02; None when it is
            not known: the amount is judged and the text names the condition.
        book: The dated values.

    Raises:
        Invalid: A number is impossible, or no minimum wage per hour held on the day.
        Unverified: Nobody verified the amount of that half-year.
    """
    _check(hourly_cents, hours, age, housing_cents)
    hourly = _hourly(book, on)
    youth, housing = book.value(_YOUTH, on), book.value(_HOUSING, on)
    part = _youth_share(youth, age)
    wage = _down(hourly.whole(), Fraction(hours) * part)
    most = _down(wage, housing.ratio())
    least_hourly = _down(hourly.whole(), part)
    below = hourly_cents < least_hourly
    return PayAnswer(
        minimum_wage_cents=wage,
        max_housing_cents=most,
        allowed=housing_cents <= most and certified is not False,
        article="; ".join((housing.article, hourly.article)),
        parameter_version=", ".join(
            dated.version for dated in (hourly, youth, housing)
        ),
        text=told(Told(wage, most, housing_cents, certified, below, least_hourly)),
        hourly_minimum_cents=least_hourly,
        youth_share=part,
        housing_share=housing.ratio(),
        below_minimum=below,
    )


def _down(cents: int, part: Fraction) -> Cents:
    return share(cents, part, rounding=Rounding.DOWN)


def _hourly(book: ParameterBook, on: date) -> Dated:
    first = book.described(_HOURLY).starts[0]
    if on < first:
        raise Invalid(
            what=text("Before %(day)s there was no minimum wage per hour.", day=first),
            next_step=text("Choose a later day."),
        )
    return book.value(_HOURLY, on)


def _youth_share(youth: Dated, age: int) -> Fraction:
    table = youth.steps()
    found = table.answer(age)
    if found is None:
        raise Invalid(
            what=text(
                "Below the age of %(age)s there is no minimum wage.",
                age=table.steps[0].start,
            ),
            next_step=text("Check the age."),
        )
    return Fraction(found)


def _check(hourly_cents: int, hours: Decimal, age: int, housing_cents: int) -> None:
    if not hours.is_finite() or not 0 < hours <= _MOST_HOURS:
        raise Invalid(
            what=text("“%(hours)s” is no number of hours of a pay period.", hours=hours)
        )
    if not 0 <= age <= _MOST_YEARS:
        raise Invalid(what=text("“%(age)s” is no age.", age=age))
    for cents in (hourly_cents, housing_cents):
        if not 0 <= cents <= _MOST_CENTS:
            raise Invalid(
                what=text("“%(cents)s” is no amount in whole cents.", cents=cents)
            )
