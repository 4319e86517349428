"""The requests for a warrant: what waits, one of them, and the mayor's decision."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.supervision.inspections.contract import (
    ASK_WARRANT,
    DECIDE_WARRANT,
    SEE_VISITS,
    Warrant,
)
from onderdak.supervision.inspections.contract.planning import goes
from onderdak.supervision.inspections.contract.warrants import (
    WarrantState,
    decide_warrant,
    how_counted,
    take_warrants,
    valid_until,
    warrant_for,
    warrants_of,
)
from onderdak.web.account.contract import Request, ask, with_task
from onderdak.web.inspections.pages import (
    Part,
    asked,
    crumbs,
    key_asked,
    page,
    town,
)
from onderdak.web.inspections.planning.lists import closed_notes
from onderdak.web.inspections.planning.one_tables import names
from onderdak.web.inspections.planning.todos import visit_todos
from onderdak.web.inspections.planning.words import name_of
from onderdak.web.inspections.warrants.forms import GRANT, DecideForm
from onderdak.web.inspections.warrants.nobody import nobody_url
from onderdak.web.inspections.warrants.words import STATES, allows, asked_facts
from onderdak.web.nights.export import csv_file, xlsx_file
from onderdak.web.pages.shapes import (
    Cell,
    Column,
    Empty,
    Export,
    Fact,
    Filter,
    Option,
    Paging,
    Search,
    Table,
)
from onderdak.web.pages.values import said

PAGE = 50


@require_safe
@with_task
def warrants(request: Request) -> HttpResponse:
    """The requests of this municipality; those that wait for the mayor first."""
    here, actor = town(request), request.actor
    found = warrants_of(by=actor, municipality=here)
    state, before = request.GET.get("state", ""), key_asked(request, "before")
    if state in set(WarrantState):
        found = found.filter(state=state)
    else:
        state = ""
    if before is not None:
        found = found.filter(pk__lt=before)
    table = _table(list(found[: PAGE + 1]), state, before)
    decides = may(actor, DECIDE_WARRANT, municipality=here)
    way = [] if decides else [(_("Visits"), reverse("visits"))]
    return page(
        request,
        _("Warrants"),
        lead=_("Entering without consent is for where nothing lighter does."),
        breadcrumbs=crumbs(*way, (_("Warrants"), "")),
        notes=closed_notes(here),
        todos=visit_todos(request) if decides else [],
        parts=[Part(_("The list"), table=table)],
    )


def _table(found: Sequence[Warrant], state: str, before: int | None) -> Table:
    shown, more = found[:PAGE], len(found) > PAGE
    last = str(shown[-1].pk) if more else ""
    return Table(
        name="warrants",
        caption=_("Requests for a warrant"),
        note=_("newest first"),
        columns=[
            Column(_("Dwelling"), row_header=True),
            Column(_("Visit")),
            Column(_("State")),
            Column(_("Asked on")),
            Column(_("Holds until")),
            Column(_("In the name of")),
        ],
        rows=[_row(one) for one in shown],
        empty=Empty(
            _("Nothing fits this.") if state else _("No warrant was asked."),
            _("A warrant is asked from the page of a visit."),
        ),
        search=Search(
            label=None,
            filters=[
                Filter(
                    "state",
                    _("State"),
                    [
                        Option("", _("Every state")),
                        *(Option(each.value, str(STATES[each][0])) for each in STATES),
                    ],
                    state,
                )
            ],
        ),
        export=Export(
            reverse("warrants_csv") + asked({"state": state}),
            reverse("warrants_xlsx") + asked({"state": state}),
        ),
        paging=Paging(
            next_url=asked({"state": state, "before": last}) if more else "",
            previous_url=(asked({"state": state}) or "?") if before else "",
        ),
    )


@require_safe
@with_task
def warrants_csv(request: Request) -> HttpResponseBase:
    """The list as CSV: exactly what is shown, all pages of it."""
    return csv_file(_lines(request), f"onderdak-warrants-{localdate():%Y-%m-%d}")


@require_safe
@with_task
def warrants_xlsx(request: Request) -> HttpResponseBase:
    """The list as a workbook: exactly what is shown, all pages of it."""
    return xlsx_file(_lines(request), f"onderdak-warrants-{localdate():%Y-%m-%d}")


def _lines(request: Request) -> Iterator[list[object]]:
    """Read before the file begins: while it is sent the page's scope is gone."""
    state = request.GET.get("state", "")
    taken = take_warrants(
        by=request.actor,
        municipality=town(request),
        state=state if state in set(WarrantState) else "",
    )
    head: list[object] = [
        *(_("Dwelling"), _("Visit"), _("State"), _("Asked on")),
        *(_("Holds until"), _("In the name of")),
    ]
    rows = [
        [cell.value if isinstance(cell, Cell) else cell for cell in _row(one)]
        for one in taken
    ]
    return iter([head, *rows])


def _row(one: Warrant) -> list[object]:
    label, kind = STATES[WarrantState(one.state)]
    return [
        Cell(str(one.visit.address), url=reverse("warrant", args=[one.pk])),
        one.visit.number,
        Cell(str(label), kind=kind),
        date_format(localtime(one.asked_at), "j F Y"),
        one.valid_until or "–",
        name_of(one.holder),
    ]


@with_task
def warrant(request: Request, pk: int) -> HttpResponse:
    """One request; the mayor decides on it here, in words."""
    here, actor = town(request), request.actor
    found = warrant_for(by=actor, municipality=here, warrant=pk)
    waits = found.state == WarrantState.ASKED
    decides = waits and may(actor, DECIDE_WARRANT, municipality=here)
    form = DecideForm(request.POST or None if decides else None)

    def change() -> str:
        decide_warrant(
            by=actor,
            municipality=here,
            warrant=pk,
            grant=form.cleaned_data["decision"] == GRANT,
            words=form.cleaned_data["words"],
            at=now(),
        )
        return reverse("warrant", args=[pk])

    context = _context(request, found) | {
        "decides": decides,
        "would_facts": [_would_hold(here)] if decides else [],
        "submit": _("Keep this decision"),
    }
    return ask(
        request,
        form,
        context,
        done=_("Your decision is kept, and who leads the visit gets a message."),
        change=change,
        template="inspections/warrants/warrant.html",
    )


def _context(request: Request, found: Warrant) -> dict[str, object]:
    here, actor = town(request), request.actor
    label, kind = STATES[WarrantState(found.state)]
    title = _("Warrant for %(address)s") % {"address": str(found.visit.address)}
    asks = may(actor, ASK_WARRANT, municipality=here)
    sees = may(actor, SEE_VISITS, municipality=here)
    number = found.visit.number
    open_entry = found.state == WarrantState.GRANTED and any(
        one.entered_on is None for one in found.dwellings.all()
    )
    noted = any(one.entered_on for one in found.dwellings.all())
    return {
        "title": title,
        "state": Cell(str(label), kind=kind),
        "breadcrumbs": crumbs((_("Warrants"), reverse("warrants")), (title, "")),
        "asked": asked_facts(found),
        "decided": _decided(found),
        "visit_url": reverse("visit", args=[number]) if sees else "",
        "entry_url": reverse("warrant_entry", args=[found.pk])
        if open_entry and goes(found.visit, actor.user_id)
        else "",
        "correct_url": reverse("warrant_correct", args=[found.pk])
        if noted and goes(found.visit, actor.user_id)
        else "",
        "nobody_url": nobody_url(found.visit, actor.user_id),
        "withdraw_url": reverse("warrant_withdraw", args=[found.pk])
        if asks and found.state == WarrantState.ASKED
        else "",
    }


def _decided(found: Warrant) -> list[Fact]:
    if found.decided_at is None:
        return []
    called = names([found.decided_by_id])
    moment = date_format(localtime(found.decided_at), "j F Y H:i")
    return [
        Fact(_("Decided by"), called.get(found.decided_by_id or 0, "–"), moment),
        Fact(_("Why"), found.decision),
        *allows(found),
    ]


def _would_hold(here: str) -> Fact:
    """Until when a warrant holds that is given today."""
    on = localdate()
    counted = " ".join(said(each) for each in how_counted(here, on))
    return Fact(
        _("Given today it holds up to and including"), valid_until(here, on), counted
    )
