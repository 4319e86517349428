"""The tasks of a care worker: what is due first, found by words, fetched as a file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from onderdak.foundation.care.contract import (
    About,
    CareTask,
    take_out_tasks,
    tasks_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.care.words import ABOUT, came_from
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)

PAGE = 50
_MOST_IN_FILE = 5000
_CLOSED = "closed"


@dataclass(frozen=True)
class Wanted:
    """What the address bar asks of the list."""

    words: str
    state: str
    after: tuple[date, UUID] | None

    def address(self, **more: str) -> str:
        """The query string of another page of the same list."""
        kept = {"q": self.words, "state": self.state, **more}
        return "?" + urlencode({name: each for name, each in kept.items() if each})


def _wanted(request: Request) -> Wanted:
    get = request.GET
    state = get.get("state", "")
    return Wanted(
        get.get("q", "").replace("\x00", "").strip()[:120],
        state if state == _CLOSED else "",
        _key(get.get("after", "")),
    )


def _key(written: str) -> tuple[date, UUID] | None:
    day, _bar, key = written.partition("|")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None


def _find(request: Request, wanted: Wanted) -> QuerySet[CareTask]:
    town = request.actor.grants[0].municipality or ""
    found = tasks_of(by=request.actor, municipality=town, words=wanted.words)
    found = found.filter(closed_at__isnull=wanted.state != _CLOSED)
    if wanted.after:
        day, key = wanted.after
        found = found.filter(Q(due_on__gt=day) | Q(due_on=day, id__gt=key))
    return found


@require_safe
@never_cache
@with_task
def care_tasks(request: Request) -> HttpResponse:
    """What is due, the first first."""
    wanted = _wanted(request)
    found = list(_find(request, wanted)[: PAGE + 1])
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Care tasks")},
        ],
        "tasks": _table(wanted, found, localdate()),
    }
    return render(request, "care/list.html", context)


def _table(wanted: Wanted, found: Sequence[CareTask], on: date) -> Table:
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return Table(
        name="care",
        caption=_("Closed tasks") if wanted.state else _("Tasks for you"),
        note=_("what is due first stands first"),
        columns=[
            Column(label, row_header=not place) for place, label in enumerate(_header())
        ],
        rows=[_row(one, on) for one in shown],
        empty=Empty(
            _("There is nothing here."),
            _("When somebody must be looked after, you get a mail."),
        ),
        search=Search(
            label=_("Search"),
            hint=_("A word of the task, the place or the number of the report."),
            value=wanted.words,
            filters=[
                Filter(
                    "state",
                    _("State"),
                    [Option("", _("open")), Option(_CLOSED, _("closed"))],
                    wanted.state,
                )
            ],
        ),
        paging=Paging(
            next_url=wanted.address(after=f"{last.due_on}|{last.pk}") if last else "",
            previous_url=wanted.address() or "?" if wanted.after else "",
        ),
        export=Export(
            csv_url=reverse("care_tasks_csv") + wanted.address(),
            xlsx_url=reverse("care_tasks_xlsx") + wanted.address(),
        )
        if shown
        else None,
    )


def _header() -> list[str]:
    return [
        _("Look no later than"),
        _("Who"),
        _("Where"),
        _("Came from"),
        _("Looked after by"),
    ]


def _told(one: CareTask) -> list[object]:
    worker = one.worker
    return [
        one.due_on,
        capfirst(str(ABOUT[About(one.about)])),
        one.place or "–",
        came_from(one.origin) or "–",
        (worker.name or worker.email) if worker else _("nobody yet"),
    ]


def _row(one: CareTask, on: date) -> list[object]:
    day, *rest = _told(one)
    if one.worker is None:
        late = one.closed_at is None and one.due_on < on
        words = _("nobody yet, too late") if late else _("nobody yet")
        rest[-1] = Cell(words, kind="danger" if late else "warning")
    return [Cell(day, reverse("care_task", args=[one.pk])), *rest]


def _lines(request: Request) -> list[list[object]]:
    found = list(_find(request, _wanted(request))[:_MOST_IN_FILE])
    town = request.actor.grants[0].municipality or ""
    take_out_tasks(by=request.actor, municipality=town, tasks=len(found))
    return [list(_header()), *(_told(one) for one in found)]


@require_safe
@never_cache
@with_task
def care_tasks_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: own tasks, as they are shown."""
    return csv_file(_lines(request), f"onderdak-care-{localdate():%Y-%m-%d}")


@require_safe
@never_cache
@with_task
def care_tasks_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: own tasks, as they are shown."""
    return xlsx_file(_lines(request), f"onderdak-care-{localdate():%Y-%m-%d}")
