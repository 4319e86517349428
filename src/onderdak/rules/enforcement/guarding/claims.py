"""Guards of debts: never above what is owed, never after it lapsed."""

from collections.abc import Iterator

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.clocks import ClockState
from onderdak.rules.enforcement.guarding.asked import Asked


def within_owed(asked: Asked) -> Iterator[Text]:
    """What is written off is at most what the ledger says is owed."""
    amount, owed = asked.number("amount_cents"), asked.values.balance_cents
    made = sum(one.cents for one in asked.forfeited())
    most = owed if asked.order() is None or owed is None else min(owed, made)
    if amount is None or amount <= 0:
        yield text("Give an amount above nothing.")
    elif most is None or amount > most:
        yield text("More than the ledger says is owed.")


def limitation_open(asked: Asked) -> Iterator[Text]:
    """Awb 5:35: a claim that lapsed is not collected any more."""
    found = asked.limitations()
    if found and all(limit.lapsed(asked.on) for _, limit in found):
        yield text("The claim has lapsed (Awb 5:35).")


def limitation_over(asked: Asked) -> Iterator[Text]:
    """Awb 5:35: nothing has lapsed while one penalty can still be collected."""
    if not all(limit.lapsed(asked.on) for _, limit in asked.limitations()):
        yield text("The claim has not lapsed yet.")


def debt_due(asked: Asked) -> Iterator[Text]:
    """Awb 4:87: a fine or costs are due when their own term has passed."""
    if not asked.passed("payment"):
        yield text("The term to pay has not passed yet.")


def reminder_over(asked: Asked) -> Iterator[Text]:
    """Awb 4:112 and 4:117: a writ comes after the term of the reminder."""
    if not asked.passed("reminder"):
        yield text("The term of the reminder has not passed yet.")


def debt_open(asked: Asked) -> Iterator[Text]:
    """Awb 4:104: a debt that lapsed is not collected any more."""
    if _debt_lapsed(asked):
        yield text("The claim has lapsed (Awb 4:104).")


def debt_over(asked: Asked) -> Iterator[Text]:
    """Awb 4:104: a debt lapses when its term has passed."""
    if not _debt_lapsed(asked):
        yield text("The claim has not lapsed yet.")


def costs_recoverable(asked: Asked) -> Iterator[Text]:
    """Awb 5:25: the order says whether the offender pays the costs."""
    given = [one for _, one, kind in asked.steps if "costs_recovered" in kind.facts]
    if not given or given[-1].facts.get("costs_recovered") is not True:
        yield text("The order does not say that the offender pays the costs.")


def within_costs(asked: Asked) -> Iterator[Text]:
    """Awb 5:25: no more than the costs that were made and stand in the ledger."""
    amount, booked = asked.number("amount_cents"), asked.values.booked_costs_cents
    if amount is None or amount <= 0:
        yield text("Give an amount above nothing.")
    elif booked is None or amount > booked:
        yield text("More than the costs that stand in the ledger.")


def costs_in_time(asked: Asked) -> Iterator[Text]:
    """Awb 5:25: the costs are fixed within the term."""
    found = asked.clock("costs")
    if found is not None and found.state is ClockState.EXPIRED:
        yield text("The term to fix the costs ended on %(day)s.", day=found.last_day)


def deferred_day(asked: Asked) -> Iterator[Text]:
    """Awb 4:94: payment is deferred to a day that comes."""
    day = asked.day("deferred_until")
    if day is not None and day <= asked.on:
        yield text("The day of the deferral lies after the letter.")


def nothing_owed(asked: Asked) -> Iterator[Text]:
    """Paid is what the ledger says is paid."""
    owed = asked.values.balance_cents
    if owed is None or owed > 0:
        yield text("The ledger still shows something to pay.")


def _debt_lapsed(asked: Asked) -> bool:
    found = asked.clock("debt")
    return found is not None and found.state is ClockState.EXPIRED
