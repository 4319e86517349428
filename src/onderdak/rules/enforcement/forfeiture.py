"""Which penalties an order forfeits: by its kind, day by day, never past its maximum.

Awb art. 5:32b says what an order holds (a lump sum, an amount for each unit of time or
for each breach, and always a maximum), art. 5:33 that a penalty is forfeited by
operation of law. What is forfeited follows from checks: nothing is forfeited on a day
on which nobody established the breach.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from onderdak.rules.enforcement.history import Span, Taken

_DAY: Final = timedelta(days=1)
_WEEK_DAYS: Final = 7
_MONTHS: Final = 12


class Penalty(StrEnum):
    """How an order counts."""

    LUMP = "lump"
    PER_UNIT = "per_unit"
    PER_BREACH = "per_breach"


class Unit(StrEnum):
    """The unit of time of an order that counts by time."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Order:
    """What an order under penalty says.

    `given_on` is the day on which it was made known; through `compliance_until` nothing
    is forfeited.
    """

    given_on: date
    kind: Penalty
    amount_cents: int
    maximum_cents: int
    unit: Unit | None = None
    compliance_until: date | None = None

    @property
    def works_from(self) -> date:
        """The first day on which it can forfeit."""
        return (self.compliance_until or self.given_on) + _DAY


@dataclass(frozen=True, slots=True)
class Check:
    """A check of an order; what was surely so since which day, and how often."""

    on_day: date
    breached: bool
    since: date | None = None  # the first day of the breach that this check establishes
    breaches: int = 1


@dataclass(frozen=True, slots=True)
class Forfeiture:
    """A penalty that was forfeited by operation of law on a day."""

    on_day: date
    cents: int
    check: int  # the place of the check among the checks
    capped: bool = False  # less than the amount, because the maximum was reached


def forfeitures(
    order: Order, checks: Sequence[Check], suspended: Sequence[Span] = ()
) -> tuple[Forfeiture, ...]:
    """Give what an order forfeited, in the order of the checks (Awb art. 5:32b, 5:33).

    Args:
        order: What the order says.
        checks: The checks, in the order in which they were written down.
        suspended: The days on which a judge suspended the order.
    """
    found: list[Forfeiture] = []
    left = order.maximum_cents
    for place, day in _days(order, checks, suspended):
        if left <= 0:
            break
        cents = min(order.amount_cents, left)
        left -= cents
        found.append(Forfeiture(day, cents, place, capped=cents < order.amount_cents))
    return tuple(found)


def _days(
    order: Order, checks: Sequence[Check], suspended: Sequence[Span]
) -> Iterator[tuple[int, date]]:
    """Each time that the order forfeits its amount, with the check that shows it."""
    seen: set[int] = set()
    for place, check in enumerate(checks):
        if not check.breached:
            continue
        for day in _in_breach(order, check, suspended):
            match order.kind:
                case Penalty.LUMP:
                    if not seen:
                        seen.add(0)
                        yield place, day
                case Penalty.PER_UNIT:
                    number = _unit_of(order, day)
                    if number not in seen:
                        seen.add(number)
                        yield place, day
                case Penalty.PER_BREACH:
                    yield from [(place, day)] * max(0, check.breaches)


def _in_breach(order: Order, check: Check, suspended: Sequence[Span]) -> Iterator[date]:
    """The days of a check on which the order worked and was surely breached."""
    by_time = order.kind is Penalty.PER_UNIT
    first = check.since if by_time and check.since else check.on_day
    day = max(first, order.works_from)
    while day <= check.on_day:
        if not any(span.holds(day) for span in suspended):
            yield day
        day += _DAY


def _unit_of(order: Order, day: date) -> int:
    """The number of the unit of time in which a day lies, from the first day on."""
    start = order.works_from
    match order.unit:
        case Unit.WEEK:
            return (day - start).days // _WEEK_DAYS
        case Unit.MONTH:
            months = (day.year - start.year) * _MONTHS + day.month - start.month
            return months - (day.day < start.day)
        case _:
            return (day - start).days


def order_of(taken: Taken, until: date | None = None) -> Order | None:
    """Read an order from its step; None where it says no amount or no maximum.

    Args:
        taken: The step with which the order was given.
        until: A later last day to comply, where the term was lengthened.
    """
    kind, amount = taken.word("penalty_kind"), taken.number("amount_cents")
    maximum = taken.number("maximum_cents")
    if kind not in list(Penalty) or amount is None or maximum is None:
        return None
    unit = taken.word("unit")
    return Order(
        given_on=taken.known,
        kind=Penalty(kind),
        amount_cents=amount,
        maximum_cents=maximum,
        unit=Unit(unit) if unit in list(Unit) else None,
        compliance_until=until or taken.day("compliance_until"),
    )


def check_of(taken: Taken, *, breached: bool) -> Check:
    """Read a check from its step."""
    breaches = taken.number("breaches")
    return Check(
        on_day=taken.day("checked_on") or taken.on_day,
        breached=breached,
        since=taken.day("since"),
        breaches=1 if breaches is None else breaches,
    )
