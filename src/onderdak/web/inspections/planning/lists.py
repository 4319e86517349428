"""The visits of a municipality: found by words and filters, and as a file."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import rooms_on
from onderdak.supervision.inspections.contract import ROOM
from onderdak.supervision.inspections.contract.planning import take_visits, visits_of
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import Note, Part, Way, crumbs, page, town
from onderdak.web.inspections.planning.listing import (
    PAGE,
    asked_of,
    lines_of,
    visits_table,
    wanted_by,
)
from onderdak.web.inspections.planning.todos import visit_todos
from onderdak.web.nights.export import csv_file, xlsx_file


@require_safe
@with_task
def visits(request: Request) -> HttpResponse:
    """The visits of this municipality, and what waits for this person."""
    wanted, here = wanted_by(request), town(request)
    found = visits_of(
        by=request.actor,
        municipality=here,
        asked=asked_of(wanted, me=request.actor.user_id, on=localdate()),
        after=wanted.after,
    )
    table = visits_table(wanted, list(found[: PAGE + 1]))
    return page(
        request,
        _("Visits"),
        breadcrumbs=crumbs((_("Visits"), "")),
        notes=closed_notes(here),
        todos=[] if wanted.narrowed or wanted.after else visit_todos(request),
        ways=[
            Way(_("Plan a visit"), reverse("visit_new"), "primary"),
            Way(_("On the road"), reverse("round")),
            Way(_("Warrants"), reverse("warrants")),
            Way(_("Reports of visits"), reverse("visit_reports")),
            Way(_("Repairs"), reverse("town_repairs")),
            Way(_("Results"), reverse("visit_results")),
            Way(_("Checklists"), reverse("checklists")),
            Way(_("Telephone numbers"), reverse("visit_phones")),
        ],
        parts=[Part(_("The list"), table=table)],
    )


def closed_notes(here: str) -> list[Note]:
    """That the part is switched off, where it is."""
    if ROOM in rooms_on(here):
        return []
    return [
        Note(
            _("Your municipality does not use this part of Onderdak."),
            "warning",
            _("What is there can be read; nothing new is planned."),
        )
    ]


@require_safe
@with_task
def visits_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), _name())


@require_safe
@with_task
def visits_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), _name())


def _lines(request: Request) -> Iterator[list[object]]:
    """Read before the file begins: while it is sent the page's scope is gone."""
    asked = asked_of(wanted_by(request), me=request.actor.user_id, on=localdate())
    taken = take_visits(by=request.actor, municipality=town(request), asked=asked)
    return iter(list(lines_of(taken)))


def _name() -> str:
    return f"onderdak-visits-{localdate():%Y-%m-%d}"
