"""The two lawyers of the demo, and what they do with a case on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from onderdak.foundation.identity.contract import Actor, scope, scope_of
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    Measure,
    NewOffender,
    begin_measure,
    findings_to_enforce,
    name_offender,
    open_case,
    take_step,
)
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
from onderdak.supervision.inspections.contract import Visit

WHY: Final = Wording(
    own="In de woning verblijven zeven mensen. Daarvoor is niet genoeg ruimte."
)


@dataclass(frozen=True, slots=True)
class Lawyers:
    """The two who lead the cases, and the day of loading."""

    one: Actor
    two: Actor
    on: date

    def ago(self, days: int) -> date:
        return self.on - timedelta(days=days)

    def opened(
        self,
        visit: int,
        days: int,
        offender: NewOffender | None,
        by: Actor | None = None,
    ) -> Case:
        """A case on what binds of a visit of the demo."""
        who = by or self.one
        number = Visit.objects.get(pk=visit).number
        here: dict[str, Any] = {"by": who, "municipality": ARNHEM, "visit": number}
        day = self.ago(days)
        keys = [one.row.key for one in findings_to_enforce(**here).breaches]
        at = instant(day, 10)
        case = open_case(**here, keys=keys, on=day, at=at)
        if offender is not None:
            name_offender(
                by=who,
                municipality=ARNHEM,
                number=case.number,
                offender=offender,
                at=at,
            )
        return case

    def begun(self, case: Case, path: str, days: int) -> Measure:
        """The instrument, chosen with its reasons, and its path."""
        at = instant(self.ago(days), 11)
        here: dict[str, Any] = {
            "by": self.one,
            "municipality": ARNHEM,
            "number": case.number,
        }
        choose_instrument(
            **here,
            chosen=NewChoice(
                behaviour=Behaviour.B,
                consequence=Consequence.CONCERN,
                instrument=path,
                proportionality="De bewoners lopen gevaar; het bedrag past daarbij.",
                subsidiarity="Een gesprek en een brief hielpen niet.",
                deviation="De gemeente vulde deze cel nog niet in.",
            ),
            at=at,
        )
        return begin_measure(
            **here,
            path=path,
            reason="Een gesprek en een brief hielpen niet.",
            on_day=self.ago(days),
            at=at,
        )

    def drafted(
        self, measure: Measure, step: str, days: int, facts: Mapping[str, object]
    ) -> int:
        """The letter of a step, that waits for a second person."""
        return draft_letter(
            by=self.one,
            municipality=ARNHEM,
            number=measure.case.number,
            measure=measure.pk,
            step=step,
            facts=facts,
            wording=WHY,
            at=instant(self.ago(days), 12),
        ).pk

    def sent(
        self, measure: Measure, step: str, days: int, facts: Mapping[str, object]
    ) -> None:
        """A step with its letter: written, reviewed by the other, and sent."""
        letter = self.drafted(measure, step, days, facts)
        here: dict[str, Any] = {
            "municipality": ARNHEM,
            "number": measure.case.number,
            "letter": letter,
        }
        with scope(scope_of(self.two)):
            review_letter(by=self.two, **here, at=instant(self.ago(days), 14))
        dispatch_letter(
            by=self.one,
            **here,
            on_day=self.ago(days),
            how=How.REGISTERED,
            at=instant(self.ago(days), 16),
        )

    def took(
        self, measure: Measure, step: str, days: int, facts: Mapping[str, object]
    ) -> None:
        """A step without a letter."""
        take_step(
            by=self.one,
            municipality=ARNHEM,
            number=measure.case.number,
            measure=measure.pk,
            step=step,
            facts=facts,
            on_day=self.ago(days),
            at=instant(self.ago(days), 15),
        )
