"""The profile of one neighbourhood: its numbers, month by month."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.identifiers import neighbourhood_code
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract import Kind
from onderdak.supervision.picture.contract import (
    BY_KEY,
    Counts,
    Measure,
    Neighbourhoods,
    Standing,
    Theme,
    least_told,
    months_up_to,
    neighbourhoods_of,
    outside,
    total,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.charts import Point, columns, picture, short
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Column, Export, Filter, Option, Table, Tile
from onderdak.web.pages.values import number, said
from onderdak.web.picture.neighbourhoods.asking import YES, Asked, asked_by, shown
from onderdak.web.picture.neighbourhoods.sources import (
    counted,
    in_file,
    provenance,
    sources_of,
)
from onderdak.web.picture.neighbourhoods.words import (
    KINDS,
    MEASURES,
    STANDINGS,
    THEMES,
    UNITS,
)
from onderdak.web.picture.words import in_words

_MONTHS = 12


def _found(
    request: Request, code: str, *, file: bool = False
) -> tuple[Asked, Neighbourhoods, int]:
    on, town = localdate(), request.actor.grants[0].municipality or ""
    try:
        code = neighbourhood_code(code)
    except Invalid as error:
        what = text("There is no neighbourhood %(code)s here.", code=code)
        raise NotFound(what) from error
    found = neighbourhoods_of(
        by=request.actor,
        municipality=town,
        months=months_up_to(on, _MONTHS),
        on=on,
        area=code,
    )
    asked, least = asked_by(request.GET, on), least_told(town, on)
    return asked, outside(found, least) if file or asked.outside else found, least


@require_safe
@with_task
def neighbourhood(request: Request, code: str) -> HttpResponse:
    """One neighbourhood: this month in numbers, the year in a chart and a table."""
    asked, found, least = _found(request, code)
    area = found.areas[0]
    here = reverse("neighbourhood", args=[area.code])
    measures = counted(found)
    measure = asked.measure if asked.measure in measures else Measure.REPORTS
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Neighbourhoods"), "url": reverse("neighbourhoods")},
            {"label": area.name},
        ],
        "asked": asked,
        "area": area,
        "on": found.on,
        "least": least,
        "inside_url": here + asked.address(outside="", q=""),
        "outside_url": here + asked.address(outside=YES, q=""),
        "tiles": _tiles(found, least),
        "gaps": _gaps(found),
        "choice": _choice(measure, measures),
        "chart_url": reverse("neighbourhood_svg", args=[area.code])
        + asked.address(measure=measure.value, q=""),
        "chart_title": _("%(number)s per month") % {"number": str(MEASURES[measure])},
        "chart_alt": _alt(found, measure),
        "months": _months(asked, found, least),
        "tables": _breakdowns(found, least),
        "sources": sources_of(found),
    }
    return render(request, "neighbourhoods/profile.html", context)


def _choice(measure: Measure, measures: Sequence[Measure]) -> Filter:
    options = [Option(each.value, str(MEASURES[each])) for each in measures]
    return Filter("measure", _("In the chart"), options, measure.value)


def _tiles(found: Neighbourhoods, least: int) -> list[Tile]:
    code, month = found.areas[0].code, found.months[-1]
    return [
        Tile(
            label=str(MEASURES[measure]),
            value=shown(measure, counts.at(code, month), least),
            as_of=counts.on,
            source=in_words(counts.source),
            coverage=said(counts.coverage),
        )
        for measure in counted(found)
        for counts in [found.measures[measure]]
    ]


def _gaps(found: Neighbourhoods) -> list[str]:
    return [
        f"{MEASURES[measure]}: {STANDINGS[counts.standing]}"
        for measure, counts in found.measures.items()
        if counts.standing is not Standing.COUNTED
    ]


def _values(found: Neighbourhoods, measure: Measure) -> list[int | None]:
    code = found.areas[0].code
    return [found.measures[measure].at(code, month) for month in found.months]


def _alt(found: Neighbourhoods, measure: Measure) -> str:
    values = [each or 0 for each in _values(found, measure)]
    scale = 4 if measure is Measure.HOURS else 1
    return _(
        "Bar chart of %(unit)s per month: at least %(least)s, at most %(most)s."
    ) % {
        "unit": str(UNITS[measure]),
        "least": number(min(values) // scale),
        "most": number(max(values) // scale),
    }


def _months(asked: Asked, found: Neighbourhoods, least: int) -> Table:
    """The year, newest month first; houses are a standing number and have no sum."""
    measures, code = counted(found), found.areas[0].code
    sums = [
        ""
        if each is Measure.HOUSES
        else shown(each, total(_values(found, each)), least)
        for each in measures
    ]
    return Table(
        name="months",
        caption=_("Month by month"),
        note=_("Smaller numbers than %(least)s are left out, also of the total.")
        % {"least": least}
        if asked.outside
        else "",
        columns=[
            Column(_("Month"), row_header=True),
            *[Column(str(MEASURES[each]), numeric=True) for each in measures],
        ],
        rows=[
            [
                date_format(month, "F Y"),
                *[
                    shown(each, found.measures[each].at(code, month), least)
                    for each in measures
                ],
            ]
            for month in reversed(found.months)
        ],
        total=[_("Total of what is shown") if asked.outside else _("Total"), *sums],
        cards=False,
        export=_export(code, asked) if asked.outside else None,
    )


def _export(code: str, asked: Asked) -> Export:
    query = asked.address(q="")
    return Export(
        reverse("neighbourhood_csv", args=[code]) + query,
        reverse("neighbourhood_xlsx", args=[code]) + query,
    )


def _breakdowns(found: Neighbourhoods, least: int) -> list[Table]:
    """Reports by kind, signals by source, talks by theme: this month and the year."""
    kinds = {kind.value: str(KINDS[kind]) for kind in Kind}
    sources = {key: in_words(BY_KEY[key].title) for key in found.signals}
    themes = {theme.value: str(THEMES[theme]) for theme in Theme}
    about = _("What talks were about, in entries")
    parts = [
        ("kinds", _("Reports by kind"), found.kinds, kinds),
        ("signals", _("Signals by source"), found.signals, sources),
        ("themes", about, found.themes, themes),
    ]
    return [
        Table(
            name=name,
            caption=caption,
            columns=[
                Column(_("What"), row_header=True),
                Column(date_format(found.months[-1], "F Y"), numeric=True),
                Column(_("Last %(months)d months") % {"months": _MONTHS}, numeric=True),
            ],
            rows=[
                [labels[key], *_pair(each, found, least)]
                for key, each in counts.items()
            ],
            cards=False,
        )
        for name, caption, counts, labels in parts
    ]


def _pair(counts: Counts, found: Neighbourhoods, least: int) -> list[object]:
    """This month and the year; in the year only months that may be told."""
    if counts.standing is not Standing.COUNTED:
        return [_("not connected"), ""]
    code = found.areas[0].code
    values = [counts.at(code, each) for each in found.months]
    return [shown(None, values[-1], least), total(values)]


@require_safe
@with_task
def neighbourhood_svg(request: Request, code: str) -> HttpResponse:
    """The chart of the year."""
    asked, found, _least = _found(request, code)
    measure = asked.measure if asked.measure in counted(found) else Measure.REPORTS
    scale = 4 if measure is Measure.HOURS else 1
    points = [
        Point(short(month, "M"), None if value is None else value // scale)
        for month, value in zip(found.months, _values(found, measure), strict=True)
    ]
    narrow = "narrow" in request.GET
    return picture(columns(points, str(UNITS[measure]), narrow=narrow))


@require_safe
@with_task
def neighbourhood_csv(request: Request, code: str) -> HttpResponseBase:
    """The year as CSV: it leaves the house, so small numbers are left out."""
    return csv_file(list(_lines(request, code)), _file_name())


@require_safe
@with_task
def neighbourhood_xlsx(request: Request, code: str) -> HttpResponseBase:
    """The year as a workbook: it leaves the house, so small numbers are left out."""
    return xlsx_file(list(_lines(request, code)), _file_name())


def _file_name() -> str:
    return f"onderdak-neighbourhood-{localdate():%Y-%m-%d}"


def _lines(request: Request, code: str) -> Iterator[list[object]]:
    _asked, found, least = _found(request, code, file=True)
    measures, area = counted(found), found.areas[0]
    yield [
        _("Neighbourhood"),
        _("Code"),
        _("Month"),
        *[str(MEASURES[each]) for each in measures],
    ]
    for month in reversed(found.months):
        cells = [
            in_file(each, found.measures[each].at(area.code, month), least)
            for each in measures
        ]
        yield [area.name, area.code, f"{month:%Y-%m}", *cells]
    yield from provenance(found)
