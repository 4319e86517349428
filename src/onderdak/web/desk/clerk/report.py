"""One report as a clerk sees it: what was told, how far it is, and what can be done."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from onderdak.foundation.care.contract import care_workers
from onderdak.foundation.identity.contract import rooms_on
from onderdak.supervision.desk.contract.clerk import (
    OPEN_STATES,
    Contact,
    Message,
    MessageKind,
    Outcome,
    Priority,
    Report,
    ReportPhoto,
    State,
    Step,
    answer_templates,
    can,
    closes_on,
    counted,
    goes_along,
    goes_when,
    likely_same,
    messages_of,
    names_of,
    report_by_number,
    reports_merged_into,
    same_days,
    steps_of,
    told_answers,
)
from onderdak.web.account.contract import Request, with_task
from onderdak.web.desk.clerk.act import crumbs_of
from onderdak.web.desk.clerk.words import (
    BECAUSE,
    CHANNELS,
    MESSAGES,
    OUTCOMES,
    PRIORITIES,
    STATE_TAGS,
    category_name,
    place_of,
    reason_name,
    state_name,
    step_name,
)
from onderdak.web.desk.partners.words import signal_facts
from onderdak.web.nights.charts import short
from onderdak.web.pages.shapes import Cell, Column, Fact, Table
from onderdak.web.pages.values import said


@require_safe
@with_task
def report(request: Request, number: str) -> HttpResponse:
    """A report with its history; who reported it is not on the page."""
    town = request.actor.grants[0].municipality or ""
    found = report_by_number(by=request.actor, municipality=town, number=number)
    told = messages_of(found)
    context = {
        "breadcrumbs": crumbs_of(number, here=True),
        "report": found,
        "category": category_name(found.category),
        "state": state_name(found.state),
        "state_kind": STATE_TAGS.get(State(found.state), ""),
        "facts": list(_facts(found, localdate())),
        "answers": told_answers(found, (get_language() or "nl")[:2]),
        "photos": list(
            ReportPhoto.objects.filter(report=found, removed_at__isnull=True)
            .order_by("id")
            .values_list("pk", flat=True)
        ),
        "messages_told": [_told(each) for each in told],
        "unread": any(
            each.kind == MessageKind.ANSWER and each.read_at is None for each in told
        ),
        "acts": list(_acts(found)),
        "templates": answer_templates(by=request.actor, report=found)
        if _free(found) and can(Step.ANSWER, State(found.state))
        else [],
        "may_accept": _free(found) and can(Step.ACCEPT, State(found.state)),
        "may_take": _free(found) and can(Step.TAKE_IN_HAND, State(found.state)),
        "merged": reports_merged_into(found),
        "likely": likely_same(by=request.actor, report=found),
        "same_days": same_days(found),
        "history": _history(found),
        "care": _care(town),
    }
    return render(request, "desk/clerk/report.html", context)


def _care(town: str) -> bool:
    """Whether a care worker would read a task; else there is somebody to call."""
    return "care" in rooms_on(town) and bool(care_workers(town))


def _free(found: Report) -> bool:
    return not goes_along(found)


def _facts(found: Report, on: date) -> Iterator[Fact]:
    yield Fact(_("Place"), place_of(found))
    yield Fact(_("Received on"), localdate(found.received_at))
    late = found.state in OPEN_STATES and found.due_on < on
    yield Fact(
        _("Last day for an answer"),
        found.due_on,
        note=" ".join(_counted(found, late=late)),
    )
    yield Fact(_("Came in by"), _channel(found))
    yield from signal_facts(found)
    yield Fact(_("Language"), str(get_language_info(found.language)["name_local"]))
    owner = found.owner
    yield Fact(_("Handled by"), (owner.name or owner.email) if owner else _("nobody"))
    if found.team:
        yield Fact(_("Team"), found.team)
    yield Fact(_("Priority"), str(PRIORITIES[Priority(found.priority)]))
    if found.category.ground:
        yield Fact(_("Ground"), found.category.ground)
    if found.outcome:
        yield Fact(
            _("Outcome"), str(OUTCOMES[Outcome(found.outcome)]), found.outcome_reason
        )
    if day := closes_on(found, on):
        yield Fact(
            _("Closes by itself on"),
            day,
            _("Then the reporter can no longer say that it is not solved."),
        )
    if found.dossier:
        yield Fact(_("Dossier"), _("yes"))
    goes = goes_when(found, on)
    yield Fact(
        _("Is destroyed on"), goes.on or _("not known yet"), str(BECAUSE[goes.because])
    )


def _counted(found: Report, *, late: bool) -> Iterator[str]:
    """How the term was counted; after reopening a new one began."""
    if late:
        yield _("This day has passed.")
    if found.reopened_count:
        yield _("A new term began when the reporter asked to look again.")
        return
    days, received = found.category.term_working_days, localdate(found.received_at)
    for each in counted(received, days, found.due_on):
        yield said(each)


def _channel(found: Report) -> str:
    words = {key.value: str(value) for key, value in CHANNELS.items()}[found.channel]
    who = " ".join(filter(None, (found.partner_name, found.partner_reference)))
    return f"{words}: {who}" if who else words


def _told(each: Message) -> dict[str, object]:
    return {
        "kind": str(MESSAGES[MessageKind(each.kind)]),
        "note": each.kind == MessageKind.NOTE,
        "text": each.text,
        "language": each.language,
        "at": localtime(each.at),
        "read": each.read_at,
    }


_PAGES = {"contact": "desk_contact", "place": "desk_place", "answer": "desk_answer"}


def _acts(found: Report) -> Iterator[Cell]:
    """The links to what can be done now."""
    state = State(found.state)
    names = []
    if _free(found):
        if can(Step.ANSWER, state):
            names.append(("answer", _("Answer the reporter")))
        if can(Step.CLOSE, state) and (
            state is State.ANSWERED or found.code_hash is None
        ):
            names.append(("close", _("Close the report")))
    if can(Step.ASK_REPORTER, state) and found.code_hash is not None:
        names.append(("ask", _("Ask the reporter a question")))
    names.append(("note", _("Write a note")))
    names.append(("assign", _("Owner, team and priority")))
    names.append(("category", _("Another category")))
    names.append(("place", _("Change the place")))
    names.append(("danger", _("Danger: yes or no")))
    if Contact.objects.filter(report=found).exists():
        names.append(("contact", _("Open the contact of the reporter")))
    if state is State.CLOSED:
        names.append(("dossier", _("Dossier")))
        if found.outcome == Outcome.SANCTION:
            names.append(("sanction", _("The sanction stands")))
    for name, label in names:
        page = _PAGES.get(name)
        url = (
            reverse(page, args=[found.number])
            if page
            else reverse("desk_act", args=[found.number, name])
        )
        yield Cell(label, url)


def _history(found: Report) -> Table:
    steps = steps_of(found)
    names = names_of({each.by_id for each in steps if each.by_id})
    return Table(
        name="history",
        caption=_("What happened"),
        columns=[
            Column(_("When"), row_header=True),
            Column(_("What")),
            Column(_("Who")),
            Column(_("State")),
            Column(_("Reason")),
        ],
        rows=[
            [
                short(localtime(each.at), "j M Y H:i"),
                step_name(each.what),
                names.get(each.by_id, _("reporter or software"))
                if each.by_id
                else _("reporter or software"),
                state_name(each.to_state) if each.to_state else "",
                reason_name(each.what, each.reason),
            ]
            for each in steps
        ],
    )


@require_safe
@with_task
def photo(request: Request, number: str, pk: int, size: str) -> HttpResponse:
    """A photo of a report, as it was drawn anew; never kept by the browser."""
    town = request.actor.grants[0].municipality or ""
    found = report_by_number(by=request.actor, municipality=town, number=number)
    row = ReportPhoto.objects.filter(
        report=found, pk=pk, removed_at__isnull=True
    ).first()
    if row is None or size not in ("small", "full"):
        raise Http404
    content = bytes(row.thumbnail if size == "small" else row.image)
    return HttpResponse(
        content,
        content_type="image/jpeg",
        headers={"Cache-Control": "no-store"},
    )
