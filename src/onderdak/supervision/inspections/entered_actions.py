"""Noting on which day a dwelling was entered under a warrant, and correcting that."""

from datetime import date, datetime
from typing import Final

from django.db.models import Min
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, action, check_may
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.domain.permissions import DO_VISITS
from onderdak.supervision.inspections.models import Warrant, WarrantDwelling
from onderdak.supervision.inspections.moving import (
    ROOM,
    check_goes,
    locked_warrant,
    note_step,
    record,
)
from onderdak.supervision.inspections.warrant_queries import reports_of_entry
from onderdak.supervision.inspections.warrant_terms import copy_due

LEAST_WHY: Final = 10
_LONGEST_WHY: Final = 500


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
    found = locked_warrant(municipality, warrant)
    check_goes(found.visit, by)
    dwelling = _dwelling(found, address or found.visit.address_id)
    if dwelling.entered_on == on:
        return found
    if dwelling.entered_on is not None:
        raise Conflict(
            text("An entry under this warrant was noted already."),
            next_step=text("Correct the day of that entry where it is wrong."),
        )
    _check_holds(found, on)
    _write_day(found, dwelling, on)
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
    report of the entry that nobody signed yet gives way, for it says the wrong day; a
    signed one stays, and is corrected by an addendum.

    Raises:
        NotAllowed: this person does not go on the visit.
        RoomClosed: the municipality does not use this part, or set no term.
        NotFound: there is no such warrant here, or it does not name the dwelling.
        Conflict: no entry of it is noted, or the warrant does not hold on that day.
        Invalid: no reason is given, or the day is the same or is yet to come.
    """
    check_may(by, DO_VISITS, municipality=municipality)
    require_room(municipality, ROOM, localdate(at), retention=True)
    found = locked_warrant(municipality, warrant)
    check_goes(found.visit, by)
    dwelling = _dwelling(found, address)
    before, said = dwelling.entered_on, _why(why)
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
    _write_day(found, dwelling, on)
    unsigned = reports_of_entry(dwelling).filter(locked_at__isnull=True)
    gone = unsigned.update(replaced_at=at)
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


def _why(written: str) -> str:
    plain = " ".join(written.replace("\x00", "").split())
    if len(plain) < LEAST_WHY:
        raise Invalid(text("Say in a sentence why the day was wrong."))
    return plain[:_LONGEST_WHY]


def _dwelling(found: Warrant, address: int) -> WarrantDwelling:
    named = found.dwellings.filter(address_id=address).first()
    if named is None:
        raise NotFound(
            text("The warrant does not name this dwelling."),
            why=text(
                "One that it does not name is not entered under it (art. 5 Awbi)."
            ),
        )
    return named


def _write_day(found: Warrant, dwelling: WarrantDwelling, on: date) -> None:
    due = copy_due(found.municipality_id, on)
    dwelling.entered_on, dwelling.copy_due_on = on, due
    dwelling.save(update_fields=["entered_on", "copy_due_on"])
    # Of more dwellings the first entry counts, in whichever order they are noted.
    noted = found.dwellings.exclude(entered_on=None)
    first = noted.aggregate(on=Min("entered_on"), due=Min("copy_due_on"))
    found.entered_on, found.copy_due_on = first["on"], first["due"]
    found.save(update_fields=["entered_on", "copy_due_on"])


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
