"""The list of growth plans, with the steps that are late, as a page and as files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from onderdak.housing.quality.contract import (
    LATE,
    PlanOn,
    PlanState,
    StepOn,
    StepState,
    growth_list,
)
from onderdak.kernel.identifiers import whole_number
from onderdak.web.account.contract import Request, with_task
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
from onderdak.web.pages.values import number
from onderdak.web.quality.growth.showing import PLAN_STATES, PLAN_TAGS, STEP_STATES

_PAGE: Final = 50
_STATES: Final = {
    "": gettext_lazy("all that run"),
    LATE: gettext_lazy("with a step that is late"),
    **{state.value: PLAN_STATES[state] for state in PlanState},
}


@dataclass(frozen=True)
class _Asked:
    """What the address bar asks of the list."""

    words: str
    state: str
    page: int

    def address(self, page: int = 0) -> str:
        """The query of the same list, at a page."""
        asked = {"q": self.words, "state": self.state, "page": page or ""}
        kept = urlencode({name: value for name, value in asked.items() if value})
        return f"?{kept}" if kept else ""


def _asked(request: Request) -> _Asked:
    given = request.GET
    state = given.get("state", "")
    return _Asked(
        words=given.get("q", "").replace("\x00", "").strip()[:120],
        state=state if state in _STATES else "",
        page=whole_number(given.get("page", "")) or 0,
    )


def _found(request: Request, asked: _Asked) -> list[PlanOn]:
    return growth_list(
        by=request.actor, on=localdate(), words=asked.words, state=asked.state
    )


@require_safe
@with_task
def plans(request: Request) -> HttpResponse:
    """The growth plans that someone sees, who is latest first."""
    asked = _asked(request)
    for_provider = request.actor.grants[0].provider is not None
    context = {
        "breadcrumbs": [
            {"label": _("Start"), "url": reverse("home")},
            {"label": _("Quality"), "url": reverse("qualities")},
            {"label": _("Growth plans")},
        ],
        "table": _table(_found(request, asked), asked, for_provider=for_provider),
    }
    return render(request, "quality/growth_list.html", context)


def _table(found: list[PlanOn], asked: _Asked, *, for_provider: bool) -> Table:
    start = asked.page * _PAGE
    shown = found[start : start + _PAGE]
    csv = reverse("quality_growth_list_csv") + asked.address()
    xlsx = reverse("quality_growth_list_xlsx") + asked.address()
    return Table(
        name="growth-plans",
        caption=_("Growth plans"),
        note=_("the step that waits longest first"),
        columns=[
            Column(_("Location"), row_header=True),
            Column(_("Municipality") if for_provider else _("Provider")),
            Column(_("State")),
            Column(_("Steps done")),
            Column(_("Late"), numeric=True),
            Column(_("Step that is due first")),
            Column(_("Done by")),
        ],
        rows=[_row(one, for_provider=for_provider) for one in shown],
        empty=_empty(asked),
        paging=_paging(found, shown, asked),
        search=_search(asked),
        export=Export(csv, xlsx) if found else None,
    )


def _row(one: PlanOn, *, for_provider: bool) -> list[object]:
    plan, progress, first = one.plan, one.progress, one.due_first
    is_late = first is not None and first.state is StepState.LATE
    return [
        Cell(plan.location.name, reverse("quality_growth", args=[plan.location_id])),
        plan.municipality.name if for_provider else plan.provider.name,
        Cell(PLAN_STATES[one.state], kind=PLAN_TAGS[one.state]),
        _("%(done)s of %(total)s") % {"done": progress.done, "total": progress.of},
        progress.late,
        first.step.what if first else None,
        Cell(_day(first.step.due_on), kind="warning" if is_late else "")
        if first
        else None,
    ]


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _empty(asked: _Asked) -> Empty:
    if asked.words or asked.state:
        return Empty(
            _("No growth plan fits this search."),
            _("Try fewer letters, or look at the whole list."),
            _("Show all growth plans"),
            reverse("quality_growth_list"),
        )
    return Empty(
        _("There are no growth plans yet."),
        _("A growth plan begins on the page about the quality of a location."),
        _("To the locations"),
        reverse("qualities"),
    )


def _search(asked: _Asked) -> Search:
    return Search(
        label=_("Search by location or provider"),
        value=asked.words,
        filters=[
            Filter(
                name="state",
                label=_("Which plans"),
                value=asked.state,
                options=[Option(key, str(label)) for key, label in _STATES.items()],
            )
        ],
    )


def _paging(found: list[PlanOn], shown: list[PlanOn], asked: _Asked) -> Paging:
    if not shown:
        return Paging()
    page = asked.page
    before = asked.address(page - 1) or "?" if page else ""
    return Paging(
        next_url=asked.address(page + 1) if len(found) > (page + 1) * _PAGE else "",
        previous_url=before,
        shown=_("%(shown)s of %(total)s growth plans")
        % {"shown": number(len(shown)), "total": number(len(found))},
    )


@require_safe
@with_task
def plans_csv(request: Request) -> HttpResponseBase:
    """The list as CSV, a line per step."""
    return csv_file(_lines(request), f"growth-{localdate():%Y-%m-%d}")


@require_safe
@with_task
def plans_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook, a line per step."""
    return xlsx_file(_lines(request), f"growth-{localdate():%Y-%m-%d}")


def _lines(request: Request) -> list[list[object]]:
    # Found before the file begins: a refusal is a page, not half a file.
    found = _found(request, _asked(request))
    header: list[object] = [
        *(_("Location"), _("Municipality"), _("Provider")),
        *(_("Towards which norms"), _("To be reached by"), _("State of the plan")),
        *(_("Housing unit"), _("Step"), _("Norm"), _("Done by")),
        *(_("State of the step"), _("Done on")),
    ]
    return [header, *(line for one in found for line in _lines_of(one))]


def _lines_of(one: PlanOn) -> Iterator[list[object]]:
    plan = one.plan
    head = [
        *(plan.location.name, plan.municipality.name, plan.provider.name),
        *(plan.toward, plan.toward_on, str(PLAN_STATES[one.state])),
    ]
    for each in one.steps:
        yield [*head, *_of_step(each)]
    if not one.steps:
        yield [*head, *[None] * 6]


def _of_step(one: StepOn) -> list[object]:
    step = one.step
    word, _kind = STEP_STATES[one.state]
    return [step.place, step.what, step.rule, step.due_on, str(word), step.done_on]
