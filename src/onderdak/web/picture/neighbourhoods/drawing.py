"""The chart of one neighbourhood: one of its numbers, period by period."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from onderdak.kernel.ranges import DateRange
from onderdak.supervision.picture.contract import Measure
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.picture.neighbourhoods.asking import Asked, called
from onderdak.web.picture.neighbourhoods.profile import found_for, values_of
from onderdak.web.picture.neighbourhoods.sources import counted
from onderdak.web.picture.neighbourhoods.words import UNITS

_ON_A_PHONE = 4


def _under(asked: Asked, period: DateRange, *, narrow: bool) -> str:
    """What stands under a bar; on a phone a period by its first month."""
    if not asked.outside:
        return short(period.start, "M")
    return short(period.start, "M y") if narrow else called(period, brief=True)


@require_safe
@with_task
def neighbourhood_svg(request: Request, code: str) -> HttpResponse:
    """The chart of the year."""
    asked, found = found_for(request, code)
    measure = asked.measure if asked.measure in counted(found) else Measure.REPORTS
    scale = 4 if measure is Measure.HOURS else 1
    narrow = "narrow" in request.GET
    points = [
        Point(
            _under(asked, period, narrow=narrow),
            None if value is None else value // scale,
        )
        for period, value in zip(found.periods, values_of(found, measure), strict=True)
    ]
    if narrow and asked.outside:
        points = points[-_ON_A_PHONE:]
    return picture(columns(points, str(UNITS[measure]), narrow=narrow))
