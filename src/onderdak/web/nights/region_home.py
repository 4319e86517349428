"""The picture of a region: counts per municipality, never a location or a guest."""

from datetime import date

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import Actor
from onderdak.register.nights.contract import (
    baselines,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, bars, picture
from onderdak.web.nights.quality_told import region_quality
from onderdak.web.nights.region_counts import Counts, counts_tonight, months_of
from onderdak.web.nights.region_months import months_alt, months_table
from onderdak.web.nights.words import source
from onderdak.web.pages.shapes import (
    Column,
    Empty,
    MapPicture,
    Table,
    Tile,
)


def region(request: Request) -> HttpResponse:
    """How many guests stay in each municipality, and how that was on day one."""
    on = localdate()
    counts = counts_tonight(request.actor, on)
    months = months_of(request.actor, on)
    context = {
        "on": on,
        "months": months_table(months),
        "months_alt": months_alt(months),
        "tiles": _tiles(counts, on),
        "municipalities": _table(counts, "municipalities"),
        "municipalities_again": _table(counts, "municipalities-again"),
        "map": _map(counts),
        "chart_alt": _alt(counts),
        "quality": region_quality(request.actor),
        "baseline": _baseline(request.actor),
        "source": _("%(day)s, source: night register")
        % {"day": date_format(on, "j F Y")},
    }
    return render(request, "nights/region.html", context)


def _tiles(counts: Counts, on: date) -> list[Tile]:
    told = counts.told
    in_use = [row for row in told if row.locations]
    coverage = _("%(shown)s of %(total)s municipalities with locations") % {
        "shown": len(in_use),
        "total": len(counts.rows),
    }
    values = (
        (_("Guests tonight"), sum(row.guests for row in told)),
        (_("Permitted places"), sum(row.permitted for row in told)),
        (_("Beds"), sum(row.factual for row in told)),
        (_("Locations in use"), sum(row.locations for row in told)),
    )
    return [
        Tile(label=label, value=value, as_of=on, source=source(), coverage=coverage)
        for label, value in values
    ]


def _table(counts: Counts, name: str) -> Table:
    return Table(
        name=name,
        caption=_("Guests tonight per municipality"),
        columns=[
            Column(_("Municipality"), row_header=True),
            Column(_("Guests"), numeric=True),
            Column(_("Permitted"), numeric=True),
            Column(_("Locations"), numeric=True),
        ],
        rows=[
            [row.name, counts.guests(row), row.permitted, row.locations]
            for row in counts.rows
        ],
        cards=False,
    )


def _map(counts: Counts) -> MapPicture | None:
    if not areas.municipalities([row.code for row in counts.rows]).exists():
        return None
    return MapPicture(
        name="map-municipalities",
        title=_("Guests tonight per municipality"),
        geojson_url=reverse("map_municipalities"),
        bounds=areas.bounds_for([row.guests for row in counts.told]),
        unit=_("guests"),
        table=_table(counts, "municipalities"),
    )


def _alt(counts: Counts) -> str:
    if not counts.told:
        return _("Bar chart without values.")
    most = max(counts.told, key=lambda row: row.guests)
    return _(
        "Bar chart of guests and permitted places per municipality; most guests"
        " are in %(name)s: %(guests)s."
    ) % {"name": most.name, "guests": most.guests}


def _baseline(actor: Actor) -> Table:
    """What was known of each municipality on the first day."""
    found = baselines(by=actor, region=actor.grants[0].region, municipality=None)
    return Table(
        name="baseline",
        caption=_("Baseline: the first day"),
        note=_("To compare later numbers with."),
        columns=[
            Column(_("Municipality"), row_header=True),
            Column(_("Day")),
            Column(_("Locations"), numeric=True),
            Column(_("Permitted places"), numeric=True),
            Column(_("Beds"), numeric=True),
            Column(_("Providers that declare")),
        ],
        rows=[
            [
                row.municipality.name,
                row.on,
                row.locations,
                row.beds_permitted,
                row.beds_factual,
                _("%(declared)s of %(known)s")
                % {"declared": row.providers_declaring, "known": row.providers_known},
            ]
            for row in found.select_related("municipality")
        ],
        empty=Empty(
            _("No baseline has been kept."),
            _("It is counted on the day on which a register begins."),
        ),
    )


@with_task
def guests_per_municipality_svg(request: Request) -> HttpResponse:
    """The chart of guests and permitted places per municipality."""
    counts = counts_tonight(request.actor, localdate())
    points = [
        Point(row.name, row.guests, row.permitted)
        for row in sorted(counts.told, key=lambda row: -row.guests)
    ]
    limit = _("Bar: guests tonight. Line: permitted places.")
    return picture(bars(points, _("guests"), limit, narrow="narrow" in request.GET))


@with_task
def municipalities_geojson(request: Request) -> JsonResponse:
    """The municipalities of the region with tonight's guests."""
    counts = counts_tonight(request.actor, localdate())
    values = {row.code: counts.guests(row) for row in counts.rows}
    return areas.geojson(list(areas.municipalities(list(values))), values)
