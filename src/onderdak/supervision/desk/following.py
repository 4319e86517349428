"""A report as its reporter sees it, by code: how far it is, what was asked and said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate, now

from onderdak.foundation.identity.contract import rulebook
from onderdak.foundation.outbox.contract import announce
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.codes import typed_code
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.states import (
    OPEN_STATES,
    State,
    Step,
    can,
    next_state,
)
from onderdak.supervision.desk.domain.terms import (
    check_reopens,
    due_on,
    reopens_until,
)
from onderdak.supervision.desk.models import Message, Report, ReportStep
from onderdak.supervision.desk.showing_code import code_hash, note_event, presented

MOST_MESSAGE = 4000
MOST_MESSAGES_A_DAY = 5
ANSWERED_BY_REPORTER = "desk.reporter_answered"
REOPENED = "desk.report_reopened"


@dataclass(frozen=True, slots=True)
class SeenMessage:
    """One message, as the reporter sees it."""

    kind: MessageKind
    text: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OwnReport:
    """What one code shows."""

    code: str
    municipality: str
    number: str
    language: str
    state: State
    received_on: date
    due_on: date
    messages: Sequence[SeenMessage]
    asks: bool
    reopens_until: date | None

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to answer."""
        return self.state in OPEN_STATES


def own_report(typed: str, on: date) -> OwnReport | None:
    """The report behind a code; a wrong code shows nothing, and says not why."""
    code = typed_code(typed)
    if not code:
        return None
    shown = code_hash(code)
    with presented(shown):
        found = _of(shown)
        if found is None:
            return None
        said = list(Message.objects.filter(report=found).order_by("at", "id"))
        _mark_read(said)
    return _seen(code, found, said, on)


def _of(shown: bytes) -> Report | None:
    return Report.objects.filter(code_hash=shown).first()


def _mark_read(said: Sequence[Message]) -> None:
    """Whoever asked sees that the reporter has read it."""
    unread = [
        each.pk
        for each in said
        if each.read_at is None and each.kind != MessageKind.ANSWER
    ]
    if unread:
        Message.objects.filter(pk__in=unread).update(read_at=now())


def _seen(code: str, found: Report, said: Sequence[Message], on: date) -> OwnReport:
    last = _reopens_until(found, on)
    return OwnReport(
        code=code,
        municipality=found.municipality_id,
        number=found.number,
        language=found.language,
        state=State(found.state),
        received_on=localdate(found.received_at),
        due_on=found.due_on,
        messages=[
            SeenMessage(MessageKind(each.kind), each.text, each.language, each.at)
            for each in said
            if each.kind != MessageKind.NOTE
        ],
        asks=found.state == State.WAITING_FOR_REPORTER,
        reopens_until=last if last and on <= last else None,
    )


def _done_on(found: Report) -> date | None:
    done = found.answered_at or found.closed_at
    return localdate(done) if done else None


def _reopen_days(municipality: str, on: date) -> int:
    return rulebook().value("desk.reopen_days", on, municipality).whole()


def _reopens_until(found: Report, on: date) -> date | None:
    done = _done_on(found)
    if done is None or not can(Step.REOPEN, State(found.state)):
        return None
    return reopens_until(done, _reopen_days(found.municipality_id, on))


def answer_by_code(typed: str, *, message: str, language: str, at: datetime) -> bool:
    """Add what the reporter says to an open report; whether it was added.

    The code is the permission: the database lets nothing be written elsewhere. A
    question that waited for it is answered with it.
    """
    code = typed_code(typed)
    said = message.replace("\x00", "").strip()[:MOST_MESSAGE]
    if not code or not said:
        return False
    shown = code_hash(code)
    with presented(shown):
        found = _locked(shown)
        if found is None or found.state not in OPEN_STATES or _enough(found, at):
            return False
        _write_answer(found, said, language, at)
        if can(Step.REPORTER_ANSWERS, State(found.state)):
            _move(found, Step.REPORTER_ANSWERS, at)
        note_event(shown, ANSWERED_BY_REPORTER)
        announce(
            ANSWERED_BY_REPORTER,
            {"municipality": found.municipality_id, "report": found.pk},
        )
    return True


def reopen_by_code(typed: str, *, message: str, language: str, at: datetime) -> date:
    """Say that a report is not solved; a new term begins.

    Returns:
        The last day of the new term.

    Raises:
        Conflict: it is still open, or the term to say so has passed.
    """
    code = typed_code(typed)
    said = message.replace("\x00", "").strip()[:MOST_MESSAGE]
    shown = code_hash(code) if code else b""
    on = localdate(at)
    with presented(shown):
        found = _locked(shown)
        if found is None or not said:
            raise Conflict(text("There is nothing to look at again."))
        to = next_state(Step.REOPEN, State(found.state))
        check_reopens(_done_on(found), _reopen_days(found.municipality_id, on), on)
        _write_answer(found, said, language, at)
        before, found.state = found.state, to
        found.due_on = due_on(on, found.category.term_working_days)
        found.reopened_count += 1
        found.answered_at = found.closed_at = found.result_until = None
        # What came of it before is in the history; now nothing has come of it yet.
        found.outcome = found.outcome_reason = ""
        found.save(
            update_fields=[
                *("state", "due_on", "reopened_count", "answered_at", "closed_at"),
                *("outcome", "outcome_reason", "result_until"),
            ]
        )
        _step(found, Step.REOPEN, before, at)
        note_event(shown, REOPENED)
        announce(REOPENED, {"municipality": found.municipality_id, "report": found.pk})
    return found.due_on


def _locked(shown: bytes) -> Report | None:
    found = Report.objects.select_for_update(of=("self",)).filter(code_hash=shown)
    return found.select_related("category").first()


def _enough(found: Report, at: datetime) -> bool:
    today = Message.objects.filter(
        report=found, kind=MessageKind.ANSWER, at__date=localdate(at)
    )
    return today.count() >= MOST_MESSAGES_A_DAY


def _write_answer(found: Report, said: str, language: str, at: datetime) -> None:
    Message.objects.create(
        municipality_id=found.municipality_id,
        report=found,
        kind=MessageKind.ANSWER,
        text=said,
        language=language,
        at=at,
    )


def _move(found: Report, step: Step, at: datetime) -> None:
    before = found.state
    found.state = next_state(step, State(before))
    found.save(update_fields=["state"])
    _step(found, step, before, at)


def _step(found: Report, step: Step, before: str, at: datetime) -> None:
    ReportStep.objects.create(
        municipality_id=found.municipality_id,
        report=found,
        what=step,
        from_state=before,
        to_state=found.state,
        at=at,
    )
