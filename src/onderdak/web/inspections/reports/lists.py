"""All reports of a municipality: what waits, the list, and checking a file."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.inspections.contract.reports import (
    Kind,
    State,
    VisitReport,
    all_reports,
    copies_due,
    danger_copies_due,
    state_of,
    to_sign,
    verify,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import (
    Part,
    Way,
    asked,
    check_sees,
    crumbs,
    key_asked,
    page,
    town,
    words_asked,
)
from onderdak.web.inspections.reports.forms import VerifyForm
from onderdak.web.inspections.reports.words import KINDS, STATES
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Paging,
    Search,
    Table,
    Todo,
)

_PAGE = 50
_MOST = 20_000


@require_safe
@with_task
def visit_reports(request: Request) -> HttpResponse:
    """The reports of this municipality, and what waits for this person."""
    return page(
        request,
        _("Reports of visits"),
        breadcrumbs=crumbs((_("Reports of visits"), "")),
        todos=report_todos(request),
        ways=[Way(_("Check a file"), reverse("verify_report"))],
        parts=[Part(_("The list"), table=_table(request))],
    )


def report_todos(request: Request) -> list[Todo]:
    """Documents to sign, and copies that a resident must have."""
    by, on, here = request.actor, localdate(), town(request)
    waits = [
        Todo(
            _("Sign the report of visit %(number)s") % {"number": one.row.visit.number},
            reverse("visit_report", args=[one.row.visit.number]),
        )
        for one in to_sign(by=by, municipality=here, on=on)
    ]
    copies = [
        Todo(
            _("Copy of the report of entry to who lives at %(address)s")
            % {"address": one.address},
            reverse("visit_report", args=[one.warrant.visit.number]),
            due=date_format(one.copy_due_on, "j F Y") if one.copy_due_on else "",
            kind="error" if one.copy_due_on and one.copy_due_on < on else "warning",
        )
        for one in copies_due(by=by, municipality=here)
    ]
    return [*copies, *_after_danger(request, here, on), *waits]


def _after_danger(request: Request, here: str, on: date) -> Iterator[Todo]:
    """The same duty where somebody went in for danger, without a warrant."""
    for visit, due in danger_copies_due(by=request.actor, municipality=here):
        yield Todo(
            _("Copy of the report of entry to who lives at %(address)s")
            % {"address": visit.address},
            reverse("visit_report", args=[visit.number]),
            due=date_format(due, "j F Y"),
            kind="error" if due < on else "warning",
        )


def _rows(request: Request, most: int) -> list[VisitReport]:
    found = all_reports(
        by=request.actor,
        municipality=town(request),
        search=words_asked(request),
        before=key_asked(request, "before"),
    )
    return list(found[:most])


def _table(request: Request) -> Table:
    rows = _rows(request, _PAGE + 1)
    words = words_asked(request)
    here, query = reverse("visit_reports"), asked({"q": words})
    more = rows[_PAGE - 1].pk if len(rows) > _PAGE else None
    return Table(
        name="reports",
        caption=_("Reports of visits"),
        note=_("newest first"),
        columns=[
            Column(_("Visit"), row_header=True),
            Column(_("Address")),
            Column(_("Document")),
            Column(_("Made on")),
            Column(_("State")),
        ],
        rows=[_row(row) for row in rows[:_PAGE]],
        empty=Empty(
            _("No report was made yet."),
            _("A report is made from the page of a visit that is ended."),
        ),
        search=Search(_("Number or street"), value=words),
        paging=Paging(
            next_url=asked({"q": words, "before": str(more)}) if more else ""
        ),
        export=Export(f"{here}list.csv{query}", f"{here}list.xlsx{query}"),
    )


def _row(row: VisitReport) -> list[object]:
    label, kind = STATES[_state(row)]
    number = row.visit.number
    return [
        Cell(number, url=reverse("visit_report", args=[number])),
        row.visit.address.in_full,
        str(KINDS[Kind(row.kind)]),
        localdate(row.made_at),
        Cell(str(label), kind=kind),
    ]


def _state(row: VisitReport) -> State:
    return state_of(
        locked=row.locked_at is not None,
        replaced=row.replaced_at is not None,
        signatures=0,
    )


@require_safe
@with_task
def reports_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_lines(request), f"onderdak-visit-reports-{localdate():%Y-%m-%d}")


@require_safe
@with_task
def reports_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_lines(request), f"onderdak-visit-reports-{localdate():%Y-%m-%d}")


def _lines(request: Request) -> Iterator[list[object]]:
    head: list[object] = [
        *(_("Visit"), _("Address"), _("Document"), _("Made on"), _("State")),
        "SHA-256",
    ]
    rows = [
        [
            *(row.visit.number, row.visit.address.in_full, str(KINDS[Kind(row.kind)])),
            *(localdate(row.made_at), str(STATES[_state(row)][0]), row.sha256),
        ]
        for row in _rows(request, _MOST)
    ]
    return iter([head, *rows])


@with_task
def verify_report(request: Request) -> HttpResponse:
    """Say of a file whether it is a report from here, unchanged, and who signed it."""
    check_sees(request)
    form = VerifyForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {
        "form": form,
        "breadcrumbs": crumbs(
            (_("Reports of visits"), reverse("visit_reports")), (_("Check a file"), "")
        ),
    }
    if request.method == "POST" and form.is_valid():
        found = verify(
            by=request.actor,
            municipality=town(request),
            file=form.cleaned_data["file"].read(),
            on=localdate(),
        )
        context["verified"] = found
        if found.report:
            row = found.report.row
            context |= {
                "document": KINDS[Kind(row.kind)],
                "state": STATES[found.report.state][0],
                "report_url": reverse("visit_report", args=[row.visit.number]),
            }
    return render(request, "inspections/verify.html", context)
