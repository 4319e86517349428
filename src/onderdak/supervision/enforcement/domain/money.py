"""The ledger of a case in bare numbers: what is owed, what came in, what is left.

A line is never changed: what was booked wrongly is put right by a further line that
names the one it corrects.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Conflict, Invalid
from onderdak.kernel.money import euros
from onderdak.kernel.text import text


class EntryKind(StrEnum):
    """What a line of the ledger says."""

    FORFEITED = "forfeited"
    CLAIMED = "claimed"
    PAID = "paid"
    GIVEN_BACK = "given_back"
    WRITTEN_OFF = "written_off"
    COST = "cost"
    FINE = "fine"
    CORRECTION = "correction"


class Debt(StrEnum):
    """For what somebody owes: a penalty, a fine, or the costs of coercion."""

    PENALTY = "penalty"
    FINE = "fine"
    COSTS = "costs"


# Which debt a line makes by itself; the other kinds say on which debt they are.
DEBT_OF: Final = {
    EntryKind.FORFEITED: Debt.PENALTY,
    EntryKind.FINE: Debt.FINE,
    EntryKind.COST: Debt.COSTS,
}
_OWED: Final = frozenset(DEBT_OF)
_MOST: Final = 10_000_000_00


@dataclass(frozen=True, slots=True)
class Line:
    """One line; for a correction `counts_as` is the kind of the line it puts right."""

    counts_as: EntryKind
    debt: Debt
    cents: int


@dataclass(frozen=True, slots=True)
class Balance:
    """The sums of a ledger, in cents."""

    forfeited: int = 0
    fine: int = 0
    cost: int = 0
    claimed: int = 0
    paid: int = 0
    given_back: int = 0
    written_off: int = 0

    @property
    def kept(self) -> int:
        """What came in and was not given back."""
        return self.paid - self.given_back

    @property
    def owed(self) -> int:
        """All that somebody came to owe."""
        return self.forfeited + self.fine + self.cost

    @property
    def open(self) -> int:
        """What is still to be paid; never below nothing."""
        return max(0, self._left)

    @property
    def to_give_back(self) -> int:
        """What came in above what was owed; what nobody paid is not given back."""
        return max(0, min(self.kept, -self._left))

    @property
    def not_claimed(self) -> int:
        """What is owed without a decision to collect it."""
        return max(0, self.owed - self.claimed)

    @property
    def _left(self) -> int:
        return self.owed - self.kept - self.written_off

    def __add__(self, other: "Balance") -> "Balance":
        sums = {
            one.name: getattr(self, one.name) + getattr(other, one.name)
            for one in fields(Balance)
        }
        return Balance(**sums)


def balance(lines: Iterable[Line], debt: Debt | None = None) -> Balance:
    """Add up a ledger, whole or for one debt."""
    sums: dict[str, int] = {}
    for line in lines:
        if debt is None or line.debt is debt:
            sums[line.counts_as] = sums.get(line.counts_as, 0) + line.cents
    return Balance(**sums)


def check_amount(cents: int) -> None:
    """Stop an amount that is none.

    Raises:
        Invalid: it is nothing, less, or so much that it is a slip of the hand.
    """
    if not 0 < cents <= _MOST:
        raise Invalid(
            text("An amount is more than 0 and at most € %(most)s.", most=euros(_MOST)),
            next_step=text("Check the amount."),
        )


def check_claim(cents: int, before: Balance) -> None:
    """Stop claiming more than is owed and not yet claimed.

    Source: art. 5:37 Awb for a penalty; 5:25 for costs.

    Raises:
        Invalid: no such amount.
        Conflict: so much is not owed.
    """
    check_amount(cents)
    if cents > before.not_claimed:
        raise Conflict(
            text(
                "At most € %(left)s can be claimed: the rest is claimed already or was"
                " never owed.",
                left=euros(before.not_claimed),
            ),
            next_step=text("Look at the ledger of the case."),
        )


def check_write_off(cents: int, before: Balance, reason: str) -> None:
    """Stop writing off more than is open, or without saying why.

    Raises:
        Invalid: no such amount, or no reason.
        Conflict: so much is not open.
    """
    check_amount(cents)
    check_reason(reason)
    if cents > before.open:
        raise Conflict(
            text("At most € %(left)s is open.", left=euros(before.open)),
            next_step=text("Look at the ledger of the case."),
        )


def check_give_back(cents: int, before: Balance) -> None:
    """Stop giving back more than came in and is not owed.

    Raises:
        Invalid: no such amount.
        Conflict: so much is not to be given back.
    """
    check_amount(cents)
    if cents > before.to_give_back:
        raise Conflict(
            text(
                "At most € %(left)s is to be given back.",
                left=euros(before.to_give_back),
            ),
            why=text("The rest did not come in, or is still owed."),
            next_step=text("Look at the ledger of the case."),
        )


def check_correction(cents: int, line: Line, corrected: int, reason: str) -> None:
    """Stop a correction that takes more off a line than stands there.

    Args:
        cents: what is added to the line; less than 0 takes off.
        corrected: what earlier corrections added to it.

    Raises:
        Invalid: it changes nothing, or no reason is given.
        Conflict: the line would fall below nothing.
    """
    check_reason(reason)
    if cents == 0 or abs(cents) > _MOST:
        raise Invalid(text("A correction adds something or takes something off."))
    if line.cents + corrected + cents < 0:
        raise Conflict(
            text(
                "This line stands at € %(left)s; more cannot be taken off.",
                left=euros(line.cents + corrected),
            )
        )


def check_reason(reason: str) -> None:
    """Stop what needs a reason and has none.

    Raises:
        Invalid: no reason is given.
    """
    if not reason.replace("\x00", "").strip():
        raise Invalid(
            text("Say why."),
            why=text("Somebody must be able to read later why this was booked."),
        )


def makes_debt(kind: EntryKind) -> bool:
    """Whether a line of this kind adds to what somebody owes."""
    return kind in _OWED
