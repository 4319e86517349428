"""The end of a report: what came of it, and the term in which its data go."""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.desk.closing import keep_until
from onderdak.supervision.desk.domain.outcomes import Conclusion, Outcome
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
    tell,
)


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
    conclusion = Conclusion(outcome, reason, dossier)
    _check_close(report)
    _closed(report, conclusion, by=by, at=at)
    for each in merged_with(report):
        if _closes_along(each):
            _closed(each, conclusion, by=by, at=at)
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


def _check_close(report: Report) -> None:
    if report.code_hash is not None and report.state != State.ANSWERED:
        raise Conflict(
            text("The reporter has not been answered yet."),
            next_step=text("Answer first; then close the report."),
        )


def _closed(report: Report, conclusion: Conclusion, *, by: Actor, at: datetime) -> None:
    reason = conclusion.checked_reason()
    move(report, Step.CLOSE, by=by, at=at, reason=reason)
    report.outcome, report.outcome_reason = conclusion.outcome, reason
    report.dossier = conclusion.dossier
    if conclusion.outcome != Outcome.SANCTION:
        report.sanction_final_on = None
    keep_until(report, at, readable_from=localdate(at))
    tell(report, "desk.report_closed")


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
