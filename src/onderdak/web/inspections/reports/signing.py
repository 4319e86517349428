"""Signing a report, and noting how the resident's copy was handed over."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract.reports import (
    UNDER_OATH,
    Kind,
    ReportOn,
    note_copy,
    reports_of,
    sign_report,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.findings.views import QUESTION
from onderdak.web.inspections.pages import Way, of_visit, town, visit_here
from onderdak.web.inspections.reports.forms import CopyForm, SignForm
from onderdak.web.inspections.reports.reading import of_dwelling
from onderdak.web.inspections.reports.words import KINDS
from onderdak.web.pages.shapes import Fact


@with_task
def sign(request: Request, number: str, report: UUID) -> HttpResponse:
    """Sign a document over its hash."""
    one = _one(request, number, report)
    base = Kind(one.row.amends.kind) if one.row.amends else Kind(one.row.kind)
    form = SignForm(request.POST or None, under_oath=base in UNDER_OATH)

    def change() -> str:
        sign_report(
            by=request.actor,
            municipality=town(request),
            number=number,
            report=report,
            sha256=one.row.sha256,
            oath=form.oath_given(),
            at=now(),
        )
        return reverse("visit_report", args=[number])

    title = _("Sign")
    back = reverse("visit_report", args=[number])
    context = {
        "title": f"{title}: {KINDS[Kind(one.row.kind)]}",
        "lead": _(
            "Read the document first. You sign with your account, over the hash of"
            " exactly this file. When everybody signed, nothing of it changes any more."
        ),
        "breadcrumbs": of_visit(number, (_("Report of the visit"), back), (title, "")),
        "facts": [Fact("SHA-256", one.row.sha256)],
        "ways": [
            Way(
                _("Read the document (PDF)"),
                reverse("visit_report_pdf", args=[number, report]),
            )
        ],
        "submit": title,
    }
    done = _("You signed this document.")
    return ask(request, form, context, done=done, change=change, template=QUESTION)


@with_task
def copy(request: Request, number: str, report: UUID) -> HttpResponse:
    """Note how the resident's copy was handed over."""
    one = _one(request, number, report)
    form = CopyForm(request.POST or None, localdate())

    def change() -> str:
        note_copy(
            by=request.actor,
            municipality=town(request),
            number=number,
            report=report,
            handing=form.handing(),
            at=now(),
        )
        return reverse("visit_report", args=[number])

    title = _("Note the copy")
    back = reverse("visit_report", args=[number])
    context = {
        "title": title,
        "lead": _(
            "Could it not be handed over? Then it lies ready for the resident for six"
            " months after the entry."
        ),
        "breadcrumbs": of_visit(number, (_("Report of the visit"), back), (title, "")),
        "facts": [*of_dwelling(one), Fact(_("Copy to the resident by"), one.due)],
        "submit": _("Save"),
    }
    return ask(
        request, form, context, done=_("Noted."), change=change, template=QUESTION
    )


def _one(request: Request, number: str, report: UUID) -> ReportOn:
    visit = visit_here(request, number)
    for one in reports_of(by=request.actor, visit=visit, on=localdate()):
        if one.row.uid == report:
            return one
    raise NotFound(text("There is no such report of this visit."))
