"""When a term stands still because it waits for somebody else (Awb 4:15, 5:51(2)).

It stands still from the day after the step, or from the day that the step names, and
runs again on the day that came what it waited for. What nobody answers ends with the
term in which an answer could come.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Final

from onderdak.kernel.text import text
from onderdak.rules.enforcement.clock import Clock
from onderdak.rules.enforcement.forms import StepKind
from onderdak.rules.enforcement.history import Span, Taken
from onderdak.rules.enforcement.money import stood_still

_DAY: Final = timedelta(days=1)

# Gives the last day of a clock that a step set going; None where there is none.
LastDay = Callable[[int, Taken, StepKind, str], date | None]
Steps = Sequence[tuple[int, Taken, StepKind]]


def paused(found: Clock, steps: Steps, last_day: LastDay, on: date) -> Clock:
    """Give a clock as the steps after it made it stand still.

    Args:
        found: The clock.
        steps: The steps of its case.
        last_day: Gives the last day of the clock with which a pause ends anyway.
        on: How far things have come.
    """
    if found.last_day is None or not any(
        found.clock in each[2].pauses for each in steps
    ):
        return found
    spans = _spans(found, steps, last_day, on)
    if not spans:
        return found
    last = stood_still(found.start, found.last_day, spans, on)
    why = text("It stood still; the last day becomes %(day)s.", day=last)
    return found.until(last, (*found.counted, why), spans[-1].last is None)


def _spans(of: Clock, steps: Steps, last_day: LastDay, on: date) -> list[Span]:
    """The days on which it stood still; the last of them may still run."""
    found: list[Span] = []
    over: date | None = None  # when what it waits for can no longer come
    for place, one, kind in steps:
        if place <= of.place or one.measure != of.measure:
            continue
        if of.clock in kind.pauses:
            first = _named(one, kind.pauses_on) or one.on_day + _DAY
            found.append(Span(first))
            until = kind.pauses_until
            over = last_day(place, one, kind, until) if until else None
        elif of.clock in kind.resumes and found and found[-1].last is None:
            came = (_named(one, kind.resumes_on) or one.on_day) - _DAY
            last = came if over is None else min(came, over)
            found[-1] = Span(found[-1].first, last)
            over = None
    if found and found[-1].last is None and over is not None and over < on:
        found[-1] = Span(found[-1].first, over)
    return found


def _named(one: Taken, fact: str | None) -> date | None:
    return one.day(fact) if fact else None
