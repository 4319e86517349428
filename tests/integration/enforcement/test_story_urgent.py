"""One urgent measure, hour by hour: nothing stops it, and people have a bed."""

from datetime import UTC, date, datetime

import pytest

from onderdak.kernel.errors import Conflict
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    Measure,
    Step,
    correct_step,
)
from onderdak.supervision.enforcement.contract.choices import (
    Aggravating,
    Behaviour,
    Consequence,
    NewChoice,
    choose_instrument,
)
from onderdak.supervision.enforcement.contract.clocks import clocks_of_case
from onderdak.supervision.enforcement.contract.evidence import checked, evidence_of
from onderdak.supervision.enforcement.contract.people import (
    Answer,
    Held,
    NewTelling,
    PeopleOn,
    ReserveFacts,
    ReserveKind,
    Seen,
    Told,
    UrgentTask,
    add_reserve,
    answer_rehousing,
    count_people,
    hold_places,
    name_on_site,
    note_told,
    people_of,
    say_who_tells,
    settle_urgent_task,
    urgent_tasks,
)
from tests.integration.enforcement.enforcing import EnforcingTown
from tests.integration.enforcement.ordering import sent

pytestmark = pytest.mark.django_db

# The report was signed a week before. Tuesday evening the gas turns out to leak.
TUESDAY = date(2026, 3, 17)
WEDNESDAY = date(2026, 3, 18)
EVENING = datetime(2026, 3, 17, 20, 30, tzinfo=UTC)
ACTED = {
    "applied_on": TUESDAY,
    "applied_time": "21:30",
    "done": "The gas was cut off and the house was closed.",
    "urgency": "Carbon monoxide in three rooms where people sleep.",
    "decide_by": WEDNESDAY,
    "ends_stay": True,
}


def _hour(hour: int, day: date = WEDNESDAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def _chosen(town: EnforcingTown, case: Case) -> None:
    with town.seen_by(town.lawyer):
        choose_instrument(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            chosen=NewChoice(
                behaviour=Behaviour.C,
                consequence=Consequence.CONSIDERABLE,
                instrument="urgent_coercion",
                aggravating=(Aggravating.IRREVERSIBLE,),
                unsafe=True,
                proportionality="Seven people could die in their sleep tonight.",
                subsidiarity="No order with a term makes the house safe tonight.",
            ),
            at=EVENING,
        )


def _acted(town: EnforcingTown, measure: Measure, **other: object) -> Step:
    named = {"on_site": town.lawyer.user_id}
    return town.step(measure, "act", TUESDAY, ACTED | named | other, at=EVENING)


def _people(town: EnforcingTown, case: Case, on: date) -> PeopleOn:
    with town.seen_by(town.lawyer):
        return people_of(
            by=town.lawyer, municipality=town.code, number=case.number, on=on
        )


def _settle(town: EnforcingTown, case: Case, task: UrgentTask) -> None:
    with town.seen_by(town.supervisor):
        settle_urgent_task(
            by=town.supervisor,
            municipality=town.code,
            number=case.number,
            task=task.pk,
            words="All seven slept in the rooms of the corporation.",
            on=WEDNESDAY,
            at=_hour(9),
        )


def test_an_urgent_measure_goes_at_once_and_the_people_go_along(
    town: EnforcingTown,
) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit, on=TUESDAY)
    _chosen(town, case)
    measure = town.measure(case, "urgent_coercion", on=TUESDAY)

    # 20:30: the house is closed. Nobody was counted, and that stops nothing.
    assert _people(town, case, TUESDAY).first.counted is None
    _acted(town, measure)
    (task,) = _people(town, case, TUESDAY).urgent
    assert task.due_at == _hour(20).replace(minute=30)
    assert task.person_id == town.lawyer.user_id

    # 21:00: who stands in the street is named.
    here = {"municipality": town.code, "number": case.number}
    with town.seen_by(town.lawyer):
        name_on_site(
            by=town.lawyer,
            task=task.pk,
            person=town.supervisor.user_id,
            at=_hour(21, TUESDAY),
            **here,
        )
        mine = urgent_tasks(
            by=town.lawyer, municipality=town.code, person=town.supervisor.user_id
        )
        assert [one.pk for one in mine] == [task.pk]
    with pytest.raises(Conflict, match="Count first"):
        _settle(town, case, task)

    # 22:00: counted as found at the visit, rooms held, and told in Polish.
    at = _hour(22, TUESDAY)
    with town.seen_by(town.supervisor):
        by = town.supervisor
        count_people(by=by, visit=visit.number, children=Seen.NONE, at=at, **here)
        rooms = add_reserve(
            by=by,
            municipality=town.code,
            facts=ReserveFacts(
                kind=ReserveKind.CORPORATION,
                name="Woonstichting Eenstad",
                places=10,
                available_from=date(2026, 1, 1),
                available_until=date(2027, 1, 1),
            ),
            at=at,
        )
        week = Held(7, TUESDAY, date(2026, 3, 24))
        hold_places(by=by, key=rooms.pk, hold=week, at=at, **here)
        answer_rehousing(
            by=by,
            answer=Answer.RESERVE,
            words="For a week in rooms of the corporation; the landlord pays.",
            at=at,
            **here,
        )
        telling = say_who_tells(
            by=by,
            telling=NewTelling(
                "pl", by.user_id, Told.INTERPRETER, at, "Tolkentelefoon"
            ),
            at=at,
            **here,
        )
    with pytest.raises(Conflict, match="were told"):
        _settle(town, case, task)
    with town.seen_by(town.supervisor):
        note_told(
            by=town.supervisor, telling=telling.pk, done_at=at, at=_hour(8), **here
        )

    # Wednesday 9:00: settled, within the 24 hours.
    _settle(town, case, task)
    after = _people(town, case, WEDNESDAY)
    assert (after.first.counted, after.first.held, after.problems) == (7, 7, ())
    assert after.urgent[0].settled_at == _hour(9)
    assert after.urgent[0].settled_at < after.urgent[0].due_at
    with pytest.raises(Conflict, match="settled already"):
        _settle(town, case, task)

    # Wednesday: the decision goes out in writing, read by two.
    sent(
        town,
        measure,
        "confirm",
        WEDNESDAY,
        {
            "urgency": ACTED["urgency"],
            "done": ACTED["done"],
            "costs_recovered": True,
        },
    )
    with town.seen_by(town.lawyer):
        clocks = {one.kind: one for one in clocks_of_case(by=town.lawyer, **here)}
    assert clocks["confirm"].state in ("met", "stopped")
    # Six weeks from the day after 18 March end on Wednesday 29 April.
    assert clocks["objection"].last_day == date(2026, 4, 29)
    # The costs are fixed within five years (art. 5:25(6) Awb).
    assert clocks["costs"].last_day == date(2031, 3, 17)

    # The judge asks for all of it: report, letter and record, each with its hash.
    with town.seen_by(town.lawyer):
        made = evidence_of(
            by=town.lawyer, reason="The judge of the injunction asks", at=at, **here
        )
    found = checked(made.bundle.content)
    assert found.whole
    assert found.items >= 3


def test_where_nobody_has_to_leave_there_is_no_task_of_hours(
    town: EnforcingTown,
) -> None:
    case = town.case(on=TUESDAY)
    measure = town.measure(case, "urgent_coercion", on=TUESDAY)
    _acted(
        town,
        measure,
        ends_stay=False,
        stay_because="usable",
        done="A blocked way out was cleared.",
    )
    assert _people(town, case, TUESDAY).urgent == ()


def test_with_a_step_that_is_taken_back_its_task_is_over(town: EnforcingTown) -> None:
    case = town.case(on=TUESDAY)
    measure = town.measure(case, "urgent_coercion", on=TUESDAY)
    step = _acted(town, measure)
    with town.seen_by(town.lawyer):
        correct_step(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            step=step.pk,
            reason="It was the house next door.",
            at=_hour(22, TUESDAY),
        )
    (task,) = _people(town, case, TUESDAY).urgent
    assert task.settled_at is not None
