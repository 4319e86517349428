"""The end of a report: the answer its reporter hears, and what came of it."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
    rulebook,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.outcomes import WITH_REASON, Outcome
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS
from onderdak.supervision.desk.domain.states import DONE_STATES, State, Step
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.moving import (
    locked,
    may_move,
    merged_with,
    move,
    note_step,
    on_its_own,
    say,
    tell,
)


@action
def answer_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    answer: str,
    at: datetime,
    language: str = "",
) -> int:
    """Tell the reporter what was done; reports merged into this one hear it too.

    Returns:
        How many reporters were answered.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the report was answered already, or goes along with another one.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    on_its_own(report)
    move(report, Step.ANSWER, by=by, at=at)
    _answered(report, answer, by=by, at=at, language=language)
    along = [each for each in merged_with(report) if may_move(each, Step.ANSWER)]
    for each in along:
        move(each, Step.ANSWER, by=by, at=at, reason=report.number)
        _answered(each, answer, by=by, at=at, language=language)
    record_event(
        by=by,
        action="desk.answer_report",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"along": len(along)},
    )
    return 1 + len(along)


def _answered(
    report: Report, answer: str, *, by: Actor, at: datetime, language: str
) -> None:
    say(report, MessageKind.RESULT, answer, by=by, at=at, language=language)
    report.answered_at = at
    report.save(update_fields=["answered_at"])
    tell(report, "desk.report_answered")


@action
def close_report(
    *,
    by: Actor,
    municipality: str,
    number: str,
    outcome: Outcome,
    reason: str,
    at: datetime,
    dossier: bool = False,
) -> None:
    """Close a report that was answered, and say what came of it.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: the reporter has not been answered yet.
        Invalid: this outcome asks for a reason.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    on_its_own(report)
    _check_close(report, outcome, reason)
    _closed(report, outcome, reason, dossier, by=by, at=at)
    for each in merged_with(report):
        if _closes_along(each):
            _closed(each, outcome, reason, dossier, by=by, at=at)
    record_event(
        by=by,
        action="desk.close_report",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"outcome": str(outcome), "dossier": str(dossier)},
    )


def _closes_along(report: Report) -> bool:
    """A merged report whose reporter is not answered, or came back, stays open."""
    answered = report.code_hash is None or report.state == State.ANSWERED
    return answered and may_move(report, Step.CLOSE)


def _check_close(report: Report, outcome: Outcome, reason: str) -> None:
    if report.code_hash is not None and report.state != State.ANSWERED:
        raise Conflict(
            text("The reporter has not been answered yet."),
            next_step=text("Answer first; then close the report."),
        )
    if outcome in WITH_REASON and len(reason.strip()) < 3:
        raise Invalid(text("This outcome asks for a reason."))


def _closed(
    report: Report,
    outcome: Outcome,
    reason: str,
    dossier: bool,
    *,
    by: Actor,
    at: datetime,
) -> None:
    move(report, Step.CLOSE, by=by, at=at, reason=reason.strip())
    report.outcome, report.outcome_reason = outcome, reason.strip()[:1000]
    report.closed_at, report.dossier = at, dossier
    report.result_until = _result_until(report, localdate(at))
    report.save(
        update_fields=[
            *("outcome", "outcome_reason", "closed_at", "dossier", "result_until")
        ]
    )
    tell(report, "desk.report_closed")


def _result_until(report: Report, on: date) -> date | None:
    """Until when the result can be read; where nobody follows it, it need not stay."""
    if report.code_hash is None:
        return None
    days = rulebook().value("desk.result_days", on, report.municipality_id).whole()
    return on + timedelta(days=days)


@action
def record_sanction_final(
    *, by: Actor, municipality: str, number: str, on: date, at: datetime
) -> None:
    """Record that a sanction cannot be contested any more: then the report goes.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: no sanction came of this report.
        Invalid: the day has not come yet.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    if report.state not in DONE_STATES or report.outcome != Outcome.SANCTION:
        raise Conflict(text("No sanction came of this report."))
    if on > localdate(at):
        raise Invalid(text("This day has not come yet."))
    report.sanction_final_on = on
    report.save(update_fields=["sanction_final_on"])
    note_step(report, "sanction_final", by=by, at=at, reason=on.isoformat())
    record_event(
        by=by,
        action="desk.record_sanction_final",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"on": on.isoformat()},
    )


@action
def keep_in_dossier(
    *, by: Actor, municipality: str, number: str, kept: bool, reason: str, at: datetime
) -> None:
    """Make a report part of a dossier, or take it out; a dossier stays four years.

    Raises:
        NotAllowed: this person does not work at this desk.
        Invalid: no reason was given.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    if len(reason.strip()) < 3:
        raise Invalid(text("Say why, in a few words."))
    report.dossier = kept
    report.save(update_fields=["dossier"])
    what = "dossier" if kept else "no_dossier"
    note_step(report, what, by=by, at=at, reason=reason.strip())
    record_event(
        by=by,
        action="desk.keep_in_dossier",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"kept": str(kept)},
    )
