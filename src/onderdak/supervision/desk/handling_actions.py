"""What a clerk does with a report: take it, ask, note, hand it to a colleague."""

from datetime import datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import MessageKind, Priority
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS, OPEN_CONTACT
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.models import Contact, Report
from onderdak.supervision.desk.moving import (
    check_owner,
    locked,
    move,
    note_step,
    on_its_own,
    say,
    tell,
)
from onderdak.supervision.desk.telling import contact_words

_MOST_REASON = 1000


@action
def accept_report(*, by: Actor, municipality: str, number: str, at: datetime) -> None:
    """Say that a report is looked at: it is the desk's, and complete enough.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the report is past that.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    on_its_own(report)
    move(report, Step.ACCEPT, by=by, at=at)
    _record(by, report, "desk.accept_report")


@action
def take_report(*, by: Actor, municipality: str, number: str, at: datetime) -> None:
    """Take a report in hand: who does becomes its owner, and it is theirs to answer.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the report is past that.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    on_its_own(report)
    move(report, Step.TAKE_IN_HAND, by=by, at=at)
    report.owner_id = by.user_id
    report.save(update_fields=["owner"])
    _record(by, report, "desk.take_report")


@action
def assign_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    owner: int | None,
    team: str,
    priority: Priority,
    at: datetime,
) -> None:
    """Say whose report it is and how soon it is to be looked at.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: the owner does not work at this desk.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    check_owner(municipality, owner)
    report.owner_id, report.team, report.priority = owner, team.strip()[:60], priority
    report.save(update_fields=["owner", "team", "priority"])
    note_step(report, "assign", by=by, at=at, reason=report.team)
    _record(by, report, "desk.assign_report", owner=owner, priority=str(priority))


@action
def ask_reporter(
    *,
    by: Actor,
    municipality: str,
    number: str,
    question: str,
    at: datetime,
    language: str = "",
) -> None:
    """Ask the reporter something; it is read and answered with the code.

    Args:
        language: in which it was really written; '' for that of the reporter.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: nobody follows this report.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    if report.code_hash is None:
        raise Invalid(
            text("Nobody follows this report, so nobody would read the question."),
            next_step=text("Ask whoever handed it in."),
        )
    say(report, MessageKind.QUESTION, question, by=by, at=at, language=language)
    move(report, Step.ASK_REPORTER, by=by, at=at)
    tell(report, "desk.question_asked")
    _record(by, report, "desk.ask_reporter")


@action
def take_up_answer(*, by: Actor, municipality: str, number: str, at: datetime) -> None:
    """Say that the reporter's answer was read; nothing else changes.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    note_step(report, "read_answer", by=by, at=at)
    _record(by, report, "desk.take_up_answer")


@action
def add_note(
    *,
    by: Actor,
    municipality: str,
    number: str,
    note: str,
    at: datetime,
    language: str = "nl",
) -> None:
    """Write something down for colleagues; the reporter never sees it.

    Raises:
        NotAllowed: this person does not work at this desk.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    say(report, MessageKind.NOTE, note, by=by, at=at, language=language)
    note_step(report, "note", by=by, at=at)
    _record(by, report, "desk.add_note")


@action
def open_contact(
    *, by: Actor, municipality: str, number: str, reason: str, at: datetime
) -> dict[str, str]:
    """Open how a reporter may be reached: with a reason, and it is written down.

    Returns:
        The words as the reporter typed them: name, email, phone, when.

    Raises:
        NotAllowed: this person does not work at this desk.
        NotFound: the reporter left nothing, or the report is not here.
        Invalid: no reason was given.
    """
    check_may(by, OPEN_CONTACT, municipality=municipality)
    report = locked(municipality, number)
    if len(reason.strip()) < 3:
        raise Invalid(text("Say why the reporter must be reached."))
    found = Contact.objects.filter(report=report).first()
    if found is None:
        raise NotFound(text("The reporter left no name and no number."))
    note_step(report, "open_contact", by=by, at=at, reason=reason.strip())
    _record(by, report, "desk.open_contact", reason=reason.strip()[:_MOST_REASON])
    return contact_words(found)


def _record(by: Actor, report: Report, what: str, **detail: str | int | None) -> None:
    record_event(
        by=by,
        action=what,
        object=f"report {report.pk}",
        municipality=report.municipality_id,
        detail=detail,
    )
