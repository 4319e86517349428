"""The inbox: what waits for an answer, as a page and as files."""

from collections.abc import Iterator
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import Actor, may, rooms_on
from onderdak.supervision.desk.contract.clerk import (
    BY_PARTNER,
    LAPSED,
    MINE,
    NOBODY,
    OPEN_STATES,
    SET_ROUTING,
    TO_CLOSE,
    Channel,
    Priority,
    Report,
    State,
    categories_of,
    owner_gone,
    take_out_reports,
    waiting,
    way_of_working,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.clerk.finding import (
    Asked,
    Found,
    asked_by,
    find,
    find_all,
)
from onderdak.web.desk.clerk.words import (
    CHANNELS,
    PRIORITIES,
    STATE_TAGS,
    STATES,
    category_name,
    place_of,
    state_name,
)
from onderdak.web.nights.charts import short
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
    Todo,
)
from onderdak.web.pages.values import number


def desk_home(request: Request) -> HttpResponse:
    """The first page of a clerk: what needs somebody now, and the open reports."""
    if "desk" not in rooms_on(request.actor.grants[0].municipality or ""):
        return render(request, "nights/not_in_use.html")
    return _inbox(request, home=True)


@require_safe
@with_task
def reports(request: Request) -> HttpResponse:
    """The reports of this desk."""
    return _inbox(request, home=False)


def _inbox(request: Request, *, home: bool) -> HttpResponse:
    on, actor = localdate(), request.actor
    town = actor.grants[0].municipality or ""
    found = find(actor, asked_by(request.GET, on))
    context = {
        "home": home,
        "breadcrumbs": []
        if home
        else [{"label": _("Start"), "url": reverse("home")}, {"label": _("Reports")}],
        "todos": todos_of(actor, on) if home else [],
        "may_route": may(actor, SET_ROUTING, municipality=town),
        "table": _table(found, town, on),
    }
    return render(request, "desk/clerk/inbox.html", context)


def todos_of(actor: Actor, on: date) -> list[Todo]:
    """What waits at this desk, each a list that holds just that."""
    town = actor.grants[0].municipality or ""
    found = waiting(by=actor, municipality=town, on=on)
    lines = (
        (_("Reports past their last day"), found.late, "?late=1", "error"),
        (_("New reports"), found.new, "?state=received", "warning"),
        (
            _("Messages of reporters"),
            found.answered,
            "?state=answered_by_reporter",
            "warning",
        ),
        (
            _("Opened again by the reporter"),
            found.reopened,
            "?state=reopened",
            "warning",
        ),
        (
            _("A partner answered"),
            found.by_partner,
            f"?state={BY_PARTNER}",
            "warning",
        ),
        (
            _("Link of a partner expired without an answer"),
            found.lapsed,
            f"?state={LAPSED}",
            "warning",
        ),
        (
            _("Answered, to be closed"),
            found.to_close,
            f"?state={TO_CLOSE}",
            "warning",
        ),
        (_("Open reports of your own"), found.mine, "?owner=mine", "info"),
    )
    waits = [
        Todo(label, reverse("reports") + query, tag=number(count), kind=kind)
        for label, count, query, kind in lines
        if count
    ]
    if owner_gone(way_of_working(by=actor, municipality=town)):
        gone = _("Whoever got every report no longer works here")
        waits.insert(0, Todo(gone, reverse("desk_setting"), kind="error"))
    return waits


@require_safe
@with_task
def reports_csv(request: Request) -> HttpResponseBase:
    """The list as CSV."""
    return csv_file(_lines(request), _filename())


@require_safe
@with_task
def reports_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook."""
    return xlsx_file(_lines(request), _filename())


def _filename() -> str:
    return f"onderdak-reports-{localdate():%Y-%m-%d}"


def _lines(request: Request) -> Iterator[list[object]]:
    """Read before it is sent: the rows are seen within this request only."""
    asked = asked_by(request.GET, localdate())
    rows = [_line(each) for each in find_all(request.actor, asked)]
    town = request.actor.grants[0].municipality or ""
    take_out_reports(by=request.actor, municipality=town, reports=len(rows))
    return iter([_header(), *rows])


def _header() -> list[object]:
    return [
        *(_("Number"), _("Category"), _("Place"), _("Received on"), _("Last day")),
        *(_("State"), _("Handled by"), _("Team"), _("Priority"), _("Channel")),
        _("Danger"),
    ]


def _line(one: Report) -> list[object]:
    return [
        one.number,
        category_name(one.category),
        place_of(one),
        localdate(one.received_at),
        one.due_on,
        state_name(one.state),
        str(one.owner.name or one.owner.email) if one.owner else "",
        one.team,
        str(PRIORITIES[Priority(one.priority)]),
        str(CHANNELS[Channel(one.channel)]),
        _("yes") if one.danger else _("no"),
    ]


def _table(found: Found, town: str, on: date) -> Table:
    return Table(
        name="reports",
        caption=_("Reports"),
        note=_("State of %(day)s. What must be answered first stands first.")
        % {"day": date_format(on, "j F Y")},
        columns=[
            Column(_("Number"), row_header=True),
            Column(_("Category")),
            Column(_("Place")),
            Column(_("Last day")),
            Column(_("State")),
            Column(_("Handled by")),
        ],
        rows=[_cells(each, on) for each in found.reports],
        empty=_empty(found.asked),
        paging=_paging(found),
        search=_search(found.asked, town),
        export=_export(found) if found.total else None,
    )


def _cells(one: Report, on: date) -> list[object]:
    late = one.state in OPEN_STATES and one.due_on < on
    day = short(one.due_on, "j M Y")
    owner = str(one.owner.name or one.owner.email) if one.owner else one.team
    return [
        Cell(one.number, reverse("desk_report", args=[one.number])),
        category_name(one.category),
        place_of(one),
        Cell(_("%(day)s, late") % {"day": day}, kind="error") if late else day,
        Cell(state_name(one.state), kind=STATE_TAGS.get(State(one.state), "")),
        owner or _("nobody"),
    ]


def _empty(asked: Asked) -> Empty:
    if asked.narrowed:
        return Empty(
            _("Nothing fits this."),
            _("Ask for less, or look at the whole list."),
            _("Show the open reports"),
            reverse("reports"),
        )
    return Empty(
        _("No report waits for an answer."),
        _("What comes in by the public form appears here by itself."),
    )


def _search(asked: Asked, town: str) -> Search:
    sought = asked.sought
    states = [
        Option("", _("Open")),
        Option("all", _("All")),
        Option("answered_by_reporter", _("With a new message of the reporter")),
        Option(BY_PARTNER, _("With a new answer of a partner")),
        Option(LAPSED, _("With a partner's link that expired")),
        Option(TO_CLOSE, _("Answered, to be closed")),
        *(Option(state.value, str(name)) for state, name in STATES.items()),
    ]
    categories = [
        Option("", _("Every category")),
        *(Option(each.key, category_name(each)) for each in categories_of(town)),
    ]
    owners = [
        Option("", _("Anybody")),
        Option(MINE, _("Me")),
        Option(NOBODY, _("Nobody yet")),
    ]
    late = [Option("", _("Any")), Option("1", _("Past the last day"))]
    return Search(
        label=_("Search by number, street or words"),
        hint=_("A part is enough."),
        value=sought.words,
        filters=[
            Filter("state", _("State"), states, asked.state),
            Filter("category", _("Category"), categories, sought.category),
            Filter("owner", _("Handled by"), owners, sought.owner),
            Filter("late", _("Term"), late, "1" if sought.late else ""),
        ],
    )


def _paging(found: Found) -> Paging:
    if not found.reports:
        return Paging()
    base = reverse("reports")
    return Paging(
        next_url=base + found.next_url if found.next_url else "",
        previous_url=base + found.previous_url if found.previous_url else "",
        shown=_("%(shown)s of %(total)s")
        % {"shown": number(len(found.reports)), "total": number(found.total)},
    )


def _export(found: Found) -> Export:
    query = found.asked.address()
    return Export(reverse("reports_csv") + query, reverse("reports_xlsx") + query)
