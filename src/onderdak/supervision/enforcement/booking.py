"""Writing lines in the ledger, and reading what a measure comes to."""

from datetime import date, datetime

from django.db.models import Q, Sum

from onderdak.foundation.identity.contract import Actor
from onderdak.rules.enforcement import Entry as Books
from onderdak.rules.enforcement import Path
from onderdak.rules.enforcement.situation import CameIn
from onderdak.supervision.enforcement.domain.money import (
    Balance,
    Debt,
    EntryKind,
    Line,
    balance,
)
from onderdak.supervision.enforcement.models import Entry, Measure
from onderdak.supervision.enforcement.moving import plain

_ABOUT, _REASON = 200, 1000


def line_of(entry: Entry) -> Line:
    """A line in bare numbers."""
    return Line(EntryKind(entry.counts_as), Debt(entry.debt), entry.cents)


def corrected_by(entry: Entry) -> int:
    """What corrections added to a line until now."""
    found = Entry.objects.filter(corrects=entry).aggregate(sum=Sum("cents"))
    return int(found["sum"] or 0)


def forfeited_under(order: int) -> int:
    """What an order made somebody forfeit until now, corrections taken in."""
    found = Entry.objects.filter(order_id=order, counts_as=EntryKind.FORFEITED)
    return int(found.aggregate(sum=Sum("cents"))["sum"] or 0)


def balance_of_measure(measure: int, debt: Debt) -> Balance:
    """What a measure comes to for one debt."""
    found = Entry.objects.filter(measure_id=measure, debt=debt)
    return balance(line_of(each) for each in found)


def came_in_on(measure: int, debt: Debt) -> list[CameIn]:
    """What was paid, given back or written off by hand, each with its day.

    A correction belongs to the day of the line that it corrects.
    """
    found = Entry.objects.filter(measure_id=measure, debt=debt)
    by_hand = Q(counts_as=EntryKind.WRITTEN_OFF, step=None) & (
        Q(corrects=None) | Q(corrects__step=None)
    )
    kept = Q(counts_as__in=[EntryKind.PAID, EntryKind.GIVEN_BACK])
    rows = found.filter(kept | by_hand).select_related("corrects").order_by("id")
    return [
        CameIn(
            (one.corrects or one).on_day,
            -one.cents if one.counts_as == EntryKind.GIVEN_BACK else one.cents,
        )
        for one in rows
    ]


def debt_of(path: Path) -> Debt:
    """For what somebody owes on a path: what its own steps make them owe.

    Where none does, as with coercion, it is what others booked: the costs.
    """
    makes = {kind.books for kind in path.steps.values()}
    if Books.FORFEITED in makes:
        return Debt.PENALTY
    return Debt.FINE if Books.FINE in makes else Debt.COSTS


def book(
    measure: Measure,
    kind: EntryKind,
    debt: Debt,
    cents: int,
    on_day: date,
    *,
    by: Actor,
    at: datetime,
    about: str = "",
    reason: str = "",
    corrects: Entry | None = None,
    step: int | None = None,
) -> Entry:
    """Add a line to the ledger; who may, and whether it fits, was looked at before."""
    return Entry.objects.create(
        municipality_id=measure.municipality_id,
        case_id=measure.case_id,
        measure=measure,
        kind=kind,
        counts_as=corrects.kind if corrects else kind,
        debt=debt,
        cents=cents,
        on_day=on_day,
        about=plain(about, _ABOUT),
        reason=plain(reason, _REASON),
        order_id=corrects.order_id if corrects else None,
        corrects=corrects,
        step_id=step,
        by_id=by.user_id,
        at=at,
    )
