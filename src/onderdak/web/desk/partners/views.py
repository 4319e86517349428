"""Writing down what a partner reports, one by one or as a file."""

from collections.abc import Callable, Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import check_may
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, UserError
from onderdak.kernel.text import text
from onderdak.supervision.desk.contract import (
    RECORD_REPORT,
    Channel,
    categories_of,
    record_report,
)
from onderdak.supervision.desk.contract.partners import (
    FIELDS,
    MAX_BYTES,
    SIGNALS,
    BadPlace,
    FileTaken,
    Partner,
    import_partner_file,
    record_partner_report,
)
from onderdak.supervision.desk.contract.public import in_groups
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.partners.fields import SEARCH, PlaceFields, subject
from onderdak.web.desk.partners.forms import (
    PartnerFileForm,
    PartnerReportForm,
    PhoneReportForm,
)
from onderdak.web.desk.partners.words import PARTNERS
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
    """Write one report of a partner down; first of which kind of partner."""
    town = _town(request)
    title = _("Report of a partner")
    asked = request.GET.get("partner", "")
    if asked not in set(Partner):
        return _choose(
            request,
            title,
            _("Whose report is it?"),
            [(f"?partner={each}", str(PARTNERS[each])) for each in Partner],
        )
    partner = Partner(asked)
    form = PartnerReportForm(
        request.POST or None, town, partner, list(categories_of(town))
    )

    def change() -> HttpResponse:
        made = record_partner_report(
            by=request.actor,
            municipality=town,
            given=form.handed_in(),
            new=form.as_report(),
            channel=Channel.PAGE,
            at=timezone.now(),
        )
        messages.success(request, _("It is written down."))
        return HttpResponseRedirect(reverse("desk_report", args=[made.number]))

    context = {
        "breadcrumbs": _crumbs(title),
        "title": f"{title}: {PARTNERS[partner]}",
        "lead": _("Write down what the partner says, and no names of people."),
    }
    return _asked(request, form, context, change)


@with_task
def phone_new(request: Request) -> HttpResponse:
    """Write down what somebody reports by telephone; they get a code to follow it."""
    town = _town(request)
    title, danger = (
        _("Report by telephone"),
        _("Is somebody in danger now? Let the caller hang up and call 112."),
    )
    known = {each.key: each for each in categories_of(town)}
    category = known.get(request.GET.get("category", ""))
    if category is None:
        choices = [(f"?category={key}", subject(each)) for key, each in known.items()]
        return _choose(request, title, danger, choices)
    form = PhoneReportForm(request.POST or None, town, category)

    def change() -> HttpResponse:
        made = record_report(
            by=request.actor,
            municipality=town,
            new=form.as_report(),
            channel=Channel.PHONE,
            at=timezone.now(),
        )
        # The code is shown this once, on a page that nothing keeps.
        shown = {
            "breadcrumbs": _crumbs(title),
            "number": made.number,
            "due_on": made.due_on,
            "code": in_groups(made.code),
        }
        answer = render(request, "desk/partners/taken.html", shown)
        answer["Cache-Control"] = "no-store"
        return answer

    context = {
        "breadcrumbs": _crumbs(title),
        "title": f"{title}: {subject(category)}",
        "lead": danger,
    }
    return _asked(request, form, context, change)


def _choose(
    request: Request, title: str, lead: str, choices: Sequence[tuple[str, str]]
) -> HttpResponse:
    context = {
        "breadcrumbs": _crumbs(title),
        "title": title,
        "lead": lead,
        "choices": choices,
    }
    return render(request, "desk/partners/choose.html", context)


def _asked(
    request: Request,
    form: PlaceFields,
    context: Mapping[str, object],
    change: Callable[[], HttpResponse],
) -> HttpResponse:
    """Show the form; search where that was asked; take it in when it is right."""
    shown = {**context, "form": form}
    template = "desk/partners/report.html"
    if request.method != "POST":
        return render(request, template, shown)
    if request.POST.get("do") == SEARCH:
        form.only_search()
        return render(request, template, shown)
    if not form.is_valid():
        return render(request, template, shown, status=400)
    try:
        return change()
    except (NotAllowed, NotFound):
        raise
    except UserError as error:
        status = 409 if isinstance(error, Conflict) else 400
        return render(request, template, {**shown, "problem": error}, status=status)


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
        "signals": [
            (str(PARTNERS[each]), ", ".join(SIGNALS[each]))
            for each in Partner
            if SIGNALS[each]
        ],
        **more,
    }
    return render(request, "desk/partners/file.html", context, status=status)
