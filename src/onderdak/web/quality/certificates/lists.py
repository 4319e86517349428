"""The lists of certificates and of gaps, as pages and as files."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, may
from onderdak.housing.quality.contract import (
    KEEP_CERTIFICATES,
    STATE_CERTIFICATE,
    CertificateOverview,
    Gap,
    KnownCertificate,
    Scheme,
    Standing,
    nights_may_be_laid_beside,
)
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
)
from onderdak.web.pages.values import number
from onderdak.web.quality.certificates.finding import (
    Asked,
    Page,
    asked_by,
    certificates_asked,
    gaps_asked,
    overview_for,
    page_of,
)
from onderdak.web.quality.certificates.words import (
    GAP_TAGS,
    GAPS,
    SCHEMES,
    SHORT,
    STANDINGS,
    TAGS,
    gap_sentence,
)

LIST = "quality_certificates"
GAP_LIST = "quality_gaps"


@require_safe
@with_task
def certificates(request: Request) -> HttpResponse:
    """The certificates that somebody looks after."""
    on, asked = localdate(), asked_by(request.GET)
    found = overview_for(request.actor, on)
    rows = certificates_asked(found, asked)
    page = page_of(rows, asked, _certificate_cells)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Certificates")},
        ],
        "certificates": _certificates(page, found, on),
        "gaps_count": len(found.gaps),
        **acts_of(request.actor),
    }
    return render(request, "quality/certificates/list.html", context)


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


def crumbs() -> list[dict[str, str]]:
    """The way to the list of certificates."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Certificates"), "url": reverse(LIST)},
    ]


def acts_of(actor: Actor) -> dict[str, bool]:
    """What somebody may do with certificates besides reading them."""
    grant = actor.grants[0]
    return {
        "may_keep": may(actor, KEEP_CERTIFICATES, municipality=grant.municipality),
        "may_state": may(actor, STATE_CERTIFICATE, provider=grant.provider),
    }


@require_safe
@with_task
def certificates_csv(request: Request) -> HttpResponseBase:
    """The list of certificates as CSV."""
    return csv_file(_certificate_lines(request), _filename("certificates"))


@require_safe
@with_task
def certificates_xlsx(request: Request) -> HttpResponseBase:
    """The list of certificates as a workbook."""
    return xlsx_file(_certificate_lines(request), _filename("certificates"))


@require_safe
@with_task
def gaps_csv(request: Request) -> HttpResponseBase:
    """The list of gaps as CSV."""
    return csv_file(_gap_lines(request), _filename("certificate-gaps"))


@require_safe
@with_task
def gaps_xlsx(request: Request) -> HttpResponseBase:
    """The list of gaps as a workbook."""
    return xlsx_file(_gap_lines(request), _filename("certificate-gaps"))


def _filename(what: str) -> str:
    return f"onderdak-{what}-{localdate():%Y-%m-%d}"


def _certificate_lines(request: Request) -> Iterator[list[object]]:
    """The lines of the file; short enough to be read before it is sent."""
    found = overview_for(request.actor, localdate())
    rows = certificates_asked(found, asked_by(request.GET))
    return iter([_certificate_header(), *map(_certificate_line, rows)])


def _certificate_header() -> list[object]:
    return [
        _("Scheme"),
        _("Number"),
        _("Holder"),
        _("KvK number"),
        _("Location"),
        _("Beds"),
        _("Valid from"),
        _("Valid until"),
        _("Registered on"),
        _("Inspected on"),
        _("State"),
        _("What is missing"),
    ]


def _certificate_line(one: KnownCertificate) -> list[object]:
    term = one.term
    return [
        str(SCHEMES[Scheme(one.row.scheme)]),
        one.row.number,
        one.row.holder,
        one.row.holder_kvk,
        place_of(one),
        term and term.beds,
        term and term.valid_from,
        term and term.valid_until,
        term and term.registered_on,
        term and term.inspected_on,
        str(STANDINGS[one.standing]),
        " ".join(gap_sentence(gap) for gap in one.gaps),
    ]


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


def place_of(one: KnownCertificate) -> str:
    """Of which place a certificate is, in words."""
    if one.row.location is not None:
        return one.row.location.name
    if one.row.whole_organisation:
        return _("the whole organisation")
    return one.row.address or _("not known")


def _certificate_cells(one: KnownCertificate) -> list[object]:
    term = one.term
    return [
        Cell(one.row.holder, reverse("quality_certificate", args=[one.row.pk])),
        str(SHORT[Scheme(one.row.scheme)]),
        place_of(one),
        term.beds if term else None,
        term.valid_until if term else None,
        Cell(str(STANDINGS[one.standing]), kind=TAGS[one.standing]),
        Cell(str(GAPS[one.gaps[0].kind]), kind=GAP_TAGS[one.gaps[0].kind])
        if one.gaps
        else "",
    ]


def _certificates(page: Page, found: CertificateOverview, on: date) -> Table:
    return Table(
        name="certificates",
        caption=_("Certificates"),
        note=_("State of %(day)s") % {"day": date_format(on, "j F Y")},
        columns=[
            Column(_("Holder"), row_header=True),
            Column(_("Scheme")),
            Column(_("Location")),
            Column(_("Beds"), numeric=True),
            Column(_("Valid until")),
            Column(_("State")),
            Column(_("What is missing")),
        ],
        rows=_rows(page),
        empty=_empty(
            page.asked,
            LIST,
            _("There are no certificates yet."),
            _("Read a register in, or record a certificate."),
        ),
        paging=_paging(page),
        search=_search(page.asked, with_state=True) if found.certificates else None,
        export=_export(page.asked, LIST) if page.total else None,
    )


def _rows(page: Page) -> Sequence[Sequence[object]]:
    return [row for row in page.rows if isinstance(row, list)]


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
        rows=_rows(page),
        empty=_empty(
            page.asked,
            GAP_LIST,
            _("Nothing is missing."),
            _("All certificates that are known here hold and were inspected in time."),
        ),
        paging=_paging(page),
        search=_search(page.asked, with_state=False) if found.gaps else None,
        export=_export(page.asked, GAP_LIST) if page.total else None,
    )


def _empty(asked: Asked, name: str, title: str, words: str) -> Empty:
    if asked.narrowed:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse(name),
        )
    return Empty(title, words)


def _search(asked: Asked, *, with_state: bool) -> Search:
    filters = [
        _filter("scheme", _("Scheme"), _("Every scheme"), SCHEMES, asked.scheme),
        _filter("gap", _("What is missing"), _("Anything"), GAPS, asked.gap),
    ]
    if with_state:
        states = {one: STANDINGS[one] for one in Standing}
        filters.insert(
            1, _filter("state", _("State"), _("Every state"), states, asked.state)
        )
    return Search(
        label=_("Search by holder, number or location"),
        hint=_("A part of the name is enough."),
        value=asked.words,
        filters=filters,
    )


def _filter(
    name: str, label: str, all_: str, words: dict[Any, Any], value: str
) -> Filter:
    options = [Option("", all_), *(Option(k.value, str(v)) for k, v in words.items())]
    return Filter(name, label, options, value)


def _paging(page: Page) -> Paging:
    if not page.rows:
        return Paging()
    return Paging(
        next_url=page.next_url,
        previous_url=page.previous_url,
        shown=_("%(shown)s of %(total)s")
        % {"shown": number(len(page.rows)), "total": number(page.total)},
    )


def _export(asked: Asked, name: str) -> Export:
    query = asked.address() if asked.narrowed else ""
    return Export(reverse(f"{name}_csv") + query, reverse(f"{name}_xlsx") + query)
