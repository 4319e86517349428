"""Occupancy as a page, a chart and files."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.register.nights.contract.supervising import (
    Fullness,
    fullness_by_day,
    fullness_by_location,
    fullness_by_neighbourhood,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.nights.occupancy.asking import Asked, asked_by
from onderdak.web.nights.occupancy.tables import header, labels, line, table_of
from onderdak.web.nights.saved_views import views_of
from onderdak.web.pages.shapes import MapPicture

PAGE = 50
_CHUNK = 500


@with_task
def occupancy(request: Request) -> HttpResponse:
    """How full it was, by what is asked: counts, with the nights behind them."""
    on = localdate()
    asked = asked_by(request.GET, on)
    found = _find(request.actor, asked, on, PAGE + 1)
    context = {
        "breadcrumbs": [{"label": _("Start"), "url": "/"}, {"label": _("Occupancy")}],
        "asked": asked,
        "groups": labels(),
        "counted": table_of(found, asked, PAGE),
        "by_day": asked.group == "day",
        "map": _map(request.actor, asked, found),
        "alt": _alt(found) if asked.group == "day" else "",
        "chart": reverse("chart_occupancy") + asked.address(),
        "source": _("%(first)s to %(last)s, source: night register")
        % {
            "first": date_format(asked.first, "j F Y"),
            "last": date_format(asked.last, "j F Y"),
        },
        **views_of(request, "occupancy"),
    }
    return render(request, "nights/occupancy.html", context)


def _find(actor: Actor, asked: Asked, on: date, most: int) -> list[Fullness]:
    looked = asked.looked(actor.grants[0].municipality or "", on)
    if asked.group == "neighbourhood":
        return fullness_by_neighbourhood(by=actor, looked=looked, on=on)
    if asked.group == "day":
        return fullness_by_day(by=actor, looked=looked, on=on)
    return fullness_by_location(
        by=actor,
        looked=looked,
        on=on,
        prefix=asked.prefix,
        after=asked.after,
        most=most,
    )


def _map(actor: Actor, asked: Asked, found: Sequence[Fullness]) -> MapPicture | None:
    """The neighbourhoods on a map, beside the list that says the same."""
    code = actor.grants[0].municipality or ""
    if asked.group != "neighbourhood" or not areas.neighbourhoods(code).exists():
        return None
    return MapPicture(
        name="map-occupancy",
        title=_("Nights slept per neighbourhood"),
        geojson_url=reverse("map_occupancy") + asked.address(),
        bounds=areas.bounds_for([each.slept for each in found]),
        unit=_("nights"),
        table=table_of(found, asked, PAGE),
    )


@with_task
def occupancy_geojson(request: Request) -> JsonResponse:
    """The neighbourhoods with the nights slept in the period that is shown."""
    on = localdate()
    code = request.actor.grants[0].municipality or ""
    looked = asked_by(request.GET, on).looked(code, on)
    found = fullness_by_neighbourhood(by=request.actor, looked=looked, on=on)
    return areas.geojson(
        list(areas.neighbourhoods(code)), {each.key: each.slept for each in found}
    )


def _alt(found: Sequence[Fullness]) -> str:
    counts = [each.slept for each in found] or [0]
    return _("Bar chart of guests per night: at least %(least)s, at most %(most)s.") % {
        "least": min(counts),
        "most": max(counts),
    }


@with_task
def occupancy_svg(request: Request) -> HttpResponse:
    """The chart of guests per night of the period that is shown."""
    on = localdate()
    asked = asked_by(request.GET, on)
    looked = asked.looked(request.actor.grants[0].municipality or "", on)
    found = fullness_by_day(by=request.actor, looked=looked, on=on)
    points = [
        Point(short(date.fromisoformat(each.key), "j M"), each.slept) for each in found
    ]
    return picture(columns(points, _("guests"), narrow="narrow" in request.GET))


@with_task
def occupancy_csv(request: Request) -> HttpResponseBase:
    """What is shown, and all that comes after it, as CSV."""
    return csv_file(_lines(request), f"onderdak-occupancy-{localdate():%Y-%m-%d}")


@with_task
def occupancy_xlsx(request: Request) -> HttpResponseBase:
    """What is shown, and all that comes after it, as a workbook."""
    return xlsx_file(_lines(request), f"onderdak-occupancy-{localdate():%Y-%m-%d}")


def _lines(request: Request) -> Iterator[list[object]]:
    actor, on = request.actor, localdate()
    asked = asked_by(request.GET, on)
    first = _find(actor, asked, on, _CHUNK)  # refuse before the file begins
    return _written(actor, asked, on, first, translation.get_language() or "nl")


def _written(
    actor: Actor, asked: Asked, on: date, part: list[Fullness], language: str
) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent: long after the page's own scope."""
    with scope(scope_of(actor)), translation.override(language):
        yield header(asked)
        while part:
            yield from (line(each, asked) for each in part)
            if asked.group != "location" or len(part) < _CHUNK:
                return
            last = part[-1]
            looked = asked.looked(actor.grants[0].municipality or "", on)
            part = fullness_by_location(
                by=actor,
                looked=looked,
                on=on,
                prefix=asked.prefix,
                after=(last.name, int(last.key)),
                most=_CHUNK,
            )
