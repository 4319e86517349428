"""The picture of a region: counts per municipality, never a location or a guest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import (
    Actor,
    municipality_names,
    rulebook,
)
from onderdak.register.nights.contract import (
    Occupancy,
    baselines,
    occupancy_per_municipality,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, bars, picture
from onderdak.web.nights.words import source
from onderdak.web.pages.shapes import (
    Column,
    Empty,
    MapPicture,
    Suppressed,
    Table,
    Tile,
)


@dataclass(frozen=True)
class Counts:
    """A region tonight; a municipality with very few guests shows no number."""

    rows: Sequence[Occupancy]
    least: int

    def guests(self, row: Occupancy) -> int | Suppressed:
        """The guests of a municipality, or that they are too few to tell."""
        return Suppressed(self.least) if self.is_small(row) else row.guests

    def is_small(self, row: Occupancy) -> bool:
        """Whether a number could point at single people."""
        return 0 < row.guests < self.least

    @property
    def told(self) -> list[Occupancy]:
        """The municipalities whose numbers may be added up."""
        return [row for row in self.rows if not self.is_small(row)]


def _counts(actor: Actor, on: date) -> Counts:
    region = actor.grants[0].region or ""
    rows = occupancy_per_municipality(
        by=actor, region=region, names=municipality_names(), on=on
    )
    return Counts(rows, rulebook().value("disclosure.minimum_count", on).whole())


def region(request: Request) -> HttpResponse:
    """How many guests stay in each municipality, and how that was on day one."""
    on = localdate()
    counts = _counts(request.actor, on)
    context = {
        "on": on,
        "tiles": _tiles(counts, on),
        "municipalities": _table(counts, "municipalities"),
        "municipalities_again": _table(counts, "municipalities-again"),
        "map": _map(counts),
        "chart_alt": _alt(counts),
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
    counts = _counts(request.actor, localdate())
    points = [
        Point(row.name, row.guests, row.permitted)
        for row in sorted(counts.told, key=lambda row: -row.guests)
    ]
    limit = _("Bar: guests tonight. Line: permitted places.")
    return picture(bars(points, _("guests"), limit, narrow="narrow" in request.GET))


@with_task
def municipalities_geojson(request: Request) -> JsonResponse:
    """The municipalities of the region with tonight's guests."""
    counts = _counts(request.actor, localdate())
    values = {row.code: counts.guests(row) for row in counts.rows}
    return areas.geojson(list(areas.municipalities(list(values))), values)
