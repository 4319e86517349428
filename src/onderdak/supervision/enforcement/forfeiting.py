"""Booking what an order made somebody forfeit, each penalty once.

A penalty is forfeited by operation of law (art. 5:33 Awb); the ledger follows what the
checks establish. What no longer counts is put right by a further line.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from onderdak.foundation.identity.contract import Actor
from onderdak.rules.enforcement import Forfeiture, forfeited
from onderdak.supervision.enforcement.accounts import Account
from onderdak.supervision.enforcement.domain.money import Debt, EntryKind
from onderdak.supervision.enforcement.models import Entry, PenaltyOrder
from onderdak.supervision.enforcement.putting_right import put_right


def due_lines(
    account: Account, *, on: date, by: Actor | None, at: datetime
) -> list[Entry]:
    """The lines that are missing in the ledger of a measure; not yet written.

    Only where somebody acts is a line put right: that is booked in their name.
    """
    if not account.orders and not account.entries:
        return []
    expected = dict(_expected(account)) if account.orders else {}
    booked = {one.breach for one in account.entries if one.kind == EntryKind.FORFEITED}
    lines = [
        _forfeited(account, key, each, by, at)
        for key, each in expected.items()
        if key not in booked and each.on_day <= on
    ]
    if by is not None:
        lines += put_right(account, expected, on, by, at)
    return lines


def _expected(account: Account) -> Iterator[tuple[str, Forfeiture]]:
    found = forfeited(account.history, account.measure.pk, account.rules, account.filed)
    times: dict[tuple[int, date], int] = defaultdict(int)
    for each in found:
        times[each.check, each.on_day] += 1
        step = account.steps[each.check].pk
        yield f"{step}:{each.on_day}:{times[each.check, each.on_day]}", each


def _forfeited(
    account: Account, key: str, each: Forfeiture, by: Actor | None, at: datetime
) -> Entry:
    step = account.steps[each.check]
    order = order_at(account, each.check)
    return Entry(
        municipality_id=account.measure.municipality_id,
        case_id=account.measure.case_id,
        measure=account.measure,
        kind=EntryKind.FORFEITED,
        counts_as=EntryKind.FORFEITED,
        debt=Debt.PENALTY,
        cents=each.cents,
        on_day=each.on_day,
        order=order,
        breach=key,
        step=step,
        by_id=by.user_id if by else None,
        at=at,
    )


def order_at(account: Account, place: int) -> PenaltyOrder:
    """The order that stood when a check was made: the last one before it."""
    places = {step.pk: number for number, step in enumerate(account.steps)}
    before = [
        each for each in account.orders if places.get(each.step_id, place) < place
    ]
    return before[-1] if before else account.orders[-1]
