"""Until when a penalty can be collected: a year, lengthened and interrupted.

Awb art. 5:35 and 5:37a, with 4:105, 4:106, 4:110 and 4:111 on what they share with
other debts. Each penalty has a term of its own. What lengthens a term does so when it
is there on the day on which the claim would lapse; what interrupts it makes a new term
begin, when it comes in time. Which of it held on a day is a dated value, not code.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.history import Span

_DAY: Final = timedelta(days=1)
_ROUNDS: Final = 20  # each lengthening can bring the day into the next one


class Holding(StrEnum):
    """How something lengthens a term."""

    UNTIL = "until"  # to its own end, when it is there on the last day
    ITS_LENGTH = "its_length"  # by all its days, when it is there on the last day
    ITS_DAYS = "its_days"  # by those of its days that lie in the term


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that lengthens the term, with the days on which it was there."""

    span: Span
    how: Holding
    why: Text


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something that makes the term begin anew on the day after."""

    on_day: date
    why: Text


@dataclass(frozen=True, slots=True)
class Limitation:
    """Until when a claim can be collected.

    Without a last day it is held open by what has not ended yet: then it lapses on
    `not_before` at the earliest.
    """

    forfeited_on: date
    last_day: date | None
    not_before: date
    counted: tuple[Text, ...]
    interrupted_on: date | None = None

    def lapsed(self, on: date) -> bool:
        """Whether the claim can no longer be collected on a day."""
        return self.last_day is not None and on > self.last_day


Count = Callable[[date], tuple[date, tuple[Text, ...]]]


def limitation(
    forfeited_on: date,
    *,
    first: Count,
    anew: Count,
    holds: Sequence[Hold] = (),
    interruptions: Sequence[Interruption] = (),
    on: date,
) -> Limitation:
    """Say until when a penalty that was forfeited on a day can be collected.

    Args:
        forfeited_on: The day on which it was forfeited.
        first: Counts the first term from that day (rule G07).
        anew: Counts the term from an interruption.
        holds: What lengthens a term.
        interruptions: What makes it begin anew.
        on: How far things have come; what still runs counts through this day.
    """
    planned, told = first(forfeited_on)
    found = _lengthened(forfeited_on, planned, told, holds, on)
    interrupted = None
    for one in sorted(interruptions, key=lambda each: each.on_day):
        last = found.last_day
        if one.on_day <= forfeited_on or (last is not None and one.on_day > last):
            continue  # before there was a claim, or after it had lapsed
        interrupted = one.on_day
        planned, counted = anew(one.on_day)
        told = (*told, one.why, *counted)
        found = _lengthened(one.on_day, planned, told, holds, on)
    return Limitation(
        forfeited_on, found.last_day, found.not_before, found.counted, interrupted
    )


def _lengthened(
    start: date, planned: date, told: tuple[Text, ...], holds: Sequence[Hold], on: date
) -> Limitation:
    last, left, said = planned, list(holds), list(told)
    for _ in range(_ROUNDS):
        hit = next((one for one in left if _reaches(one, start, last)), None)
        if hit is None:
            return Limitation(start, last, last, tuple(said))
        left.remove(hit)
        said.append(hit.why)
        if hit.span.last is None and hit.how is not Holding.ITS_DAYS:
            said.append(text("It still runs, so there is no last day yet."))
            return Limitation(start, None, max(last, on), tuple(said))
        last = _moved(hit, start, last, on)
        said.append(text("The last day becomes %(day)s.", day=last))
    return Limitation(start, last, last, tuple(said))


def _reaches(hold: Hold, start: date, last: date) -> bool:
    if hold.how is Holding.ITS_DAYS:
        return hold.span.days_after(start, last) > 0 and hold.span.first <= last
    return hold.span.holds(last)


def _moved(hold: Hold, start: date, last: date, on: date) -> date:
    if hold.how is Holding.UNTIL:
        return max(last, hold.span.last or last)
    since = start if hold.how is Holding.ITS_DAYS else hold.span.first - _DAY
    return last + timedelta(days=hold.span.days_after(since, on))
