"""How declaring went, month by month: of a municipality, or of one provider."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.ranges import add_months
from onderdak.register.nights.contract.supervising import (
    MonthOfDeclaring,
    declaring_per_month,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.pages.shapes import Column, Table


def last_months(
    actor: Actor, on: date, provider: int | None = None
) -> list[MonthOfDeclaring]:
    """A year of declaring, and the month that can be compared with its first."""
    return declaring_per_month(
        by=actor,
        municipality=actor.grants[0].municipality or "",
        provider=provider,
        first=add_months(on.replace(day=1), -12),
        on=on,
    )


def months_table(
    months: Sequence[MonthOfDeclaring], caption: str, *, of_one: bool = False
) -> Table:
    """The months, newest first; of one provider without the count of providers."""
    counted = [] if of_one else [Column(_("Providers"), numeric=True)]
    return Table(
        name="months",
        caption=caption,
        columns=[
            Column(_("Month"), row_header=True),
            *counted,
            Column(_("Declarations"), numeric=True),
            Column(_("Stays declared"), numeric=True),
        ],
        rows=[
            [
                date_format(each.month, "F Y"),
                *([] if of_one else [each.providers]),
                each.declarations,
                each.stays,
            ]
            for each in reversed(months)
        ],
        cards=False,
    )


def alt(months: Sequence[MonthOfDeclaring]) -> str:
    """What the chart of the municipality shows, in words."""
    counts = [each.providers for each in months]
    return _(
        "Bar chart of the providers that declared in each month: at least %(least)s,"
        " at most %(most)s."
    ) % {"least": min(counts), "most": max(counts)}


@with_task
def declaring_svg(request: Request) -> HttpResponse:
    """The chart of providers that declared per month."""
    months = last_months(request.actor, localdate())
    points = [Point(short(each.month, "M y"), each.providers) for each in months]
    return picture(columns(points, _("providers"), narrow="narrow" in request.GET))
