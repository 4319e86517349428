"""The figures of the report desk: for who works with them, and for everyone."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.supervision.desk.contract.clerk import (
    Figures,
    Kind,
    figures,
    public_figures,
    waste_spots,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.clerk.words import KINDS
from onderdak.web.desk.public.door import town_of
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.pages.shapes import (
    Column,
    Empty,
    Filter,
    MapPicture,
    Option,
    Search,
    Suppressed,
    Table,
)

_FOLLOWED = {
    "in_time": gettext_lazy("answered in time"),
    "late": gettext_lazy("answered late"),
    "open_in_time": gettext_lazy("open, within the term"),
    "open_late": gettext_lazy("open, past the term"),
    "no_answer": gettext_lazy("closed without an answer"),
}


def _kind(request: HttpRequest) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in frozenset(Kind) else ""


def _own(request: Request) -> Figures:
    town = request.actor.grants[0].municipality or ""
    return figures(
        by=request.actor, municipality=town, on=localdate(), kind=_kind(request)
    )


def _public(town: str) -> Figures:
    asked = town_of(town)
    if asked is None:
        raise Http404
    return public_figures(asked.code, localdate())


@require_safe
@with_task
def desk_figures(request: Request) -> HttpResponse:
    """The figures of one's own municipality."""
    town = request.actor.grants[0].municipality or ""
    kind, on = _kind(request), localdate()
    query = f"?kind={kind}" if kind else ""
    context = _context(_own(request), town) | {
        "chart": reverse("desk_figures_months") + query,
        "kinds": _kinds(kind),
        "spots": _spots(request, town),
        "on": on,
    }
    map_url = reverse("desk_figures_map") + query
    context["map"] = _map(context["found"], town, map_url)
    return render(request, "desk/figures/figures.html", context)


@require_safe
def figures_for_all(request: HttpRequest, town: str) -> HttpResponse:
    """The figures for everyone; small counts are left out."""
    found, asked = _public(town), town_of(town)
    if asked is None:
        raise Http404
    context = _context(found, asked.code) | {
        "public": True,
        "town": asked.name,
        "chart": reverse("desk_public_months", args=[town]),
        "map": _map(found, asked.code, reverse("desk_public_map", args=[town])),
    }
    return render(request, "desk/figures/figures.html", context)


def _context(found: Figures, town: str) -> dict[str, Any]:
    return {
        "found": found,
        "months": _table(
            "months", _("Reports per month"), _("Month"), _months(found), found
        ),
        "per_kind": _table(
            "kinds",
            _("What the reports are about"),
            _("Kind"),
            {str(KINDS[k]): n for k, n in found.per_kind.items()},
            found,
        ),
        "followed": _table(
            "followed",
            _("How reports were followed up"),
            _("Follow-up"),
            {str(_FOLLOWED[k]): n for k, n in found.followed.items()},
            found,
        ),
        "places": _places(found),
        "alt": _("Bar chart of reports per month."),
        "period": _("%(since)s until %(until)s, source: report desk")
        % {
            "since": date_format(found.since, "j F Y"),
            "until": date_format(found.until, "j F Y"),
        },
    }


def _months(found: Figures) -> dict[str, int | None]:
    return {date_format(m, "F Y"): n for m, n in found.per_month.items()}


def _cell(count: int | None, found: Figures) -> object:
    return Suppressed(found.least) if count is None else count


def _table(
    name: str,
    caption: str,
    first: str,
    counts: Mapping[str, int | None],
    found: Figures,
) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=[Column(first, row_header=True), Column(_("Reports"), numeric=True)],
        rows=[[label, _cell(count, found)] for label, count in counts.items()],
        total=[_("Total"), _cell(found.total, found)],
        cards=False,
    )


def _places(found: Figures, name: str = "places") -> Table:
    counts = {
        found.names.get(code) or _("no neighbourhood known"): count
        for code, count in found.per_neighbourhood.items()
    }
    caption = _("Reports per neighbourhood")
    return _table(name, caption, _("Neighbourhood"), counts, found)


def _map(found: Figures, town: str, url: str) -> MapPicture | None:
    if not areas.neighbourhoods(town).exists():
        return None
    counts = [n for n in found.per_neighbourhood.values() if n is not None]
    return MapPicture(
        name="map-reports",
        title=_("Reports per neighbourhood"),
        geojson_url=url,
        bounds=areas.bounds_for(counts),
        unit=_("reports"),
        table=_places(found),
    )


def _kinds(chosen: str) -> Search:
    options = [
        Option("", _("All kinds")),
        *(Option(each.value, str(KINDS[each])) for each in Kind),
    ]
    return Search(label=None, filters=[Filter("kind", _("Kind"), options, chosen)])


def _spots(request: Request, town: str) -> Table:
    found = waste_spots(by=request.actor, municipality=town, on=localdate())
    return Table(
        name="spots",
        caption=_("Where waste is dumped most"),
        note=_("Addresses with two reports or more in twelve months."),
        columns=[
            Column(_("Place"), row_header=True),
            Column(_("Reports"), numeric=True),
            Column(_("Last one on")),
        ],
        rows=[[each.place, each.reports, each.last] for each in found],
        empty=Empty(_("No address was reported twice for dumped waste.")),
    )


def _svg(found: Figures, request: HttpRequest) -> HttpResponse:
    points = [Point(short(m, "M y"), n) for m, n in found.per_month.items()]
    return picture(columns(points, _("reports"), narrow="narrow" in request.GET))


def _geojson(found: Figures, town: str) -> JsonResponse:
    values: dict[str, int | Suppressed] = {
        code: Suppressed(found.least) if count is None else count
        for code, count in found.per_neighbourhood.items()
    }
    return areas.geojson(list(areas.neighbourhoods(town)), values)


@require_safe
@with_task
def months_svg(request: Request) -> HttpResponse:
    """The chart of reports per month."""
    return _svg(_own(request), request)


@require_safe
@with_task
def map_geojson(request: Request) -> JsonResponse:
    """The neighbourhoods with their reports."""
    town = request.actor.grants[0].municipality or ""
    return _geojson(_own(request), town)


@require_safe
def public_months_svg(request: HttpRequest, town: str) -> HttpResponse:
    """The chart for everyone."""
    return _svg(_public(town), request)


@require_safe
def public_map_geojson(request: HttpRequest, town: str) -> JsonResponse:
    """The map for everyone."""
    found, asked = _public(town), town_of(town)
    return _geojson(found, asked.code if asked else "")
