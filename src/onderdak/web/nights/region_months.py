"""Nights per municipality and month, as the region's table, chart and files."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.nights.region_counts import Months, months_of
from onderdak.web.pages.shapes import Column, Export, Suppressed, Table
from onderdak.web.pages.values import number

_FORM = "M Y"


def months_table(found: Months) -> Table:
    """Nights per municipality and month; no sums per row, which would tell too much."""
    return Table(
        name="months",
        caption=_("Nights per municipality and month"),
        note=_(
            "Whole months only. What too few people slept is left out of the totals."
        ),
        columns=[
            Column(_("Municipality"), row_header=True),
            *[Column(short(month, _FORM), numeric=True) for month in found.months],
        ],
        rows=[[found.names.get(code, code), *found.line(code)] for code in found.codes],
        total=[_("Total"), *[found.total(month) for month in found.months]],
        cards=False,
        export=Export(reverse("region_months_csv"), reverse("region_months_xlsx")),
    )


def months_alt(found: Months) -> str:
    """What the chart shows, in a sentence."""
    totals = [found.total(month) for month in found.months] or [0]
    return _(
        "Bar chart of nights per month in the region: at least %(least)s, at most"
        " %(most)s."
    ) % {"least": number(min(totals)), "most": number(max(totals))}


@with_task
def region_months_svg(request: Request) -> HttpResponse:
    """The chart of nights per month, of the municipalities that may be told."""
    found = months_of(request.actor, localdate())
    points = [Point(short(month, "M"), found.total(month)) for month in found.months]
    return picture(columns(points, _("nights"), narrow="narrow" in request.GET))


@with_task
def region_months_csv(request: Request) -> HttpResponseBase:
    """The table as CSV, with the same numbers left out."""
    return csv_file(_lines(request), _file_name())


@with_task
def region_months_xlsx(request: Request) -> HttpResponseBase:
    """The table as a workbook, with the same numbers left out."""
    return xlsx_file(_lines(request), _file_name())


def _file_name() -> str:
    return f"onderdak-region-months-{localdate():%Y-%m-%d}"


def _lines(request: Request) -> list[list[object]]:
    """All of it, read before the file is sent: it is a few lines."""
    return list(_written(months_of(request.actor, localdate())))


def _written(found: Months) -> Iterator[list[object]]:
    yield [
        _("Municipality"),
        _("Code"),
        *[f"{month:%Y-%m}" for month in found.months],
    ]
    for code in found.codes:
        cells = [_cell(each) for each in found.line(code)]
        yield [found.names.get(code, code), code, *cells]


def _cell(nights: int | Suppressed) -> object:
    if isinstance(nights, Suppressed):
        return _("fewer than %(number)s guests") % {"number": nights.threshold}
    return nights
