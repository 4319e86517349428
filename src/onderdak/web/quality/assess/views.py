"""Pages on which facts of a location are stated: all steps, and each step."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onderdak.housing.quality.contract import ROOMS
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.rules import Of
from onderdak.web.account.contract import Request, with_task
from onderdak.web.quality.assess.answers import answers_of, to_take_over
from onderdak.web.quality.assess.step_pages import QuestionsPage, RoomsPage
from onderdak.web.quality.assess.steps import Step
from onderdak.web.quality.assess.task import Task, carried, seen_form, task_of
from onderdak.web.quality.file.views import crumbs


@require_safe
@with_task
def assess(request: Request, pk: int) -> HttpResponse:
    """All steps of an assessment, with how much of each is known."""
    task = task_of(request, pk)
    visit = carried(request)
    seen = None if task.of_house else seen_form(request, task)
    steps, known = task.steps, _known_of(task)
    context = {
        "breadcrumbs": crumbs(task.location, _title(task)),
        "title": _title(task),
        "location": task.location,
        "of_house": task.of_house,
        "seen": seen,
        "first_url": steps[0].url(pk) if steps else "",
        "steps": [_line(task, one, known, visit) for one in steps if not one.unit],
        "units": [
            _unit(task, number, place, known, visit)
            for number, place in enumerate(task.units, 1)
        ],
    }
    return render(request, "quality/assess.html", context)


def _title(task: Task) -> str:
    return _("Assess this location") if task.of_house else _("Enter what was seen")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step in the list, with how much of it is known."""

    label: str
    url: str
    answered: str
    whole: bool


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit with its steps; `same_url` takes its answers over for other units."""

    label: str
    steps: list[StepLine]
    done: int
    same_url: str


Known = Mapping[str, set[str]]
"""By the name of a unit, '' for the location: the facts that anybody knows."""


def _known_of(task: Task) -> Known:
    known: dict[str, set[str]] = defaultdict(set)
    for one in task.file.known:
        known[one.counts.place].add(one.counts.path)
    return known


def _line(task: Task, step: Step, known: Known, visit: str) -> StepLine:
    return StepLine(
        step.asked.label,
        step.url(task.location.pk) + visit,
        *_answered(task, step, known.get(step.place, set())),
    )


def _unit(task: Task, number: int, place: str, known: Known, visit: str) -> UnitLine:
    steps = [_line(task, one, known, visit) for one in task.steps if one.unit == number]
    return UnitLine(
        label=place,
        steps=steps,
        done=sum(one.whole for one in steps),
        same_url=reverse("quality_same", args=[task.location.pk, number]) + visit
        if to_take_over(answers_of(task, place))
        else "",
    )


def _answered(task: Task, step: Step, known: set[str]) -> tuple[str, bool]:
    """How much of a step is known, in words, and whether that is all of it."""
    if step.asked.of is Of.ROOM:
        rooms = task.own(step.place).get(ROOMS)
        many = len(rooms) if isinstance(rooms, list) else 0
        told = ngettext("%(many)d room", "%(many)d rooms", many) % {"many": many}
        return told, ROOMS in known
    of = len(step.asked.facts)
    many = sum(fact.path in known for fact in step.asked.facts)
    return _("%(many)d of %(of)d known") % {"many": many, "of": of}, many == of


@with_task
def assess_step(
    request: Request, pk: int, group: str, unit: int | None = None
) -> HttpResponse:
    """One step: asked, answered, and what the norms say of it at once."""
    task = task_of(request, pk)
    steps = task.steps
    found = [one for one in steps if one.asked.name == group]
    step = next((one for one in found if one.unit == unit), None)
    if step is None and found and unit is None:
        return HttpResponseRedirect(found[0].url(pk) + carried(request))
    if step is None:
        raise NotFound(text("There is no such step."))
    page = RoomsPage if step.asked.of is Of.ROOM else QuestionsPage
    return page(request, task, step, steps).answer()
