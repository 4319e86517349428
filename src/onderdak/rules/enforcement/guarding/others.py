"""Guards of what the Good Landlordship Act adds: permit, management, publication."""

from collections.abc import Iterator
from typing import Final

from onderdak.kernel.text import Text, text
from onderdak.rules.enforcement.clocks import ClockState
from onderdak.rules.enforcement.guarding.asked import Asked
from onderdak.rules.enforcement.remedies import filed

_INJUNCTION: Final = "injunction"
_PERSON: Final = "person"


def withdrawal_ground(asked: Asked) -> Iterator[Text]:
    """Rule E10: a repeat counts when the earlier breach is not too long ago."""
    if asked.word("ground") != "repeated" or asked.word("act") != "letting":
        return
    earlier, day = asked.day("earlier_on"), asked.day("breached_on")
    if earlier is None or day is None:
        yield text("Give the day of the earlier breach of the same rule.")
        return
    last = asked.law.last_day("E10", None, earlier)
    if day < earlier or last is None or day > last:
        yield text("The earlier breach does not count any more: too long ago.")


def withdrawal_works(asked: Asked) -> Iterator[Text]:
    """Rule E10: what takes effect later is not done with before it does."""
    found = asked.clock("effective")
    last = None if found is None else found.last_day
    if last is not None and asked.on < last:
        yield text("The withdrawal takes effect on %(day)s.", day=last)


def takeover_follows(asked: Asked) -> Iterator[Text]:
    """Rule E12: let premises whose permit was withdrawn have to be taken over."""
    letting = (taken := asked.last("withdraw")) and taken.word("act") == "letting"
    if letting and asked.yes("still_let") and not asked.word("takeover_words"):
        yield text("The premises are still let: the management has to be taken over.")


def takeover_ground(asked: Asked) -> Iterator[Text]:
    """Rule E12: two fines within the term, or a permit that was withdrawn."""
    if asked.word("ground") == "permit_withdrawn":
        if asked.day("withdrawn_on") is None:
            yield text("Give the day on which the permit was withdrawn.")
        return
    first, second = asked.day("first_fine_on"), asked.day("second_fine_on")
    if first is None or second is None or second < first:
        yield text("Give the days of both fines, the first one first.")
        return
    last = asked.law.last_day("E12", None, first)
    if last is None or second > last:
        yield text("The first fine does not count any more: too long ago.")


def fee_covers_costs(asked: Asked) -> Iterator[Text]:
    """Rule E13: the fee covers the costs and no more."""
    fee, costs = asked.number("fee_cents"), asked.number("costs_cents")
    if fee is not None and costs is not None and fee > costs:
        yield text("The fee covers the costs of the management, and no more.")


def plan_judged(asked: Asked) -> Iterator[Text]:
    """Rule E13: a letting plan is decided on in its term; later asks a reason."""
    found = asked.clock("plan")
    late = found is not None and found.state is ClockState.EXPIRED
    if found is not None and late and not asked.word("late_reason"):
        yield text(
            "The term for the letting plan ended on %(day)s: say why it is late.",
            day=found.last_day,
        )


def name_weighed(asked: Asked) -> Iterator[Text]:
    """Rule E14: the name of a person is shown only after weighing privacy."""
    shown = asked.word("name") == "shown"
    if asked.values.offender == _PERSON and shown and not asked.word("name_reason"):
        yield text("This is a person: weigh the privacy, and say how.")


def waited(asked: Asked) -> Iterator[Text]:
    """Rule E14: nothing is public before the waiting days have passed."""
    found, day = asked.clock("waiting"), asked.day("published_on") or asked.on
    if found is None or found.last_day is None or day <= found.last_day:
        yield text("The waiting days have not passed yet.")
    if day > asked.on:
        yield text("The day of publication is still to come.")


def no_injunction(asked: Asked) -> Iterator[Text]:
    """Rule E14: while a judge is asked, nothing is made public."""
    for place, _, kind in asked.steps:
        if not kind.decision:
            continue
        for one in filed(asked.values.remedies, place, _INJUNCTION):
            span = one.suspension()
            if one.pending(asked.on) or (span and span.holds(asked.on)):
                yield text("A judge was asked to suspend this: wait for the answer.")
                return
