"""What waits for somebody because of cases: on the first page and on the list."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.supervision.enforcement.contract import (
    HANDLE_CASES,
    ROOM,
    SEE_CASES,
    CaseState,
)
from onderdak.supervision.enforcement.contract.cases import (
    AskedCases,
    cases_of,
    to_take_away,
    visits_to_enforce,
)
from onderdak.supervision.enforcement.contract.people import LOOK_AFTER_PEOPLE
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.letters.todos import letter_todos
from onderdak.web.enforcement.pages import town
from onderdak.web.enforcement.people.todos import (
    found_todos,
    overdue_todos,
    site_todos,
)
from onderdak.web.enforcement.week.todos import week_todos
from onderdak.web.pages.shapes import Todo

_MOST = 10


def enforcement_todos(request: Request) -> list[Todo]:
    """What waits for this person: at the door, and where it leads cases, in those.

    Nothing where the part is switched off.
    """
    here = town(request)
    if not here or ROOM not in rooms_on(here):
        return []
    if not may(request.actor, SEE_CASES, municipality=here):
        return []
    on = localdate()
    site: list[Todo] = []
    handles = may(request.actor, HANDLE_CASES, municipality=here)
    if may(request.actor, LOOK_AFTER_PEOPLE, municipality=here):
        site += site_todos(request, here, on)
        site += [] if handles else found_todos(request, here, on)
    if not handles:
        return site
    return [
        *site,
        *overdue_todos(request, here),
        *week_todos(request),
        *letter_todos(request),
        *_look_again(request, here, on),
        *_take_away(request, here),
        *_unowned(request, here),
        *_idle(request, here, on),
        *_not_followed(request, here),
    ]


def _look_again(request: Request, here: str, on: date) -> Iterator[Todo]:
    """Cases whose day has come: low priority is later, and never not at all."""
    asked = AskedCases(state=CaseState.OPEN, look_on=on, owner=request.actor.user_id)
    found = cases_of(by=request.actor, municipality=here, asked=asked)
    for one in found[:_MOST]:
        day = one.look_again_on
        yield Todo(
            _("Look again at case %(number)s, %(address)s")
            % {"number": one.number, "address": str(one.address)},
            reverse("enforcement_case", args=[one.number]),
            due=date_format(day, "j F Y") if day else "",
            tag=_("its day has come"),
        )


def _take_away(request: Request, here: str) -> Iterator[Todo]:
    """What is public of a decision that does not stand any more."""
    for one in to_take_away(by=request.actor, municipality=here)[:_MOST]:
        yield Todo(
            _("Take away what is public of case %(number)s, %(address)s")
            % {"number": one.number, "address": str(one.address)},
            reverse("enforcement_case", args=[one.number]),
            tag=_("the decision does not stand any more"),
            kind="error",
        )


def _unowned(request: Request, here: str) -> Iterator[Todo]:
    asked = AskedCases(unowned=True)
    count = cases_of(by=request.actor, municipality=here, asked=asked).count()
    if count:
        yield Todo(
            ngettext(
                "%(count)s case that nobody handles yet",
                "%(count)s cases that nobody handles yet",
                count,
            )
            % {"count": count},
            reverse("enforcement_cases") + "?who=nobody",
            tag=_("give it to somebody"),
        )


def _idle(request: Request, here: str, on: date) -> Iterator[Todo]:
    asked = AskedCases(idle_on=on, owner=request.actor.user_id)
    count = cases_of(by=request.actor, municipality=here, asked=asked).count()
    if count:
        yield Todo(
            ngettext(
                "%(count)s case of yours in which nothing runs",
                "%(count)s cases of yours in which nothing runs",
                count,
            )
            % {"count": count},
            reverse("enforcement_cases") + "?state=idle&who=mine",
            tag=_("begin a path, or let it wait"),
        )


def _not_followed(request: Request, here: str) -> Iterator[Todo]:
    """A finding that nobody follows up teaches that rules do not count."""
    count = len(visits_to_enforce(by=request.actor, municipality=here))
    if count:
        yield Todo(
            ngettext(
                "%(count)s visit with a signed breach and no case",
                "%(count)s visits with signed breaches and no case",
                count,
            )
            % {"count": count},
            reverse("enforcement_case_new"),
            tag=_("open a case, or not"),
            kind="info",
        )
