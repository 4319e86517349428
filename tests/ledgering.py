"""The ledger of a measure as its own steps make it, in plain sums.

Worked out apart from the software: from what was forfeited, from the amounts that the
steps name, and from what came in and went back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from onderdak.rules.enforcement import Entry, RemedyOn, RuleSet, Taken, forfeited
from onderdak.rules.enforcement.history import standing
from onderdak.rules.enforcement.situation import CameIn


@dataclass(frozen=True)
class Sums:
    """What the ledger of a measure comes to."""

    owed: int
    claimed: int
    written_off: int
    came_in: int = 0
    costs: int = 0
    money: tuple[CameIn, ...] = ()

    @property
    def left(self) -> int:
        return self.owed - self.written_off - self.came_in

    def around(self) -> dict[str, Any]:
        """As a guard looks at it."""
        return {
            "balance_cents": max(0, self.left),
            "claimed_cents": self.claimed,
            "paid_cents": self.came_in,
            "written_off_cents": self.written_off,
            "booked_costs_cents": self.costs,
            "came_in": self.money,
        }


def ledger(
    history: Sequence[Taken],
    remedies: Sequence[RemedyOn],
    ruleset: RuleSet,
    measure: int = 1,
    money: Sequence[CameIn] = (),
    costs: int = 0,
) -> Sums:
    """The sums of a measure: what is owed by now, what was claimed and given up.

    Args:
        history: The steps of the case.
        remedies: What was set against them.
        ruleset: The paths.
        measure: Of which measure.
        money: What was paid and not given back, each with its day.
        costs: What coercion cost.
    """
    fine = claimed = gone = 0
    came_in = sum(one.cents for one in money)
    lost = [at for at, one in enumerate(history) if one.step == "claim_falls"]
    won = {one.decision for one in remedies if one.won}
    for place, one in standing(history):
        kind = ruleset.step(one.path, one.step)
        annulled = place in won and any(place < at for at in lost)
        if one.measure != measure or (annulled and kind.books is Entry.CLAIMED):
            continue
        if kind.clears:
            return Sums(0, 0, 0, came_in, 0, tuple(money))
        cents = one.number("amount_cents") or 0
        if kind.books is Entry.FINE or one.step == "lower":
            fine = cents
        elif kind.books is Entry.CLAIMED:
            claimed += cents
            costs = max(costs, cents if one.path != "penalty_order" else 0)
        elif kind.books is Entry.WRITTEN_OFF:
            gone += cents if kind.amount else max(0, costs - gone - came_in)
    made = sum(one.cents for one in forfeited(history, measure, ruleset, remedies))
    return Sums(made + fine + costs, claimed, gone, came_in, costs, tuple(money))


def claimed_and_open(
    history: Sequence[Taken], money: Sequence[CameIn], ruleset: RuleSet
) -> int:
    """What an offender still has to pay of what was claimed, day after day.

    What comes in pays what is claimed by then, and above that what is not claimed yet.
    On one day it comes in after what was forfeited, and before what is decided.
    """
    made = forfeited(history, 1, ruleset, ())
    events = [(one.on_day, 0, "forfeited", one.cents) for one in made]
    events += [(one.on_day, 1, "paid", one.cents) for one in money]
    for _, one in standing(history):
        if one.step in ("collect", "decline"):
            cents = one.number("amount_cents") or 0
            events.append((one.on_day, 2, one.step, cents))
    unclaimed = claimed = over = 0
    for _, _, what, cents in sorted(events, key=lambda each: each[:2]):
        if what == "forfeited":
            unclaimed += max(0, cents - over)
            over = max(0, over - cents)
        elif what == "paid":
            on_claim = min(claimed, cents)
            on_rest = min(unclaimed, cents - on_claim)
            claimed, unclaimed = claimed - on_claim, unclaimed - on_rest
            over += cents - on_claim - on_rest
        else:
            left = min(unclaimed, cents)  # above it lies what was paid already
            unclaimed -= left
            claimed += left if what == "collect" else 0
    return claimed
