"""One care task: open it, take it up, write down, hand it over, close it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from onderdak.foundation.care.contract import (
    OPEN_CARE,
    About,
    CareTask,
    NewTask,
    Outcome,
    What,
    care_workers,
    close_care_task,
    hand_over,
    open_care_task,
    read_task,
    record_step,
    steps_of,
    take_up,
    task_for,
)
from onderdak.foundation.identity.contract import check_may
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.care.forms import (
    CloseForm,
    HandOverForm,
    NewTaskForm,
    NoteForm,
)
from onderdak.web.care.words import ABOUT, OUTCOMES, STEPS, came_from
from onderdak.web.pages.shapes import Column, Empty, Fact, Table

_MOST_ORIGIN = 60


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


def _crumbs(task: CareTask, last: str) -> list[dict[str, str]]:
    return [
        {"label": _("Start"), "url": reverse("home")},
        {"label": _("Care tasks"), "url": reverse("care_tasks")},
        {"label": _("Task"), "url": reverse("care_task", args=[task.pk])},
        {"label": last},
    ]


@require_safe
@never_cache
@with_task
def care_task(request: Request, pk: UUID) -> HttpResponse:
    """What is asked, and what happened."""
    task = read_task(by=request.actor, task=pk)
    context = {
        "breadcrumbs": [*_crumbs(task, "")[:2], {"label": _("Task")}],
        "task": task,
        "facts": _facts(task),
        "steps": _steps(task),
    }
    return render(request, "care/task.html", context)


def _facts(task: CareTask) -> list[Fact]:
    worker = task.worker
    facts = [
        Fact(_("Who"), capfirst(str(ABOUT[About(task.about)]))),
        Fact(_("Where"), task.place or "–"),
        Fact(_("Look no later than"), task.due_on),
        Fact(_("Came from"), came_from(task.origin) or "–"),
        Fact(
            _("Looked after by"),
            (worker.name or worker.email) if worker else _("nobody yet"),
        ),
    ]
    if task.closed_at:
        facts.append(Fact(_("How it ended"), OUTCOMES[Outcome(task.outcome)]))
    return facts


def _steps(task: CareTask) -> Table:
    return Table(
        name="steps",
        caption=_("What happened"),
        note=_("newest first"),
        columns=[
            Column(_("When"), row_header=True),
            Column(_("What")),
            Column(_("By")),
            Column(_("Words")),
        ],
        rows=[
            [
                date_format(timezone.localtime(one.at), "j F Y H:i"),
                capfirst(str(STEPS[What(one.what)])),
                one.by.name or one.by.email,
                one.words or "–",
            ]
            for one in steps_of(task)
        ],
        empty=Empty(_("Nothing happened yet.")),
    )


@require_POST
@with_task
def care_take_up(request: Request, pk: UUID) -> HttpResponse:
    """Begin to look after somebody."""
    take_up(by=request.actor, task=pk, at=timezone.now())
    messages.success(request, _("You look after this now."))
    return HttpResponseRedirect(reverse("care_task", args=[pk]))


@with_task
def care_note(request: Request, pk: UUID) -> HttpResponse:
    """Write down what happened."""
    task = task_for(by=request.actor, task=pk)
    form = NoteForm(request.POST or None)

    def change() -> str:
        words = form.cleaned_data["words"]
        record_step(by=request.actor, task=pk, words=words, at=timezone.now())
        return reverse("care_task", args=[pk])

    title = _("Write down what happened")
    context = {
        "breadcrumbs": _crumbs(task, title),
        "title": title,
        "submit": _("Keep"),
    }
    return ask(request, form, context, done=_("It is written down."), change=change)


@with_task
def care_hand_over(request: Request, pk: UUID) -> HttpResponse:
    """Give the task to another; then it is theirs to read."""
    task = task_for(by=request.actor, task=pk)
    form = HandOverForm(request.POST or None, care_workers(task.municipality_id))

    def change() -> str:
        given = form.cleaned_data
        hand_over(
            by=request.actor,
            task=pk,
            to=int(given["to"]) if given["to"] else None,
            words=given["words"],
            at=timezone.now(),
        )
        return reverse("care_tasks")

    title = _("Hand the task over")
    context = {
        "breadcrumbs": _crumbs(task, title),
        "title": title,
        "lead": _("The other gets a mail without content. You cannot read it then."),
        "submit": title,
    }
    return ask(request, form, context, done=_("It is handed over."), change=change)


@with_task
def care_close(request: Request, pk: UUID) -> HttpResponse:
    """Say how it ended."""
    task = task_for(by=request.actor, task=pk)
    form = CloseForm(request.POST or None)

    def change() -> str:
        given = form.cleaned_data
        close_care_task(
            by=request.actor,
            task=pk,
            outcome=Outcome(given["outcome"]),
            words=given["words"],
            at=timezone.now(),
        )
        return reverse("care_tasks")

    title = _("Close the task")
    context = {"breadcrumbs": _crumbs(task, title), "title": title, "submit": title}
    return ask(request, form, context, done=_("The task is closed."), change=change)


@with_task
def care_new(request: Request) -> HttpResponse:
    """Ask a care worker to look after a child or a person."""
    town = _town(request)
    check_may(request.actor, OPEN_CARE, municipality=town)
    origin = request.GET.get("origin", "").replace("\x00", "").strip()[:_MOST_ORIGIN]
    form = NewTaskForm(request.POST or None, care_workers(town))

    def change() -> str:
        given = form.cleaned_data
        new = NewTask(
            about=About(given["about"]),
            words=given["words"],
            place=given["place"],
            origin=origin,
            due_on=given["due_on"],
            addressee=int(given["addressee"]) if given["addressee"] else None,
        )
        open_care_task(by=request.actor, municipality=town, new=new, at=timezone.now())
        return reverse("care_opened")

    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Opened care tasks"), "url": reverse("care_opened")},
            {"label": _("Open a care task")},
        ],
        "title": _("Open a care task"),
        "lead": _(
            "Only the care worker reads it. You see that it was taken up, and nothing"
            " more. Is somebody in danger now? Call 112 first."
        ),
        "facts": [Fact(_("Came from"), came_from(origin))] if origin else [],
        "submit": _("Open the task"),
    }
    done = _("The task is open. A care worker got a mail.")
    return ask(request, form, context, done=done, change=change)
