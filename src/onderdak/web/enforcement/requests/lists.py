"""The requests to enforce of a municipality, those without a decision first asked."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import (
    EnforcementRequest,
    request_days,
    requests_of,
    rules_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import (
    Part,
    Way,
    asked,
    closed_notes,
    crumbs,
    in_words,
    key_asked,
    page,
    town,
)
from onderdak.web.enforcement.words import requester_of
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
MOST_IN_FILE = 10_000
_ALL = "all"


@require_safe
@with_task
def requests(request: Request) -> HttpResponse:
    """The requests of this municipality, newest first."""
    here, every = town(request), request.GET.get("state", "") == _ALL
    before = key_asked(request, "after")
    found = list(
        requests_of(
            by=request.actor, municipality=here, open_only=not every, before=before
        )[: PAGE + 1]
    )
    table = _table(found, every=every, before=before)
    url = reverse("enforcement_request_new")
    handles = may(request.actor, HANDLE_CASES, municipality=here)
    title = _("Requests to enforce")
    return page(
        request,
        title,
        breadcrumbs=crumbs(
            (_("Enforcement"), reverse("enforcement_cases")), (title, "")
        ),
        lead=_("Each is answered with a decision, within eight weeks (art. 4:13 Awb)."),
        notes=closed_notes(here),
        ways=[Way(_("Receive a request to enforce"), url, "primary")]
        if handles
        else [],
        parts=[Part(_("The list"), table=table)],
    )


def _table(
    found: Sequence[EnforcementRequest], *, every: bool, before: int | None
) -> Table:
    shown, more = found[:PAGE], len(found) > PAGE
    here = reverse("enforcement_requests")
    first = asked({"state": _ALL if every else ""})
    key = str(shown[-1].pk) if more else ""
    after = asked({"state": _ALL if every else "", "after": key})
    days = request_days(shown)
    states = [Option("", _("Without a decision")), Option(_ALL, _("Every state"))]
    return Table(
        name="requests",
        caption=_("Requests"),
        note=_("newest first"),
        columns=[
            Column(_("Case"), row_header=True),
            Column(_("Address")),
            Column(_("Received on")),
            Column(_("Who asks")),
            Column(_("What is asked")),
            Column(_("Stands at")),
            Column(_("Last day")),
        ],
        rows=[_row(one, days.get(one.measure_id)) for one in shown],
        empty=Empty(
            _("No request waits for a decision."),
            _("A request comes from who lives near, or from somebody in the house."),
        ),
        search=Search(
            label=None,
            filters=[Filter("state", _("State"), states, _ALL if every else "")],
        ),
        paging=Paging(
            next_url=after if more else "",
            previous_url=f"{here}{first}" if before else "",
        ),
        export=Export(f"{here}list.csv{first}", f"{here}list.xlsx{first}")
        if shown
        else None,
    )


def _state(one: EnforcementRequest) -> str:
    path = rules_of(one.measure.ruleset_id).paths[one.measure.path]
    return in_words(path.states[one.measure.state].title)


def _row(one: EnforcementRequest, day: date | None) -> list[object]:
    return [
        Cell(one.case.number, url=reverse("enforcement_case", args=[one.case.number])),
        str(one.case.address),
        one.received_on,
        requester_of(one.requester),
        one.about,
        _state(one),
        day,
    ]


@require_safe
@with_task
def requests_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), _name())


@require_safe
@with_task
def requests_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), _name())


def _lines(request: Request) -> Iterator[list[object]]:
    """Read before the file begins: while it is sent the page's scope is gone."""
    every = request.GET.get("state", "") == _ALL
    found = requests_of(
        by=request.actor, municipality=town(request), open_only=not every
    )
    shown = list(found[:MOST_IN_FILE])
    days = request_days(shown)
    head: list[object] = [
        *(_("Case"), _("Address"), _("Received on"), _("Who asks")),
        *(_("What is asked"), _("Stands at"), _("Last day")),
    ]
    rows: list[list[object]] = [
        [
            *(one.case.number, one.case.address.in_full, one.received_on),
            *(requester_of(one.requester), one.about, _state(one)),
            days.get(one.measure_id),
        ]
        for one in shown
    ]
    return iter([head, *rows])


def _name() -> str:
    return f"onderdak-requests-{localdate():%Y-%m-%d}"
