"""The list of what is missing of certificates, as a page and as files."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.housing.quality.contract import (
    CertificateOverview,
    Gap,
    nights_may_be_laid_beside,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import Cell, Column, Table
from onderdak.web.quality.certificates.finding import (
    Page,
    asked_by,
    gaps_asked,
    overview_for,
    page_of,
)
from onderdak.web.quality.certificates.lists import (
    crumbs,
    empty_of,
    export_of,
    filename,
    paging_of,
    place_of,
    rows_of,
    search_of,
)
from onderdak.web.quality.certificates.words import (
    GAP_TAGS,
    GAPS,
    SCHEMES,
    SHORT,
    gap_sentence,
)

GAP_LIST = "quality_gaps"


@require_safe
@with_task
def gaps(request: Request) -> HttpResponse:
    """Everything that is missing or will soon be, the most pressing first."""
    on, asked = localdate(), asked_by(request.GET)
    found = overview_for(request.actor, on)
    page = page_of(gaps_asked(found, asked), asked, lambda gap: _gap_cells(found, gap))
    town = request.actor.grants[0].municipality
    context = {
        "breadcrumbs": [*crumbs(), {"label": _("What is missing")}],
        "gaps": _gaps(page, found, on),
        "counts_left_out": town is not None and not nights_may_be_laid_beside(town, on),
    }
    return render(request, "quality/certificates/gaps.html", context)


@require_safe
@with_task
def gaps_csv(request: Request) -> HttpResponseBase:
    """The list of gaps as CSV."""
    return csv_file(_gap_lines(request), filename("certificate-gaps"))


@require_safe
@with_task
def gaps_xlsx(request: Request) -> HttpResponseBase:
    """The list of gaps as a workbook."""
    return xlsx_file(_gap_lines(request), filename("certificate-gaps"))


def _gap_lines(request: Request) -> Iterator[list[object]]:
    found = overview_for(request.actor, localdate())
    header: list[object] = [
        *(_("What"), _("Scheme"), _("Holder"), _("Location")),
        *(_("Day"), _("In words")),
    ]
    lines = [_gap_line(found, gap) for gap in gaps_asked(found, asked_by(request.GET))]
    return iter([header, *lines])


def _gap_line(found: CertificateOverview, gap: Gap) -> list[object]:
    return [
        str(GAPS[gap.kind]),
        str(SCHEMES[gap.scheme]),
        _holder(found, gap),
        _where(found, gap),
        gap.day,
        gap_sentence(gap),
    ]


def _gap_cells(found: CertificateOverview, gap: Gap) -> list[object]:
    url = (
        reverse("quality_certificate", args=[gap.certificate])
        if gap.certificate
        else reverse("quality_beside", args=[gap.location])
    )
    return [
        Cell(_where(found, gap) or _holder(found, gap), url),
        _holder(found, gap),
        str(SHORT[gap.scheme]),
        Cell(str(GAPS[gap.kind]), kind=GAP_TAGS[gap.kind]),
        gap_sentence(gap),
    ]


def _holder(found: CertificateOverview, gap: Gap) -> str:
    if known := found.of(gap):
        return known.row.holder
    house = found.houses.get(gap.location or 0)
    return house.provider.name if house else ""


def _where(found: CertificateOverview, gap: Gap) -> str:
    if known := found.of(gap):
        return place_of(known)
    house = found.houses.get(gap.location or 0)
    return house.name if house else ""


def _gaps(page: Page, found: CertificateOverview, on: date) -> Table:
    return Table(
        name="gaps",
        caption=_("What is missing"),
        note=_("State of %(day)s") % {"day": date_format(on, "j F Y")},
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Holder")),
            Column(_("Scheme")),
            Column(_("What")),
            Column(_("In words")),
        ],
        rows=rows_of(page),
        empty=empty_of(
            page.asked,
            GAP_LIST,
            _("Nothing is missing."),
            _("All certificates that are known here hold and were inspected in time."),
        ),
        paging=paging_of(page),
        search=search_of(page.asked, with_state=False) if found.gaps else None,
        export=export_of(page.asked, GAP_LIST) if page.total else None,
    )
