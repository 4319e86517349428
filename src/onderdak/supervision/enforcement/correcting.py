"""What a correction of a line of the ledger may not do to the sums around it."""

from onderdak.kernel.errors import Conflict
from onderdak.kernel.money import euros
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.booking import (
    balance_of_measure,
    forfeited_under,
)
from onderdak.supervision.enforcement.domain.money import (
    Debt,
    EntryKind,
    makes_debt,
)
from onderdak.supervision.enforcement.models import Entry


def check_maximum(line: Entry, cents: int) -> None:
    """What an order made somebody forfeit stays within it (art. 5:32b(2) Awb).

    Raises:
        Conflict: it would be above the maximum of the order.
    """
    if line.kind != EntryKind.FORFEITED or line.order is None:
        return
    together = forfeited_under(line.order.pk) + cents
    if together > line.order.maximum_cents:
        raise Conflict(
            text("That is more than the maximum of the order."),
            why=text(
                "At most € %(most)s is forfeited under it (art. 5:32b Awb).",
                most=euros(line.order.maximum_cents),
            ),
        )


def check_claimed(line: Entry, cents: int) -> None:
    """Less is not owed than was claimed: the claim is taken off first.

    Raises:
        Conflict: more would be claimed than is owed.
    """
    debt = Debt(line.debt)
    before = balance_of_measure(line.measure_id, debt)
    owed = before.owed + (cents if makes_debt(EntryKind(line.kind)) else 0)
    claimed = before.claimed + (cents if line.kind == EntryKind.CLAIMED else 0)
    if debt is not Debt.FINE and claimed > owed:
        raise Conflict(
            text("More would be claimed than is owed."),
            next_step=text("Correct the claim first."),
        )


def check_kept(line: Entry, cents: int) -> None:
    """No less came in than went back.

    Raises:
        Conflict: more would have gone back than came in.
    """
    if line.kind != EntryKind.PAID:
        return
    if balance_of_measure(line.measure_id, Debt(line.debt)).kept + cents < 0:
        raise Conflict(
            text("More would have gone back than came in."),
            next_step=text("Correct what went back first."),
        )
