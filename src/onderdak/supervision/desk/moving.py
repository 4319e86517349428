"""What every change of a report has in common: its row, its step, and who follows."""

from collections.abc import Iterator
from datetime import datetime

from onderdak.foundation.identity.contract import Actor, Membership, Role
from onderdak.foundation.outbox.contract import announce
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.kinds import MessageKind
from onderdak.supervision.desk.domain.states import (
    OPEN_STATES,
    State,
    Step,
    can,
    next_state,
)
from onderdak.supervision.desk.models import Message, Report, ReportStep

MOST_MESSAGE = 4000
# Handing a report over or opening a contact is no reading of what its reporter said.
_SAW_THE_MESSAGE = frozenset(
    {"read_answer", "note", Step.ASK_REPORTER, Step.ANSWER, Step.CLOSE, Step.FORWARD}
)


def locked(municipality: str, number: str) -> Report:
    """A report, kept from others until the change is done.

    Raises:
        NotFound: there is no report of this number here.
    """
    found = (
        Report.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, number=number)
        .first()
    )
    if found is None:
        raise NotFound(text("There is no report %(number)s here.", number=number))
    return found


def goes_along(report: Report) -> bool:
    """Whether another report is still to be answered, and this one with it.

    A reporter who says that it is not solved gets an answer of their own: by then the
    other report is done, and this one stands in the list again.
    """
    main = report.merged_into
    return main is not None and main.state in OPEN_STATES


def on_its_own(report: Report) -> None:
    """Stop what is done with the report that another one was merged into.

    Raises:
        Conflict: this report goes along with another one.
    """
    if goes_along(report):
        raise Conflict(
            text("This report goes along with another one."),
            next_step=text("Do it with that one, or part the two first."),
        )


def may_share_answer(report: Report, other: Report) -> bool:
    """Who may be watched shares no answer with somebody who reported something else.

    At one address that somebody may be the neighbour, or the landlord.
    """
    if not report.to_itself and not other.to_itself:
        return True
    same = report.category.kind == other.category.kind
    return same and report.to_itself and other.to_itself


def merged_with(report: Report) -> Iterator[Report]:
    """The reports that go along with this one, kept from others as well."""
    return iter(
        Report.objects.select_for_update(of=("self",))
        .filter(municipality_id=report.municipality_id, merged_into=report)
        .order_by("id")
    )


def move(
    report: Report, step: Step, *, by: Actor | None, at: datetime, reason: str = ""
) -> None:
    """Take a step with a report, and write that down.

    Raises:
        Conflict: the step cannot be taken from here.
    """
    before = report.state
    report.state = next_state(step, State(before))
    report.save(update_fields=["state"])
    note_step(report, step, by=by, at=at, before=before, reason=reason)


def may_move(report: Report, step: Step) -> bool:
    """Whether a step can be taken with a report as it stands."""
    return can(step, State(report.state))


def note_step(
    report: Report,
    what: str,
    *,
    by: Actor | None,
    at: datetime,
    before: str = "",
    reason: str = "",
) -> None:
    """Write a line in the history of a report; no line is ever changed."""
    ReportStep.objects.create(
        municipality_id=report.municipality_id,
        report=report,
        what=what,
        from_state=before or report.state,
        to_state=report.state,
        by_id=by.user_id if by else None,
        at=at,
        reason=reason[:1000],
    )
    if by is not None and what in _SAW_THE_MESSAGE:
        _taken_up(report, at)


def _taken_up(report: Report, at: datetime) -> None:
    """What a colleague does about the report itself shows that they read it."""
    Message.objects.filter(
        report=report, kind=MessageKind.ANSWER, read_at__isnull=True
    ).update(read_at=at)


def tell(report: Report, event: str) -> None:
    """Announce what happened, for the reporter and other rooms."""
    announce(event, {"municipality": report.municipality_id, "report": report.pk})


def works_here(municipality: str, user: int) -> bool:
    """Whether somebody works at this desk."""
    return Membership.objects.filter(
        municipality_id=municipality, role=Role.DESK_CLERK, user_id=user
    ).exists()


def check_owner(municipality: str, owner: int | None) -> None:
    """Stop a report from going to somebody who does not work at this desk.

    Raises:
        Invalid: the owner does not work at this desk.
    """
    if owner is not None and not works_here(municipality, owner):
        raise Invalid(
            text("This person does not work at the report desk."),
            next_step=text("Choose somebody from the list."),
        )


def say(
    report: Report,
    kind: MessageKind,
    words: str,
    *,
    by: Actor,
    at: datetime,
    language: str = "",
) -> None:
    """Write a message with a report, in the language of its reporter.

    Raises:
        Invalid: nothing is said, or too much.
    """
    said = words.replace("\x00", "").strip()
    if not said or len(said) > MOST_MESSAGE:
        raise Invalid(
            text("A message has a text of at most %(most)s signs.", most=MOST_MESSAGE)
        )
    Message.objects.create(
        municipality_id=report.municipality_id,
        report=report,
        kind=kind,
        text=said,
        language=language or report.language,
        by_id=by.user_id,
        at=at,
    )
