"""Noting on which day a dwelling was entered under a warrant, and correcting that."""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.entry_writing import (
    dwelling_of,
    reason_given,
    write_day,
)
from onderdak.supervision.inspections.models import Warrant
from onderdak.supervision.inspections.moving import (
    ROOM,
    check_goes,
    note_step,
    record,
    warrant_with_visit,
)
from onderdak.supervision.inspections.report_keeping import replace_unsigned
from onderdak.supervision.inspections.warrant_queries import reports_of_entry


@action
def note_entry(
    *,
    by: Actor,
    municipality: str,
    warrant: int,
    on: date,
    address: int | None = None,
) -> Warrant:
    """Note the day on which a dwelling was entered under a warrant.

    Each resident has a copy of the report by the fourth day after it (art. 10 and 11).

    Args:
        address: which dwelling, where it is not that of the visit.

    Raises:
        NotAllowed: this person does not go on the visit.
        NotFound: there is no such warrant here, or it does not name the dwelling.
        Conflict: it does not hold on that day, or another day was noted already.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    found = warrant_with_visit(municipality, warrant)
    check_goes(found.visit, by)
    dwelling = dwelling_of(found, address or found.visit.address_id)
    if dwelling.entered_on == on:
        return found
    if dwelling.entered_on is not None:
        raise Conflict(
            text("An entry under this warrant was noted already."),
            next_step=text("Correct the day of that entry where it is wrong."),
        )
    _check_holds(found, on)
    write_day(found, dwelling, on)
    record(
        by,
        found.visit,
        "note_entry",
        warrant=found.pk,
        on=on.isoformat(),
        address=dwelling.address_id,
    )
    return found


@action
def correct_entry(
    *,
    by: Actor,
    municipality: str,
    warrant: int,
    address: int,
    on: date,
    why: str,
    at: datetime,
) -> Warrant:
    """Correct the day on which a dwelling was entered, with the reason; both are kept.

    The day by which the resident has a copy follows the right day (art. 10 and 11). A
    report of the entry, or of the findings, that waits for signatures gives way, for it
    says the wrong day; a signed one stays, and is corrected by an addendum.

    Raises:
        NotAllowed: this person does not go on the visit.
        RoomClosed: the municipality does not use this part, or set no term.
        NotFound: there is no such warrant here, or it does not name the dwelling.
        Conflict: no entry of it is noted, or the warrant does not hold on that day.
        Invalid: no reason is given, or the day is the same or is yet to come.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    found = warrant_with_visit(municipality, warrant)
    check_goes(found.visit, by)
    dwelling = dwelling_of(found, address)
    before, said = (
        dwelling.entered_on,
        reason_given(why, text("Say in a sentence why the day was wrong.")),
    )
    if before is None:
        raise Conflict(
            text("No entry of this dwelling is noted, so there is nothing to correct."),
            next_step=text("Note the day of the entry with the warrant first."),
        )
    if on == before:
        raise Invalid(text("This day stands there already."))
    if on > localdate(at):
        raise Invalid(text("The day %(day)s is yet to come.", day=on))
    _check_holds(found, on)
    write_day(found, dwelling, on)
    unsigned = reports_of_entry(dwelling).filter(locked_at__isnull=True)
    gone = unsigned.update(replaced_at=at) + replace_unsigned(found.visit, at)
    note_step(found.visit, "correct_entry", by=by, at=at, reason=said)
    record(
        by,
        found.visit,
        "correct_entry",
        warrant=found.pk,
        address=dwelling.address_id,
        before=before.isoformat(),
        on=on.isoformat(),
        why=said,
        reports_replaced=gone,
    )
    return found


def _check_holds(found: Warrant, on: date) -> None:
    if (
        found.issued_on is None
        or found.valid_until is None
        or not found.issued_on <= on <= found.valid_until
    ):
        raise Conflict(
            text("This warrant does not hold on that day."),
            why=text("It holds until the third day after it is given (art. 6 Awbi)."),
        )
