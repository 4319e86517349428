"""The answers of one unit, taken over for others that are the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onderdak.housing.quality.contract import ROOMS, Seen, state_facts
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.rules import Of
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.pages.shapes import Column, Table
from onderdak.web.quality.assess.answers import (
    answers_of,
    file_of_answers,
    to_take_over,
)
from onderdak.web.quality.assess.forms import SeenForm
from onderdak.web.quality.assess.steps import Asked, groups_asked
from onderdak.web.quality.assess.task import Task, task_of
from onderdak.web.quality.file.views import crumbs
from onderdak.web.quality.file.words import fact_name, value_shown


class SameForm(SeenForm):
    """For which units, which answers, and the word that it is the same there."""

    def __init__(
        self,
        steps: Sequence[tuple[str, str]],
        units: Sequence[tuple[str, str]],
        *args: Any,
        on: date,
        of_house: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, on=on, **kwargs)
        if of_house:
            del self.fields["seen_on"], self.fields["reference"]
        self.fields["steps"] = forms.MultipleChoiceField(
            label=_("Which answers"),
            choices=steps,
            initial=[name for name, _label in steps],
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["units"] = forms.MultipleChoiceField(
            label=_("For which units"),
            choices=units,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["sure"] = forms.BooleanField(
            label=gettext_lazy("I know that it is the same in these units")
        )


def _paths(group: Asked) -> set[str]:
    return {ROOMS} if group.of is Of.ROOM else {fact.path for fact in group.facts}


@with_task
def same(request: Request, pk: int, unit: int) -> HttpResponse:
    """Take over the answers of one unit for others; what they answered stays."""
    task = task_of(request, pk)
    places = task.units
    if not 1 <= unit <= len(places):
        raise NotFound(text("There is no such unit at this location."))
    place = places[unit - 1]
    answers = to_take_over(answers_of(task, place))
    if not answers:
        raise Conflict(
            text("Nothing was answered for this unit yet."),
            next_step=text("Answer its questions first."),
        )
    groups = [
        group
        for group in groups_asked(of_house=task.of_house)
        if _paths(group) & answers.keys()
    ]
    form = SameForm(
        [(group.name, group.label) for group in groups],
        [(str(n), each) for n, each in enumerate(places, 1) if n != unit],
        request.POST if request.method == "POST" else None,
        on=task.on,
        of_house=task.of_house,
        initial={
            "units": [str(whole_number(request.GET.get("for", "")) or "")],
            "seen_on": request.GET.get("seen_on") or task.on,
            "reference": request.GET.get("reference", ""),
        },
    )

    def change() -> str:
        given = form.cleaned_data
        asked = [each for each in groups if each.name in given["steps"]]
        chosen = {path for each in asked for path in _paths(each)}
        kept = {path: value for path, value in answers.items() if path in chosen}
        state_facts(
            by=task.by,
            location=task.location,
            facts=_facts(task, kept, given["units"]),
            seen=Seen(
                task.source,
                given.get("seen_on", task.on),
                given.get("reference", ""),
                _("The same as in %(unit)s") % {"unit": place},
            ),
            on=task.on,
        )
        return reverse("quality_assess", args=[pk])

    return ask(
        request,
        form,
        {
            "breadcrumbs": crumbs(task.location, _("Same answers")),
            "title": _("The same as in %(unit)s") % {"unit": place},
            "lead": _(
                "Take over these answers for other units. What was answered there"
                " already stays as it is. How many people sleep somewhere is not taken"
                " over."
            ),
            "before": [_answers_table(place, answers)],
            "submit": _("Take over"),
        },
        done=_("The answers are taken over."),
        change=change,
        template="quality/same.html",
    )


def _facts(
    task: Task, answers: Mapping[str, object], numbers: Sequence[str]
) -> dict[str, object]:
    """The answers under the name of each unit, where it has none of its own."""
    units: list[object] = []
    for number in numbers:
        place = task.units[int(number) - 1]
        own = answers_of(task, place)
        new = {path: value for path, value in answers.items() if path not in own}
        made = file_of_answers(new, place).get("units")
        units += made if isinstance(made, list) else []
    return {"units": units} if units else {}


def _answers_table(place: str, answers: Mapping[str, object]) -> Table:
    return Table(
        name="answers",
        caption=_("Answers of %(unit)s") % {"unit": place},
        columns=[Column(_("Fact"), row_header=True), Column(_("Value"))],
        rows=[[fact_name(path), value_shown(path, answers[path])] for path in answers],
    )
