"""What a deferral of payment does to limitation: it runs on as long (Awb 4:111)."""

from collections.abc import Iterable
from datetime import date

from onderdak.kernel.text import text
from onderdak.rules.enforcement.clock import Clock
from onderdak.rules.enforcement.forms import StepKind
from onderdak.rules.enforcement.history import Taken
from onderdak.rules.enforcement.money import deferrals, stood_still


def deferred(
    found: Clock, steps: Iterable[tuple[int, Taken, StepKind]], on: date
) -> Clock:
    """Lengthen a clock by the days of it on which payment was deferred.

    A deferral that was given before the term began counts as far as it goes on in it.

    Args:
        found: The clock.
        steps: The steps of its case.
        on: How far things have come.
    """
    spans = deferrals(
        [
            each
            for each in steps
            if each[1].measure == found.measure and found.clock in each[2].lengthens
        ]
    )
    if found.last_day is None or not spans:
        return found
    last = stood_still(found.start, found.last_day, spans, on)
    if last == found.last_day:
        return found
    why = text("Payment was deferred; the last day becomes %(day)s.", day=last)
    return found.until(last, (*found.counted, why), found.stands_still)
