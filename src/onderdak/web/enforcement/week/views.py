"""The first page of a lawyer: what ends when, with what may lapse on top."""

from collections.abc import Iterator

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.supervision.enforcement.contract.clocks import (
    clock_kinds,
    last_recount,
    week_list,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.pages import closed_notes, crumbs, in_words, town
from onderdak.web.enforcement.week.listing import (
    PAGE,
    asked_of,
    day_tables,
    empty_of,
    export_of,
    lines_of,
    paging_of,
    search_of,
    wanted_by,
)
from onderdak.web.enforcement.week.todos import week_alarms
from onderdak.web.enforcement.wording import moment
from onderdak.web.nights.export import csv_file, xlsx_file

_MOST = 10_000


@require_safe
@with_task
def week(request: Request) -> HttpResponse:
    """Which terms end on which day; what is late or lapses stands on top."""
    on, here = localdate(), town(request)
    kinds = _kinds(request)
    wanted = wanted_by(request, kinds)
    found = week_list(
        by=request.actor,
        municipality=here,
        asked=asked_of(wanted, me=request.actor.user_id, on=on),
        on=on,
        after=wanted.after,
        most=PAGE + 1,
    )
    title = _("What ends when")
    context = {
        "title": title,
        "lead": _lead(here),
        "breadcrumbs": crumbs(
            (_("Enforcement"), reverse("enforcement_cases")), (title, "")
        ),
        "notes": closed_notes(here),
        "alarms": [] if wanted.narrowed or wanted.after else week_alarms(request, on),
        "list_title": _("By day"),
        "search": search_of(wanted, kinds),
        "export": export_of(wanted) if found else None,
        "days": day_tables(found[:PAGE], on),
        "empty": empty_of(wanted),
        "paging": paging_of(wanted, found),
    }
    return render(request, "enforcement/week.html", context)


def _lead(here: str) -> str:
    """What the list is, and when the terms were last counted."""
    lead, last = _("Each term of each case, on its last day."), last_recount(here)
    if last is None or last.ended_at is None:
        return lead
    counted = _("All terms were last counted on %(moment)s.")
    return f"{lead} {counted % {'moment': moment(last.ended_at)}}"


def _kinds(request: Request) -> list[tuple[str, str]]:
    found = clock_kinds(by=request.actor, municipality=town(request))
    return [(key, in_words(title)) for key, title in found]


@require_safe
@with_task
def week_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), _name())


@require_safe
@with_task
def week_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), _name())


def _lines(request: Request) -> Iterator[list[object]]:
    """Read before the file begins: while it is sent the page's scope is gone."""
    on = localdate()
    wanted = wanted_by(request, _kinds(request))
    found = week_list(
        by=request.actor,
        municipality=town(request),
        asked=asked_of(wanted, me=request.actor.user_id, on=on),
        on=on,
        most=_MOST,
    )
    return iter(list(lines_of(found, on)))


def _name() -> str:
    return f"onderdak-terms-{localdate():%Y-%m-%d}"
