"""Guards of terms: what was put to the prosecutor, and a debt that is acknowledged."""

from collections.abc import Iterator

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.guarding.asked import Asked

_TOLD = "told"


def asked_day(asked: Asked) -> Iterator[Text]:
    """Awb 5:44(2) and 5:51(2): a breach is put to the prosecutor after its report."""
    day, report = asked.day("asked_on"), asked.last("report")
    made = None if report is None else report.day("report_on")
    if day is not None and day > asked.on:
        yield text("The day on which it was put to the prosecutor is still to come.")
    if day is not None and made is not None and day < made:
        yield text("The report of %(day)s is what is put to the prosecutor.", day=made)


def told_day(asked: Asked) -> Iterator[Text]:
    """Awb 5:44(3): from the day of the answer on the municipality may fine again."""
    if asked.word("how") != _TOLD:
        return
    day, put = asked.day("told_on"), asked.last("ask_prosecutor")
    first = None if put is None else put.day("asked_on")
    if day is None:
        yield text("Give the day on which the prosecutor told it.")
    elif day > asked.on:
        yield text("The day on which it came is still to come.")
    elif first is not None and day < first:
        yield text("It was put to the prosecutor on %(day)s.", day=first)


def executed_day(asked: Asked) -> Iterator[Text]:
    """Awb 4:116: a writ is carried out once it is there."""
    day, writ = asked.day("done_on"), asked.last("enforce")
    if writ is None:
        yield text("There is no writ yet.")
    elif day is not None and day < writ.on_day:
        yield text("The writ is of %(day)s.", day=writ.on_day)
    elif day is not None and day > asked.on:
        yield text("This day is still to come: %(day)s.", day=day)


def acknowledged_in_time(asked: Asked) -> Iterator[Text]:
    """Awb 4:105 and 5:35: who acknowledges a debt does so before it lapsed.

    What counts is the day on which it came, and not the day on which it is recorded.
    """
    day = asked.day("received_on") or asked.day("done_on") or asked.on
    found = asked.limitations()
    if found and all(limit.lapsed(day) for _, limit in found):
        yield text("The claim has lapsed (Awb 5:35).")
    debt = asked.clock("debt")
    if debt is not None and debt.last_day is not None and day > debt.last_day:
        yield text("The claim has lapsed (Awb 4:104).")
