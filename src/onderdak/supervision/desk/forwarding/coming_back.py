"""A report comes back from a partner: taken back, or expired without an answer."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Scope,
    action,
    check_may,
    record_event,
    scope,
)
from onderdak.kernel.errors import Conflict, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.forwarding import FORWARD_REPORTS
from onderdak.supervision.desk.domain.states import Step
from onderdak.supervision.desk.models import Forward, Report
from onderdak.supervision.desk.moving import may_move, move, note_step

LINK_EXPIRED = "link_expired"


def come_back(report: Report, *, by: Actor | None, at: datetime) -> None:
    """The report is the desk's again, unless another partner still has it."""
    others = Forward.objects.filter(
        report=report,
        answered_at__isnull=True,
        revoked_at__isnull=True,
        expires_on__gt=localdate(at),
    )
    if may_move(report, Step.COME_BACK) and not others.exists():
        move(report, Step.COME_BACK, by=by, at=at)


def lapse_forwards(town: str, at: datetime) -> int:
    """Take back to the desk what partners let expire; returns how many.

    Run by the clock, once a day; what it did it does not do again.
    """
    with scope(Scope(municipalities=frozenset({town}))):
        return sum(1 for _each in _lapsed(town, at))


def _lapsed(town: str, at: datetime) -> Iterator[Forward]:
    expired = Forward.objects.filter(
        municipality_id=town,
        answered_at__isnull=True,
        revoked_at__isnull=True,
        lapsed_at__isnull=True,
        expires_on__lte=localdate(at),
    )
    reports = expired.order_by("report_id").values_list("report_id", flat=True)
    for number in dict.fromkeys(reports):
        report = Report.objects.select_for_update(of=("self",)).get(pk=number)
        for forward in expired.filter(report=report):
            forward.lapsed_at = at
            forward.save(update_fields=["lapsed_at"])
            note_step(report, LINK_EXPIRED, by=None, at=at, reason=forward.partner)
            yield forward
        come_back(report, by=None, at=at)


@action
def take_up_forward(
    *, by: Actor, municipality: str, forward: int, at: datetime
) -> None:
    """Say that a partner's answer was read, or that none came; it leaves the to-dos.

    Raises:
        NotAllowed: the role may not forward.
        NotFound: there is no such message here.
        Conflict: the partner can still answer.
    """
    check_may(by, FORWARD_REPORTS, municipality=municipality)
    found = (
        Forward.objects.select_for_update(of=("self",))
        .filter(municipality_id=municipality, pk=forward)
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such message to a partner here."))
    if found.answered_at is None and found.lapsed_at is None:
        raise Conflict(text("There is nothing of this partner to read yet."))
    if found.taken_up_at is None:
        found.taken_up_at = at
        found.save(update_fields=["taken_up_at"])
    record_event(
        by=by,
        action="desk.take_up_forward",
        object=f"forward {found.pk}",
        municipality=municipality,
        detail={"report": found.report_id},
    )
