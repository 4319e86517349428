"""A growth plan is a promise of two: neither gives the word of the other."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from onderdak.foundation.identity.contract import Actor, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.housing.quality.contract import (
    LATE,
    GrowthLine,
    GrowthPlan,
    GrowthStep,
    PlannedStep,
    PlanState,
    Said,
    StepState,
    agree_growth_plan,
    consent_to_growth_plan,
    drop_step,
    end_growth_plan,
    file_of,
    growth_list,
    growth_of,
    plan_step,
    postpone_step,
    record_progress,
    withdraw_growth_plan,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from tests.world import House, Town, acting, make_house, make_town, stranger

TODAY = date(2026, 11, 21)
LATER = TODAY + timedelta(days=90)
END = TODAY + timedelta(days=700)
STEP = PlannedStep("Een toilet erbij", LATER, rule="A08", part="toilets")

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Eenstad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Huis Een")


def as_(actor: Actor) -> AbstractContextManager[object]:
    return scope(acting(actor))


def proposed(house: House, by: Actor | None = None) -> GrowthPlan:
    by = by or house.manager
    with as_(by):
        number = agree_growth_plan(
            by=by,
            location=house.location,
            toward="de regionale normen",
            toward_on=END,
            reason="verbouwing per verdieping",
            on=TODAY,
        )
        return GrowthPlan.objects.get(pk=number)


def with_step(house: House) -> tuple[GrowthPlan, GrowthStep]:
    plan = proposed(house)
    with as_(house.manager):
        step = plan_step(by=house.manager, plan=plan, step=STEP, on=TODAY)
        return plan, GrowthStep.objects.get(pk=step)


def state_of(house: House) -> PlanState | None:
    with as_(house.manager):
        found = growth_of(by=house.manager, location=house.location, on=TODAY)
        return found.state if found else None


def agreed(house: House, town: Town) -> tuple[GrowthPlan, GrowthStep]:
    plan, step = with_step(house)
    with as_(town.officer):
        consent_to_growth_plan(by=town.officer, plan=plan, on=TODAY)
    return plan, step


def test_a_plan_holds_once_the_other_side_agrees(house: House, town: Town) -> None:
    assert state_of(house) is None
    plan, _step = with_step(house)
    assert state_of(house) is PlanState.PROPOSED
    with as_(house.manager), pytest.raises(Conflict):
        consent_to_growth_plan(by=house.manager, plan=plan, on=TODAY)
    with as_(town.officer):
        consent_to_growth_plan(by=town.officer, plan=plan, on=TODAY)
    assert state_of(house) is PlanState.AGREED


def test_nobody_agrees_with_what_was_changed_after_they_read_it(
    house: House, town: Town
) -> None:
    plan, _step = with_step(house)
    with as_(town.officer):
        read = GrowthLine.objects.latest("id").pk
    with as_(house.manager):
        plan_step(by=house.manager, plan=plan, step=STEP, on=TODAY)
    with as_(town.officer), pytest.raises(Conflict, match="while you read"):
        consent_to_growth_plan(by=town.officer, plan=plan, on=TODAY, seen=read)


def test_nobody_agrees_with_a_plan_without_steps(house: House, town: Town) -> None:
    plan = proposed(house)
    with as_(town.officer), pytest.raises(Conflict, match="no steps"):
        consent_to_growth_plan(by=town.officer, plan=plan, on=TODAY)


def test_who_changes_an_agreed_plan_asks_the_other_side_again(
    house: House, town: Town
) -> None:
    _plan, step = agreed(house, town)
    with as_(house.manager):
        postpone_step(
            by=house.manager,
            step=step,
            due_on=LATER + timedelta(days=30),
            reason="aannemer ziek",
            on=TODAY,
        )
        plan = GrowthPlan.objects.get()
    assert plan.provider_agreed_on == TODAY
    assert plan.municipality_agreed_on is None
    assert state_of(house) is PlanState.PROPOSED


def test_an_agreed_plan_is_a_fact_that_the_norms_read(house: House, town: Town) -> None:
    def known() -> object:
        with as_(house.manager):
            file = file_of(by=house.manager, location=house.location, on=TODAY)
            return file.as_file.get("management")

    with_step(house)
    assert known() is None
    with as_(town.officer):
        consent_to_growth_plan(by=town.officer, plan=GrowthPlan.objects.get(), on=TODAY)
    assert known() == {"growth_plan": True}


def test_progress_changes_nothing_that_was_agreed(house: House, town: Town) -> None:
    _plan, step = agreed(house, town)
    with as_(house.manager):
        record_progress(by=house.manager, step=step, said=Said(TODAY, "half klaar"))
        record_progress(
            by=house.manager, step=step, said=Said(TODAY, proof="factuur 3"), done=True
        )
        found = growth_of(by=house.manager, location=house.location, on=TODAY)
    assert found is not None
    assert found.state is PlanState.AGREED
    assert [one.state for one in found.steps] == [StepState.DONE]
    with as_(house.manager), pytest.raises(Conflict):
        record_progress(by=house.manager, step=step, said=Said(TODAY, "nog eens"))


@pytest.mark.parametrize("side", ["provider", "municipality"])
def test_the_database_keeps_the_word_of_a_side_its_own(
    house: House, town: Town, side: str
) -> None:
    plan, _step = with_step(house)
    other = town.officer if side == "provider" else house.manager
    with as_(other), transaction.atomic():
        GrowthPlan.objects.filter(pk=plan.pk).update(
            **{f"{side}_agreed_on": None, f"{side}_agreed_by_id": None}
        )
    with (
        as_(other),
        pytest.raises(DatabaseError, match="agrees for itself"),
        transaction.atomic(),
    ):
        GrowthPlan.objects.filter(pk=plan.pk).update(
            **{f"{side}_agreed_on": TODAY, f"{side}_agreed_by_id": other.user_id}
        )


def test_what_happened_cannot_be_changed_and_a_step_keeps_its_words(
    house: House, town: Town
) -> None:
    plan, step = with_step(house)
    changes: list[Callable[[], object]] = [
        lambda: GrowthLine.objects.update(words="anders"),
        lambda: GrowthLine.objects.all().delete(),
        lambda: GrowthStep.objects.filter(pk=step.pk).update(what="anders"),
        lambda: GrowthPlan.objects.filter(pk=plan.pk).delete(),
    ]
    for change in changes:
        with (
            as_(house.manager),
            pytest.raises(DatabaseError),
            transaction.atomic(),
        ):
            change()


def test_a_location_has_one_plan_at_a_time(house: House, town: Town) -> None:
    plan = proposed(house)
    with pytest.raises(Conflict, match="has not ended"):
        proposed(house, town.officer)
    with as_(town.officer):
        end_growth_plan(by=town.officer, plan=plan, reason="bereikt", on=TODAY)
    assert state_of(house) is PlanState.ENDED
    proposed(house, town.officer)
    assert state_of(house) is PlanState.PROPOSED


def test_only_the_municipality_ends_a_plan(house: House) -> None:
    plan = proposed(house)
    with as_(house.manager), pytest.raises(NotAllowed):
        end_growth_plan(by=house.manager, plan=plan, reason="genoeg", on=TODAY)


def test_a_provider_withdraws_what_only_it_proposed(house: House, town: Town) -> None:
    plan, _step = with_step(house)
    with as_(town.officer), pytest.raises(NotAllowed):
        withdraw_growth_plan(by=town.officer, plan=plan, reason="weg", on=TODAY)
    with as_(house.manager), pytest.raises(Invalid):
        withdraw_growth_plan(by=house.manager, plan=plan, reason=" ", on=TODAY)
    with as_(house.manager):
        withdraw_growth_plan(by=house.manager, plan=plan, reason="te duur", on=TODAY)
        last = GrowthLine.objects.latest("id")
    assert (last.what, last.side, last.words) == ("ended", "provider", "te duur")
    assert state_of(house) is PlanState.ENDED
    proposed(house)
    assert state_of(house) is PlanState.PROPOSED


def test_what_the_municipality_had_a_part_in_is_not_withdrawn(
    house: House, town: Town
) -> None:
    plan, step = agreed(house, town)
    with as_(house.manager):
        drop_step(by=house.manager, step=step, reason="niet nodig", on=TODAY)
    assert state_of(house) is PlanState.PROPOSED
    with as_(house.manager), pytest.raises(Conflict, match="has a part"):
        withdraw_growth_plan(by=house.manager, plan=plan, reason="weg", on=TODAY)


def test_a_proposal_of_the_municipality_is_not_the_providers_to_withdraw(
    house: House, town: Town
) -> None:
    plan = proposed(house, town.officer)
    with as_(house.manager), pytest.raises(Conflict):
        withdraw_growth_plan(by=house.manager, plan=plan, reason="weg", on=TODAY)


def test_the_list_of_plans_has_who_waits_longest_first_and_finds_what_is_late(
    house: House, town: Town
) -> None:
    other = make_house(town, "Huis Twee")
    with_step(house)
    plan, _step = with_step(other)
    soon = replace(STEP, due_on=TODAY + timedelta(days=7))
    with as_(other.manager):
        plan_step(by=other.manager, plan=plan, step=soon, on=TODAY)

    def listed(by: Actor, on: date, **asked: str) -> list[int]:
        one = replace(by, grants=by.grants[:1])
        with as_(by):
            return [
                each.plan.location_id for each in growth_list(by=one, on=on, **asked)
            ]

    first, second = other.location.pk, house.location.pk
    officer, later = town.officer, soon.due_on + timedelta(days=1)
    assert listed(officer, TODAY) == [first, second]
    assert listed(officer, TODAY, state=LATE) == []
    assert listed(officer, soon.due_on, state=LATE) == []
    assert listed(officer, later, state=LATE) == [first]
    assert listed(officer, TODAY, words=house.location.name) == [second]
    assert listed(officer, TODAY, state="agreed") == []
    assert listed(house.manager, TODAY) == [second]
    with as_(town.officer):
        end_growth_plan(by=town.officer, plan=plan, reason="klaar", on=TODAY)
    assert listed(officer, TODAY) == [second]
    assert listed(officer, TODAY, state="ended") == [first]


@pytest.mark.parametrize(
    "step",
    [
        replace(STEP, what=" "),
        replace(STEP, due_on=TODAY - timedelta(days=1)),
        replace(STEP, due_on=END + timedelta(days=1)),
    ],
    ids=["says nothing", "is due before today", "is due after the plan"],
)
def test_a_step_that_makes_no_sense_is_refused(house: House, step: PlannedStep) -> None:
    plan = proposed(house)
    with as_(house.manager), pytest.raises(Invalid):
        plan_step(by=house.manager, plan=plan, step=step, on=TODAY)


def test_a_postponed_step_has_a_later_day_and_a_reason(house: House) -> None:
    _plan, step = with_step(house)
    for due_on, reason in ((LATER, "ziek"), (LATER + timedelta(days=1), "")):
        with as_(house.manager), pytest.raises(Invalid):
            postpone_step(
                by=house.manager, step=step, due_on=due_on, reason=reason, on=TODAY
            )


def test_a_neighbour_and_a_stranger_have_no_part_in_it(
    house: House, town: Town
) -> None:
    plan, step = with_step(house)
    other = make_house(town, "Huis Twee")
    for actor in (other.manager, stranger()):
        with as_(actor):
            assert not GrowthPlan.objects.exists()
            with pytest.raises(NotAllowed):
                drop_step(by=actor, step=step, reason="weg", on=TODAY)
            with pytest.raises(NotAllowed):
                consent_to_growth_plan(by=actor, plan=plan, on=TODAY)


def test_each_change_is_a_line_and_an_event(house: House, town: Town) -> None:
    _plan, step = agreed(house, town)
    with as_(house.manager):
        drop_step(by=house.manager, step=step, reason="niet meer nodig", on=TODAY)
        lines = [one.what for one in GrowthLine.objects.order_by("id")]
        assert lines == ["made", "planned", "agreed", "dropped"]
    with as_(town.officer):
        events = AuditEvent.objects.filter(action__startswith="quality.growth")
        assert [one.action.split("_", 1)[1] for one in events.order_by("id")] == lines
