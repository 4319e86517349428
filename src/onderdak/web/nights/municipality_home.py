"""The picture of a municipality: numbers, neighbourhoods, months and locations."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, rooms_on
from onderdak.kernel.errors import NotAllowed, RoomClosed
from onderdak.register.duty.contract import duty_counts
from onderdak.register.nights.contract import (
    Occupancy,
    nights_per_month,
    occupancy_per_neighbourhood,
)
from onderdak.web.account.contract import Request, undelivered, with_task
from onderdak.web.enforcement.contract import enforcement_todos
from onderdak.web.inspections.contract import visit_todos
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.nights.coverage import coverage
from onderdak.web.nights.finding import asked_by, find
from onderdak.web.nights.guests.todos import todos_of_emergency
from onderdak.web.nights.listing import table_of
from onderdak.web.nights.locating.deciding import todos_to_confirm
from onderdak.web.nights.quality_told import quality_told
from onderdak.web.nights.words import source
from onderdak.web.pages.shapes import Column, MapPicture, Table, Tile
from onderdak.web.pages.values import number

Months = Sequence[tuple[date, int]]


def municipality(request: Request) -> HttpResponse:
    """How many stay where, how full it is, and how that went per month."""
    code = request.actor.grants[0].municipality or ""
    if "nights" not in rooms_on(code):
        todos = [*enforcement_todos(request), *visit_todos(request)]
        return render(request, "nights/not_in_use.html", {"todos": todos})
    on = localdate()
    actor = request.actor
    occupancy = occupancy_per_neighbourhood(by=actor, municipality=code, on=on)
    months = _months(actor, code, on)
    found = find(actor, asked_by(request.GET), on)
    told = str(coverage(code, on))
    context = {
        "on": on,
        "todos": [
            *todos_of_emergency(actor),
            *enforcement_todos(request),
            *visit_todos(request),
            *todos_to_confirm(actor),
            *undelivered(actor),
        ],
        "tiles": _tiles(actor, code, occupancy, months, on, told),
        "quality": quality_told(actor),
        "source": _source(on, told),
        "neighbourhoods": neighbourhood_table(occupancy),
        "map": _map(code, occupancy),
        "months": _months_table(months),
        "months_alt": _months_alt(months),
        "locations": table_of(found, on=on, for_provider=False),
    }
    return render(request, "nights/municipality.html", context)


def _source(on: date, told: str) -> str:
    return _("%(day)s, source: night register, %(coverage)s") % {
        "day": date_format(on, "j F Y"),
        "coverage": told,
    }


def _first_month(on: date) -> date:
    """The same month of last year: a year, and the month that can be compared."""
    return date(on.year - 1, on.month, 1)


def _months(actor: Actor, code: str, on: date) -> Months:
    return nights_per_month(by=actor, municipality=code, first=_first_month(on), on=on)


def _tiles(
    actor: Actor,
    code: str,
    occupancy: Sequence[Occupancy],
    months: Months,
    on: date,
    told: str,
) -> list[Tile]:
    values: list[tuple[str, object]] = [
        (_("Guests tonight"), sum(each.guests for each in occupancy)),
        (_("Permitted places"), sum(each.permitted for each in occupancy)),
        (_("Locations in use"), sum(each.locations for each in occupancy)),
        (_("Nights this month"), months[-1][1] if months else 0),
        *_duty(actor, code, on),
    ]
    return [
        Tile(label=label, value=value, as_of=on, source=source(), coverage=told)
        for label, value in values
    ]


def _duty(actor: Actor, code: str, on: date) -> list[tuple[str, object]]:
    """Who should register, where this part is in use and this role may see it."""
    try:
        totals = duty_counts(by=actor, municipality=code, on=on)["totals"]
    except (NotAllowed, RoomClosed):
        return []
    return [
        (_("Must register now"), totals["due"]),
        (_("Late with registering"), totals["overdue"]),
    ]


def neighbourhood_table(occupancy: Sequence[Occupancy]) -> Table:
    """How full each neighbourhood is tonight."""
    return Table(
        name="neighbourhoods",
        caption=_("Occupancy per neighbourhood"),
        columns=[
            Column(_("Neighbourhood"), row_header=True),
            Column(_("Guests"), numeric=True),
            Column(_("Permitted"), numeric=True),
            Column(_("Occupied"), numeric=True),
        ],
        rows=[
            [
                each.name or _("no neighbourhood known"),
                each.guests,
                each.permitted,
                percentage(each),
            ]
            for each in occupancy
        ],
        cards=False,
    )


def percentage(each: Occupancy) -> str | None:
    """Guests per hundred permitted places."""
    return None if each.percentage is None else f"{each.percentage}%"


def _map(code: str, occupancy: Sequence[Occupancy]) -> MapPicture | None:
    if not areas.neighbourhoods(code).exists():
        return None
    return MapPicture(
        name="map-neighbourhoods",
        title=_("Guests tonight per neighbourhood"),
        geojson_url=reverse("map_neighbourhoods"),
        bounds=areas.bounds_for([each.guests for each in occupancy]),
        unit=_("guests"),
        table=neighbourhood_table(occupancy),
    )


def _months_table(months: Months) -> Table:
    return Table(
        name="months",
        caption=_("Nights per month"),
        columns=[
            Column(_("Month"), row_header=True),
            Column(_("Nights"), numeric=True),
        ],
        rows=[[date_format(month, "F Y"), nights] for month, nights in months],
    )


def _months_alt(months: Months) -> str:
    (first, before), (last, after) = months[0], months[-1]
    return _(
        "Bar chart of nights per month: from %(before)s in %(first)s to %(after)s"
        " so far in %(last)s."
    ) % {
        "before": number(before),
        "first": date_format(first, "F Y"),
        "after": number(after),
        "last": date_format(last, "F Y"),
    }


@with_task
def nights_per_month_svg(request: Request) -> HttpResponse:
    """The chart of nights per month."""
    code = request.actor.grants[0].municipality or ""
    months = _months(request.actor, code, localdate())
    points = [Point(short(month, "M y"), nights) for month, nights in months]
    return picture(columns(points, _("nights"), narrow="narrow" in request.GET))


@with_task
def neighbourhoods_geojson(request: Request) -> JsonResponse:
    """The neighbourhoods with tonight's guests."""
    code = request.actor.grants[0].municipality or ""
    occupancy = occupancy_per_neighbourhood(
        by=request.actor, municipality=code, on=localdate()
    )
    return areas.geojson(
        list(areas.neighbourhoods(code)),
        {each.code: each.guests for each in occupancy},
    )
