"""Growth plans of locations: how they stand, and what happened to them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Prefetch, Q, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.growth import (
    PlanState,
    Progress,
    Side,
    StepState,
    plan_state,
    progress_of,
    step_state,
)
from onderdak.housing.quality.domain.permissions import SEE_QUALITY
from onderdak.housing.quality.models import GrowthLine, GrowthPlan, GrowthStep
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.register.nights.contract import Location

LATE: Final = "late"
"""Asks for the plans with a step that is late."""


@dataclass(frozen=True, slots=True)
class StepOn:
    """A step as it stands on a day."""

    step: GrowthStep
    state: StepState


@dataclass(frozen=True, slots=True)
class PlanOn:
    """A growth plan as it stands on a day, with its steps by the day they are due."""

    plan: GrowthPlan
    state: PlanState
    steps: tuple[StepOn, ...]

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return progress_of([one.state for one in self.steps])

    @property
    def due_first(self) -> StepOn | None:
        """The step to do that is due first; None once all are done, or it ended."""
        if self.state is PlanState.ENDED:
            return None
        waiting = (StepState.LATE, StepState.TO_DO)
        return next((one for one in self.steps if one.state in waiting), None)


def growth_of(*, by: Actor, location: Location, on: date) -> PlanOn | None:
    """The latest growth plan of a location, or None where there never was one.

    Raises:
        NotAllowed: this person does not see the quality of this location.
    """
    check_may(
        by,
        SEE_QUALITY,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    plan = _with_steps(GrowthPlan.objects.filter(location=location)).first()
    return None if plan is None else _as_on(plan, on)


def growth_plans(*, by: Actor, locations: list[int], on: date) -> dict[int, PlanOn]:
    """The open growth plans of locations in the scope of whoever asks."""
    found = _with_steps(
        GrowthPlan.objects.filter(location__in=locations, ended_on=None)
    )
    plans = {}
    for plan in found:
        check_may(
            by,
            SEE_QUALITY,
            municipality=plan.municipality_id,
            provider=plan.provider_id,
        )
        plans[plan.location_id] = _as_on(plan, on)
    return plans


def growth_list(
    *, by: Actor, on: date, words: str = "", state: str = ""
) -> list[PlanOn]:
    """The growth plans that someone sees, by the step that waits longest.

    Args:
        words: letters of the name of the location or its provider.
        state: a state of plans, or `LATE`; nothing asks for all that have not ended.

    Raises:
        NotAllowed: this person does not see the quality of locations.
    """
    grant = by.grants[0]
    check_may(by, SEE_QUALITY, municipality=grant.municipality, provider=grant.provider)
    plans = GrowthPlan.objects.filter(ended_on__isnull=state != PlanState.ENDED)
    if words:
        plans = plans.filter(
            Q(location__name__icontains=words) | Q(provider__name__icontains=words)
        )
    found = [
        _as_on(each, on)
        for each in _with_steps(plans).select_related(
            "location", "municipality", "provider"
        )
    ]
    asked = [one for one in found if _is_asked(one, state)]
    return sorted(asked, key=_longest_waiting)


def _is_asked(one: PlanOn, state: str) -> bool:
    if state == LATE:
        return one.progress.late > 0
    return not state or one.state == state


def _longest_waiting(one: PlanOn) -> tuple[object, ...]:
    first = one.due_first
    # A plan without a step to do waits for nothing: it comes last.
    day = first.step.due_on if first else date.max
    return day, one.plan.location.name, -one.plan.pk


def _with_steps(plans: QuerySet[GrowthPlan]) -> QuerySet[GrowthPlan]:
    steps = GrowthStep.objects.order_by("due_on", "id")
    return plans.prefetch_related(Prefetch("steps", steps)).order_by("-id")


def _as_on(plan: GrowthPlan, on: date) -> PlanOn:
    state = plan_state(
        plan.provider_agreed_on, plan.municipality_agreed_on, plan.ended_on
    )
    return PlanOn(
        plan,
        state,
        tuple(
            StepOn(each, step_state(each.due_on, each.done_on, each.dropped_on, on))
            for each in plan.steps.all()
        ),
    )


def is_own_proposal(plan: GrowthPlan) -> bool:
    """Whether a plan is the provider's alone: the municipality did nothing in it."""
    lines = GrowthLine.objects.filter(plan=plan)
    return not lines.filter(side=Side.MUNICIPALITY).exists()


def lines_of_plan(*, by: Actor, plan: GrowthPlan) -> list[GrowthLine]:
    """What happened to a plan, the latest first.

    Raises:
        NotAllowed: this person does not see the quality of this location.
    """
    check_may(
        by,
        SEE_QUALITY,
        municipality=plan.municipality_id,
        provider=plan.provider_id,
    )
    return list(
        GrowthLine.objects.filter(plan=plan).select_related("step").order_by("-id")
    )


def growth_step(*, by: Actor, location: Location, step: int) -> GrowthStep:
    """One step of a plan of a location.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: this person does not see the quality of this location.
    """
    check_may(
        by,
        SEE_QUALITY,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    found = (
        GrowthStep.objects.filter(pk=step, plan__location=location)
        .select_related("plan")
        .first()
    )
    if found is None:
        raise NotFound(text("There is no such step in a plan of this location."))
    return found
