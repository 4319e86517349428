"""The letters that wait: for a reviewer, to go out, or after they came back."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may, rooms_on
from onderdak.supervision.enforcement.contract import HANDLE_CASES, ROOM
from onderdak.supervision.enforcement.contract.letters import (
    Letter,
    LetterState,
    letter_kinds,
    waiting_letters,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.letters.one import url_of
from onderdak.web.enforcement.pages import (
    case_url,
    closed_notes,
    crumbs,
    in_words,
    town,
)
from onderdak.web.enforcement.wording import names_of
from onderdak.web.pages.shapes import Cell, Column, Empty, Table, Todo


@require_safe
@with_task
def letters(request: Request) -> HttpResponse:
    """What this person reviews, what may go out, and what came back."""
    here, me = town(request), request.actor.user_id
    found = waiting_letters(by=request.actor, municipality=here)
    names = names_of(one.drafted_by_id for one in found)
    drafts = [one for one in found if one.state == LetterState.DRAFTED]
    to_review = [one for one in drafts if me not in one.written_by]
    own = [one for one in drafts if me in one.written_by]
    ready = [one for one in found if one.state == LetterState.REVIEWED]
    back = [one for one in found if one.state == LetterState.RETURNED]
    title = _("Letters that wait")
    context = {
        "title": title,
        "breadcrumbs": crumbs(
            (_("Enforcement"), reverse("enforcement_cases")), (title, "")
        ),
        "lead": _("Each letter is reviewed by somebody who wrote nothing in it."),
        "notes": closed_notes(here),
        "tables": [
            _table(
                "review",
                _("To review by you"),
                to_review,
                names,
                _("Nothing waits for your review."),
            ),
            _table("ready", _("May go out"), ready, names, _("No letter may go out.")),
            _table("back", _("Came back"), back, names, _("No letter came back.")),
            _table("own", _("Your drafts"), own, names, _("You have no drafts.")),
        ],
    }
    return render(request, "enforcement/letters.html", context)


def _table(
    name: str, title: str, found: Sequence[Letter], names: dict[int, str], empty: str
) -> Table:
    return Table(
        name=name,
        caption=title,
        columns=[
            Column(_("Letter"), row_header=True),
            Column(_("Case")),
            Column(_("Address")),
            Column(_("Written by")),
            Column(_("Changed on")),
        ],
        rows=[_row(one, names) for one in found],
        empty=Empty(empty),
    )


def _row(one: Letter, names: dict[int, str]) -> list[object]:
    case = one.measure.case
    return [
        Cell(
            in_words(letter_kinds()[one.kind].title),
            url=url_of("", case.number, one.pk),
        ),
        Cell(case.number, url=case_url(case.number)),
        str(case.address),
        names.get(one.drafted_by_id, ""),
        localdate(one.changed_at),
    ]


def letter_todos(request: Request) -> list[Todo]:
    """The letters that wait for this person, for the first page."""
    here, me = town(request), request.actor.user_id
    if not here or ROOM not in rooms_on(here):
        return []
    if not may(request.actor, HANDLE_CASES, municipality=here):
        return []
    todos = []
    for one in waiting_letters(by=request.actor, municipality=here):
        waits = _waits_for(one, me)
        if waits is not None:
            todos.append(_todo(one, *waits))
    return todos[:8]


def _waits_for(one: Letter, me: int) -> tuple[str, str] | None:
    """For what a letter waits, where it waits for this person."""
    if one.state == LetterState.DRAFTED:
        return None if me in one.written_by else (_("to review"), "warning")
    if one.state == LetterState.RETURNED:
        return _("came back"), "error"
    return (_("may go out"), "info") if me in one.written_by else None


def _todo(one: Letter, tag: str, kind: str) -> Todo:
    case = one.measure.case
    what = {"letter": in_words(letter_kinds()[one.kind].title), "number": case.number}
    label = _("Letter “%(letter)s”, case %(number)s") % what
    return Todo(label, url_of("", case.number, one.pk), tag=tag, kind=kind)
