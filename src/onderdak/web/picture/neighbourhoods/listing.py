"""The neighbourhoods of a municipality: one month, on a map and in a list."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.picture.contract import (
    NOWHERE,
    Measure,
    Neighbourhoods,
    least_told,
    neighbourhoods_of,
    outside_of,
    total,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights import areas
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    LeftOut,
    MapPicture,
    Search,
    Suppressed,
    Table,
)
from onderdak.web.picture.neighbourhoods.asking import (
    YES,
    Asked,
    asked_by,
    called,
    measure_filter,
    month_filter,
    shown,
)
from onderdak.web.picture.neighbourhoods.sources import (
    counted,
    in_file,
    provenance,
    sources_of,
)
from onderdak.web.picture.neighbourhoods.words import MEASURES, UNITS


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def _found(request: Request, *, file: bool = False) -> tuple[Asked, Neighbourhoods]:
    """What is counted; whatever leaves the house is finished and has gaps."""
    on, town, by = localdate(), _town(request), request.actor
    asked = asked_by(request.GET, town, on, outside=file)
    if asked.outside:
        return asked, outside_of(by=by, municipality=town, on=on, last=asked.month)
    return asked, neighbourhoods_of(
        by=by, municipality=town, months=[asked.month], on=on
    )


@require_safe
@with_task
def neighbourhoods(request: Request) -> HttpResponse:
    """What is counted per neighbourhood in a month, on a map and in a list."""
    asked, found = _found(request)
    table = _table(_town(request), asked, found)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Neighbourhoods")},
        ],
        "asked": asked,
        "month": called(asked.period),
        "least": least_told(_town(request), found.on),
        "inside_url": asked.address(outside="", month=""),
        "outside_url": asked.address(outside=YES, month=""),
        "map": _map(_town(request), asked, found),
        "table": table,
        "sources": sources_of(found),
    }
    return render(request, "neighbourhoods/list.html", context)


def _names(asked: Asked, found: Neighbourhoods) -> list[tuple[str, str]]:
    """Codes and names of the rows; the letters asked begin the name."""
    names = {each.code: each.name for each in found.areas}
    letters = asked.prefix.casefold()
    return [
        (code, names.get(code, ""))
        for code in found.codes
        if names.get(code, "").casefold().startswith(letters)
    ]


def _table(town: str, asked: Asked, found: Neighbourhoods) -> Table:
    measures = counted(found)
    rows = _names(asked, found)
    keep = {"outside": YES} if asked.outside else {}
    return Table(
        name="neighbourhoods",
        caption=_("Neighbourhoods in %(month)s") % {"month": called(asked.period)},
        note=_("A star (*) is left out, also of the total.") if asked.outside else "",
        columns=[
            Column(_("Neighbourhood"), row_header=True),
            *[Column(str(MEASURES[each]), numeric=True) for each in measures],
        ],
        rows=[
            [_name(code, name, asked), *_row(asked, found, measures, code)]
            for code, name in rows
        ],
        total=[_total_label(asked), *_totals(asked, found, measures, rows)]
        if rows
        else (),
        cards=False,
        empty=Empty(
            _("There is no such neighbourhood."),
            _("Neighbourhoods come from a file with areas."),
            _("Show all neighbourhoods"),
            reverse("neighbourhoods"),
        ),
        search=Search(
            label=_("Search by the first letters of a neighbourhood"),
            value=asked.prefix,
            filters=[
                month_filter(asked, town, found.on),
                measure_filter(asked, measures),
            ],
            keep=keep,
        ),
        export=Export(
            reverse("neighbourhoods_csv") + asked.address(outside=YES),
            reverse("neighbourhoods_xlsx") + asked.address(outside=YES),
        )
        if asked.outside
        else None,
    )


def _total_label(asked: Asked) -> str:
    return _("Total of what is shown") if asked.outside else _("Total")


def _name(code: str, name: str, asked: Asked) -> object:
    if code == NOWHERE or not name:
        return _("no neighbourhood known")
    query = asked.address(q="", month="")
    return Cell(name, reverse("neighbourhood", args=[code]) + query)


def _row(
    asked: Asked,
    found: Neighbourhoods,
    measures: Sequence[Measure],
    code: str,
) -> list[object]:
    return [
        shown(each, found.measures[each].at(code, asked.month)) for each in measures
    ]


def _totals(
    asked: Asked,
    found: Neighbourhoods,
    measures: Sequence[Measure],
    rows: Sequence[tuple[str, str]],
) -> list[object]:
    return [
        shown(
            each,
            total(found.measures[each].at(code, asked.month) for code, _name in rows),
        )
        for each in measures
    ]


def _map(town: str, asked: Asked, found: Neighbourhoods) -> MapPicture | None:
    if not areas.neighbourhoods(town).exists() or asked.measure not in counted(found):
        return None
    values = [
        _on_map(asked.measure, found.measures[asked.measure].at(each.code, asked.month))
        for each in found.areas
    ]
    return MapPicture(
        name="map-neighbourhood-picture",
        title=_("%(number)s per neighbourhood")
        % {"number": str(MEASURES[asked.measure])},
        geojson_url=reverse("neighbourhoods_map") + asked.address(q=""),
        bounds=areas.bounds_for([each for each in values if each is not None]),
        unit=str(UNITS[asked.measure]),
        table=_map_list(asked, found),
    )


def _map_list(asked: Asked, found: Neighbourhoods) -> Table:
    """Beside the map: the number that it draws, and nothing else."""
    return Table(
        name="on-the-map",
        caption=_("%(number)s per neighbourhood")
        % {"number": str(MEASURES[asked.measure])},
        columns=[
            Column(_("Neighbourhood"), row_header=True),
            Column(str(MEASURES[asked.measure]), numeric=True),
        ],
        rows=[
            [each.name, *_row(asked, found, [asked.measure], each.code)]
            for each in found.areas
        ],
    )


def _on_map(measure: Measure, value: int | None) -> int | None:
    """Whole hours on the map: quarters would be read as hours."""
    return value // 4 if value is not None and measure is Measure.HOURS else value


@require_safe
@with_task
def neighbourhoods_map(request: Request) -> JsonResponse:
    """The outlines with the number that is shown."""
    asked, found = _found(request)
    values: dict[str, int | Suppressed | LeftOut] = {}
    if asked.measure in counted(found):
        for each in found.areas:
            value = found.measures[asked.measure].at(each.code, asked.month)
            on_map = _on_map(asked.measure, value)
            values[each.code] = LeftOut() if on_map is None else on_map
    return areas.geojson(list(areas.neighbourhoods(_town(request))), values)


@require_safe
@with_task
def neighbourhoods_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: it leaves the house, so small numbers are left out."""
    return csv_file(list(_lines(request)), _file_name())


@require_safe
@with_task
def neighbourhoods_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: it leaves the house, so small numbers are left out."""
    return xlsx_file(list(_lines(request)), _file_name())


def _file_name() -> str:
    return f"onderdak-neighbourhoods-{localdate():%Y-%m-%d}"


def _lines(request: Request) -> Iterator[list[object]]:
    asked, found = _found(request, file=True)
    measures = counted(found)
    yield [
        _("Neighbourhood"),
        _("Code"),
        _("Period"),
        *[str(MEASURES[each]) for each in measures],
    ]
    for code, name in _names(asked, found):
        cells = [
            in_file(each, found.measures[each].at(code, asked.month))
            for each in measures
        ]
        yield [
            name or _("no neighbourhood known"),
            code,
            called(asked.period),
            *cells,
        ]
    yield from provenance(found)
