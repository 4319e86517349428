"""The figures of the report desk, exact, for who works with them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.desk.contract.clerk import Kind
from onderdak.supervision.desk.contract.figures import (
    FOLLOWED,
    NOWHERE,
    Figures,
    figures,
    kinds_told,
    waste_spots,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.clerk import spots
from onderdak.web.desk.clerk.figure_charts import followed_chart
from onderdak.web.desk.clerk.words import FOLLOWED_WORDS, KINDS
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.pages.shapes import (
    Column,
    Filter,
    MapPicture,
    Option,
    Search,
    Table,
)

_NOWHERE = "none"  # in the address bar, where '' is every neighbourhood


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def _asked(request: HttpRequest) -> dict[str, str]:
    """What the address bar asks; what is unreadable is left out."""
    kind, area = request.GET.get("kind", ""), request.GET.get("area", "")
    return {
        "kind": kind if kind in frozenset(Kind) else "",
        "area": area if area.isalnum() else "",
    }


def _found(request: Request) -> Figures:
    asked = _asked(request)
    area = {"": None, _NOWHERE: NOWHERE}.get(asked["area"], asked["area"])
    return figures(
        by=request.actor,
        municipality=_town(request),
        on=localdate(),
        kind=asked["kind"],
        area=area,
    )


@require_safe
@with_task
def desk_figures(request: Request) -> HttpResponse:
    """The figures of one's own municipality."""
    town, found, asked = _town(request), _found(request), _asked(request)
    query = "?" + urlencode({name: each for name, each in asked.items() if each})
    places = waste_spots(by=request.actor, municipality=town, on=found.until)
    context: dict[str, Any] = {
        "found": found,
        "search": _search(request, found, asked),
        "period": _period(found),
        "months": _months(found),
        "months_chart": reverse("desk_figures_months") + query,
        "terms": _terms(found),
        "terms_chart": reverse("desk_figures_terms") + query,
        "per_kind": _kinds(found),
        "map": _map(found, town, reverse("desk_figures_map") + query),
        "places": _places(found),
        "grid": _grid(found),
        "spots": spots.table_of(places),
        "spots_map": spots.map_of(places),
        "public_url": reverse("desk_public", args=[town.lower()]),
    }
    return render(request, "desk/figures/figures.html", context)


def _period(found: Figures) -> str:
    return _("%(since)s until %(until)s, source: report desk") % {
        "since": date_format(found.since, "j F Y"),
        "until": date_format(found.until, "j F Y"),
    }


def _search(request: Request, found: Figures, asked: Mapping[str, str]) -> Search:
    kinds = [
        Option("", _("All kinds")),
        *(
            Option(each.value, str(KINDS[each]))
            for each in kinds_told(request.actor, _town(request))
        ),
    ]
    places = [
        Option("", _("All neighbourhoods")),
        *(Option(code, name) for code, name in found.names.items()),
        Option(_NOWHERE, _("no neighbourhood known")),
    ]
    return Search(
        label=None,
        filters=[
            Filter("kind", _("Kind"), kinds, asked["kind"]),
            Filter("area", _("Neighbourhood"), places, asked["area"]),
        ],
    )


def _counts(
    name: str, caption: str, first: str, counts: Mapping[str, int], total: int
) -> Table:
    return Table(
        name=name,
        caption=caption,
        columns=[Column(first, row_header=True), Column(_("Reports"), numeric=True)],
        rows=[[label, count] for label, count in counts.items()],
        total=[_("Total"), total],
        cards=False,
    )


def _months(found: Figures) -> Table:
    counts = {date_format(m, "F Y"): n for m, n in found.per_month.items()}
    return _counts("months", _("Reports per month"), _("Month"), counts, found.total)


def _kinds(found: Figures) -> Table:
    counts = {str(KINDS[kind]): n for kind, n in found.per_kind.items()}
    return _counts(
        "kinds", _("What the reports are about"), _("Kind"), counts, found.total
    )


def _name(found: Figures, code: str) -> str:
    return found.names.get(code) or _("no neighbourhood known")


def _places(found: Figures) -> Table:
    counts = {_name(found, c): n for c, n in found.per_neighbourhood.items()}
    return _counts(
        *("places", _("Reports per neighbourhood"), _("Neighbourhood")),
        counts,
        found.total,
    )


def _terms(found: Figures) -> Table:
    """Month by month how reports were followed up, and which part within the term."""
    by = found.followed_per_month
    rows = [
        _followed_row(date_format(month, "F Y"), {s: by[month, s] for s in FOLLOWED})
        for month in found.months
    ]
    return Table(
        name="terms",
        caption=_("Follow-up of the reports of each month"),
        note=_("The term was kept: of what was answered or is late, the part in time."),
        columns=[
            Column(_("Month"), row_header=True),
            *(Column(str(FOLLOWED_WORDS[each]), numeric=True) for each in FOLLOWED),
            Column(_("The term was kept"), numeric=True),
        ],
        rows=rows,
        total=_followed_row(_("Total"), found.followed),
        cards=False,
    )


def _followed_row(label: str, counts: Mapping[str, int]) -> list[object]:
    decided = counts["in_time"] + counts["late"] + counts["open_late"]
    kept = f"{round(100 * counts['in_time'] / decided)}%" if decided else ""
    return [label, *(counts[each] for each in FOLLOWED), kept]


def _grid(found: Figures) -> Table:
    """Neighbourhood by month; neighbourhoods without any report have no line."""
    by, sums = found.per_neighbourhood_and_month, found.per_neighbourhood
    return Table(
        name="grid",
        caption=_("Reports per neighbourhood and month"),
        note=_("Neighbourhoods without reports in these months have no line."),
        columns=[
            Column(_("Neighbourhood"), row_header=True),
            *(Column(short(each, "M y"), numeric=True) for each in found.months),
            Column(_("Total"), numeric=True),
        ],
        rows=[
            [_name(found, code), *(by[code, m] for m in found.months), sums[code]]
            for code in found.areas
            if sums[code]
        ],
        total=[_("Total"), *found.per_month.values(), found.total],
        cards=False,
    )


def _map(found: Figures, town: str, url: str) -> MapPicture | None:
    if not areas.neighbourhoods(town).exists():
        return None
    return MapPicture(
        name="map-reports",
        title=_("Reports per neighbourhood"),
        geojson_url=url,
        bounds=areas.bounds_for(list(found.per_neighbourhood.values())),
        unit=_("reports"),
        table=_places(found),
    )


def _points(per_month: Mapping[date, int], *, narrow: bool) -> list[Point]:
    """Months as a chart draws them; on a phone there is no place for the year."""
    form = "M" if narrow else "M y"
    return [Point(short(month, form), number) for month, number in per_month.items()]


@require_safe
@with_task
def months_svg(request: Request) -> HttpResponse:
    """The chart of reports per month."""
    narrow = "narrow" in request.GET
    points = _points(_found(request).per_month, narrow=narrow)
    return picture(columns(points, _("reports"), narrow=narrow))


@require_safe
@with_task
def terms_svg(request: Request) -> HttpResponse:
    """The chart of how the reports of each month were followed up."""
    found = _found(request)
    return picture(followed_chart(found, narrow="narrow" in request.GET))


@require_safe
@with_task
def map_geojson(request: Request) -> JsonResponse:
    """The neighbourhoods with their reports."""
    town, found = _town(request), _found(request)
    return areas.geojson(list(areas.neighbourhoods(town)), found.per_neighbourhood)


@require_safe
@with_task
def spots_geojson(request: Request) -> JsonResponse:
    """The places where waste is dumped most, on the outlines of the neighbourhoods."""
    town = _town(request)
    found = waste_spots(by=request.actor, municipality=town, on=localdate())
    return spots.geojson(found, list(areas.neighbourhoods(town)))
