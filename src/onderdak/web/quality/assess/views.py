"""Pages on which facts of a location are stated: all steps, and each step."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onderdak.housing.quality.contract import ROOMS
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.rules import Of
from onderdak.web.account.contract import Request, with_task
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
    steps = task.steps
    context = {
        "breadcrumbs": crumbs(task.location, _title(task)),
        "title": _title(task),
        "location": task.location,
        "of_house": task.of_house,
        "seen": seen,
        "first_url": steps[0].url(pk) if steps else "",
        "steps": [
            {
                "label": step.title,
                "url": step.url(pk) + visit,
                "answered": _answered(task, step),
                "whole": _is_whole(task, step),
            }
            for step in steps
        ],
    }
    return render(request, "quality/assess.html", context)


def _title(task: Task) -> str:
    return _("Assess this location") if task.of_house else _("Enter what was seen")


def _known_in(task: Task, step: Step) -> set[str]:
    return {
        one.counts.path for one in task.file.known if one.counts.place == step.place
    }


def _answered(task: Task, step: Step) -> str:
    known = _known_in(task, step)
    if step.asked.of is Of.ROOM:
        rooms = task.own(step.place).get(ROOMS)
        many = len(rooms) if isinstance(rooms, list) else 0
        return ngettext("%(many)d room", "%(many)d rooms", many) % {"many": many}
    of = len(step.asked.facts)
    many = sum(fact.path in known for fact in step.asked.facts)
    return _("%(many)d of %(of)d known") % {"many": many, "of": of}


def _is_whole(task: Task, step: Step) -> bool:
    known = _known_in(task, step)
    if step.asked.of is Of.ROOM:
        return ROOMS in known
    return all(fact.path in known for fact in step.asked.facts)


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
