"""The profile of one neighbourhood: its numbers, month by month."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
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
    outside_of,
    total,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Column, Export, Filter, Option, Table, Tile
from onderdak.web.pages.values import number, said
from onderdak.web.picture.neighbourhoods.asking import (
    YES,
    Asked,
    asked_by,
    called,
    shown,
)
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

_MONTHS, _PERIODS = 12, 8


def found_for(
    request: Request, code: str, *, file: bool = False
) -> tuple[Asked, Neighbourhoods]:
    """What is asked and counted; whatever leaves the house is finished, with gaps."""
    on, by = localdate(), request.actor
    town = by.grants[0].municipality or ""
    try:
        code = neighbourhood_code(code)
    except Invalid as error:
        what = text("There is no neighbourhood %(code)s here.", code=code)
        raise NotFound(what) from error
    asked = asked_by(request.GET, town, on, outside=file)
    if asked.outside:
        return asked, outside_of(
            by=by, municipality=town, on=on, number=_PERIODS, area=code
        )
    return asked, neighbourhoods_of(
        by=by, municipality=town, months=months_up_to(on, _MONTHS), on=on, area=code
    )


@require_safe
@with_task
def neighbourhood(request: Request, code: str) -> HttpResponse:
    """One neighbourhood: this month in numbers, the year in a chart and a table."""
    asked, found = found_for(request, code)
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
        "least": least_told(found.municipality, found.on),
        "last": called(found.periods[-1]),
        "inside_url": here + asked.address(outside="", q="", month=""),
        "outside_url": here + asked.address(outside=YES, q="", month=""),
        "tiles": _tiles(found),
        "gaps": _gaps(found),
        "choice": _choice(measure, measures),
        "chart_url": reverse("neighbourhood_svg", args=[area.code])
        + asked.address(measure=measure.value, q=""),
        "chart_title": _chart_title(asked, measure),
        "chart_alt": _alt(found, measure),
        "months": _months(asked, found),
        "tables": _breakdowns(asked, found),
        "sources": sources_of(found),
    }
    return render(request, "neighbourhoods/profile.html", context)


def _choice(measure: Measure, measures: Sequence[Measure]) -> Filter:
    options = [Option(each.value, str(MEASURES[each])) for each in measures]
    return Filter("measure", _("In the chart"), options, measure.value)


def _tiles(found: Neighbourhoods) -> list[Tile]:
    code, month = found.areas[0].code, found.months[-1]
    return [
        Tile(
            label=str(MEASURES[measure]),
            value=shown(measure, counts.at(code, month)),
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


def values_of(found: Neighbourhoods, measure: Measure) -> list[int | None]:
    """One number of the neighbourhood, period by period."""
    code = found.areas[0].code
    return [found.measures[measure].at(code, month) for month in found.months]


def _alt(found: Neighbourhoods, measure: Measure) -> str:
    values = [each or 0 for each in values_of(found, measure)]
    scale = 4 if measure is Measure.HOURS else 1
    return _(
        "Bar chart of %(unit)s per month: at least %(least)s, at most %(most)s."
    ) % {
        "unit": str(UNITS[measure]),
        "least": number(min(values) // scale),
        "most": number(max(values) // scale),
    }


def _months(asked: Asked, found: Neighbourhoods) -> Table:
    """The year, newest month first; houses are a standing number and have no sum."""
    measures, code = counted(found), found.areas[0].code
    sums = [
        "" if each is Measure.HOUSES else shown(each, total(values_of(found, each)))
        for each in measures
    ]
    return Table(
        name="months",
        caption=_("Period by period") if asked.outside else _("Month by month"),
        note=_("A star (*) is left out, also of the total.") if asked.outside else "",
        columns=[
            Column(_("Period") if asked.outside else _("Month"), row_header=True),
            *[Column(str(MEASURES[each]), numeric=True) for each in measures],
        ],
        rows=[
            [
                called(period),
                *[
                    shown(each, found.measures[each].at(code, period.start))
                    for each in measures
                ],
            ]
            for period in reversed(found.periods)
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


def _breakdowns(asked: Asked, found: Neighbourhoods) -> list[Table]:
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
                Column(called(found.periods[-1]), numeric=True),
                Column(_all_periods(asked, found), numeric=True),
            ],
            rows=[[labels[key], *_pair(each, found)] for key, each in counts.items()],
            cards=False,
        )
        for name, caption, counts, labels in parts
    ]


def _pair(counts: Counts, found: Neighbourhoods) -> list[object]:
    """This month and the year; in the year only months that may be told."""
    if counts.standing is not Standing.COUNTED:
        return [_gap(counts), ""]
    code = found.areas[0].code
    values = [counts.at(code, each) for each in found.months]
    return [shown(None, values[-1]), total(values)]


def _gap(counts: Counts) -> str:
    if counts.standing is Standing.NOT_CONNECTED:
        return _("not connected")
    return _("counted with the others")


def _all_periods(asked: Asked, found: Neighbourhoods) -> str:
    if asked.outside:
        return _("All that is shown of %(periods)d periods") % {
            "periods": len(found.periods)
        }
    return _("Last %(months)d months") % {"months": _MONTHS}


def _chart_title(asked: Asked, measure: Measure) -> str:
    words = {"number": str(MEASURES[measure])}
    if asked.outside:
        return _("%(number)s per period") % words
    return _("%(number)s per month") % words


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
    _asked, found = found_for(request, code, file=True)
    measures, area = counted(found), found.areas[0]
    yield [
        _("Neighbourhood"),
        _("Code"),
        _("Period"),
        *[str(MEASURES[each]) for each in measures],
    ]
    for period in reversed(found.periods):
        cells = [
            in_file(each, found.measures[each].at(area.code, period.start))
            for each in measures
        ]
        yield [area.name, area.code, called(period), *cells]
    yield from provenance(found)
