"""Guards of collecting: what is due and not paid, never while it has to wait."""

from collections.abc import Iterator
from datetime import timedelta

from onderdak.kernel.money import euros
from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.claimed import Part, parts_of
from onderdak.rules.enforcement.forms import Entry, StepKind
from onderdak.rules.enforcement.guarding.asked import Asked
from onderdak.rules.enforcement.history import suspensions
from onderdak.rules.enforcement.money import annulled, fallen_claims
from onderdak.rules.enforcement.situation import CameIn

_PAYMENT = "G06"
_DAY = timedelta(days=1)


def within_forfeited(asked: Asked) -> Iterator[Text]:
    """Awb 5:33, 5:35 and 5:37: no more than can still be collected and is not claimed.

    What was paid or written off meanwhile is not claimed either.
    """
    amount, parts = asked.number("amount_cents"), parts_in(asked)
    books = asked.kind.amount is not None
    living = [part for part in parts if part.lives(asked.on)]
    left = sum(part.left if books else part.penalty.cents for part in living)
    if books and asked.values.balance_cents is not None:
        claimed = sum(part.unpaid for part in parts)
        left = min(left, max(0, asked.values.balance_cents - claimed))
    if amount is None or amount <= 0:
        yield text("Give an amount above nothing.")
    elif amount > left:
        yield text(
            "More than was forfeited: € %(left)s is left.", left=euros(left, "nl")
        )
        gone = sum(part.left for part in parts if not part.lives(asked.on))
        if gone:
            yield text("€ %(gone)s of it has lapsed.", gone=euros(gone, "nl"))


def within_claimed(asked: Asked) -> Iterator[Text]:
    """Awb 4:112 and 4:114: no more than is due, less what was paid or written off."""
    amount, due = asked.number("amount_cents"), _due(asked)
    if amount is None or amount <= 0:
        yield text("Give an amount above nothing.")
    elif due is None:
        yield text("The ledger does not say what is still to be paid.")
    elif amount > due:
        yield text(
            "Of what was claimed and is due, € %(due)s is still to be paid.",
            due=euros(due, "nl"),
        )


def within_reminded(asked: Asked) -> Iterator[Text]:
    """Awb 4:117: a writ is for what somebody was reminded of."""
    reminder, amount = asked.last("remind"), asked.number("amount_cents")
    most = None if reminder is None else reminder.number("amount_cents")
    if most is not None and amount is not None and amount > most:
        yield text("The reminder was for € %(most)s.", most=euros(most, "nl"))


def payment_over(asked: Asked) -> Iterator[Text]:
    """Awb 5:33: six weeks to pay what is claimed come before a reminder of it."""
    if not any(part.claimed and _is_due(asked, part) for part in parts_in(asked)):
        yield text("The term to pay has not passed yet.")


def not_suspended_debt(asked: Asked) -> Iterator[Text]:
    """Awb 8:81: what a suspended decision makes somebody owe is not collected.

    Nor is what an objection or appeal took away, before that is written down.
    """
    remedies = asked.values.remedies
    fallen = fallen_claims(asked.steps, remedies)
    left = annulled(asked.steps, remedies) - fallen
    if left and any(kind.unclaims for kind in asked.path.steps.values()):
        yield text("What was claimed was annulled: record that first.")
    for place, _, kind in asked.steps:
        counts = _makes_owe(kind) and place not in fallen
        spans = suspensions(remedies, place) if counts else ()
        if any(span.holds(asked.on) for span in spans):
            yield text("A judge suspended the decision on that day.")
            return


def not_deferred(asked: Asked) -> Iterator[Text]:
    """Awb 4:94(2): who may pay later is neither reminded nor forced meanwhile."""
    days = [one.day(kind.defers) for _, one, kind in asked.steps if kind.defers]
    until = days[-1] if days else None
    if until is not None and asked.on <= until:
        yield text("Payment was deferred through %(day)s.", day=until)


def parts_in(asked: Asked) -> tuple[Part, ...]:
    """Give the penalties of this measure with what was claimed of each."""
    fallen = fallen_claims(asked.steps, asked.values.remedies)
    return parts_of(asked.limitations(), asked.steps, _came_in(asked), fallen)


def _makes_owe(kind: StepKind) -> bool:
    """A decision against somebody; not one that gives something up or waits."""
    favours = kind.defers is not None or kind.books is Entry.WRITTEN_OFF
    return kind.decision and not favours


def _is_due(asked: Asked, part: Part) -> bool:
    last = asked.law.last_day(_PAYMENT, None, part.penalty.on_day)
    return last is not None and asked.on > last


def _due(asked: Asked) -> int | None:
    """What is due and not paid; None where the ledger is not known."""
    values, books = asked.values, {one.books for one in asked.path.steps.values()}
    if values.balance_cents is None:
        return None
    if Entry.CLAIMED not in books:
        return values.balance_cents
    claimed = values.claimed_cents or 0
    if Entry.FORFEITED not in books:
        return max(0, min(values.balance_cents, claimed - _settled(asked, claimed)))
    parts = parts_in(asked)
    most = min(values.balance_cents, claimed - sum(part.settled for part in parts))
    each = (part for part in parts if part.lives(asked.on) and _is_due(asked, part))
    return max(0, min(most, sum(part.unpaid for part in each)))


def _settled(asked: Asked, claimed: int) -> int:
    """What came in on costs that were claimed, and not on what nobody claimed."""
    fallen = fallen_claims(asked.steps, asked.values.remedies)
    days = [
        one.on_day
        for place, one, kind in asked.steps
        if kind.books is Entry.CLAIMED and place not in fallen
    ]
    money = _came_in(asked)
    first = min(days, default=asked.on)
    before = sum(one.cents for one in money if one.on_day <= first)
    unclaimed = max(0, (asked.values.booked_costs_cents or 0) - claimed)
    return sum(one.cents for one in money) - min(max(0, before), unclaimed)


def _came_in(asked: Asked) -> list[CameIn]:
    """What was paid or written off by hand; what has no day came in last."""
    values = asked.values
    told = sum(one.cents for one in values.came_in)
    gone = (values.written_off_cents or 0) - _given_up(asked)
    rest = (values.paid_cents or 0) + gone - told
    return (
        [*values.came_in, CameIn(asked.on + _DAY, rest)] if rest else [*values.came_in]
    )


def _given_up(asked: Asked) -> int:
    """What a decision not to collect wrote off: it was never claimed."""
    return sum(
        one.number(kind.amount) or 0
        for _, one, kind in asked.steps
        if kind.amount and kind.books is Entry.WRITTEN_OFF
    )
