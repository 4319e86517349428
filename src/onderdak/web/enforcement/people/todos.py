"""What waits for who stands at the door: people first by the hour, checks, counts."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.supervision.enforcement.contract.people import (
    Telling,
    UrgentTask,
    checks_due,
    counts_due,
    overdue_tasks,
    tellings_due,
    urgent_tasks,
)
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import case_url, in_words
from onderdak.web.enforcement.wording import language_name, moment
from onderdak.web.pages.shapes import Todo

_MOST: Final = 5
# Telling people is prepared in the week before: an interpreter is asked for it.
_AHEAD: Final = timedelta(days=7)


def site_todos(request: Request, here: str, on: date) -> Iterator[Todo]:
    """The urgent tasks for which this person was named, and who is still to be told."""
    me, at = request.actor, now()
    tasks = urgent_tasks(by=me, municipality=here, person=me.user_id)
    for task in tasks[:_MOST]:
        yield _urgent(task, at)
    for telling in tellings_due(by=me, municipality=here, on=on, ahead=_AHEAD)[:_MOST]:
        yield _telling(telling, at)


def overdue_todos(request: Request, here: str) -> Iterator[Todo]:
    """The urgent tasks in one's own cases that nobody settled within their hours."""
    found = overdue_tasks(by=request.actor, municipality=here, at=now())
    mine = request.actor.user_id
    for task in found.exclude(person_id=mine)[:_MOST]:
        case = task.case
        yield Todo(
            _("People first is not settled at %(address)s, case %(number)s")
            % {"address": str(case.address), "number": case.number},
            people_url(case.number),
            due=_("before %(moment)s") % {"moment": moment(task.due_at)},
            tag=_("too late"),
            kind="error",
        )


def _urgent(task: UrgentTask, at: datetime) -> Todo:
    case = task.case
    late = task.due_at < at
    return Todo(
        _("You are on site: the people of %(address)s, case %(number)s")
        % {"address": str(case.address), "number": case.number},
        people_url(case.number),
        due=_("before %(moment)s") % {"moment": moment(task.due_at)},
        tag=_("too late") if late else _("people first, now"),
        kind="error",
    )


def _telling(telling: Telling, at: datetime) -> Todo:
    case = telling.case
    late = telling.planned_at < at
    return Todo(
        _("Tell the people of %(address)s in %(language)s, case %(number)s")
        % {
            "address": str(case.address),
            "language": language_name(telling.language),
            "number": case.number,
        },
        people_url(case.number),
        due=moment(telling.planned_at),
        tag=_("write down whether it was done") if late else _("you tell them"),
        kind="warning" if late else "info",
    )


def found_todos(request: Request, here: str, on: date) -> Iterator[Todo]:
    """What waits at the door in the cases on this person's own findings."""
    checks = checks_due(by=request.actor, municipality=here, on=on)
    for one in checks[:_MOST]:
        yield Todo(
            _("Check %(address)s: %(what)s is over, case %(number)s")
            % {
                "address": one.address,
                "what": in_words(one.title).lower(),
                "number": one.number,
            },
            case_url(one.number),
            due=date_format(one.last_day, "j F Y"),
            tag=_("plan a visit"),
            kind="warning",
        )
    yield from _more(len(checks) - _MOST)
    counts = counts_due(by=request.actor, municipality=here)
    for case in counts[:_MOST]:
        yield Todo(
            _("Say how many people sleep at %(address)s, case %(number)s")
            % {"address": str(case.address), "number": case.number},
            people_url(case.number),
            tag=_("nobody counted them"),
            kind="info",
        )
    yield from _more(len(counts) - _MOST)


def _more(more: int) -> Iterator[Todo]:
    if more > 0:
        words = ngettext("%(more)s more like these", "%(more)s more like these", more)
        url = reverse("enforcement_cases")
        yield Todo(words % {"more": more}, url, tag=_("look at all"), kind="info")


def people_url(number: str) -> str:
    """Where the people of a case are looked after."""
    return reverse("enforcement_case_people", args=[number])
