"""Reports about the same: merged, parted again, or said to be different things."""

from datetime import datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.permissions import HANDLE_REPORTS
from onderdak.supervision.desk.domain.states import OPEN_STATES
from onderdak.supervision.desk.models import Report, ReportLink
from onderdak.supervision.desk.moving import locked, may_share_answer, note_step


@action
def merge_reports(
    *, by: Actor, municipality: str, number: str, into: str, at: datetime
) -> None:
    """Let a report go along with another one; each reporter keeps their own.

    Nothing of either is moved or lost: messages, photos and contact stay with the
    report they belong to, and what the other one is answered its own reporter hears.

    Raises:
        NotAllowed: this person does not work at this desk.
        NotFound: one of the two is not here.
        Conflict: one of the two goes along with another already.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report, main = _both(municipality, number, into)
    _check_merge(report, main)
    report.merged_into = main
    report.save(update_fields=["merged_into"])
    _decide(report, main, ReportLink.State.MERGED, by=by, at=at)
    note_step(report, "merge", by=by, at=at, reason=main.number)
    note_step(main, "merged_here", by=by, at=at, reason=report.number)
    record_event(
        by=by,
        action="desk.merge_reports",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"into": main.pk},
    )


def _both(municipality: str, number: str, other: str) -> tuple[Report, Report]:
    """Two reports, locked in one order, whoever asks: so that none waits for ever."""
    rows = {each: locked(municipality, each) for each in sorted({number, other})}
    return rows[number], rows[other]


def _check_merge(report: Report, main: Report) -> None:
    if report.pk == main.pk:
        raise Conflict(text("This is the same report."))
    _check_kinds(report, main)
    if report.merged_into_id is not None or main.merged_into_id is not None:
        raise Conflict(
            text("One of these reports goes along with another one already."),
            next_step=text("Choose the one that the others go along with."),
        )
    if main.state not in OPEN_STATES:
        raise Conflict(
            text("The other report was answered already."),
            next_step=text("Answer this one by itself."),
        )
    if Report.objects.filter(merged_into=report).exists():
        raise Conflict(
            text("Other reports go along with this one."),
            next_step=text("Merge the other way round, or part those first."),
        )


def _check_kinds(report: Report, main: Report) -> None:
    if not may_share_answer(report, main):
        raise Conflict(
            text("Only its own reporter may hear about a report of this kind."),
            why=text("The answer would also reach the reporter of the other one."),
            next_step=text("Handle them apart."),
        )


@action
def part_reports(*, by: Actor, municipality: str, number: str, at: datetime) -> str:
    """Let a merged report stand by itself again, as it stood.

    Returns:
        The number of the report that it went along with.

    Raises:
        NotAllowed: this person does not work at this desk.
        Conflict: it does not go along with another one.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report = locked(municipality, number)
    main = report.merged_into
    if main is None:
        raise Conflict(text("This report does not go along with another one."))
    report.merged_into = None
    report.save(update_fields=["merged_into"])
    _decide(report, main, ReportLink.State.UNMERGED, by=by, at=at)
    note_step(report, "part", by=by, at=at, reason=main.number)
    note_step(main, "parted_from", by=by, at=at, reason=report.number)
    record_event(
        by=by,
        action="desk.part_reports",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"from": main.pk},
    )
    return main.number


@action
def refuse_likeness(
    *, by: Actor, municipality: str, number: str, other: str, at: datetime
) -> None:
    """Say that two reports are about different things; it is not proposed again.

    Raises:
        NotAllowed: this person does not work at this desk.
        NotFound: one of the two is not here.
    """
    check_may(by, HANDLE_REPORTS, municipality=municipality)
    report, second = _both(municipality, number, other)
    if report.pk == second.pk:
        raise Conflict(text("This is the same report."))
    _decide(report, second, ReportLink.State.REFUSED, by=by, at=at)
    record_event(
        by=by,
        action="desk.refuse_likeness",
        object=f"report {report.pk}",
        municipality=municipality,
        detail={"other": second.pk},
    )


def _decide(
    report: Report,
    other: Report,
    state: ReportLink.State,
    *,
    by: Actor,
    at: datetime,
) -> None:
    same = report.address_id is not None and report.address_id == other.address_id
    kind = ReportLink.Kind.SAME_ADDRESS if same else ReportLink.Kind.DUPLICATE
    ReportLink.objects.update_or_create(
        report=report,
        other=other,
        kind=kind,
        defaults={
            "municipality_id": report.municipality_id,
            "state": state,
            "by_id": by.user_id,
            "at": at,
        },
    )
