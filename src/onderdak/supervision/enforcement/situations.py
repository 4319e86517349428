"""The case around a step, as the guards of its path look at it."""

from collections.abc import Mapping
from datetime import date

from onderdak.foundation.identity.contract import normbook, rulebook
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import Text
from onderdak.rules.enforcement import Ground as GroundOf
from onderdak.rules.enforcement import Situation, Taken, problems
from onderdak.supervision.enforcement.accounts import filed_in, taken_of
from onderdak.supervision.enforcement.booking import (
    balance_of_measure,
    came_in_on,
    debt_of,
)
from onderdak.supervision.enforcement.chosen import is_chosen
from onderdak.supervision.enforcement.decided_before import (
    decided_before,
    local_fee_cents,
)
from onderdak.supervision.enforcement.domain.money import Debt
from onderdak.supervision.enforcement.earlier_fines import (
    earlier_fines_of,
    is_repeat,
    local_fine_cents,
)
from onderdak.supervision.enforcement.made_known import known_later
from onderdak.supervision.enforcement.models import (
    Case,
    Ground,
    Measure,
    PeopleCount,
    Remedy,
    Step,
    Telling,
)
from onderdak.supervision.enforcement.path_words import rules_of
from onderdak.supervision.enforcement.people_guard import people_in_the_way


def problems_of(
    case: Case,
    measure: Measure,
    step: str,
    facts: Mapping[str, object],
    on: date,
    *,
    reviewed: bool | None = None,
) -> list[Text]:
    """Everything that stands in the way of a step of a measure.

    Args:
        facts: as they are stored.
        reviewed: whether somebody else looked at its letter; None for a draft.
    """
    steps = list(
        Step.objects.counting().filter(measure__case=case).order_by("on_day", "id")
    )
    later = known_later(steps)
    history = [taken_of(one, later) for one in steps]
    around = _situation(case, measure, steps, reviewed, on)
    rules = rules_of(measure.ruleset_id)
    found = problems(rules, measure.path, step, facts, history, on, around)
    return [*found, *people_in_the_way(case, rules, measure.path, step, facts, on)]


def check_problems(found: list[Text]) -> None:
    """Stop a step when something stands in its way.

    Raises:
        Conflict: the first thing that does, and the second where there is one.
    """
    if found:
        raise Conflict(found[0], found[1] if len(found) > 1 else None)


def history_of(measure: Measure) -> list[Taken]:
    """The steps of a measure that count, in their order."""
    found = list(Step.objects.counting().filter(measure=measure).order_by("n"))
    later = known_later(found)
    return [taken_of(one, later) for one in found]


def _situation(
    case: Case, measure: Measure, steps: list[Step], reviewed: bool | None, on: date
) -> Situation:
    places = {step.pk: place for place, step in enumerate(steps)}
    remedies = Remedy.objects.filter(step_id__in=places).order_by("id")
    offender = case.offender
    count = PeopleCount.objects.filter(case=case).order_by("-id").first()
    teller = Telling.objects.filter(case=case, dropped_at__isnull=True)
    debts = {debt: balance_of_measure(measure.pk, debt) for debt in Debt}
    debt = debt_of(rules_of(measure.ruleset_id).paths[measure.path])
    own = debts[debt]
    grounds = _grounds(case)
    earlier = earlier_fines_of(case, measure)
    return Situation(
        book=rulebook(),
        norms=normbook(),
        municipality=case.municipality_id,
        measure=measure.pk,
        offender=offender.kind if offender else None,
        language=offender.language if offender else "nl",
        grounds=grounds,
        earlier_fines=earlier,
        local_fine_cents=local_fine_cents(
            case,
            measure,
            [one.rule for one in grounds],
            on,
            again=is_repeat(measure, earlier),
        ),
        local_fee_cents=local_fee_cents(case, measure, on),
        decided=decided_before(case, measure),
        remedies=filed_in(
            remedies, places, rules_of(measure.ruleset_id), case.municipality_id
        ),
        chosen=is_chosen(case, measure),
        people=count.people if count else None,
        teller=teller.exists(),
        balance_cents=sum(one.open for one in debts.values()),
        claimed_cents=own.claimed,
        paid_cents=own.kept,
        written_off_cents=own.written_off,
        came_in=came_in_on(measure.pk, debt),
        booked_costs_cents=debts[Debt.COSTS].cost,
        reviewed=reviewed,
        state=measure.state,
    )


def _grounds(case: Case) -> list[GroundOf]:
    return [
        GroundOf(one.rule, one.part or None, one.found_on, one.report_sha256)
        for one in Ground.objects.filter(case=case).order_by("id")
    ]
