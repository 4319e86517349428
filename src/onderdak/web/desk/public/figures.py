"""The figures of the report desk for everyone: what was published, and nothing more."""

from collections.abc import Callable, Mapping, Sequence

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.desk.contract.clerk import Kind
from onderdak.supervision.desk.contract.figures import (
    FOLLOWED,
    Published,
    published_figures,
    published_names,
)
from onderdak.web.desk.clerk.words import FOLLOWED_WORDS, KINDS
from onderdak.web.desk.public.brake import FIGURES
from onderdak.web.desk.public.door import TownAsked, town_of
from onderdak.web.nights import areas
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.pages.shapes import Column, LeftOut, MapPicture, Table
from onderdak.web.pages.values import months_said

# So many periods are told side by side, and so many are in the chart.
_TOLD, _DRAWN = 4, 8
_HOUR = 3600
_View = Callable[[HttpRequest, TownAsked], HttpResponse]


def _braked(view: _View) -> Callable[[HttpRequest, str], HttpResponse]:
    """Answer for a town with a desk, and not for a visitor that comes too often."""

    @require_safe
    def answer(request: HttpRequest, town: str) -> HttpResponse:
        asked = town_of(town)
        if asked is None:
            raise Http404
        if not FIGURES.count(request):
            says = _("There are many visitors now. Try again in five minutes.")
            return HttpResponse(says, status=429, content_type="text/plain")
        return view(request, asked)

    answer.__name__, answer.__doc__ = view.__name__, view.__doc__
    return answer


@_braked
def figures_for_all(request: HttpRequest, town: TownAsked) -> HttpResponse:
    """The figures for everyone; small counts are left out."""
    drawn = published_figures(town.code, _DRAWN)
    told = drawn[-_TOLD:][::-1]  # the newest first: a phone shows that one
    names = published_names(town.code)
    context = {
        "town": town.name,
        "told": told,
        "last": told[0] if told else None,
        "period": period_words(told[0]) if told else "",
        "periods": _totals(drawn),
        "chart": reverse("desk_public_months", args=[town.slug]),
        "followed": _table(
            *("followed", _("How reports were followed up"), _("Follow-up")),
            {each: str(FOLLOWED_WORDS[each]) for each in FOLLOWED},
            told,
            [each.followed.parts for each in told],
        ),
        "per_kind": _table(
            *("kinds", _("What the reports are about"), _("Kind")),
            {each.value: str(KINDS[each]) for each in Kind},
            told,
            [each.told.columns for each in told],
        ),
        "places": _table(
            *("places", _("Reports per neighbourhood"), _("Neighbourhood")),
            {**names, "": _("no neighbourhood known")},
            told,
            [each.told.rows for each in told],
        ),
        "map": _map(town, told, names),
    }
    return render(request, "desk/figures/for_all.html", context)


def period_words(one: Published, *, brief: bool = False) -> str:
    """A period as people name it: 'January until March 2026'."""
    return months_said(one.period.start, one.period.end or one.told_on, brief=brief)


def _short(one: Published) -> str:
    return period_words(one, brief=True)


def _cell(number: int | None) -> object:
    return LeftOut() if number is None else number


def _totals(drawn: Sequence[Published]) -> Table:
    return Table(
        name="periods",
        caption=_("Reports per period"),
        columns=[
            Column(_("Period"), row_header=True),
            Column(_("Reports"), numeric=True),
            Column(_("Published on")),
        ],
        rows=[
            [period_words(each), _cell(each.told.total), each.told_on] for each in drawn
        ],
        cards=False,
    )


def _table(
    name: str,
    caption: str,
    first: str,
    labels: Mapping[str, str],
    told: Sequence[Published],
    numbers: Sequence[Mapping[str, int | None]],
) -> Table:
    """One line for each label, one column for each period; no sum over periods."""
    return Table(
        name=name,
        caption=caption,
        columns=[
            Column(first, row_header=True),
            *(Column(_short(each), numeric=True) for each in told),
        ],
        rows=[
            [label, *(_cell(each.get(key, 0)) for each in numbers)]
            for key, label in labels.items()
        ],
        total=[_("Total"), *(_cell(each.told.total) for each in told)],
        cards=False,
    )


def _map(
    town: TownAsked, told: Sequence[Published], names: Mapping[str, str]
) -> MapPicture | None:
    if not told or not areas.neighbourhoods(town.code).exists():
        return None
    last = told[0]
    rows = last.told.rows
    title = _("Reports per neighbourhood, %(period)s") % {"period": period_words(last)}
    return MapPicture(
        name="map-reports",
        title=title,
        geojson_url=reverse("desk_public_map", args=[town.slug]),
        bounds=areas.bounds_for([each for each in rows.values() if each is not None]),
        unit=_("reports"),
        table=Table(
            name="on-the-map",
            caption=title,
            columns=[
                Column(_("Neighbourhood"), row_header=True),
                Column(_("Reports"), numeric=True),
            ],
            rows=[[name, _cell(rows.get(code, 0))] for code, name in names.items()],
            cards=False,
        ),
    )


@_braked
def public_months_svg(request: HttpRequest, town: TownAsked) -> HttpResponse:
    """The chart for everyone: drawn once for each period that is published."""
    drawn, narrow = published_figures(town.code, _DRAWN), "narrow" in request.GET
    totals = ".".join(f"{each.period.start:%y%m}-{each.told.total}" for each in drawn)
    key = f"desk-figures:{town.code}:{totals}:{get_language()}:{narrow}"
    svg = cache.get(key)
    if svg is None:
        svg = _chart(drawn, narrow=narrow)
        cache.set(key, svg, _HOUR)
    return _kept(HttpResponse(svg, content_type="image/svg+xml; charset=utf-8"))


def _chart(drawn: Sequence[Published], *, narrow: bool) -> bytes:
    """A phone has place for a year of periods, each by its first month."""
    points = [
        Point(
            short(each.period.start, "M y") if narrow else _short(each),
            each.told.total,
        )
        for each in (drawn[-_TOLD:] if narrow else drawn)
    ]
    return bytes(picture(columns(points, _("reports"), narrow=narrow)).content)


@_braked
def public_map_geojson(request: HttpRequest, town: TownAsked) -> HttpResponse:
    """The map for everyone, of the last period."""
    told = published_figures(town.code, 1)
    rows = told[-1].told.rows if told else {}
    values = {code: LeftOut() if n is None else n for code, n in rows.items()}
    answer: JsonResponse = areas.geojson(list(areas.neighbourhoods(town.code)), values)
    return _kept(answer)


def _kept(answer: HttpResponse) -> HttpResponse:
    """What was published does not change: whoever asked may keep it for an hour."""
    answer["Cache-Control"] = f"max-age={_HOUR}"
    return answer
