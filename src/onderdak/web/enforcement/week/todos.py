"""What cannot wait: what is late, what lapses soon, and what may be done now."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.supervision.enforcement.contract import ROOM, SEE_CASES
from onderdak.supervision.enforcement.contract.clocks import (
    Alarms,
    AskedWeek,
    Due,
    alarms,
    week_list,
)
from onderdak.web.account.contract import Request
from onderdak.web.enforcement.pages import case_url, in_words, town
from onderdak.web.enforcement.week.listing import distance, late_by, opened
from onderdak.web.pages.shapes import Todo

MOST = 8
_MINE = 5


def week_alarms(request: Request, on: date) -> list[Todo]:
    """What is late, ends soon or may be done now, of this person and of nobody yet."""
    here = town(request)
    found = alarms(by=request.actor, municipality=here, on=on, most=MOST)
    more = found.total - len(found.shown)
    todos = [_alarm(one, on) for one in found.shown]
    if more > 0:
        words = ngettext("%(more)s more like these", "%(more)s more like these", more)
        whole = f"{reverse('enforcement_week')}?when={_most_pressing(found)}"
        todos.append(Todo(words % {"more": more}, whole, tag=_("look at all")))
    return todos


def _most_pressing(found: Alarms) -> str:
    if found.late:
        return "late"
    return "open" if found.opened and not found.lapsing else "month"


def _alarm(one: Due, on: date) -> Todo:
    what = {"what": in_words(one.title), "number": one.number, "where": one.address}
    return Todo(
        _("%(what)s, case %(number)s, %(where)s") % what,
        case_url(one.number),
        due=date_format(one.last_day, "j F Y") if one.last_day else "",
        tag=_said(one, on),
        kind=_pressing(one, on),
    )


def _pressing(one: Due, on: date) -> str:
    if one.late(on):
        return "error"
    return "warning" if one.ours else "info"


def _said(one: Due, on: date) -> str:
    if one.last_day is None:
        return ""
    if one.open_now(on):
        return opened(one)
    late, when = one.late(on), distance(one.last_day, on)
    if one.lapses:
        return _("lapsed") if late else _("lapses %(when)s") % {"when": when}
    return late_by(one.last_day, on) if late else when


def week_todos(request: Request) -> list[Todo]:
    """What ends this week of the cases that this person handles, for the first page."""
    here, on = town(request), localdate()
    if not here or ROOM not in rooms_on(here):
        return []
    if not may(request.actor, SEE_CASES, municipality=here):
        return []
    mine = AskedWeek(owner=request.actor.user_id, until_day=on + timedelta(days=6))
    found = week_list(
        by=request.actor, municipality=here, asked=mine, on=on, most=_MINE
    )
    return [_alarm(one, on) for one in found]
