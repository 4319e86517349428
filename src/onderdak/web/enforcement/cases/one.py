"""The page of one case: who, what was found, each measure, and the next day."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from onderdak.foundation.identity.contract import may
from onderdak.kernel.languages import language
from onderdak.supervision.enforcement.contract import (
    HANDLE_CASES,
    OPEN_CASES,
    CaseOn,
    CaseState,
)
from onderdak.supervision.enforcement.contract.clocks import (
    Due,
    RemedyOnCase,
    clocks_of_case,
    remedies_of,
)
from onderdak.supervision.inspections.contract import SEE_VISITS
from onderdak.web.account.contract import Request, with_task
from onderdak.web.enforcement.cases.around import around
from onderdak.web.enforcement.cases.gathering import (
    case_here,
    paths_of,
    step_words,
)
from onderdak.web.enforcement.cases.one_measures import can_put_off, measure_lines
from onderdak.web.enforcement.cases.one_tables import (
    clock_title,
    clocks_table,
    grounds_table,
    history_table,
    requests_table,
)
from onderdak.web.enforcement.letters import parts as letters
from onderdak.web.enforcement.money import parts as money
from onderdak.web.enforcement.pages import (
    Note,
    Part,
    Way,
    closed_notes,
    crumbs,
    town,
)
from onderdak.web.enforcement.people import parts as people
from onderdak.web.enforcement.words import STATES, closing_of, name_of, part_of
from onderdak.web.pages.shapes import Cell, Explanation, Fact
from onderdak.web.pages.values import said

_TEMPLATE = "enforcement/cases/case.html"
_MOST_DAYS = 2


@dataclass(frozen=True, slots=True)
class NextDay:
    """A last day that comes first, in plain words, with how it was counted."""

    title: str
    day: str
    left: str
    late: bool
    why: Explanation


@require_safe
@with_task
def case(request: Request, number: str) -> HttpResponse:
    """Everything of one case."""
    here = town(request)
    found = case_here(request, number)
    actor = request.actor
    clocks = clocks_of_case(by=actor, municipality=here, number=number)
    remedies = list(remedies_of(by=actor, municipality=here, number=number))
    handles = may(actor, HANDLE_CASES, municipality=here)
    label, kind = STATES[CaseState(found.case.state)]
    title = _("Case %(number)s") % {"number": number}
    first, last = _first(request, found), list(_parts(request, found, clocks))
    parts = [_anchored(nth, each) for nth, each in enumerate([*first, *last])]
    context = {
        "title": title,
        "lead": found.case.address.in_full,
        "state": Cell(str(label), kind=kind),
        "breadcrumbs": crumbs(
            (_("Enforcement"), reverse("enforcement_cases")), (title, "")
        ),
        "notes": [*closed_notes(here), *_notes(found, handles=handles)],
        "next_days": list(next_days(found, clocks, localdate())),
        "facts": list(_facts(found)),
        "ways": [*_ways(found, remedies, handles=handles), *around(request, found)],
        "jumps": [Part(_("Measures"), anchor="measures"), *parts],
        "first": parts[: len(first)],
        "measures": measure_lines(
            found, remedies, step_words(request, found), handles=handles
        ),
        "begin": _begin(found, handles=handles),
        "parts": parts[len(first) :],
    }
    return render(request, _TEMPLATE, context)


def _anchored(nth: int, part: Part) -> Part:
    """A part that can be jumped to."""
    return part if part.anchor else replace(part, anchor=f"part-{nth}")


def _notes(found: CaseOn, *, handles: bool) -> Iterator[Note]:
    one = found.case
    if not found.is_open:
        why = {"why": closing_of(one.closing), "words": one.closing_words}
        yield Note(_("Closed: %(why)s. %(words)s") % why)
        return
    if one.offender is None:
        yield Note(
            _("Nobody is named yet who can end the breach."),
            "warning",
            _("A letter that orders something goes to somebody, somewhere.")
            if handles
            else "",
        )
    if one.look_again_on:
        day = date_format(one.look_again_on, "j F Y")
        yield Note(_("This case waits until %(day)s.") % {"day": day})


def next_days(found: CaseOn, clocks: Sequence[Due], on: date) -> Iterator[NextDay]:
    """The first last days that run, at most two.

    What others let pass is no day to come: it stands among the terms.
    """
    if not found.is_open:
        return
    running = [
        each
        for each in clocks
        if each.state == "running"
        and each.last_day is not None
        and (each.ours or each.last_day >= on)
    ]
    for each in running[:_MOST_DAYS]:
        if each.last_day is None:
            continue
        days = (each.last_day - on).days
        yield NextDay(
            title=clock_title(each),
            day=_("through %(day)s") % {"day": date_format(each.last_day, "l j F Y")},
            left=_left(days),
            late=days < 0,
            why=_why(each),
        )


def _left(days: int) -> str:
    if days < 0:
        return ngettext("One day over.", "%(count)s days over.", -days) % {
            "count": -days
        }
    if days == 0:
        return _("Today is the last day.")
    return ngettext("One day left.", "%(count)s days left.", days) % {"count": days}


def _why(clock: Due) -> Explanation:
    return Explanation(
        sentence=_("So it was counted."),
        rule=clock.rule,
        article=clock.article,
        trace=[said(each) for each in clock.counted],
    )


def _facts(found: CaseOn) -> Iterator[Fact]:
    one = found.case
    yield Fact(_("Address"), one.address.in_full)
    yield Fact(_("Who can end it"), _who(found), _language(found))
    yield Fact(_("Handled by"), name_of(one.owner) or _("nobody yet"))
    yield Fact(_("Opened on"), one.opened_on, one.reason)
    yield Fact(
        _("Rules"),
        _("as they stood when the case began"),
        _("mark %(mark)s") % {"mark": one.ruleset_id[:12]},
    )
    if one.closed_on:
        yield Fact(_("Closed on"), one.closed_on)
    if one.previous:
        yield Fact(_("Earlier case here"), one.previous.number)


def _who(found: CaseOn) -> str:
    offender = found.case.offender
    if offender is None:
        return _("nobody named yet")
    part = part_of(offender.part)
    if offender.name:
        number = f", KvK {offender.kvk}" if offender.kvk else ""
        return f"{offender.name} ({part}{number})"
    return _("a person (%(part)s), the name is sealed") % {"part": part}


def _language(found: CaseOn) -> str:
    offender = found.case.offender
    if offender is None or offender.language == "nl":
        return ""
    return _("letters with a summary in %(language)s") % {
        "language": language(offender.language).name
    }


def _ways(
    found: CaseOn, remedies: Sequence[RemedyOnCase], *, handles: bool
) -> Iterator[Way]:
    number = found.case.number

    def way(label: str, name: str, kind: str = "secondary") -> Way:
        return Way(label, reverse(name, args=[number]), kind)

    if not handles:
        return
    if not found.is_open:
        yield way(_("Open the case again"), "enforcement_reopen")
        yield people.evidence_way(number)
        return
    unnamed = found.case.offender is None
    label = _("Name who can end it") if unnamed else _("Change who can end it")
    yield way(label, "enforcement_offender", "primary" if unnamed else "secondary")
    for each in remedies:
        if can_put_off(each):
            url = reverse("enforcement_remedy_put_off", args=[number, each.pk])
            yield Way(_("Put the decision on the objection off"), url)
    if not unnamed:
        yield way(_("Read the name and address"), "enforcement_offender_opened")
    yield way(_("Who handles the case"), "enforcement_give")
    yield way(_("Let the case wait"), "enforcement_wait")
    yield way(_("Close the case"), "enforcement_close")
    yield people.evidence_way(number)


def _begin(found: CaseOn, *, handles: bool) -> Way | None:
    if not handles or not found.is_open or not paths_of(found):
        return None
    label = _("Begin another path") if found.measures else _("Begin a path")
    url = reverse("enforcement_begin", args=[found.case.number])
    return Way(label, url, "primary")


def _first(request: Request, found: CaseOn) -> list[Part]:
    """What comes before any measure: the findings, and the people in the house."""
    may_add = may(request.actor, OPEN_CASES, municipality=found.case.municipality_id)
    url = reverse("enforcement_grounds", args=[found.case.number])
    ways = [Way(_("Add findings"), url)] if found.is_open and may_add else []
    sees = may(request.actor, SEE_VISITS, municipality=found.case.municipality_id)
    return [
        *people.parts_of(request, found),
        Part(
            _("What was found"),
            table=grounds_table(found.grounds, links=sees),
            ways=ways,
        ),
        *_requests(found),
        *people.choice_parts_of(request, found),
    ]


def _requests(found: CaseOn) -> Iterator[Part]:
    if found.requests:
        yield Part(_("Requests to enforce"), table=requests_table(found))


def _parts(request: Request, found: CaseOn, clocks: Sequence[Due]) -> Iterator[Part]:
    yield Part(_("Terms"), table=clocks_table(clocks))
    yield from letters.parts_of(request, found)
    yield from money.parts_of(request, found)
    yield Part(_("What happened"), table=history_table(found))
