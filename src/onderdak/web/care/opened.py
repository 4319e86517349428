"""What somebody opened: whether it was taken up, and giving it to another."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onderdak.foundation.care.contract import (
    OPEN_CARE,
    OpenedTask,
    care_workers,
    opened_tasks,
    readdress_task,
)
from onderdak.foundation.identity.contract import check_may
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.care.forms import GiveForm
from onderdak.web.care.words import came_from
from onderdak.web.pages.shapes import Cell, Column, Empty, Table


def _town(request: Request) -> str:
    return request.actor.grants[0].municipality or ""


@require_safe
@never_cache
@with_task
def care_opened(request: Request) -> HttpResponse:
    """What somebody opened: that it was taken up, and nothing more."""
    found = opened_tasks(by=request.actor, municipality=_town(request))
    on = timezone.localdate()
    table = Table(
        name="opened",
        caption=_("Care tasks that you opened"),
        note=_("newest first"),
        columns=[
            Column(_("Opened on"), row_header=True),
            Column(_("Came from")),
            Column(_("Look no later than")),
            Column(_("State")),
            Column(_("What you can do")),
        ],
        rows=[
            [
                date_format(timezone.localtime(one.opened_at), "j F Y H:i"),
                came_from(one.origin) or "–",
                one.due_on,
                _state(one, late=one.late(on)),
                "–"
                if one.taken_up
                else Cell(
                    _("Give it to somebody else"),
                    reverse("care_readdress", args=[one.task]),
                ),
            ]
            for one in found
        ],
        empty=Empty(
            _("You opened no care task."),
            _("Do so where a child or a person needs attention."),
            _("Open a care task"),
            reverse("care_new"),
        ),
    )
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Opened care tasks")},
        ],
        "opened": table,
    }
    return render(request, "care/opened.html", context)


def _state(one: OpenedTask, *, late: bool) -> Cell:
    if one.taken_up:
        return Cell(_("taken up"), kind="success")
    if late:
        return Cell(_("not taken up, too late"), kind="danger")
    return Cell(_("not taken up yet"), kind="warning")


@with_task
def care_readdress(request: Request, pk: UUID) -> HttpResponse:
    """Give a task that nobody took up to another care worker, without reading it."""
    town = _town(request)
    check_may(request.actor, OPEN_CARE, municipality=town)
    form = GiveForm(request.POST or None, care_workers(town))

    def change() -> str:
        chosen = form.cleaned_data["to"]
        readdress_task(
            by=request.actor,
            municipality=town,
            task=pk,
            to=int(chosen) if chosen else None,
            at=timezone.now(),
        )
        return reverse("care_opened")

    title = _("Give it to somebody else")
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Opened care tasks"), "url": reverse("care_opened")},
            {"label": title},
        ],
        "title": title,
        "lead": _(
            "Nobody took it up yet. Whoever you choose gets a mail without content and"
            " can read it from then on; who had it cannot any more."
        ),
        "submit": title,
    }
    return ask(request, form, context, done=_("It is handed over."), change=change)
