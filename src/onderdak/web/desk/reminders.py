"""The page on which the owner of a house is reminded of the waste pass."""

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.foundation.documents.contract import as_attachment
from onderdak.supervision.desk.contract.clerk import (
    PassReminder,
    Report,
    names_of,
    pass_letter,
    remind_of_pass,
    reminders_of,
    report_by_number,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk.words import place_of
from onderdak.web.pages.shapes import Column, Empty, Fact, Table

WAYS = {
    PassReminder.Way.LETTER: gettext_lazy("by letter"),
    PassReminder.Way.IN_PERSON: gettext_lazy("by telephone or in person"),
}


class ReminderForm(forms.Form):
    """How and when the owner was reminded."""

    way = forms.ChoiceField(
        label=gettext_lazy("How"),
        choices=[(each.value, name) for each, name in WAYS.items()],
        widget=forms.RadioSelect,
        initial=PassReminder.Way.LETTER.value,
    )
    on = forms.DateField(
        label=gettext_lazy("On"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _report(request: Request, number: str) -> Report:
    town = request.actor.grants[0].municipality or ""
    return report_by_number(by=request.actor, municipality=town, number=number)


@with_task
def pass_reminder(request: Request, number: str) -> HttpResponse:
    """Write down that the owner was reminded; the letter is at hand."""
    report = _report(request, number)
    form = ReminderForm(request.POST or None, initial={"on": localdate()})

    def change() -> str:
        remind_of_pass(
            by=request.actor,
            municipality=report.municipality_id,
            number=number,
            way=PassReminder.Way(form.cleaned_data["way"]),
            on=form.cleaned_data["on"],
            at=now(),
        )
        return reverse("desk_report", args=[number])

    title = _("Remind the owner of the waste pass")
    letter = reverse("desk_pass_letter", args=[number])
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": number, "url": reverse("desk_report", args=[number])},
            {"label": title},
        ],
        "title": title,
        "lead": _(
            "Send the letter or talk to the owner, then write it down here. The letter"
            " says nothing of who reported it, or what."
        ),
        "facts": [
            Fact(_("Place"), place_of(report)),
            Fact(
                _("Letter"),
                format_html('<a href="{}">{}</a>', letter, _("Letter (PDF)")),
            ),
        ],
        "submit": _("Keep the reminder"),
        "after_title": _("Reminded before"),
        "after": [_before(report)],
    }
    return ask(request, form, context, done=_("The reminder is kept."), change=change)


def _before(report: Report) -> Table:
    found = list(reminders_of(report))
    names = names_of({each.by_id for each in found})
    return Table(
        name="reminders",
        caption=_("Reminders after this report"),
        note=_("newest first"),
        columns=[Column(_("On"), row_header=True), Column(_("How")), Column(_("Who"))],
        rows=[
            [
                each.on,
                str(WAYS[PassReminder.Way(each.way)]),
                names.get(each.by_id, ""),
            ]
            for each in found
        ],
        empty=Empty(
            _("The owner was not reminded yet."),
            _("What you write down appears here."),
        ),
    )


@require_safe
@with_task
def pass_letter_pdf(request: Request, number: str) -> HttpResponse:
    """The letter to the owner, in Dutch."""
    report = _report(request, number)
    document = pass_letter(by=request.actor, report=report, on=localdate())
    file = as_attachment(document, f"afvalpas {number}")
    return HttpResponse(
        file.content,
        content_type=file.media_type,
        headers={"Content-Disposition": file.disposition, "Cache-Control": "no-store"},
    )
