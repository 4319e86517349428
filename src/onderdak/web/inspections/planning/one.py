"""The page of one visit: how far it is, what comes next, and everything of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import rooms_on
from onderdak.supervision.inspections.contract import (
    OPEN_STATES,
    ROOM,
    Ground,
    State,
    Step,
    Visit,
    can,
)
from onderdak.supervision.inspections.contract.kits import SHIPPED
from onderdak.supervision.inspections.contract.planning import goes
from onderdak.supervision.inspections.contract.syncing import photos_of, recorded
from onderdak.supervision.inspections.contract.warrants import (
    may_enter_now,
    warrant_of,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.inspections.pages import Note, Part, Way, crumbs, visit_here
from onderdak.web.inspections.planning.one_tables import (
    came_in,
    companions_table,
    going_table,
    history_table,
    tried_table,
)
from onderdak.web.inspections.planning.words import (
    CHOSEN,
    STATES,
    ground_of,
    hours_of,
    kind_of,
    languages_of,
    to_confirm,
)
from onderdak.web.inspections.warrants.words import warrant_facts
from onderdak.web.pages.shapes import Cell, Fact
from onderdak.web.pages.values import said


@dataclass(frozen=True, slots=True)
class Act:
    """Something done with one press; it is no link, because it changes something."""

    label: str
    url: str
    kind: str = "primary"


@require_safe
@with_task
def visit(request: Request, number: str) -> HttpResponse:
    """Everything of one visit."""
    one = visit_here(request, number)
    here = goes(one, request.actor.user_id)
    label, kind = STATES[State(one.state)]
    title = _("Visit %(number)s") % {"number": number}
    context = {
        "title": title,
        "lead": one.address.in_full,
        "state": Cell(str(label), kind=kind or "info"),
        "breadcrumbs": crumbs((_("Visits"), reverse("visits")), (title, "")),
        "notes": list(_notes(one, goes=here)),
        "facts": list(_facts(one)),
        "acts": list(_acts(one, goes=here)),
        "ways": list(_ways(one)),
        "parts": list(_parts(request, one)),
        "history": history_table(one),
    }
    return render(request, "inspections/planning/visit.html", context)


def _notes(one: Visit, *, goes: bool) -> Iterator[Note]:
    if ROOM not in rooms_on(one.municipality_id):
        yield Note(
            _("Your municipality does not use this part of Onderdak."), "warning"
        )
    if one.state == State.CANCELLED:
        yield Note(
            _("This visit was called off: %(why)s") % {"why": one.cancelled_because}
        )
    elif one.state == State.PLANNED and one.day < localdate():
        yield Note(
            _("The day of this visit is over, and it was not begun."),
            "warning",
            _("Plan it anew, or call it off."),
        )
    if one.state in OPEN_STATES and not goes:
        yield Note(_("You do not go along on this visit."))


def _facts(one: Visit) -> Iterator[Fact]:
    ground = Ground(one.ground)
    yield Fact(_("Kind"), kind_of(one))
    yield Fact(_("Day"), one.day)
    yield Fact(_("Hours"), hours_of(one))
    yield Fact(_("Reason"), one.reason)
    yield Fact(_("Chosen by"), str(CHOSEN.get(one.chosen_by, one.chosen_by)))
    yield Fact(_("Under which law"), ground_of(ground), to_confirm(ground))
    yield Fact(_("Announced"), one.announced, one.unannounced_because)
    more = (
        (_("Languages of the house"), languages_of(one.languages)),
        (_("What is handled hard"), one.handled_hard),
        (_("What is handled softly"), one.handled_soft),
        (_("Address investigation"), one.investigation_reference),
        (_("Looks again at visit"), one.earlier_number),
        (_("Checklist"), _checklist(one)),
    )
    for term, value in more:
        if value:
            yield Fact(term, value)


def _checklist(one: Visit) -> str:
    if not one.checklist_version:
        return ""
    if one.checklist_version == SHIPPED:
        return _("as delivered, kept since the visit began")
    return _("version %(version)s, kept since the visit began") % {
        "version": one.checklist_version
    }


def _acts(one: Visit, *, goes: bool) -> Iterator[Act]:
    """What somebody who goes along can do now with one press."""
    if not goes:
        return
    state = State(one.state)
    if can(Step.BEGIN, state) and one.day <= localdate():
        yield Act(_("Begin the visit"), reverse("visit_begin", args=[one.number]))
    if can(Step.CLOSE, state):
        yield Act(_("End the visit"), reverse("visit_close", args=[one.number]))


def _ways(one: Visit) -> Iterator[Way]:
    state = State(one.state)

    def way(label: str, name: str) -> Way:
        return Way(label, reverse(name, args=[one.number]))

    if state in OPEN_STATES:
        yield way(_("Address file"), "visit_file")
    if state is State.PLANNED:
        yield way(_("Change the plan"), "visit_change")
        yield way(_("Letters"), "visit_letters")
        yield way(_("Call it off"), "visit_cancel")
        return
    if state is State.CANCELLED:
        return
    yield way(_("Everything that was typed"), "visit_typed")
    yield way(_("Findings"), "visit_findings")
    if can(Step.REOPEN, state):
        yield way(_("Open it again"), "visit_reopen")
    if state is State.UNDER_WAY:
        yield way(_("Letters"), "visit_letters")
        return
    yield way(_("Report of the visit"), "visit_report")
    yield way(_("Repairs"), "visit_repairs")
    yield way(_("What it came to"), "visit_result")
    yield way(_("Per unit"), "visit_units")


def _parts(request: Request, one: Visit) -> Iterator[Part]:
    yield Part(
        _("Who goes"),
        lead=_("One person goes: %(why)s") % {"why": one.alone_because}
        if one.alone_because
        else "",
        table=going_table(one),
    )
    yield _along(request, one)
    yield Part(
        _("What was tried before"),
        lead=_("Nothing lighter: %(why)s") % {"why": one.no_lighter_because}
        if one.no_lighter_because
        else "",
        table=None if one.no_lighter_because else tried_table(one),
    )
    yield _warrant(one)
    if one.begun_at is not None:
        found = recorded(one)
        facts = came_in(one, found, photos_of(one))
        url = reverse("visit_typed", args=[one.number])
        ways = [Way(_("Everything that was typed"), url)]
        yield Part(_("What came in"), facts=facts, ways=ways)


def _along(request: Request, one: Visit) -> Part:
    open_still = one.state in OPEN_STATES
    url = reverse("companion_new", args=[one.number])
    return Part(
        _("Who was asked along"),
        lead=_(
            "Asking a service along shares nothing. For that a decision is recorded."
        )
        if open_still
        else "",
        table=companions_table(request.actor, one),
        ways=[Way(_("Ask a service along"), url)] if open_still else [],
    )


def _warrant(one: Visit) -> Part:
    found = warrant_of(one)
    ways = []
    if found is not None:
        ways.append(Way(_("Look at the warrant"), reverse("warrant", args=[found.pk])))
    waits = found is not None and found.state == "asked"
    if one.state in OPEN_STATES and not waits:
        url = reverse("warrant_ask", args=[one.number])
        ways.append(Way(_("Ask a warrant"), url))
    entry = may_enter_now(one, at=now())
    words = f"{said(entry.words)} ({entry.article})"
    return Part(
        _("Entering without consent"),
        lead=words if one.state in OPEN_STATES else "",
        facts=warrant_facts(found) if found else [],
        ways=ways,
    )
