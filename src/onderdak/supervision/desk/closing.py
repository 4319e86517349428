"""How a report closes: its end is written down, by a person or after its term."""

from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Scope, rulebook, scope
from onderdak.supervision.desk.domain.states import State, Step
from onderdak.supervision.desk.domain.terms import reopens_until
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.moving import move

# The reason in the history of a report that closed by itself.
AFTER_TERM = "term"


def keep_until(report: Report, at: datetime, *, readable_from: date) -> None:
    """Write the end down; where nobody follows it, the result need not stay."""
    report.closed_at, report.result_until = at, None
    if report.code_hash is not None:
        town = report.municipality_id
        days = rulebook().value("desk.result_days", localdate(at), town).whole()
        report.result_until = readable_from + timedelta(days=days)
    report.save(
        update_fields=[
            *("outcome", "outcome_reason", "closed_at", "dossier", "result_until"),
            "sanction_final_on",
        ]
    )


def closes_on(report: Report, on: date) -> date | None:
    """On which day an answered report closes by itself; None where it does not."""
    if report.state != State.ANSWERED or not report.outcome or not report.answered_at:
        return None
    last = reopens_until(localdate(report.answered_at), _reopen_days(report, on))
    return last + timedelta(days=1)


def _reopen_days(report: Report, on: date) -> int:
    return rulebook().value("desk.reopen_days", on, report.municipality_id).whole()


def close_after_term(municipality: str, at: datetime) -> int:
    """Close what was answered so long ago that its reporter cannot reopen it.

    Only where somebody said what came of it: the term of destruction hangs on that.
    The reporter has read the result or not since the answer, and gets no other mail.

    Returns:
        How many reports were closed.
    """
    on, closed = localdate(at), 0
    with scope(Scope(municipalities=frozenset({municipality}))):
        answered = (
            Report.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(municipality_id=municipality, state=State.ANSWERED)
            .exclude(outcome="")
            .order_by("id")
        )
        for report in answered:
            day = closes_on(report, on)
            if day is None or on < day or report.answered_at is None:
                continue
            move(report, Step.CLOSE, by=None, at=at, reason=AFTER_TERM)
            answered_on = localdate(report.answered_at)
            keep_until(report, at, readable_from=answered_on)
            closed += 1
    return closed
