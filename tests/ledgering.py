"""The ledger of a measure as its own steps make it, in plain sums.

Worked out apart from the software: from what was forfeited, from the amounts that the
steps name, and from what came in and went back.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onderdak.rules.enforcement import Entry, RemedyOn, RuleSet, Taken, forfeited
from onderdak.rules.enforcement.history import standing


@dataclass(frozen=True)
class Sums:
    """What the ledger of a measure comes to."""

    owed: int
    claimed: int
    written_off: int
    came_in: int = 0
    costs: int = 0

    @property
    def left(self) -> int:
        return self.owed - self.written_off - self.came_in

    def around(self) -> dict[str, int]:
        """As a guard looks at it."""
        return {
            "balance_cents": max(0, self.left),
            "claimed_cents": self.claimed,
            "paid_cents": self.came_in,
            "written_off_cents": self.written_off,
            "booked_costs_cents": self.costs,
        }


def ledger(
    history: Sequence[Taken],
    remedies: Sequence[RemedyOn],
    ruleset: RuleSet,
    measure: int = 1,
    came_in: int = 0,
    costs: int = 0,
) -> Sums:
    """The sums of a measure: what is owed by now, what was claimed and given up.

    Args:
        history: The steps of the case.
        remedies: What was set against them.
        ruleset: The paths.
        measure: Of which measure.
        came_in: What was paid and not given back.
        costs: What coercion cost.
    """
    fine = claimed = gone = 0
    for _, one in standing(history):
        kind = ruleset.step(one.path, one.step)
        if one.measure != measure:
            continue
        if kind.clears:
            return Sums(0, 0, 0, came_in, 0)
        cents = one.number("amount_cents") or 0
        if kind.books is Entry.FINE or one.step == "lower":
            fine = cents
        elif kind.books is Entry.CLAIMED:
            claimed += cents
            costs = max(costs, cents if one.path != "penalty_order" else 0)
        elif kind.books is Entry.WRITTEN_OFF:
            gone += cents if kind.amount else max(0, costs - gone - came_in)
    made = sum(one.cents for one in forfeited(history, measure, ruleset, remedies))
    return Sums(made + fine + costs, claimed, gone, came_in, costs)
