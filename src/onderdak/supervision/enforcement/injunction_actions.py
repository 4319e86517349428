"""Ending an injunction before what it goes with does: a judge lifts it."""

from datetime import date, datetime

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.models import Remedy
from onderdak.supervision.enforcement.moving import check_room, check_words
from onderdak.supervision.enforcement.remedy_keeping import (
    locked_remedy,
    write_line,
)


@action
def end_injunction(
    *,
    by: Actor,
    municipality: str,
    remedy: int,
    last_day: date,
    words: str,
    at: datetime,
) -> Remedy:
    """Record that a judge ended an injunction; that it suspended until then stays.

    Art. 8:87 Awb. What ends it by law (art. 8:85) needs no recording: that follows
    from the objection or appeal that it goes with.

    Args:
        last_day: the last day on which the decision was suspended.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such remedy here.
        Conflict: it suspends nothing, or ended before that day already.
        Invalid: nothing is said, or the day cannot be.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    on = check_room(municipality, at)
    found = locked_remedy(municipality, remedy)
    if not found.suspends or found.decided_on is None:
        raise Conflict(text("There is no injunction here that suspends a decision."))
    said = check_words(words, text("Say what the judge decided."))
    if not found.decided_on <= last_day <= on:
        raise Invalid(text("It ended on or after the day on which it was granted."))
    if found.suspends_until is not None and found.suspends_until <= last_day:
        raise Conflict(text("It ended on %(day)s already.", day=found.suspends_until))
    found.suspends_until = last_day
    found.save(update_fields=["suspends_until"])
    write_line(by, found, "ended", last_day, at, reason=said)
    record_event(
        by=by,
        action="enforcement.remedy_ended",
        object=f"case {found.case_id}",
        municipality=municipality,
        detail={"remedy": found.pk, "on": last_day.isoformat()},
    )
    return found
