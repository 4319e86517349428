"""A report as its partner may know it."""

from typing import Any

from django.utils import timezone

from onderdak.supervision.desk.contract import Report, State


def report_out(report: Report) -> dict[str, Any]:
    """The state, and the outcome in a word; nothing of what was said or done."""
    closed = report.state == State.CLOSED
    return {
        "reference": report.partner_reference,
        "number": report.number,
        "receivedOn": timezone.localdate(report.received_at),
        "state": report.state,
        "outcome": report.outcome if closed and report.outcome else None,
    }
