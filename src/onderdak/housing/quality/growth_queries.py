"""Growth plans of locations: how they stand, and what happened to them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.domain.growth import (
    PlanState,
    Progress,
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
