"""What waits for somebody because of visits: on the first page and on the list."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.supervision.inspections.contract import (
    DECIDE_WARRANT,
    OPEN_STATES,
    REPORT_VISITS,
    ROOM,
    SEE_VISITS,
)
from onderdak.supervision.inspections.contract.after import proof_to_judge
from onderdak.supervision.inspections.contract.planning import my_visits
from onderdak.supervision.inspections.contract.warrants import (
    entries_to_note,
    warrants_waiting,
)
from onderdak.web.account.contract import Request
from onderdak.web.inspections.pages import in_words, town
from onderdak.web.inspections.planning.words import hours_of
from onderdak.web.inspections.registry.documents import registry_todos
from onderdak.web.inspections.reports.lists import report_todos
from onderdak.web.pages.shapes import Todo


def visit_todos(request: Request) -> list[Todo]:
    """The visits of today, documents to sign, copies that are due, proof to judge.

    For the mayor the requests that wait; for a clerk of the registry what was handed
    over at a door. Nothing where the part is switched off.
    """
    here = town(request)
    if not here or ROOM not in rooms_on(here):
        return []
    if may(request.actor, DECIDE_WARRANT, municipality=here):
        return list(_to_decide(request, here))
    registry = list(registry_todos(request))
    if not may(request.actor, SEE_VISITS, municipality=here):
        return registry
    entries = _entries(request, here)
    return [
        *_tonight(request, here),
        *entries,
        *report_todos(request),
        *_proof(request, here),
        *registry,
    ]


def _proof(request: Request, here: str) -> Iterator[Todo]:
    """Whoever mended something waits for an answer."""
    if not may(request.actor, REPORT_VISITS, municipality=here):
        return
    for one in proof_to_judge(by=request.actor, municipality=here, on=localdate()):
        yield Todo(
            _("Look at the proof of repair: %(what)s, %(where)s")
            % {"what": in_words(one.row.title), "where": one.row.where},
            reverse("town_repair", args=[one.row.pk]),
            due=date_format(localtime(one.proofs[-1].at), "j F Y"),
            tag=_("proof of repair"),
        )


def _entries(request: Request, here: str) -> Iterator[Todo]:
    """A copy that nobody counts the days of is never handed over in time."""
    for one in entries_to_note(by=request.actor, municipality=here):
        yield Todo(
            _("Note the entry under the warrant, visit %(number)s")
            % {"number": one.visit.number},
            reverse("warrant_entry", args=[one.pk]),
            tag=_("copy for the resident"),
            kind="warning",
        )


def _tonight(request: Request, here: str) -> Iterator[Todo]:
    on = localdate()
    for one in my_visits(by=request.actor, on=on):
        late = one.day < on
        if one.municipality_id != here or one.day > on or one.state not in OPEN_STATES:
            continue
        where = {"address": str(one.address), "hours": hours_of(one)}
        yield Todo(
            _("Visit %(address)s, %(hours)s") % where,
            reverse("visit", args=[one.number]),
            due=date_format(one.day, "j F Y"),
            tag=_("not ended") if late else _("today"),
            kind="warning" if late else "info",
        )


def _to_decide(request: Request, here: str) -> Iterator[Todo]:
    for one in warrants_waiting(by=request.actor, municipality=here):
        asked_on = date_format(localtime(one.asked_at), "j F Y H:i")
        yield Todo(
            _("Warrant for %(address)s") % {"address": str(one.visit.address)},
            reverse("warrant", args=[one.pk]),
            due=_("asked on %(day)s") % {"day": asked_on},
            tag=_("decide"),
        )
