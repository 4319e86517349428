"""The list of certificates, as a page and as files."""

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
    KnownCertificate,
    Scheme,
    Standing,
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
            {"label": _("Quality certificates")},
        ],
        "certificates": _certificates(page, found, on),
        "gaps_count": len(found.gaps),
        **acts_of(request.actor),
    }
    return render(request, "quality/certificates/list.html", context)


def crumbs() -> list[dict[str, str]]:
    """The way to the list of certificates."""
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Quality certificates"), "url": reverse(LIST)},
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
    return csv_file(_certificate_lines(request), filename("certificates"))


@require_safe
@with_task
def certificates_xlsx(request: Request) -> HttpResponseBase:
    """The list of certificates as a workbook."""
    return xlsx_file(_certificate_lines(request), filename("certificates"))


def filename(what: str) -> str:
    """The name of a file of today."""
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
        caption=_("Quality certificates"),
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
        rows=rows_of(page),
        empty=empty_of(
            page.asked,
            LIST,
            _("There are no certificates yet."),
            _("Read a register in, or record a certificate."),
        ),
        paging=paging_of(page),
        search=search_of(page.asked, with_state=True) if found.certificates else None,
        export=export_of(page.asked, LIST) if page.total else None,
    )


def rows_of(page: Page) -> Sequence[Sequence[object]]:
    """The rows of a page, each as its cells."""
    return [row for row in page.rows if isinstance(row, list)]


def empty_of(asked: Asked, name: str, title: str, words: str) -> Empty:
    """What an empty list says."""
    if asked.narrowed:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the whole list"),
            reverse(name),
        )
    return Empty(title, words)


def search_of(asked: Asked, *, with_state: bool) -> Search:
    """The search by words, scheme and what is missing."""
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


def paging_of(page: Page) -> Paging:
    """The way to the next and the previous page."""
    if not page.rows:
        return Paging()
    return Paging(
        next_url=page.next_url,
        previous_url=page.previous_url,
        shown=_("%(shown)s of %(total)s")
        % {"shown": number(len(page.rows)), "total": number(page.total)},
    )


def export_of(asked: Asked, name: str) -> Export:
    """The files of exactly what is asked."""
    query = asked.address() if asked.narrowed else ""
    return Export(reverse(f"{name}_csv") + query, reverse(f"{name}_xlsx") + query)
