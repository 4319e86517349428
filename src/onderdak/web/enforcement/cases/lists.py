"""The cases of a municipality: found by words and filters, and as a file."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.rules.enforcement import shipped
from onderdak.supervision.enforcement.contract import HANDLE_CASES
from onderdak.supervision.enforcement.contract.cases import (
    CaseLine,
    case_lines,
    cases_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.gathering import weight_of
from onderdak.web.enforcement.cases.listing import (
    MOST_IN_FILE,
    PAGE,
    Wanted,
    asked_of,
    cases_table,
    lines_of,
    wanted_by,
)
from onderdak.web.enforcement.cases.todos import enforcement_todos
from onderdak.web.enforcement.pages import (
    Part,
    Way,
    closed_notes,
    crumbs,
    in_words,
    page,
    town,
)
from onderdak.web.nights.export import csv_file, xlsx_file


def paths_here() -> list[tuple[str, str]]:
    """The paths by name, for a filter or a choice."""
    paths = sorted(shipped().paths.values(), key=lambda path: weight_of(path.key))
    return [(path.key, in_words(path.title)) for path in paths]


@require_safe
@with_task
def cases(request: Request) -> HttpResponse:
    """The cases of this municipality, and what waits for this person."""
    paths = paths_here()
    wanted, here = wanted_by(request, paths), town(request)
    found = cases_of(
        by=request.actor,
        municipality=here,
        asked=asked_of(wanted, me=request.actor.user_id, on=localdate()),
        before=wanted.after,
    )
    lines = case_lines(list(found[: PAGE + 1]))
    whole = not wanted.narrowed and not wanted.after
    return page(
        request,
        _("Enforcement"),
        breadcrumbs=crumbs((_("Enforcement"), "")),
        lead=_only_at(wanted, lines),
        notes=closed_notes(here),
        todos=enforcement_todos(request) if whole else [],
        ways=list(_ways(request, here, all_of_it=not wanted.address)),
        parts=[Part(_("The list"), table=cases_table(wanted, lines, paths))],
    )


def _only_at(wanted: Wanted, lines: Sequence[CaseLine]) -> str:
    """That the list is of one address, where somebody came to it from there."""
    if not wanted.address or not lines:
        return ""
    return _("Only cases at %(address)s.") % {"address": str(lines[0].case.address)}


def _ways(request: Request, here: str, *, all_of_it: bool) -> Iterator[Way]:
    if not all_of_it:
        yield Way(_("Show the whole list"), reverse("enforcement_cases"))
    yield Way(_("Open a case"), reverse("enforcement_case_new"), "primary")
    handles = may(request.actor, HANDLE_CASES, municipality=here)
    for label, name, needs in (
        (_("Request to enforce"), "enforcement_request_new", True),
        (_("This week"), "enforcement_week", False),
        (_("Requests"), "enforcement_requests", False),
        (_("Letters"), "enforcement_letters", True),
        (_("Money"), "enforcement_money", False),
        (_("Reserve rooms"), "enforcement_reserve", False),
        (_("Urgent tasks"), "enforcement_urgent", False),
        (_("Set up enforcement"), "enforcement_setup", True),
    ):
        if handles or not needs:
            yield from _way(label, name)


def _way(label: str, name: str) -> Iterator[Way]:
    try:
        yield Way(label, reverse(name))
    except NoReverseMatch:
        return


@require_safe
@with_task
def cases_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), _name())


@require_safe
@with_task
def cases_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), _name())


def _lines(request: Request) -> Iterator[list[object]]:
    """Read before the file begins: while it is sent the page's scope is gone."""
    wanted = wanted_by(request, paths_here())
    asked = asked_of(wanted, me=request.actor.user_id, on=localdate())
    found = cases_of(by=request.actor, municipality=town(request), asked=asked)
    return iter(list(lines_of(case_lines(list(found[:MOST_IN_FILE])))))


def _name() -> str:
    return f"onderdak-cases-{localdate():%Y-%m-%d}"
