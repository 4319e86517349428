"""People first by the hour: the tasks of urgent measures, and settling one."""

from datetime import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract.people import (
    LOOK_AFTER_PEOPLE,
    PeopleOn,
    UrgentTask,
    name_on_site,
    settle_urgent_task,
    urgent_tasks,
    who_looks_after,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Way,
    asked,
    closed_notes,
    crumbs,
    page,
    town,
)
from onderdak.web.enforcement.people.acts import ask_of, checked
from onderdak.web.enforcement.people.boxes import counted, people_notes
from onderdak.web.enforcement.people.forms import PersonForm, SettleForm
from onderdak.web.enforcement.people.tables import tasks_table
from onderdak.web.enforcement.sent import sent_before
from onderdak.web.enforcement.wording import moment, names_of
from onderdak.web.pages.shapes import Fact, Filter, Option, Paging, Search, Table

PAGE = 50
_MINE, _SETTLED = "mine", "settled"


@require_safe
@with_task
def urgent(request: Request) -> HttpResponse:
    """The tasks of urgent measures, the first due first."""
    here, given = town(request), request.GET
    who, state = given.get("who", ""), given.get("state", "")
    rows = urgent_tasks(
        by=request.actor,
        municipality=here,
        person=request.actor.user_id if who == _MINE else None,
        settled=state == _SETTLED,
        after=_key(given.get("after", "")),
    )
    found = list(rows[: PAGE + 1])
    title = _("People first, by the hour")
    return page(
        request,
        title,
        breadcrumbs=crumbs(
            (_("Enforcement"), reverse("enforcement_cases")), (title, "")
        ),
        lead=_(
            "After an urgent measure the people in the house are settled within hours,"
            " by somebody who stands there."
        ),
        notes=closed_notes(here),
        parts=[Part(_("The list"), table=_table(request, found, who, state))],
    )


def _key(written: str) -> tuple[datetime, int] | None:
    at, _sign, number = written.partition("_")
    found = whole_number(number)
    try:
        return (datetime.fromisoformat(at), found) if found is not None else None
    except ValueError:
        return None


def _table(request: Request, found: list[UrgentTask], who: str, state: str) -> Table:
    shown, last = found[:PAGE], found[PAGE - 1] if len(found) > PAGE else None
    key = f"{last.due_at.isoformat()}_{last.pk}" if last else ""
    acts = may(request.actor, LOOK_AFTER_PEOPLE, municipality=town(request))
    made = tasks_table(
        shown,
        names_of(each.person_id for each in shown),
        acts=acts,
        with_case=True,
    )
    query = {"who": who, "state": state}
    return Table(
        name=made.name,
        caption=made.caption,
        columns=made.columns,
        rows=made.rows,
        empty=made.empty,
        search=_search(who, state),
        paging=Paging(next_url=asked({**query, "after": key}) if key else ""),
    )


def _search(who: str, state: str) -> Search:
    return Search(
        label=None,
        filters=[
            Filter(
                "state",
                _("How it stands"),
                [Option("", _("waits")), Option(_SETTLED, _("settled"))],
                state,
            ),
            Filter(
                "who",
                _("Whose"),
                [Option("", _("Everybody's")), Option(_MINE, _("Mine"))],
                who,
            ),
        ],
    )


def _task(people: PeopleOn, task: int) -> UrgentTask:
    for each in people.urgent:
        if each.pk == task and each.settled_at is None:
            return each
    raise NotFound(text("There is no such task in this case."))


@with_task
def settle(request: Request, number: str, task: int) -> HttpResponse:
    """Say that the people were counted, have a place to go, and were told."""
    before = sent_before(request)
    if before is not None:
        return before
    people = checked(request, number)
    row = _task(people, task)
    form = SettleForm(request.POST or None)

    def change() -> None:
        settle_urgent_task(
            by=request.actor,
            municipality=town(request),
            number=number,
            task=task,
            words=form.cleaned_data["words"],
            on=localdate(),
            at=now(),
        )

    newest = people.counts[0] if people.counts else None
    return ask_of(
        request,
        number,
        form,
        change,
        (_("The people are settled"), _("Settle it"), _("It is settled.")),
        facts=[
            Fact(_("By when"), moment(row.due_at)),
            Fact(_("Person on site"), names_of([row.person_id]).get(row.person_id)),
            Fact(_("Sleep there"), counted(newest)),
        ],
        notes=list(people_notes(people)),
        ways=[
            Way(
                _("Name somebody else on site"),
                reverse("enforcement_on_site", args=[number, task]),
            )
        ],
    )


@with_task
def on_site(request: Request, number: str, task: int) -> HttpResponse:
    """Name another person who is on site."""
    people, here = checked(request, number), town(request)
    row = _task(people, task)
    offered = [
        (str(user.pk), user.name or user.email)
        for user in who_looks_after(by=request.actor, municipality=here)
    ]
    form = PersonForm(request.POST or None, people=offered, now=row.person_id)

    def change() -> None:
        name_on_site(
            by=request.actor,
            municipality=here,
            number=number,
            task=task,
            person=int(form.cleaned_data["person"]),
            at=now(),
        )

    notes = [Note(_("Call this person: a name on a page wakes nobody."))]
    return ask_of(
        request,
        number,
        form,
        change,
        (_("Who is on site"), _("Save"), _("Somebody else is named.")),
        notes=notes,
        facts=[Fact(_("By when"), moment(row.due_at))],
    )
