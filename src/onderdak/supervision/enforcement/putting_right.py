"""Putting the ledger right when what a line rests on fell, came down or came back.

A check that is taken back, a judge who suspended an order, a decision that was annulled
or withdrawn, a fine that was lowered: nothing is owed any more for what no longer
counts. No line is ever removed; a further line says by how much it was put right, and
what somebody corrected by hand stays as it was corrected.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.text import msgid
from onderdak.rules.enforcement import Forfeiture
from onderdak.rules.enforcement.money import fallen_claims, fell, lowered_to, steps_of
from onderdak.supervision.enforcement.accounts import Account
from onderdak.supervision.enforcement.domain.money import EntryKind
from onderdak.supervision.enforcement.models import Entry

# What stands with a line that the software put right; the pages translate it.
TAKEN_AWAY: Final = msgid("The check that showed it, or the order, no longer counts.")
FELL: Final = msgid("The decision that it rests on was annulled or withdrawn.")
LOWERED: Final = msgid("The fine was lowered.")
CAME_BACK: Final = msgid("What took it away was taken back.")
SAID: Final = frozenset({TAKEN_AWAY, FELL, LOWERED, CAME_BACK})

# What came in and went back did so, whatever became of the decision.
_HAPPENED: Final = frozenset({EntryKind.PAID, EntryKind.GIVEN_BACK})


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


@dataclass(frozen=True, slots=True)
class _Counts:
    """What the steps of a measure say of the lines in its ledger."""

    fell: bool
    lowered_to: int | None
    steps: frozenset[int]
    fallen: frozenset[int]
    expected: Mapping[str, Forfeiture]

    def of(self, line: Entry) -> int:
        """What a line comes to by itself, with nothing corrected by hand."""
        if self.fell or self._step_is_gone(line) or line.step_id in self.fallen:
            return 0
        if line.kind == EntryKind.FORFEITED:
            found = self.expected.get(line.breach)
            return found.cents if found else 0
        if line.kind == EntryKind.FINE and self.lowered_to is not None:
            return min(line.cents, self.lowered_to)
        return line.cents

    def why(self, line: Entry, more: int) -> str:
        """Why a line is put right."""
        if more > 0:
            return CAME_BACK
        if self.fell or line.step_id in self.fallen:
            return FELL
        return TAKEN_AWAY if self.lowered_to is None else LOWERED

    def _step_is_gone(self, line: Entry) -> bool:
        return line.step_id is not None and line.step_id not in self.steps


def put_right(
    account: Account,
    expected: Mapping[str, Forfeiture],
    on: date,
    by: Actor,
    at: datetime,
) -> Iterator[Entry]:
    """The corrections that are missing in the ledger of a measure; not yet written.

    Args:
        account: The measure.
        expected: What its order forfeited, under the key of each line.
        on: Their day.
        by: In whose name they are booked.
        at: When.
    """
    steps = steps_of(account.history, account.measure.pk, account.rules)
    counts = _Counts(
        fell=fell(steps),
        lowered_to=lowered_to(steps),
        steps=frozenset(step.pk for step in account.steps),
        fallen=frozenset(
            account.steps[place].pk for place in fallen_claims(steps, account.filed)
        ),
        expected=expected,
    )
    for each in _with_corrections(account):
        more = _missing(each, counts.of(each.line))
        if more:
            yield _correction(each.line, more, counts.why(each.line, more), on, by, at)


def _missing(each: Booked, comes_to: int) -> int:
    """What has to be added to a line; never so much that it falls below nothing."""
    if comes_to:
        wanted = comes_to - each.line.cents
        return max(wanted - each.by_software, -each.stands)
    return -each.stands


def _with_corrections(account: Account) -> Iterator[Booked]:
    """Every line that can be put right; what the software did bears a mark."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for one in account.entries:
        if one.corrects_id is not None:
            sums[one.corrects_id][bool(one.breach)] += one.cents
    for one in account.entries:
        if one.corrects_id is None and one.kind not in _HAPPENED:
            yield Booked(one, *sums[one.pk])


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
        breach=line.breach or f"line:{line.pk}",
        by_id=by.user_id,
        at=at,
    )
