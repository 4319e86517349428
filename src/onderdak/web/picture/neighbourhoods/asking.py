"""What the address bar asks of the pages of neighbourhoods."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from onderdak.supervision.picture.contract import (
    Measure,
    months_up_to,
)
from onderdak.web.pages.shapes import Filter, Option, Suppressed
from onderdak.web.picture.neighbourhoods.words import MEASURES, hours

MONTHS = 13
YES = "yes"


@dataclass(frozen=True)
class Asked:
    """The month, the number on the map, the first letters, and who it is for.

    `outside` is for what leaves the house: small numbers are left out of it.
    """

    month: date
    measure: Measure
    prefix: str = ""
    outside: bool = False

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


def shown(measure: Measure | None, value: int | None, least: int) -> object:
    """A number, or that it is too small to tell; hours in hours."""
    if value is None:
        return Suppressed(least)
    return hours(value) if measure is Measure.HOURS else value


def asked_by(query: QueryDict, on: date) -> Asked:
    """What is asked; what is unreadable is left out."""
    month = query.get("month", "")
    measure = query.get("measure", "")
    known = {f"{each:%Y-%m}": each for each in months_up_to(on, MONTHS)}
    return Asked(
        month=known.get(month, on.replace(day=1)),
        measure=Measure(measure) if measure in set(Measure) else Measure.REPORTS,
        prefix=query.get("q", "").replace("\x00", "").strip()[:80],
        outside=query.get("outside") == YES,
    )


def month_filter(asked: Asked, on: date) -> Filter:
    """Which month is shown, newest first."""
    months = [
        Option(f"{each:%Y-%m}", date_format(each, "F Y"))
        for each in reversed(months_up_to(on, MONTHS))
    ]
    return Filter("month", _("Month"), months, f"{asked.month:%Y-%m}")


def measure_filter(asked: Asked, measures: Sequence[Measure]) -> Filter:
    """Which number the map or the chart draws."""
    options = [Option(each.value, str(MEASURES[each])) for each in measures]
    return Filter("measure", _("On the map"), options, asked.measure.value)
