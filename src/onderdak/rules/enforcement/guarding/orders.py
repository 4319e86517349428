"""Guards of orders: maximum, term to comply, people, checks, and lifting."""

from collections.abc import Iterator
from datetime import date

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.forfeiture import Penalty
from onderdak.rules.enforcement.guarding.asked import Asked
from onderdak.rules.enforcement.history import Taken, suspensions
from onderdak.rules.enforcement.money import annulled, fallen_claims


def maximum_set(asked: Asked) -> Iterator[Text]:
    """Awb 5:32b: an amount and a maximum, and a unit where it counts by time."""
    amount, maximum = asked.number("amount_cents"), asked.number("maximum_cents")
    if amount is None or maximum is None or amount <= 0:
        yield text("An order names an amount and a maximum (Awb 5:32b).")
        return
    if maximum < amount:
        yield text("The maximum is lower than the amount.")
    if asked.word("penalty_kind") == Penalty.LUMP and maximum != amount:
        yield text("For a lump sum the maximum is the amount itself.")
    if asked.word("penalty_kind") == Penalty.PER_UNIT and not asked.word("unit"):
        yield text("A penalty for each unit of time names the unit.")


def compliance_term(asked: Asked) -> Iterator[Text]:
    """Awb 5:32a: a term to mend, or a reason why there is none."""
    until = asked.day("compliance_until")
    if until is None:
        if not asked.word("no_term_reason"):
            yield text("Give a term to comply, or say why there is none (Awb 5:32a).")
    elif until <= asked.on:
        yield text("The last day to comply lies after the day of the order.")


def lengthened(asked: Asked) -> Iterator[Text]:
    """A term is lengthened before it ends, and to a later day."""
    found, until = asked.order(), asked.day("compliance_until")
    before = None if found is None else found[1].compliance_until
    if before is None or until is None:
        yield text("There is no term to lengthen.")
    elif until <= before:
        yield text("The new last day lies after %(day)s.", day=before)
    elif asked.on > before:
        yield text("The term ended on %(day)s, so it cannot be lengthened.", day=before)


def people_counted(asked: Asked) -> Iterator[Text]:
    """Rule G22: who has to leave is known before an order empties beds."""
    if asked.yes("ends_stay") and asked.values.people is None:
        yield text("People have to leave: count first how many sleep there.")


def teller_named(asked: Asked) -> Iterator[Text]:
    """Rule G22: somebody tells the people, in a language that they understand."""
    if asked.yes("ends_stay") and not asked.values.teller:
        yield text("People have to leave: say who tells them, in which language.")


def checked_day(asked: Asked) -> Iterator[Text]:
    """A check lies between the step before it and the day on which it is recorded."""
    day = asked.day("checked_on")
    if day is not None and day > asked.on:
        yield text("The day of the check is still to come.")
    since = asked.day("since")
    if since is not None and day is not None and since > day:
        yield text("A breach cannot begin after the check that found it.")


def after_compliance(asked: Asked) -> Iterator[Text]:
    """Awb 5:32a(2) and 5:33: nothing is forfeited within the term to comply."""
    found, day = asked.order(), _checked(asked)
    if found is None:
        yield text("There is no order that could forfeit a penalty.")
    elif day < found[1].works_from:
        yield text(
            "Through %(day)s there is time to comply: nothing is forfeited yet.",
            day=found[1].compliance_until or found[1].given_on,
        )


def not_suspended(asked: Asked) -> Iterator[Text]:
    """Awb 8:81: an order that a judge suspended forfeits nothing."""
    found, day = asked.order(), _checked(asked)
    if found is None:
        return
    if any(span.holds(day) for span in suspensions(asked.values.remedies, found[0])):
        yield text("A judge suspended the order on the day of this check.")


def forfeits(asked: Asked) -> Iterator[Text]:
    """A check of a breach says how often, where the order counts breaches."""
    found, breaches = asked.order(), asked.number("breaches")
    if breaches is not None and breaches < 1:
        yield text("The number of breaches is at least one.")
    if found and found[1].kind is Penalty.PER_BREACH and breaches is None:
        yield text("This order counts breaches: say how many were found.")
    since, last = asked.day("since"), _last_check(asked)
    if since is not None and last is not None and since <= last:
        yield text("The check of %(day)s covers that time: begin after it.", day=last)


def liftable(asked: Asked) -> Iterator[Text]:
    """Awb 5:34(2): on request after a year in which nothing was forfeited."""
    if asked.word("ground") != "year":
        return
    if asked.order() is None:
        yield text("There is no order to lift.")
        return
    found = asked.clock("liftable")
    if found is None or found.last_day is None or asked.on <= found.last_day:
        yield text("A year without a forfeited penalty has not passed yet.")


def remedy_won(asked: Asked) -> Iterator[Text]:
    """A decision falls when an objection or appeal against that one was founded."""
    fells = asked.kind.fells
    places = {
        place
        for place, one, kind in asked.steps
        if kind.decision and (not fells or one.step in fells)
    }
    won = [one for one in asked.values.remedies if one.decision in places and one.won]
    day, days = asked.day("outcome_on"), {one.decided_on for one in won}
    if not won:
        yield text("No objection or appeal against it was founded.")
    elif day is not None and None not in days and day not in days:
        yield text(
            "That was decided on %(day)s.", day=max(filter(None, days), default=None)
        )


def falls_once(asked: Asked) -> Iterator[Text]:
    """A claim that was annulled falls once."""
    steps, remedies = asked.steps, asked.values.remedies
    gone = annulled(steps, remedies)
    if gone and gone <= fallen_claims(steps, remedies):
        yield text("That was written down already.")


def lifted_once(asked: Asked) -> Iterator[Text]:
    """An order that was lifted is not lifted again."""
    before = asked.last("lift")
    if before is not None:
        yield text("The order was lifted on %(day)s.", day=before.on_day)


def before_lifted(asked: Asked) -> Iterator[Text]:
    """Awb 5:34: an order that was lifted forfeits nothing from that day on."""
    lifted = asked.last("lift")
    if lifted is not None and _checked(asked) >= lifted.on_day:
        yield text("The order was lifted on %(day)s.", day=lifted.on_day)


def withdrawn_from_start(asked: Asked) -> Iterator[Text]:
    """Awb 5:34: what was forfeited stays owed, unless there should be no order."""
    if asked.forfeited() and not asked.yes("from_start"):
        yield text("A penalty was forfeited: lift the order, so that it stays owed.")


def received_day(asked: Asked) -> Iterator[Text]:
    """What came in, came on or before the day on which it is recorded."""
    day = asked.day("received_on")
    if day is not None and day > asked.on:
        yield text("The day on which it came is still to come.")


def compliance_over(asked: Asked) -> Iterator[Text]:
    """Awb 5:24: an order is not kept when the term to comply has passed."""
    found, day = asked.clock("compliance"), _checked(asked)
    if found is None or found.last_day is None:
        return
    if found.stands_still:
        yield text("A judge suspended the order on the day of this check.")
    elif day <= found.last_day:
        yield text("The term to comply runs through %(day)s.", day=found.last_day)


def compliance_runs(asked: Asked) -> Iterator[Text]:
    """A term is lengthened before it ends, and to a later day."""
    found, until = asked.clock("compliance"), asked.day("compliance_until")
    if found is None or found.last_day is None:
        yield text("There is no term to lengthen.")
    elif until is not None and until <= found.last_day:
        yield text("The new last day lies after %(day)s.", day=found.last_day)
    elif asked.on > found.last_day:
        yield text(
            "The term ended on %(day)s, so it cannot be lengthened.",
            day=found.last_day,
        )


def applied_day(asked: Asked) -> Iterator[Text]:
    """What was done, was done on or before the day on which it is recorded."""
    day = asked.day("applied_on")
    if day is not None and day > asked.on:
        yield text("The day on which it was done is still to come.")


def decide_by_day(asked: Asked) -> Iterator[Text]:
    """Awb 5:31(2): the decision follows as soon as possible after the deed."""
    day, done = asked.day("decide_by"), asked.day("applied_on")
    if day is not None and done is not None and day < done:
        yield text("The decision follows on or after the day of the deed.")


def not_suspended_decision(asked: Asked) -> Iterator[Text]:
    """Awb 8:81: a decision that a judge suspended is not carried out."""
    day = asked.day("applied_on") or asked.on
    for place, _, kind in asked.steps:
        spans = suspensions(asked.values.remedies, place) if kind.decision else ()
        if any(span.holds(day) for span in spans):
            yield text("A judge suspended the decision on that day.")


def tolerated_day(asked: Asked) -> Iterator[Text]:
    """A tolerance has an end, and a longer one ends later."""
    day, found = asked.day("tolerated_until"), asked.clock("tolerance")
    if day is not None and day <= asked.on:
        yield text("The last day lies after the day of the letter.")
    if day and found and found.last_day and day <= found.last_day:
        yield text("The new last day lies after %(day)s.", day=found.last_day)


def safe_meanwhile(asked: Asked) -> Iterator[Text]:
    """Rule G21: what is not safe is never tolerated."""
    if not asked.yes("safe"):
        yield text("What is not safe cannot be tolerated: act now.")


def _checked(asked: Asked) -> date:
    return asked.day("checked_on") or asked.on


def _last_check(asked: Asked) -> date | None:
    found: list[Taken] = [
        one for _, one, kind in asked.steps if "checked_on" in kind.facts
    ]
    days = [day for one in found for day in [one.day("checked_on")] if day is not None]
    return max(days, default=None)
