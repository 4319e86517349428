"""Booking what an order made somebody forfeit, each penalty once.

A penalty is forfeited by operation of law (art. 5:33 Awb); the ledger follows what the
checks establish. A check that is withdrawn, or a judge who suspended the order, takes a
penalty away again: by a further line, for no line is ever removed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.text import msgid
from onderdak.rules.enforcement import Forfeiture, forfeited
from onderdak.supervision.enforcement.accounts import Account
from onderdak.supervision.enforcement.domain.money import Debt, EntryKind
from onderdak.supervision.enforcement.models import Entry, PenaltyOrder

# What stands with a line that the software put right; the pages translate it.
TAKEN_AWAY: Final = msgid("The check that showed it, or the order, no longer counts.")
GIVEN_BACK: Final = msgid("What took it away was taken back.")


@dataclass(frozen=True, slots=True)
class Booked:
    """A line of the ledger, with what corrections made of it."""

    line: Entry
    by_hand: int
    by_software: int

    @property
    def stands(self) -> int:
        """What is left of it."""
        return self.line.cents + self.by_hand + self.by_software


def due_lines(
    account: Account, *, on: date, by: Actor | None, at: datetime
) -> list[Entry]:
    """The lines that are missing in the ledger of a measure; not yet written.

    Only where somebody acts is something taken away: that is booked in their name.
    """
    if not account.orders and not account.entries:
        return []
    expected = dict(_expected(account)) if account.orders else {}
    booked = booked_of(account)
    lines = [
        _forfeited(account, key, each, by, at)
        for key, each in expected.items()
        if key not in booked and each.on_day <= on
    ]
    if by is not None:
        lines += _put_right(expected, booked, on, by, at)
        lines += _with_their_step(account, on, by, at)
    return lines


def booked_of(account: Account) -> Mapping[str, Booked]:
    """The penalties in the ledger of a measure, by what makes each the same one."""
    return {
        one.line.breach: one
        for one in _with_corrections(account)
        if one.line.kind == EntryKind.FORFEITED
    }


def _with_corrections(account: Account) -> Iterator[Booked]:
    """Every line; what the software put right bears the mark of a breach."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in account.entries:
        if one.corrects_id is not None:
            sums[one.corrects_id][bool(one.breach)] += one.cents
    for one in account.entries:
        if one.corrects_id is None:
            yield Booked(one, *sums[one.pk])


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


def _with_their_step(
    account: Account, on: date, by: Actor, at: datetime
) -> Iterator[Entry]:
    """What a step booked goes with the step, when that is taken back."""
    standing = {step.pk for step in account.steps}
    for each in _with_corrections(account):
        line = each.line
        gone = line.step_id is not None and line.step_id not in standing
        if gone and line.kind != EntryKind.FORFEITED and each.stands > 0:
            yield _correction(line, -each.stands, TAKEN_AWAY, on, by, at)


def _put_right(
    expected: Mapping[str, Forfeiture],
    booked: Mapping[str, Booked],
    on: date,
    by: Actor,
    at: datetime,
) -> Iterator[Entry]:
    for key, each in booked.items():
        if key not in expected and each.stands > 0:
            yield _correction(each.line, -each.stands, TAKEN_AWAY, on, by, at)
        elif key in expected and each.by_software < 0:
            yield _correction(each.line, -each.by_software, GIVEN_BACK, on, by, at)


def _correction(
    line: Entry, cents: int, reason: str, on: date, by: Actor, at: datetime
) -> Entry:
    return Entry(
        municipality_id=line.municipality_id,
        case_id=line.case_id,
        measure_id=line.measure_id,
        kind=EntryKind.CORRECTION,
        counts_as=line.kind,
        debt=line.debt,
        cents=cents,
        on_day=on,
        reason=reason,
        order_id=line.order_id,
        corrects=line,
        breach=line.breach or f"step:{line.step_id}",
        by_id=by.user_id,
        at=at,
    )
