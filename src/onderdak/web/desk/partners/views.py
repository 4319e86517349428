"""Writing down what a partner reports, one by one or as a file."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Invalid, NotAllowed, UserError
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract import (
    RECORD_REPORT,
    Channel,
    NewReport,
    categories_of,
    record_report,
)
from onderdak.supervision.desk.contract.partners import (
    FIELDS,
    MAX_BYTES,
    BadPlace,
    FileTaken,
    Partner,
    import_partner_file,
    record_partner_report,
)
from onderdak.supervision.desk.contract.public import in_groups
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.partners.forms import (
    PartnerFileForm,
    PartnerReportForm,
    PhoneReportForm,
)
from onderdak.web.pages.shapes import Column, Table
from onderdak.web.pages.values import said

_MOST_SHOWN = 500


def _town(request: Request) -> str:
    town = request.actor.grants[0].municipality or ""
    check_may(request.actor, RECORD_REPORT, municipality=town)
    return town


def _crumbs(last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Reports"), "url": reverse("reports")},
        {"label": last},
    ]


@with_task
def partner_new(request: Request) -> HttpResponse:
    """Write one report of a partner down."""
    town = _town(request)
    form = PartnerReportForm(request.POST or None, list(categories_of(town)))

    def change() -> str:
        given = form.cleaned_data
        made = record_partner_report(
            by=request.actor,
            municipality=town,
            given=form.handed_in(),
            new=NewReport(
                category=given["category"],
                text=given["text"],
                place_text=given["place"],
            ),
            channel=Channel.PAGE,
            at=timezone.now(),
        )
        return reverse("desk_report", args=[made.number])

    title = _("Report of a partner")
    context = {
        "breadcrumbs": _crumbs(title),
        "title": title,
        "lead": _("The police, a corporation, the waste team or another partner."),
        "submit": _("Write it down"),
    }
    return ask(request, form, context, done=_("It is written down."), change=change)


@with_task
def phone_new(request: Request) -> HttpResponse:
    """Write down what somebody reports by telephone; they get a code to follow it."""
    town = _town(request)
    form = PhoneReportForm(request.POST or None, list(categories_of(town)))

    def change() -> str:
        given = form.cleaned_data
        made = record_report(
            by=request.actor,
            municipality=town,
            new=NewReport(
                category=given["category"],
                text=given["text"],
                place_text=given["place"],
                danger=given["danger"],
            ),
            channel=Channel.PHONE,
            at=timezone.now(),
        )
        # The code is shown this once; only its keyed hash is kept.
        told = _("Tell the reporter this code to follow the report: %(code)s")
        messages.info(request, told % {"code": in_groups(made.code)})
        return reverse("desk_report", args=[made.number])

    title = _("Report by telephone")
    context = {
        "breadcrumbs": _crumbs(title),
        "title": title,
        "lead": _("Is somebody in danger now? Let the caller hang up and call 112."),
        "submit": _("Write it down"),
    }
    return ask(request, form, context, done=_("It is written down."), change=change)


@with_task
def partner_file(request: Request) -> HttpResponse:
    """Take in a partner's file, whole or not at all."""
    town = _town(request)
    form = PartnerFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return _page(request, form)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        found = _take_in(request, form, town)
    except NotAllowed:
        raise
    except UserError as error:
        return _page(request, form, problem=error, status=400)
    if found.bad:
        return _page(request, form, bad=_bad(found.bad), status=400)
    if form.cleaned_data["only_look"]:
        return _page(request, form, right=_counted(found.lines))
    messages.success(request, _("The file is taken in.") + " " + _counted(found.lines))
    return HttpResponseRedirect(reverse("reports"))


def _take_in(request: Request, form: PartnerFileForm, town: str) -> FileTaken:
    given = form.cleaned_data
    if given["file"].size > MAX_BYTES:
        raise Invalid(text("This file is too large."))
    return import_partner_file(
        by=request.actor,
        municipality=town,
        partner=Partner(given["partner"]),
        name=given["name"],
        data=given["file"].read(),
        filename=given["file"].name,
        dry_run=given["only_look"],
        at=timezone.now(),
    )


def _counted(lines: int) -> str:
    return ngettext("%(n)d report.", "%(n)d reports.", lines) % {"n": lines}


def _bad(found: Sequence[BadPlace]) -> Table:
    return Table(
        name="bad",
        caption=_("What is wrong with the file"),
        note=_("nothing is taken in"),
        columns=[
            Column(_("Line"), row_header=True),
            Column(_("Column")),
            Column(_("What")),
        ],
        rows=[
            [one.line, one.column or "–", said(one.what)] for one in found[:_MOST_SHOWN]
        ],
    )


def _page(
    request: Request, form: PartnerFileForm, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {
        "breadcrumbs": _crumbs(_("File of a partner")),
        "form": form,
        "columns": ", ".join(names[0] for names in FIELDS.values()),
        **more,
    }
    return render(request, "desk/partners/file.html", context, status=status)
