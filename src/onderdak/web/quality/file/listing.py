"""The list of locations by quality, as a page and as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.housing.quality.contract import Line, only, quality_lines
from onderdak.kernel.identifiers import whole_number
from onderdak.rules import Kind
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
    Tile,
)
from onderdak.web.pages.values import number
from onderdak.web.quality.file.words import KINDS

_PAGE: Final = 50


@dataclass(frozen=True)
class _Asked:
    """What the address bar asks of the list."""

    words: str
    wanted: str
    page: int

    def address(self, page: int = 0) -> str:
        """The query of the same list, at a page."""
        asked = {"q": self.words, "kind": self.wanted, "page": page or ""}
        kept = urlencode({name: value for name, value in asked.items() if value})
        return f"?{kept}" if kept else ""


def _asked(request: Request) -> _Asked:
    given = request.GET
    return _Asked(
        words=given.get("q", "").replace("\x00", "").strip()[:120],
        wanted=given.get("kind", "")[:20],
        page=whole_number(given.get("page", "")) or 0,
    )


def _lines(request: Request) -> list[Line]:
    grant = request.actor.grants[0]
    return quality_lines(
        by=request.actor,
        on=localdate(),
        municipality=None if grant.provider is not None else grant.municipality or "",
        provider=grant.provider,
    )


@require_safe
@with_task
def qualities(request: Request) -> HttpResponse:
    """All locations that someone sees, who misses most norms first."""
    asked = _asked(request)
    everything = _lines(request)
    found = only(everything, words=asked.words, wanted=asked.wanted)
    for_provider = request.actor.grants[0].provider is not None
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Quality")},
        ],
        "for_provider": for_provider,
        "tiles": _tiles(everything),
        "table": _table(found, asked, for_provider=for_provider),
    }
    return render(request, "quality/list.html", context)


def _tiles(lines: list[Line]) -> list[Tile]:
    on = localdate()
    source = _("quality files")

    def tile(label: str, many: int, wanted: str) -> Tile:
        unit = _("location") if many == 1 else _("locations")
        return Tile(label, many, on, source, unit, url=f"?kind={wanted}")

    tiles = [
        tile(
            _("Do not meet: %(kind)s") % {"kind": KINDS[kind]},
            sum(bool(line.counts.breaches[kind]) for line in lines),
            kind,
        )
        for kind in KINDS
    ]
    silent = sum(not line.stated for line in lines)
    return [*tiles, tile(_("Nothing stated yet"), silent, "unstated")]


def _table(found: list[Line], asked: _Asked, *, for_provider: bool) -> Table:
    start = asked.page * _PAGE
    shown = found[start : start + _PAGE]
    csv = reverse("qualities_csv") + asked.address()
    xlsx = reverse("qualities_xlsx") + asked.address()
    return Table(
        name="qualities",
        caption=_("Locations by quality"),
        note=_("who misses most norms first, the law before all else"),
        columns=_columns(for_provider=for_provider),
        rows=[_row(line, for_provider=for_provider) for line in shown],
        empty=_empty(asked),
        paging=_paging(found, shown, asked),
        search=_search(asked),
        export=Export(csv, xlsx) if found else None,
    )


def _columns(*, for_provider: bool) -> list[Column]:
    return [
        Column(_("Location"), row_header=True),
        Column(_("Municipality") if for_provider else _("Provider")),
        *(Column(str(KINDS[kind]).capitalize(), numeric=True) for kind in KINDS),
        Column(_("Meets"), numeric=True),
        Column(_("Unknown"), numeric=True),
        Column(_("Last stated")),
    ]


def _row(line: Line, *, for_provider: bool) -> list[object]:
    return [
        Cell(line.name, reverse("quality_file", args=[line.pk])),
        line.municipality if for_provider else line.provider,
        *(line.counts.breaches[kind] for kind in KINDS),
        line.counts.meets,
        line.counts.cannot_judge,
        line.newest,
    ]


def _empty(asked: _Asked) -> Empty:
    if asked.words or asked.wanted:
        return Empty(
            _("No location fits this search."),
            _("Try fewer letters, or look at the whole list."),
            _("Show all locations"),
            reverse("qualities"),
        )
    return Empty(_("There are no locations yet."))


def _search(asked: _Asked) -> Search:
    return Search(
        label=_("Search by name, address or provider"),
        value=asked.words,
        filters=[
            Filter(
                name="kind",
                label=_("Which locations"),
                value=asked.wanted,
                options=[
                    Option("", _("all")),
                    *(
                        Option(
                            kind.value,
                            _("do not meet: %(kind)s") % {"kind": KINDS[kind]},
                        )
                        for kind in KINDS
                    ),
                    Option("none", _("no breach known")),
                    Option("unstated", _("nothing stated yet")),
                ],
            )
        ],
    )


def _paging(found: list[Line], shown: list[Line], asked: _Asked) -> Paging:
    if not shown:
        return Paging()
    page = asked.page
    before = asked.address(page - 1) or "?" if page else ""
    return Paging(
        next_url=asked.address(page + 1) if len(found) > (page + 1) * _PAGE else "",
        previous_url=before,
        shown=_("%(shown)s of %(total)s locations")
        % {"shown": number(len(shown)), "total": number(len(found))},
    )


@require_safe
@with_task
def qualities_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_file_rows(request), f"quality-{localdate():%Y-%m-%d}")


@require_safe
@with_task
def qualities_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_file_rows(request), f"quality-{localdate():%Y-%m-%d}")


def _file_rows(request: Request) -> list[list[object]]:
    asked = _asked(request)
    found = only(_lines(request), words=asked.words, wanted=asked.wanted)
    return [_header(), *_body(found)]


def _header() -> list[object]:
    return [
        _("Number"),
        _("Location"),
        _("Address"),
        _("Municipality"),
        _("Provider"),
        *(_("Does not meet: %(kind)s") % {"kind": KINDS[kind]} for kind in Kind),
        _("Meets"),
        _("Cannot be judged"),
        _("Facts stated"),
        _("Last stated"),
        _("Judged on"),
    ]


def _body(found: list[Line]) -> Iterator[list[object]]:
    on = localdate()
    for line in found:
        yield [
            line.pk,
            line.name,
            line.address,
            line.municipality,
            line.provider,
            *(line.counts.breaches[kind] for kind in Kind),
            line.counts.meets,
            line.counts.cannot_judge,
            line.stated,
            line.newest,
            on,
        ]
