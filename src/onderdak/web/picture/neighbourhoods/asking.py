"""What the address bar asks of the pages of neighbourhoods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from onderdak.kernel.ranges import DateRange, add_months
from onderdak.supervision.desk.contract.figures import finished_periods
from onderdak.supervision.picture.contract import (
    Measure,
    months_up_to,
)
from onderdak.web.pages.shapes import Filter, LeftOut, Option
from onderdak.web.pages.values import months_said
from onderdak.web.picture.neighbourhoods.words import MEASURES, hours

MONTHS, PERIODS = 13, 8
YES = "yes"


@dataclass(frozen=True)
class Asked:
    """The period, the number on the map, the first letters, and who it is for.

    `outside` is for what leaves the house: it has finished periods without small
    numbers, and nothing of the month that runs.
    """

    period: DateRange
    measure: Measure
    prefix: str = ""
    outside: bool = False

    @property
    def month(self) -> date:
        """The first day of the period, by which its numbers are found."""
        return self.period.start

    def address(self, **changed: str) -> str:
        """The query string of this page with some answers changed."""
        values = {
            "month": f"{self.month:%Y-%m}",
            "measure": self.measure.value,
            "q": self.prefix,
            "outside": YES if self.outside else "",
            **changed,
        }
        return "?" + urlencode({name: each for name, each in values.items() if each})


def shown(measure: Measure | None, value: int | None) -> object:
    """A number, or that it is left out; hours in hours."""
    if value is None:
        return LeftOut()
    return hours(value) if measure is Measure.HOURS else value


def asked_by(query: QueryDict, town: str, on: date, *, outside: bool = False) -> Asked:
    """What is asked; what is unreadable is left out."""
    outside = outside or query.get("outside") == YES
    known = {f"{each.start:%Y-%m}": each for each in periods(town, on, outside=outside)}
    newest = list(known.values())[-1]
    measure = query.get("measure", "")
    return Asked(
        period=known.get(query.get("month", ""), newest),
        measure=Measure(measure) if measure in set(Measure) else Measure.REPORTS,
        prefix=query.get("q", "").replace("\x00", "").strip()[:80],
        outside=outside,
    )


def periods(town: str, on: date, *, outside: bool) -> list[DateRange]:
    """What can be chosen: months up to this one inside, finished periods outside."""
    if outside:
        return finished_periods(town, on)[-PERIODS:]
    return [DateRange(each, add_months(each, 1)) for each in months_up_to(on, MONTHS)]


def called(period: DateRange, *, brief: bool = False) -> str:
    """A period as people name it."""
    return months_said(period.start, period.end or period.start, brief=brief)


def month_filter(asked: Asked, town: str, on: date) -> Filter:
    """Which period is shown, newest first."""
    options = [
        Option(f"{each.start:%Y-%m}", called(each))
        for each in reversed(periods(town, on, outside=asked.outside))
    ]
    label = _("Period") if asked.outside else _("Month")
    return Filter("month", label, options, f"{asked.month:%Y-%m}")


def measure_filter(asked: Asked, measures: Sequence[Measure]) -> Filter:
    """Which number the map or the chart draws."""
    options = [Option(each.value, str(MEASURES[each])) for each in measures]
    return Filter("measure", _("On the map"), options, asked.measure.value)
