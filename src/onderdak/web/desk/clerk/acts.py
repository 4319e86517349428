"""What a clerk can do with a report, each a question of its own page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from onderdak.kernel.errors import UserError
from onderdak.supervision.desk.contract.clerk import (
    Outcome,
    Priority,
    Report,
    accept_report,
    add_note,
    ask_reporter,
    assign_report,
    close_report,
    colleagues,
    keep_in_dossier,
    merge_reports,
    open_contact,
    part_reports,
    record_sanction_final,
    refuse_likeness,
    take_report,
    take_up_answer,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk import correcting
from onderdak.web.desk.clerk.act import Act, common, crumbs_of, posted, report_of
from onderdak.web.desk.clerk.forms import (
    AssignForm,
    CloseForm,
    DayForm,
    DossierForm,
    MessageForm,
    ReasonForm,
    WrittenForm,
)
from onderdak.web.pages.shapes import Fact
from onderdak.web.pages.values import said


def _message(request: Request, report: Report) -> forms.Form:
    return WrittenForm(posted(request), language=report.language)


def _note(request: Request, report: Report) -> forms.Form:
    return MessageForm(posted(request), hint=_("The reporter never sees this."))


def _assign(request: Request, report: Report) -> forms.Form:
    people = colleagues(by=request.actor, municipality=report.municipality_id)
    return AssignForm(
        posted(request),
        owners=[(str(each.pk), each.name or each.email) for each in people],
        initial={
            "owner": str(report.owner_id or ""),
            "team": report.team,
            "priority": report.priority,
        },
    )


def _do_assign(request: Request, report: Report, form: AssignForm) -> None:
    given = form.cleaned_data
    assign_report(
        **common(request, report),
        owner=form.chosen_owner,
        team=given["team"],
        priority=Priority(given["priority"]),
    )


def _do_close(request: Request, report: Report, form: CloseForm) -> None:
    given = form.cleaned_data
    close_report(
        **common(request, report),
        outcome=Outcome(given["outcome"]),
        reason=given["reason"],
        dossier=given["dossier"],
    )


def _do_dossier(request: Request, report: Report, form: DossierForm) -> None:
    given = form.cleaned_data
    keep_in_dossier(
        **common(request, report),
        kept=given["kept"] == "yes",
        reason=given["reason"],
    )


ACTS = {
    "ask": Act(
        gettext_lazy("Ask the reporter a question"),
        gettext_lazy("Send the question"),
        gettext_lazy("The question is there for the reporter."),
        _message,
        lambda request, report, form: ask_reporter(
            **common(request, report),
            question=form.cleaned_data["message"],
            language=form.cleaned_data["language"],
        ),
        gettext_lazy("The reporter reads it with the code, and can answer there."),
    ),
    "note": Act(
        gettext_lazy("Write a note"),
        gettext_lazy("Keep the note"),
        gettext_lazy("The note is kept."),
        _note,
        lambda request, report, form: add_note(
            **common(request, report),
            note=form.cleaned_data["message"],
            language=(get_language() or "nl")[:2],
        ),
    ),
    "assign": Act(
        gettext_lazy("Owner, team and priority"),
        gettext_lazy("Keep"),
        gettext_lazy("The report is assigned."),
        _assign,
        _do_assign,
    ),
    "close": Act(
        gettext_lazy("Close the report"),
        gettext_lazy("Close"),
        gettext_lazy("The report is closed."),
        lambda request, report: CloseForm(
            posted(request),
            initial={
                "outcome": report.outcome,
                "reason": report.outcome_reason,
                "dossier": report.dossier,
            },
        ),
        _do_close,
    ),
    "dossier": Act(
        gettext_lazy("Dossier"),
        gettext_lazy("Keep"),
        gettext_lazy("This is kept."),
        lambda request, report: DossierForm(
            posted(request), initial={"kept": "yes" if report.dossier else "no"}
        ),
        _do_dossier,
    ),
    "sanction": Act(
        gettext_lazy("The sanction stands"),
        gettext_lazy("Keep"),
        gettext_lazy("The day is kept."),
        lambda request, report: DayForm(posted(request)),
        lambda request, report, form: record_sanction_final(
            **common(request, report), on=form.cleaned_data["day"]
        ),
    ),
    **correcting.ACTS,
}


@with_task
def act(request: Request, number: str, what: str) -> HttpResponse:
    """Ask what is needed to do something with a report, and do it."""
    report = report_of(request, number)
    asked = ACTS.get(what)
    if asked is None:
        raise Http404
    back = reverse("desk_report", args=[number])

    def change() -> str:
        asked.change(request, report, form)
        return back

    form = asked.form(request, report)
    context = {
        "title": asked.title,
        "lead": asked.lead,
        "submit": asked.submit,
        "breadcrumbs": crumbs_of(number),
    }
    return ask(request, form, context, done=str(asked.done), change=change)


_AT_ONCE: dict[str, tuple[Callable[..., object], Any]] = {
    "accept": (accept_report, gettext_lazy("The report is accepted.")),
    "take": (take_report, gettext_lazy("The report is yours now.")),
    "read": (take_up_answer, gettext_lazy("The message is marked as read.")),
    "part": (part_reports, gettext_lazy("The report stands by itself again.")),
}


@require_POST
@with_task
def at_once(request: Request, number: str, what: str) -> HttpResponse:
    """Do something that needs no question: accept, take, mark as read, part."""
    report = report_of(request, number)
    if what not in _AT_ONCE:
        raise Http404
    change, done = _AT_ONCE[what]
    return _tried(request, report, lambda: change(**common(request, report)), done)


@require_POST
@with_task
def likeness(request: Request, number: str) -> HttpResponse:
    """Decide about a report that may be about the same: merge, or say it is not."""
    report = report_of(request, number)
    other = request.POST.get("other", "")[:10]

    def change() -> object:
        if request.POST.get("do") == "merge":
            return merge_reports(**common(request, report), into=other)
        return refuse_likeness(**common(request, report), other=other)

    done = (
        _("The report goes along with %(number)s.") % {"number": other}
        if request.POST.get("do") == "merge"
        else _("This is not proposed again.")
    )
    return _tried(request, report, change, done)


def _tried(
    request: Request, report: Report, change: Callable[[], object], done: Any
) -> HttpResponse:
    try:
        change()
    except UserError as error:
        messages.error(request, " ".join(said(each) for each in error.texts))
    else:
        messages.success(request, str(done))
    return HttpResponseRedirect(reverse("desk_report", args=[report.number]))


@require_http_methods(["GET", "POST"])
@with_task
def contact(request: Request, number: str) -> HttpResponse:
    """Open how the reporter may be reached: with a reason, once, and written down."""
    report = report_of(request, number)
    form = ReasonForm(posted(request))
    context: dict[str, object] = {
        "title": _("Open the contact of the reporter"),
        "lead": _(
            "Only to reach the reporter about this report. Who opened it, when and why"
            " is kept."
        ),
        "submit": _("Open the contact"),
        "breadcrumbs": crumbs_of(number),
        "form": form,
    }
    if request.method != "POST" or not form.is_valid():
        return render(request, "pages/question.html", context)
    try:
        words = open_contact(
            **common(request, report), reason=form.cleaned_data["reason"]
        )
    except UserError as error:
        return render(
            request, "pages/question.html", {**context, "problem": error}, status=409
        )
    context["facts"] = [
        Fact(label, words.get(name) or _("not given"))
        for name, label in (
            ("name", _("Name")),
            ("email", _("E-mail address")),
            ("phone", _("Phone number")),
            ("when", _("When it is safe to call")),
        )
    ]
    page = render(request, "desk/clerk/contact.html", {**context, "report": report})
    page.headers["Cache-Control"] = "no-store"
    return page
