"""What came in late counts after all; and sealed words are opened, for a reason."""

from collections.abc import Sequence
from datetime import datetime

from onderdak.engines.merge import Operation as Typed
from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import (
    DO_VISITS,
    REPORT_VISITS,
)
from onderdak.supervision.inspections.findings_computing import is_locked, judge_again
from onderdak.supervision.inspections.models import Operation, TakenOver
from onderdak.supervision.inspections.moving import check_goes, locked, record
from onderdak.supervision.inspections.report_keeping import replace_unsigned
from onderdak.supervision.inspections.syncing import words_of

_SHORTEST = 3


@action
def take_over_late(
    *,
    by: Actor,
    municipality: str,
    number: str,
    operations: Sequence[str],
    at: datetime,
) -> int:
    """Let what came in after the end of a visit count after all; the norms look anew.

    A report that waits for signatures does not say it, so that one is made anew.

    Returns:
        How many count from now on.

    Raises:
        NotAllowed: this person does not lead the visit.
        NotFound: there is no visit of this number here.
        Conflict: the report is signed; an addendum says what came late.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    if visit.lead_id != by.user_id:
        raise NotAllowed(text("Only the one who leads the visit decides on this."))
    if is_locked(visit):
        raise Conflict(
            text("The report of this visit is signed and locked."),
            next_step=text("Make an addendum: what came late is listed in it."),
        )
    taken = TakenOver.objects.filter(visit=visit).values("operation_id")
    late = Operation.objects.filter(visit=visit, late=True, uid__in=operations)
    rows = [
        TakenOver(
            municipality_id=municipality,
            visit=visit,
            operation=one,
            by_id=by.user_id,
            at=at,
        )
        for one in late.exclude(pk__in=taken)
    ]
    TakenOver.objects.bulk_create(rows)
    if rows:
        judge_again(visit, at)
        replace_unsigned(visit, at)
    record(by, visit, "take_over_late", operations=len(rows))
    return len(rows)


@action
def open_statements(
    *, by: Actor, municipality: str, number: str, because: str
) -> tuple[Typed, ...]:
    """Open the statements of a visit, for its report; who, when and why is logged.

    What was said of a child is never opened here: that is for care alone.

    Raises:
        NotAllowed: this person makes no reports here, or does not go on this visit.
        NotFound: there is no visit of this number here.
        Invalid: no reason is given.
    """
    check_may(by, REPORT_VISITS, municipality=municipality)
    visit = locked(municipality, number)
    check_goes(visit, by)
    if len(because.strip()) < _SHORTEST:
        raise Invalid(text("Say why the statements are opened."))
    rows = Operation.objects.filter(visit=visit, path__startswith="statement/")
    opened = tuple(words_of(visit, row) for row in rows.order_by("pk"))
    record(by, visit, "open_statements", because=because.strip(), opened=len(opened))
    return opened
