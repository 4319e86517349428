"""What follows a step in its own transaction: orders, lines of the ledger, clocks."""

from typing import Final

from django.utils.timezone import localdate

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement import Entry as Books
from onderdak.rules.enforcement import StepKind
from onderdak.rules.enforcement.forfeiture import order_of
from onderdak.supervision.enforcement.accounts import taken_of
from onderdak.supervision.enforcement.booking import (
    balance_of_measure,
    book,
    debt_of,
)
from onderdak.supervision.enforcement.clock_writing import recount_case
from onderdak.supervision.enforcement.domain.money import (
    DEBT_OF,
    Debt,
    EntryKind,
    check_amount,
    check_claim,
    check_write_off,
)
from onderdak.supervision.enforcement.following import (
    CaseChanged,
    StepTaken,
    after_case,
    after_step,
    before_correction,
)
from onderdak.supervision.enforcement.models import Entry, PenaltyOrder, Step
from onderdak.supervision.enforcement.path_words import rules_of, step_kind

_KIND: Final = {
    Books.CLAIMED: EntryKind.CLAIMED,
    Books.FINE: EntryKind.FINE,
    Books.COST: EntryKind.COST,
    Books.WRITTEN_OFF: EntryKind.WRITTEN_OFF,
}


def follow_cases() -> None:
    """Let clocks and the ledger follow every step; called once, at the start."""
    after_step(follow_step)
    after_case(follow_case)
    before_correction(what_was_booked)


def follow_step(taken: StepTaken) -> None:
    """Keep the order that a step gives, book what it books, and count anew.

    Raises:
        Conflict: it would claim or write off more than is owed.
        Invalid: it books no amount.
    """
    if taken.kind is not None:
        if taken.kind.gives_order:
            _keep_order(taken.step, taken.case.pk)
        if taken.kind.books in _KIND:
            _book(taken, taken.kind)
    recount_case(taken.case.pk, localdate(taken.at), taken.by)


def follow_case(changed: CaseChanged) -> None:
    """Count anew when a case is closed, opened again or gets another name."""
    recount_case(changed.case.pk, localdate(changed.at), changed.by)


def what_was_booked(step: Step) -> Text | None:
    """A step is not taken back when money followed from it.

    So with a check when what it forfeited was claimed already, and with a decision
    that fell when what was paid for it was given back.
    """
    kind = step_kind(step.ruleset_id, step.path, step.step)
    if kind is not None and kind.clears:
        back = Entry.objects.filter(measure_id=step.measure_id, at__gte=step.at)
        if back.filter(kind=EntryKind.GIVEN_BACK).exists():
            return text("What was paid was given back already.")
    booked = Entry.objects.filter(step=step, kind=EntryKind.FORFEITED)
    if not booked.exists():
        return None
    now = balance_of_measure(step.measure_id, Debt.PENALTY)
    gone = sum(booked.values_list("cents", flat=True))
    if now.claimed <= now.forfeited - gone:
        return None
    return text("What this check made somebody forfeit was claimed already.")


def _keep_order(step: Step, case: int) -> None:
    order = order_of(taken_of(step))
    if order is None:
        return
    PenaltyOrder.objects.create(
        municipality_id=step.municipality_id,
        case_id=case,
        measure_id=step.measure_id,
        step=step,
        form=order.kind.value,
        unit=order.unit.value if order.unit else "",
        cents=order.amount_cents,
        maximum_cents=order.maximum_cents,
        comply_by=order.compliance_until,
    )


def _book(taken: StepTaken, kind: StepKind) -> None:
    entry = _KIND[kind.books or Books.FINE]
    path = rules_of(taken.step.ruleset_id).paths[taken.step.path]
    debt = DEBT_OF.get(entry) or debt_of(path)
    before = balance_of_measure(taken.measure.pk, debt)
    # A step that names no amount writes off all that is open.
    named = taken_of(taken.step).number(kind.amount) if kind.amount else before.open
    cents = named or 0
    if not kind.amount and not cents:
        return
    reason = taken.said.reason or str(taken.said.facts.get("words", ""))
    if entry is EntryKind.CLAIMED:
        check_claim(cents, before)
    elif entry is EntryKind.WRITTEN_OFF:
        check_write_off(cents, before, reason)
    else:
        check_amount(cents)
    book(
        taken.measure,
        entry,
        debt,
        cents,
        taken.step.on_day,
        by=taken.by,
        at=taken.at,
        # Why stands in the step, sealed; the ledger goes out as an export.
        reason=str(kind.title["nl"]) if reason else "",
        step=taken.step.pk,
    )
