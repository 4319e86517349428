"""An order under penalty that went out, by the letters and the days of the law."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from onderdak.supervision.enforcement.contract.cases import Case, Measure, Step
from onderdak.supervision.enforcement.contract.choices import (
    Behaviour,
    Consequence,
    NewChoice,
    choose_instrument,
)
from onderdak.supervision.enforcement.contract.letters import (
    How,
    Wording,
    dispatch_letter,
    draft_letter,
    review_letter,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon

ANNOUNCED = OPENED
VIEWS = date(2026, 3, 31)
# Thursday; the term to comply ends on Thursday 30 April.
ORDERED = date(2026, 4, 2)
COMPLY_UNTIL = date(2026, 4, 30)
AMOUNT, MAXIMUM = 1_000_00, 3_000_00
WHY = Wording(own="Ten people sleep where six may; fire doors are locked.")


@dataclass(frozen=True)
class Ordered:
    """A case with an order, and the town in which it was given."""

    town: EnforcingTown
    case: Case
    measure: Measure
    order: Step

    def by_lawyer(self) -> dict[str, Any]:
        """Who acts, and where."""
        return {"by": self.town.lawyer, "municipality": self.town.code}

    def check(self, on: date, step: str = "check_breach", **facts: Any) -> Step:
        """A check of the order on a day."""
        said = {"checked_on": on, "words": "Ten people slept there."}
        return self.town.step(self.measure, step, on, said | facts)

    def sent(self, step: str, on: date, facts: Mapping[str, object]) -> Step:
        """A step with its letter."""
        return sent(self.town, self.measure, step, on, facts)


def sent(
    town: EnforcingTown,
    measure: Measure,
    step: str,
    on: date,
    facts: Mapping[str, object],
) -> Step:
    """A step with its letter: drafted, reviewed by a colleague, and sent on a day."""
    here: dict[str, Any] = {
        "municipality": town.code,
        "number": measure.case.number,
        "at": noon(on),
    }
    with town.seen_by(town.lawyer):
        letter = draft_letter(
            by=town.lawyer,
            measure=measure.pk,
            step=step,
            facts=facts,
            wording=WHY,
            **here,
        )
    with town.seen_by(town.colleague):
        review_letter(by=town.colleague, letter=letter.pk, **here)
    with town.seen_by(town.lawyer):
        dispatch_letter(
            by=town.lawyer, letter=letter.pk, on_day=on, how=How.REGISTERED, **here
        )
        _checked_now()
        return Step.objects.get(letter_id=letter.pk)


def _checked_now() -> None:
    """What the database looks at when all is done, looked at here, in scope."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def chosen(town: EnforcingTown, case: Case, instrument: str = "penalty_order") -> None:
    """The instrument, chosen with its reasons."""
    with town.seen_by(town.lawyer):
        choose_instrument(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            chosen=NewChoice(
                behaviour=Behaviour.C,
                consequence=Consequence.CONCERN,
                instrument=instrument,
                proportionality="The gain of a month outweighs the amount.",
                subsidiarity="A warning did not help.",
                deviation="The municipality filled in no cell.",
            ),
            at=noon(OPENED),
        )


def ordered(town: EnforcingTown, **other: Any) -> Ordered:
    """An order of € 1.000 for each day, at most € 3.000, to comply until 30 April."""
    case = town.case()
    chosen(town, case)
    measure = town.measure(case)
    facts = {
        "mend": "No more than six people sleep in the house.",
        "penalty_kind": "per_unit",
        "unit": "day",
        "amount_cents": AMOUNT,
        "maximum_cents": MAXIMUM,
    } | other
    sent(town, measure, "announce", ANNOUNCED, facts | {"compliance_days": 28})
    town.step(
        measure,
        "receive_views",
        VIEWS,
        {"received_on": VIEWS, "how": "written", "weighed": "It changes nothing."},
    )
    order = sent(
        town,
        measure,
        "order",
        ORDERED,
        facts
        | {
            "compliance_until": COMPLY_UNTIL,
            "ends_stay": False,
            "stay_reason": "Six of the ten may stay; the others have a house.",
        },
    )
    return Ordered(town, case, measure, order)
