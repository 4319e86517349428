"""Booking in the ledger of a case; what was booked is never changed."""

from datetime import date, datetime

from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    action,
    check_may,
    record_event,
)
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.booking import (
    balance_of_measure,
    book,
    corrected_by,
    line_of,
)
from onderdak.supervision.enforcement.correcting import (
    check_claimed,
    check_kept,
    check_maximum,
)
from onderdak.supervision.enforcement.domain.money import (
    Debt,
    EntryKind,
    check_amount,
    check_correction,
    check_give_back,
    check_write_off,
)
from onderdak.supervision.enforcement.domain.permissions import HANDLE_CASES
from onderdak.supervision.enforcement.models import Entry, Measure
from onderdak.supervision.enforcement.moving import check_room, locked, measure_in


@action
def book_payment(
    *,
    by: Actor,
    municipality: str,
    number: str,
    measure: int,
    debt: Debt,
    cents: int,
    on_day: date,
    at: datetime,
    about: str = "",
) -> Entry:
    """Book money that came in, on the day on which it came.

    More than is owed is booked as well: it came in, and is to be given back.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such case or measure here.
        Invalid: no such amount, or a day that cannot be.
        Conflict: nothing was ever owed for this.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    found = _locked(municipality, number, measure, on_day, at)
    check_amount(cents)
    if not balance_of_measure(found.pk, debt).owed:
        raise Conflict(
            text("Nothing was ever owed for this."),
            next_step=text("Choose what the payment is for."),
        )
    made = book(
        found,
        EntryKind.PAID,
        debt,
        cents,
        on_day,
        by=by,
        at=at,
        about=about,
    )
    return _kept(by, found, made)


@action
def give_back(
    *,
    by: Actor,
    municipality: str,
    number: str,
    measure: int,
    debt: Debt,
    cents: int,
    about: str,
    on_day: date,
    at: datetime,
) -> Entry:
    """Book money that went back, because it came in and is not owed.

    So when a decision fell after it was paid for, or a fine came down.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such case or measure here.
        Invalid: no such amount, a day that cannot be, or no word of how it went back.
        Conflict: so much did not come in, or is still owed.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    found = _locked(municipality, number, measure, on_day, at)
    check_give_back(cents, balance_of_measure(found.pk, debt))
    if not about.replace("\x00", "").strip():
        raise Invalid(text("Say how it went back, such as a number of the bank."))
    made = book(
        found,
        EntryKind.GIVEN_BACK,
        debt,
        cents,
        on_day,
        by=by,
        at=at,
        about=about,
    )
    return _kept(by, found, made)


@action
def write_off(
    *,
    by: Actor,
    municipality: str,
    number: str,
    measure: int,
    debt: Debt,
    cents: int,
    reason: str,
    on_day: date,
    at: datetime,
) -> Entry:
    """Write off what will not be collected, with the reason.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such case or measure here.
        Invalid: no such amount, no reason, or a day that cannot be.
        Conflict: so much is not open.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    found = _locked(municipality, number, measure, on_day, at)
    check_write_off(cents, balance_of_measure(found.pk, debt), reason)
    made = book(
        found,
        EntryKind.WRITTEN_OFF,
        debt,
        cents,
        on_day,
        by=by,
        at=at,
        reason=reason,
    )
    return _kept(by, found, made)


@action
def book_cost(
    *,
    by: Actor,
    municipality: str,
    number: str,
    measure: int,
    cents: int,
    about: str,
    on_day: date,
    at: datetime,
) -> Entry:
    """Book a cost of coercion that was made, such as a bill; not yet a claim.

    Source: art. 5:25 Awb: what is claimed is fixed in a decision.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such case or measure here.
        Invalid: no such amount, a day that cannot be, or no word of what it is for.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    found = _locked(municipality, number, measure, on_day, at)
    check_amount(cents)
    if not about.replace("\x00", "").strip():
        raise Invalid(text("Say what the cost is for."))
    made = book(
        found,
        EntryKind.COST,
        Debt.COSTS,
        cents,
        on_day,
        by=by,
        at=at,
        about=about,
    )
    return _kept(by, found, made)


@action
def correct_entry(
    *,
    by: Actor,
    municipality: str,
    entry: int,
    cents: int,
    reason: str,
    at: datetime,
) -> Entry:
    """Put a line right by a further line: add to it, or take off.

    The line itself stays as it was booked; both are shown.

    Args:
        cents: what is added to it; less than 0 takes off.

    Raises:
        NotAllowed: this person does not handle cases here.
        NotFound: there is no such line here.
        Invalid: it changes nothing, or no reason is given.
        Conflict: the line would fall below nothing, the forfeited above the maximum of
            the order, or less would be owed than was claimed.
    """
    check_may(by, HANDLE_CASES, municipality=municipality)
    line = _line(municipality, entry)
    on = localdate(at)
    found = _locked(municipality, line.case.number, line.measure_id, on, at)
    check_correction(cents, line_of(line), corrected_by(line), reason)
    check_claimed(line, cents)
    check_kept(line, cents)
    check_maximum(line, cents)
    made = book(
        found,
        EntryKind.CORRECTION,
        Debt(line.debt),
        cents,
        on,
        by=by,
        at=at,
        reason=reason,
        corrects=line,
    )
    return _kept(by, found, made)


def _locked(
    municipality: str, number: str, measure: int, on_day: date, at: datetime
) -> Measure:
    """A measure of a case, which nobody else books on until this is done."""
    on = check_room(municipality, at)
    case = locked(municipality, number)
    found = measure_in(case, measure)
    if not case.opened_on <= on_day <= on:
        raise Invalid(
            text("The day lies between the opening of the case and today."),
            next_step=text("Check the day."),
        )
    return found


def _line(municipality: str, entry: int) -> Entry:
    found = (
        Entry.objects.filter(municipality_id=municipality, pk=entry)
        .select_related("case", "order")
        .first()
    )
    if found is None or found.kind == EntryKind.CORRECTION:
        raise NotFound(
            text("There is no such line in the ledger here."),
            why=text("A correction is put right on the line that it corrected."),
        )
    return found


def _kept(by: Actor, measure: Measure, made: Entry) -> Entry:
    record_event(
        by=by,
        action=f"enforcement.book_{made.kind}",
        object=f"case {measure.case_id}",
        municipality=measure.municipality_id,
        detail={
            "measure": measure.pk,
            "entry": made.pk,
            "debt": made.debt,
            "cents": made.cents,
        },
    )
    return made
