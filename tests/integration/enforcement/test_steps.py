"""A measure moves by permitted steps; a wrong one is taken back, and not erased."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import Error

from onderdak.kernel.errors import Conflict, Invalid, NotFound
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    Measure,
    Step,
    case_for,
    close_case,
    correct_step,
    possible_steps,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import chosen, sent

pytestmark = pytest.mark.django_db
TOMORROW = OPENED + timedelta(days=1)
LATER = OPENED + timedelta(days=20)


def seen(on: date) -> dict[str, object]:
    """What was seen at a check."""
    return {"checked_on": on, "words": "Six people sleep there."}


@pytest.fixture
def case(town: EnforcingTown) -> Case:
    return town.case()


@pytest.fixture
def asked(town: EnforcingTown, case: Case) -> Measure:
    """A repair by own will, of which the letter went out."""
    measure = town.measure(case, "self_repair")
    sent(
        town,
        measure,
        "advise",
        OPENED,
        {"mend": "Six people at most.", "mend_until": LATER},
    )
    with town.seen_by(town.lawyer):
        measure.refresh_from_db()
    return measure


def correct(town: EnforcingTown, step: Step, on: date = LATER) -> Step:
    """A step that is taken back."""
    with town.seen_by(town.lawyer):
        return correct_step(
            by=town.lawyer,
            municipality=town.code,
            number=step.measure.case.number,
            step=step.pk,
            reason="It was another house.",
            at=noon(on),
        )


def state_of(town: EnforcingTown, measure: Measure) -> str:
    with town.seen_by(town.lawyer):
        return Measure.objects.get(pk=measure.pk).state


def test_a_measure_begins_where_its_path_begins(
    town: EnforcingTown, case: Case
) -> None:
    measure = town.measure(case)
    assert (measure.state, measure.nth, measure.ended_on) == ("prepared", 1, None)
    assert measure.article
    with town.seen_by(town.lawyer):
        keys = {one.step for one in possible_steps(measure)}
    assert {"announce", "order", "drop"} <= keys
    with pytest.raises(Conflict, match="runs"):
        town.measure(case)
    with pytest.raises(Invalid, match="no such path"):
        town.measure(case, "burn_down")
    with pytest.raises(Invalid, match="received"):
        town.measure(case, "request")


def test_a_step_with_a_letter_is_taken_by_its_letter(
    town: EnforcingTown, case: Case
) -> None:
    measure = town.measure(case, "self_repair")
    facts = {"mend": "Six people at most.", "mend_until": LATER}
    with pytest.raises(Conflict, match="letter"):
        town.step(measure, "advise", OPENED, facts)
    assert state_of(town, measure) == "prepared"


def test_a_step_moves_the_measure_and_ends_it(
    town: EnforcingTown, asked: Measure
) -> None:
    town.step(asked, "check_mended", LATER, seen(LATER))
    with town.seen_by(town.lawyer):
        found = Measure.objects.get(pk=asked.pk)
    assert (found.state, found.ended_on) == ("mended", LATER)


def test_only_what_the_path_permits_is_taken(
    town: EnforcingTown, asked: Measure
) -> None:
    town.step(asked, "check_mended", LATER, seen(LATER))
    with pytest.raises(Conflict, match="cannot be taken"):
        town.step(asked, "check_not_mended", LATER, seen(LATER))
    with pytest.raises(NotFound, match="no such step"):
        town.step(asked, "burn_down", LATER)


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({}, "Fill in"),
        ({"checked_on": "the ninth", "words": "x"}, "not filled in well"),
        ({"checked_on": "2026-04-06", "words": 3}, "not filled in well"),
        ({"checked_on": "2026-04-06", "words": "x", "colour": "red"}, "asks for no"),
    ],
)
def test_a_step_has_its_facts(
    town: EnforcingTown, asked: Measure, facts: dict[str, object], says: str
) -> None:
    with pytest.raises(Invalid, match=says):
        town.step(asked, "check_mended", LATER, facts)


def test_days_run_on(town: EnforcingTown, asked: Measure) -> None:
    town.step(asked, "check_not_mended", LATER, seen(LATER))
    with pytest.raises(Invalid, match="before the step"):
        town.step(asked, "check_mended", TOMORROW, seen(TOMORROW), at=noon(LATER))
    with pytest.raises(Invalid, match="to come"):
        town.step(asked, "check_mended", LATER, seen(LATER), at=noon(TOMORROW))


def test_a_wrong_step_is_taken_back_and_stays_to_be_read(
    town: EnforcingTown, case: Case, asked: Measure
) -> None:
    wrong = town.step(asked, "check_mended", LATER, seen(LATER))
    correct(town, wrong)
    with town.seen_by(town.lawyer):
        found = Measure.objects.get(pk=asked.pk)
        read = case_for(by=town.lawyer, municipality=town.code, number=case.number)
    assert (found.state, found.ended_on) == ("asked", None)
    steps = [(one.row.step, one.counts) for one in read.measures[0].steps]
    assert steps == [("advise", True), ("check_mended", False), ("correct", False)]
    town.step(asked, "check_not_mended", LATER, seen(LATER))
    assert state_of(town, asked) == "not_mended"


def test_what_was_followed_or_told_is_not_taken_back(
    town: EnforcingTown, asked: Measure
) -> None:
    with town.seen_by(town.lawyer):
        told = Step.objects.get(measure=asked)
    with pytest.raises(Conflict, match="went out"):
        correct(town, told)
    first = town.step(asked, "check_not_mended", LATER, seen(LATER))
    second = town.step(asked, "check_mended", LATER, seen(LATER))
    with pytest.raises(Conflict, match="followed"):
        correct(town, first)
    correct(town, second)
    with pytest.raises(NotFound):
        correct(town, second)
    correct(town, first)
    assert state_of(town, asked) == "asked"


def test_a_guard_stops_a_step(town: EnforcingTown, case: Case) -> None:
    measure = town.measure(case)
    with pytest.raises(Conflict):
        sent(
            town,
            measure,
            "order",
            OPENED,
            {
                "mend": "Six people at most.",
                "penalty_kind": "lump",
                "amount_cents": 100_00,
                "maximum_cents": 100_00,
                "compliance_until": LATER,
                "ends_stay": False,
                "stay_reason": "Six people stay.",
            },
        )
    assert state_of(town, measure) == "prepared"


def test_a_case_with_a_decision_that_works_is_not_closed(
    town: EnforcingTown, case: Case
) -> None:
    chosen(town, case)
    measure = town.measure(case)
    order = {
        "mend": "Six people at most.",
        "penalty_kind": "lump",
        "amount_cents": 100_00,
        "maximum_cents": 100_00,
        "compliance_until": LATER,
        "no_views_reason": "They asked for it themselves.",
        "ends_stay": False,
        "stay_reason": "Six people stay.",
    }
    sent(town, measure, "order", OPENED, order)
    with town.seen_by(town.lawyer), pytest.raises(Conflict, match="not ended"):
        close_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            closing="ended",
            words="It is over.",
            on=LATER,
            at=noon(LATER),
        )


def by_hand(town: EnforcingTown, measure: Measure, **other: Any) -> None:
    """A step that is written past the actions."""
    said: dict[str, Any] = {
        "municipality_id": town.code,
        "measure": measure,
        "n": 90,
        "ruleset_id": measure.ruleset_id,
        "path": "self_repair",
        "step": "check_mended",
        "from_state": "asked",
        "to_state": "mended",
        "on_day": LATER,
        "by_id": town.lawyer.user_id,
        "at": noon(LATER),
    }
    with town.seen_by(town.lawyer), transaction.atomic():
        Step.objects.create(**(said | other))


@pytest.mark.parametrize(
    "other",
    [
        {"to_state": "dropped"},
        {"from_state": "promised"},
        {"step": "burn_down"},
        {"path": "warning"},
        {"ruleset_id": "0" * 64},
        {"step": "advise", "from_state": "prepared", "to_state": "asked"},
        {"step": "lengthen", "to_state": "asked"},
        {"step": "", "from_state": "", "to_state": "prepared"},
        {"on_day": OPENED - timedelta(days=1)},
        {"by_id": 1},
        {"step": "correct", "from_state": "mended", "to_state": "asked"},
    ],
)
def test_the_database_takes_no_step_that_is_not_permitted(
    town: EnforcingTown, asked: Measure, other: dict[str, object]
) -> None:
    with pytest.raises(Error):
        by_hand(town, asked, **other)
    assert state_of(town, asked) == "asked"


def test_the_database_takes_a_permitted_step_of_a_lawyer_only(
    town: EnforcingTown, asked: Measure
) -> None:
    with (
        pytest.raises(Error),
        town.seen_by(town.supervisor),
        transaction.atomic(),
    ):
        Step.objects.create(
            municipality_id=town.code,
            measure=asked,
            n=90,
            ruleset_id=asked.ruleset_id,
            path="self_repair",
            step="check_mended",
            from_state="asked",
            to_state="mended",
            on_day=LATER,
            by_id=town.supervisor.user_id,
            at=noon(LATER),
        )
    by_hand(town, asked)
    assert state_of(town, asked) == "mended"


def test_nobody_moves_a_measure_by_hand(town: EnforcingTown, asked: Measure) -> None:
    for change in ({"state": "mended"}, {"ended_on": LATER}, {"reason": "x"}):
        with (
            pytest.raises(Error),
            town.seen_by(town.lawyer),
            transaction.atomic(),
        ):
            Measure.objects.filter(pk=asked.pk).update(**change)
    with pytest.raises(Error), town.seen_by(town.lawyer), transaction.atomic():
        Step.objects.filter(measure=asked).update(on_day=LATER)
    with pytest.raises(Error), town.seen_by(town.lawyer), transaction.atomic():
        Step.objects.filter(measure=asked).delete()


def test_nobody_begins_halfway(town: EnforcingTown, case: Case) -> None:
    with pytest.raises(Error), town.seen_by(town.lawyer), transaction.atomic():
        Measure.objects.create(
            municipality_id=town.code,
            case=case,
            nth=1,
            ruleset_id=case.ruleset_id,
            path="penalty_order",
            state="ordered",
            begun_on=OPENED,
            begun_by_id=town.lawyer.user_id,
            begun_at=noon(OPENED),
        )
