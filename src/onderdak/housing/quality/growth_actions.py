"""Growth plans: made by one side, agreed by both, step by step.

Whoever changes a plan agrees with it as it then stands, and the other side has to
agree again. What happened stays on record line by line.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction

from onderdak.foundation.identity.contract import (
    Actor,
    Permission,
    action,
    check_may,
    may,
    record_event,
)
from onderdak.foundation.outbox.contract import announce
from onderdak.foundation.privacy.contract import require_room
from onderdak.housing.quality.domain.growth import LineKind, Side
from onderdak.housing.quality.domain.permissions import PLAN_GROWTH, RECORD_GROWTH
from onderdak.housing.quality.growth_queries import is_own_proposal
from onderdak.housing.quality.models import GrowthLine, GrowthPlan, GrowthStep
from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.kernel.text import Text, text
from onderdak.register.nights.contract import Location

ROOM: Final = "nights"


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """What a step is to bring: which norm, from which measure to which, by when."""

    what: str
    due_on: date
    rule: str = ""
    part: str = ""
    place: str = ""
    measure_from: str = ""
    measure_to: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a step, and what shows it."""

    on: date
    words: str = ""
    proof: str = ""


def _side(by: Actor, plan: GrowthPlan | Location, needed: Permission) -> Side:
    """For which side somebody speaks; the municipality where they are of both."""
    if may(by, needed, municipality=plan.municipality_id):
        return Side.MUNICIPALITY
    return Side.PROVIDER


@action
def agree_growth_plan(
    *,
    by: Actor,
    location: Location,
    toward: str,
    toward_on: date,
    reason: str,
    on: date,
) -> int:
    """Propose a growth plan for a location, in the name of one's own side.

    Its steps follow; it holds once the other side agrees. Returns its number.

    Raises:
        Invalid: it does not say towards what and why, or its day has passed.
        Conflict: the location has a plan that has not ended.
    """
    check_may(
        by,
        PLAN_GROWTH,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    require_room(location.municipality_id, ROOM, on)
    _check_said(toward, text("Say towards which norms the location grows."))
    _check_said(reason, text("Say why the location grows in steps."))
    _check_ahead(toward_on, on)
    side = _side(by, location, PLAN_GROWTH)
    plan = GrowthPlan(
        municipality_id=location.municipality_id,
        provider_id=location.provider_id,
        location=location,
        toward=toward.strip()[:200],
        toward_on=toward_on,
        reason=reason.strip()[:1000],
        made_by_id=by.user_id,
    )
    _set_agreed(plan, by, side, on)
    try:
        with transaction.atomic():
            plan.save()
    except IntegrityError as clash:
        raise Conflict(
            text("This location has a growth plan that has not ended."),
            next_step=text("Change that plan, or end it first."),
        ) from clash
    _line(by, plan, LineKind.MADE, side, Said(on, reason))
    _tell(by, plan, LineKind.MADE, side)
    return plan.pk


@action
def consent_to_growth_plan(
    *, by: Actor, plan: GrowthPlan, on: date, seen: int | None = None
) -> None:
    """Agree with a growth plan as it stands, with all its steps.

    Args:
        seen: the last line of the plan that this person read; what was changed after
            it was not agreed with.

    Raises:
        Conflict: it has ended, has no step, was changed since it was read, or this
            side agreed already.
    """
    _check_may(by, plan, PLAN_GROWTH)
    side = _side(by, plan, PLAN_GROWTH)
    plan = _open(plan.pk)
    agreed = (
        plan.provider_agreed_on
        if side is Side.PROVIDER
        else plan.municipality_agreed_on
    )
    if agreed is not None:
        raise Conflict(text("Your side agreed with this plan already."))
    if not plan.steps.filter(dropped_on=None).exists():
        raise Conflict(text("This plan has no steps yet."))
    if seen is not None and plan.lines.filter(pk__gt=seen).exists():
        raise Conflict(
            text("The plan was changed while you read it."),
            next_step=text("Read it again, and agree with it as it stands now."),
        )
    _set_agreed(plan, by, side, on)
    plan.save(update_fields=_fields_of(side))
    _line(by, plan, LineKind.AGREED, side, Said(on))
    _tell(by, plan, LineKind.AGREED, side)


@action
def plan_step(*, by: Actor, plan: GrowthPlan, step: PlannedStep, on: date) -> int:
    """Add a step to a growth plan; the other side has to agree again.

    Raises:
        Invalid: it does not say what, or it is due before today or after the plan.
        Conflict: the plan has ended.
    """
    _check_may(by, plan, PLAN_GROWTH)
    plan = _open(plan.pk)
    _check_said(step.what, text("Say what is to be done."))
    _check_due(plan, step.due_on, on)
    made = GrowthStep.objects.create(
        municipality_id=plan.municipality_id,
        provider_id=plan.provider_id,
        plan=plan,
        rule=step.rule[:10],
        part=step.part[:40],
        place=step.place[:60],
        what=step.what.strip()[:500],
        measure_from=step.measure_from[:100],
        measure_to=step.measure_to[:100],
        due_on=step.due_on,
        planned_by_id=by.user_id,
    )
    _changed(by, plan, LineKind.PLANNED, Said(on, step.what), made, step.due_on)
    return made.pk


@action
def record_progress(
    *, by: Actor, step: GrowthStep, said: Said, done: bool = False
) -> None:
    """Say how far a step is, or that it is done, and what shows it.

    Raises:
        Invalid: nothing is said.
        Conflict: the step is done or dropped already, or the plan has ended.
    """
    _check_may(by, step, RECORD_GROWTH)
    plan = _open(step.plan_id)
    step = _standing(step)
    if not done:
        _check_said(said.words, text("Say how far it is."))
    if done:
        step.done_on = said.on
        step.save(update_fields=["done_on"])
    what = LineKind.DONE if done else LineKind.PROGRESS
    side = _side(by, plan, RECORD_GROWTH)
    _line(by, plan, what, side, said, step)
    _tell(by, plan, what, side)


@action
def postpone_step(
    *, by: Actor, step: GrowthStep, due_on: date, reason: str, on: date
) -> None:
    """Give a step a later day, saying why; the other side has to agree again.

    Raises:
        Invalid: no reason is given, or the day is not later, or after the plan's end.
        Conflict: the step is done or dropped already, or the plan has ended.
    """
    _check_may(by, step, PLAN_GROWTH)
    plan = _open(step.plan_id)
    step = _standing(step)
    _check_said(reason, text("Say why the step is postponed."))
    if due_on <= step.due_on:
        raise Invalid(text("The new day is not later than the one that stands."))
    _check_due(plan, due_on, on)
    step.due_on = due_on
    step.save(update_fields=["due_on"])
    _changed(by, plan, LineKind.POSTPONED, Said(on, reason), step, due_on)


@action
def drop_step(*, by: Actor, step: GrowthStep, reason: str, on: date) -> None:
    """Take a step out of a plan, saying why; the other side has to agree again.

    Raises:
        Invalid: no reason is given.
        Conflict: the step is done or dropped already, or the plan has ended.
    """
    _check_may(by, step, PLAN_GROWTH)
    plan = _open(step.plan_id)
    step = _standing(step)
    _check_said(reason, text("Say why the step is dropped."))
    step.dropped_on = on
    step.save(update_fields=["dropped_on"])
    _changed(by, plan, LineKind.DROPPED, Said(on, reason), step)


@action
def end_growth_plan(*, by: Actor, plan: GrowthPlan, reason: str, on: date) -> None:
    """End a growth plan: reached, or given up; the reason says which.

    Raises:
        Invalid: no reason is given.
        Conflict: it has ended already.
    """
    check_may(by, PLAN_GROWTH, municipality=plan.municipality_id)
    plan = _open(plan.pk)
    _check_said(reason, text("Say why the plan ends."))
    plan.ended_on, plan.ended_because = on, reason.strip()[:500]
    plan.save(update_fields=["ended_on", "ended_because"])
    _line(by, plan, LineKind.ENDED, Side.MUNICIPALITY, Said(on, reason))
    _tell(by, plan, LineKind.ENDED, Side.MUNICIPALITY)


@action
def withdraw_growth_plan(*, by: Actor, plan: GrowthPlan, reason: str, on: date) -> None:
    """Take back a plan that one's own side proposed and the other left untouched.

    Raises:
        Invalid: no reason is given.
        Conflict: it has ended, or is not a proposal of the provider alone.
    """
    check_may(by, PLAN_GROWTH, provider=plan.provider_id)
    plan = _open(plan.pk)
    _check_said(reason, text("Say why the proposal is withdrawn."))
    if not is_own_proposal(plan):
        raise Conflict(
            text("The municipality has a part in this plan, so it is not withdrawn."),
            next_step=text("Ask the municipality to end it."),
        )
    plan.ended_on, plan.ended_because = on, reason.strip()[:500]
    plan.save(update_fields=["ended_on", "ended_because"])
    _line(by, plan, LineKind.ENDED, Side.PROVIDER, Said(on, reason))
    _tell(by, plan, LineKind.ENDED, Side.PROVIDER)


def _check_may(by: Actor, about: GrowthPlan | GrowthStep, needed: Permission) -> None:
    check_may(
        by, needed, municipality=about.municipality_id, provider=about.provider_id
    )


def _check_said(words: str, asked: Text) -> None:
    if not words.strip():
        raise Invalid(asked)


def _check_ahead(day: date, on: date) -> None:
    if day < on:
        raise Invalid(text("This day has passed already."))


def _check_due(plan: GrowthPlan, due: date, on: date) -> None:
    _check_ahead(due, on)
    if due > plan.toward_on:
        raise Invalid(
            text("The plan itself is to be reached before that day."),
            next_step=text("Choose a day before, or make a plan that runs longer."),
        )


def _open(plan: int) -> GrowthPlan:
    """The plan as it stands now, kept for this change."""
    found = GrowthPlan.objects.select_for_update().filter(pk=plan).first()
    if found is None:
        raise NotFound(text("There is no such growth plan for you."))
    if found.ended_on is not None:
        raise Conflict(text("This growth plan has ended."))
    return found


def _standing(step: GrowthStep) -> GrowthStep:
    found = GrowthStep.objects.select_for_update().get(pk=step.pk)
    if found.done_on is not None or found.dropped_on is not None:
        raise Conflict(text("This step is done or dropped already."))
    return found


def _fields_of(side: Side) -> list[str]:
    return [f"{side}_agreed_on", f"{side}_agreed_by_id"]


def _set_agreed(plan: GrowthPlan, by: Actor, side: Side, on: date) -> None:
    day, who = _fields_of(side)
    setattr(plan, day, on)
    setattr(plan, who, by.user_id)


def _changed(
    by: Actor,
    plan: GrowthPlan,
    what: LineKind,
    said: Said,
    step: GrowthStep,
    due_on: date | None = None,
) -> None:
    """Who changes a plan agrees with it; the other side has yet to."""
    side = _side(by, plan, PLAN_GROWTH)
    for each in Side:
        for field in _fields_of(each):
            setattr(plan, field, None)
    _set_agreed(plan, by, side, said.on)
    plan.save(update_fields=[field for each in Side for field in _fields_of(each)])
    _line(by, plan, what, side, said, step, due_on)
    _tell(by, plan, what, side)


def _line(
    by: Actor,
    plan: GrowthPlan,
    what: LineKind,
    side: Side,
    said: Said,
    step: GrowthStep | None = None,
    due_on: date | None = None,
) -> None:
    GrowthLine.objects.create(
        municipality_id=plan.municipality_id,
        provider_id=plan.provider_id,
        plan=plan,
        step=step,
        what=what,
        side=side,
        on=said.on,
        due_on=due_on,
        words=said.words.strip()[:1000],
        proof=said.proof.strip()[:300],
        actor_id=by.user_id,
    )


def _tell(by: Actor, plan: GrowthPlan, what: LineKind, side: Side) -> None:
    record_event(
        by=by,
        action=f"quality.growth_{what}",
        object=f"growth plan {plan.pk}",
        municipality=plan.municipality_id,
        provider=plan.provider_id,
    )
    announce(
        f"quality.growth_{what}",
        {
            "plan": plan.pk,
            "location": plan.location_id,
            "municipality": plan.municipality_id,
            "provider": plan.provider_id,
            "side": side.value,
        },
    )
