"""The answer to a report: who hears it, in which language, and what came of it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from onderdak.kernel.languages import LANGUAGES
from onderdak.supervision.desk.contract.clerk import (
    MOST_MESSAGE,
    Answer,
    AnswerTemplate,
    Conclusion,
    Outcome,
    Receiver,
    Report,
    answer_report,
    answer_templates,
    receivers_of,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.desk.clerk.act import common, crumbs_of, posted, report_of
from onderdak.web.desk.clerk.forms import ConclusionFields, WrittenForm, language_name
from onderdak.web.desk.clerk.words import category_name
from onderdak.web.pages.shapes import Column, Table


class AnswerForm(ConclusionFields, WrittenForm):
    """An answer, in each language that its receivers read, and what came of it."""

    field_order = ("message", "language")

    def __init__(
        self, *args: Any, others: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = [code for code, _text in others]
        for code, started in others:
            name = LANGUAGES[code].name
            self.fields[f"message_{code}"] = forms.CharField(
                label=_("The same in %(language)s") % {"language": name},
                max_length=MOST_MESSAGE,
                required=False,
                initial=started,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code}),
                help_text=_("Left empty, they read the text above."),
            )
        first = ["message", "language", *(f"message_{code}" for code in self.others)]
        self.order_fields(first)

    @property
    def answer(self) -> Answer:
        """What is answered."""
        given = self.cleaned_data
        others = {
            code: given[f"message_{code}"]
            for code in self.others
            if given[f"message_{code}"].strip()
        }
        return Answer(given["message"], given["language"], others)

    @property
    def conclusion(self) -> Conclusion | None:
        """What came of it, where that is known."""
        given = self.cleaned_data
        if not given["outcome"]:
            return None
        return Conclusion(Outcome(given["outcome"]), given["reason"], given["dossier"])


@with_task
def answer(request: Request, number: str) -> HttpResponse:
    """Answer a report: everybody who hears it is listed before it is sent."""
    report = report_of(request, number)
    receivers = receivers_of(report)
    form = _form(request, report, receivers)

    def change() -> str:
        answer_report(
            **common(request, report),
            answer=form.answer,
            conclusion=form.conclusion,
        )
        return reverse("desk_report", args=[number])

    context = {
        "title": _("Answer the reporter"),
        "lead": _("Say what was done, or why nothing is done."),
        "submit": _("Send the answer"),
        "breadcrumbs": crumbs_of(number),
        "before": [_listed(receivers)],
    }
    done = _("The answer is there for the reporter.")
    return ask(request, form, context, done=done, change=change)


def _form(
    request: Request, report: Report, receivers: Sequence[Receiver]
) -> AnswerForm:
    started = _begun(request, report)
    own = report.language
    language = own if not started or own in started else "nl"
    reads = {each.report.language for each in receivers if each.follows} - {own}
    return AnswerForm(
        posted(request),
        language=own,
        initial={"message": started.get(language, ""), "language": language},
        others=[(code, started.get(code, "")) for code in sorted(reads)],
    )


def _begun(request: Request, report: Report) -> dict[str, str]:
    """The text that was chosen to begin with, in each of its languages."""
    wanted = request.GET.get("with", "")
    found: Sequence[AnswerTemplate] = answer_templates(by=request.actor, report=report)
    return next((dict(each.texts) for each in found if str(each.pk) == wanted), {})


def _listed(receivers: Sequence[Receiver]) -> Table:
    return Table(
        name="receivers",
        caption=_("Who hears this answer"),
        note=_("each by their own code"),
        columns=[
            Column(_("Report"), row_header=True),
            Column(_("Category")),
            Column(_("Received on")),
            Column(_("Language")),
            Column(_("Why")),
        ],
        rows=[
            [
                each.report.number,
                category_name(each.report.category),
                localdate(each.report.received_at),
                language_name(each.report.language)
                if each.follows
                else _("nobody follows it"),
                _("this report") if each.main else _("goes along with this report"),
            ]
            for each in receivers
        ],
    )
