"""Certificates of destruction: the list, one of them, and the list as a file."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.foundation.privacy.contract import (
    DestructionCertificate,
    certificate,
    certificates,
    lines_of,
    proofs_of,
)
from onderdak.kernel.identifiers import whole_number
from onderdak.web.account.contract import Request, with_task
from onderdak.web.nights.export import csv_file
from onderdak.web.nights.retention.words import room_name, table_name
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Fact,
    Paging,
    Search,
    Table,
)
from onderdak.web.pages.values import number

PAGE = 25
_LONGEST = 10


def certificate_list(request: Request) -> Table:
    """One page of the municipality's certificates, newest first."""
    asked = request.GET.get("q", "").strip()[:_LONGEST]
    after = whole_number(request.GET.get("after", ""))
    all_found = _searched(_own(request.actor), asked)
    total = all_found.count()
    found = all_found
    if after is not None:
        found = found.filter(pk__lt=after)
    page = list(found[: PAGE + 1])
    return Table(
        name="certificates",
        caption=_("Certificates of destruction"),
        note=_("newest first"),
        columns=[
            Column(label, row_header=not place, numeric=place == 2)
            for place, label in enumerate(_header())
        ],
        rows=[[_link(each), *_told(each)[1:]] for each in page[:PAGE]],
        empty=_empty(asked),
        paging=_paging(page, total, asked),
        search=Search(
            label=_("Search by number or year"),
            hint=_("A number such as 12, or a year such as 2026."),
            value=asked,
        )
        if total or asked
        else None,
        export=_export(asked) if total else None,
    )


@with_task
def certificate_page(request: Request, pk: int) -> HttpResponse:
    """One certificate, with what went of each table and the proofs."""
    found = certificate(by=request.actor, municipality=_town(request.actor), number=pk)
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": "/"},
            {"label": _("Retention"), "url": reverse("retention")},
            {"label": _title(found)},
        ],
        "title": _title(found),
        "facts": facts_of(found),
        "lines": _lines(found),
        "proofs": _proofs(found),
        "errors": [
            f"{table_name(each['table'])}: {each['message']}" for each in found.errors
        ],
        "pdf_url": reverse("certificate_pdf", args=[found.pk]),
    }
    return render(request, "nights/retention/certificate.html", context)


@with_task
def certificates_csv(request: Request) -> HttpResponseBase:
    """The list as CSV, narrowed as it is shown."""
    actor, asked = request.actor, request.GET.get("q", "").strip()[:_LONGEST]
    _own(actor)  # refuse before the file begins
    rows = _file(actor, asked, translation.get_language() or "nl")
    return csv_file(rows, f"onderdak-certificates-{localdate():%Y-%m-%d}")


def facts_of(found: DestructionCertificate) -> list[Fact]:
    """What a certificate says about itself."""
    run = found.run
    held = sum(hold["locations"] for hold in found.holds)
    return [
        Fact(_("Rows destroyed"), found.rows),
        Fact(_("State of"), run.on_day),
        Fact(_("Begun"), _moment(run.started_at)),
        Fact(_("Certified"), _moment(found.issued_at)),
        Fact(_("Run by"), _ran_by(run.ran_by)),
        Fact(_("Software"), run.software),
        Fact(_("Locations held back"), held),
        Fact(_("Checksum"), found.digest),
    ]


def _ran_by(name: str) -> str:
    known = {"nightly job": _("the nightly job"), "command": _("a command")}
    return known.get(name, name)


def _moment(at: datetime) -> str:
    return date_format(localtime(at).replace(microsecond=0), "j F Y H:i")


def _town(actor: Actor) -> str:
    return actor.grants[0].municipality or ""


def _own(actor: Actor) -> QuerySet[DestructionCertificate]:
    return certificates(by=actor, municipality=_town(actor))


def _searched(
    found: QuerySet[DestructionCertificate], asked: str
) -> QuerySet[DestructionCertificate]:
    number_asked = whole_number(asked)
    if number_asked is None:
        return found.none() if asked else found
    if len(asked) == 4 and asked.startswith("20"):
        return found.filter(run__on_day__year=number_asked)
    return found.filter(pk=number_asked)


def _title(found: DestructionCertificate) -> str:
    return _("Certificate %(number)s") % {"number": found.pk}


def _link(found: DestructionCertificate) -> Cell:
    return Cell(_title(found), reverse("certificate", args=[found.pk]))


def _header() -> list[str]:
    return [_("Certificate"), _("State of"), _("Rows"), _("Run by"), _("Outcome")]


def _told(found: DestructionCertificate) -> list[object]:
    return [
        found.pk,
        found.run.on_day,
        found.rows,
        _ran_by(found.run.ran_by),
        Cell(_("in part"), kind="warning")
        if found.errors
        else Cell(_("whole"), kind="success"),
    ]


def _empty(asked: str) -> Empty:
    if asked:
        return Empty(
            _("No certificate has this number or year."),
            _("Try another, or look at the whole list."),
            _("Show all certificates"),
            reverse("retention"),
        )
    return Empty(
        _("Nothing has been destroyed here yet."),
        _("After a run that destroyed something its certificate stands here."),
    )


def _paging(page: list[DestructionCertificate], total: int, asked: str) -> Paging:
    if not page:
        return Paging()
    shown = page[:PAGE]
    more = {"q": asked} if asked else {}
    following = "?" + urlencode({**more, "after": shown[-1].pk})
    return Paging(
        next_url=following if len(page) > PAGE else "",
        shown=_("%(shown)s of %(total)s certificates")
        % {"shown": number(len(shown)), "total": number(total)},
    )


def _export(asked: str) -> Export:
    query = "?" + urlencode({"q": asked}) if asked else ""
    return Export(csv_url=reverse("certificates_csv") + query)


def _file(actor: Actor, asked: str, language: str) -> Iterator[list[object]]:
    """The lines of the file, read while it is sent."""
    with scope(scope_of(actor)), translation.override(language):
        yield [*_header(), _("Checksum")]
        for each in _searched(_own(actor), asked).iterator():
            told = [
                cell.value if isinstance(cell, Cell) else cell for cell in _told(each)
            ]
            yield [*told, each.digest]


def _lines(found: DestructionCertificate) -> Table:
    return Table(
        name="destroyed",
        caption=_("What was destroyed"),
        columns=[
            Column(_("What"), row_header=True),
            Column(_("How many"), numeric=True),
            Column(_("Oldest")),
            Column(_("Newest")),
            Column(_("Kept for")),
            Column(_("Reason")),
        ],
        rows=[
            [
                f"{table_name(line.table).capitalize()} ({room_name(line.room)})",
                line.rows,
                line.oldest or _("no date"),
                line.newest or _("no date"),
                ngettext("%(months)d month", "%(months)d months", line.months)
                % {"months": line.months}
                if line.months
                else _("a term of its own"),
                line.reason,
            ]
            for line in lines_of(found)
        ],
        total=[_("Total"), found.rows, "", "", "", ""],
    )


def _proofs(found: DestructionCertificate) -> Table:
    return Table(
        name="proofs",
        caption=_("Proof of each batch"),
        note=_("SHA-256 over the sorted numbers of the rows that went"),
        columns=[
            Column(_("What"), row_header=True),
            Column(_("How many"), numeric=True),
            Column(_("Checksum")),
        ],
        rows=[
            [table_name(each.table_name).capitalize(), each.rows, each.digest]
            for each in proofs_of(found)
        ],
    )
