"""The hours of an urgent task: from the deed on, with a name, and told when past."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.timezone import localdate, now

from onderdak.foundation.outbox.models import Message
from onderdak.kernel.errors import Conflict, Invalid
from onderdak.supervision.enforcement.contract.cases import (
    Case,
    close_case,
    give_case,
)
from onderdak.supervision.enforcement.contract.people import (
    Seen,
    count_people,
    overdue_tasks,
    tell_of_overdue,
)
from onderdak.supervision.enforcement.models import UrgentTask
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.test_case_pages import signed_in

pytestmark = pytest.mark.django_db
NEXT = OPENED + timedelta(days=1)
# 9:30 here on the day on which the case began.
DEED = datetime(2026, 3, 17, 8, 30, tzinfo=UTC)
PAST = DEED + timedelta(hours=25)


def acted(town: EnforcingTown, case: Case, **other: object) -> UrgentTask | None:
    """An urgent measure that was carried out; written down a day later."""
    facts = {
        "applied_on": OPENED,
        "applied_time": "09:30",
        "on_site": town.supervisor.user_id,
        "done": "The house was closed.",
        "urgency": "Carbon monoxide where people sleep.",
        "decide_by": NEXT,
        "ends_stay": True,
    } | other
    measure = town.measure(case, "urgent_coercion")
    town.step(measure, "act", NEXT, facts, at=noon(NEXT))
    with town.seen_by(town.lawyer):
        return UrgentTask.objects.filter(case=case).first()


def led(town: EnforcingTown) -> Case:
    """A case that a lawyer leads."""
    case = town.case()
    with town.seen_by(town.lawyer):
        return give_case(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            to=town.colleague.user_id or 0,
            at=noon(OPENED),
        )


def test_the_hours_run_from_the_deed_and_not_from_its_record(
    town: EnforcingTown,
) -> None:
    task = acted(town, led(town))
    assert task is not None
    assert task.due_at == DEED + timedelta(hours=24)
    assert task.person_id == town.supervisor.user_id


def test_who_is_named_on_site_works_here(town: EnforcingTown) -> None:
    stranger = town.visits.mayor.user_id
    with pytest.raises(Invalid, match="does no enforcement here"):
        acted(town, led(town), on_site=stranger)


def test_that_nobody_leaves_is_said_with_its_reason_or_the_hours_run(
    town: EnforcingTown,
) -> None:
    assert acted(town, led(town), ends_stay=False) is not None


def test_nobody_sleeps_there_is_no_reason_where_people_were_counted(
    town: EnforcingTown,
) -> None:
    visit = town.signed_visit()
    case = town.case(visit=visit)
    with town.seen_by(town.lawyer):
        count_people(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            visit=visit.number,
            children=Seen.NONE,
            at=noon(OPENED),
        )
    nobody = {"ends_stay": False, "stay_because": "nobody_sleeps"}
    assert acted(town, case, **nobody) is not None


def told(town: EnforcingTown, at: datetime) -> int:
    """How many tasks somebody was told of."""
    with town.seen_by(town.lawyer):
        return tell_of_overdue(town.code, at)


def test_when_the_hours_pass_who_leads_and_who_is_on_site_hear_it_once(
    town: EnforcingTown,
) -> None:
    case = led(town)
    acted(town, case)
    assert told(town, DEED + timedelta(hours=23)) == 0
    assert told(town, PAST) == 1
    assert told(town, PAST + timedelta(hours=1)) == 0
    with town.seen_by(town.lawyer):
        sent = list(Message.objects.filter(kind="enforcement_urgent"))
        mine = overdue_tasks(by=town.colleague, municipality=town.code, at=PAST)
        assert [one.case_id for one in mine] == [case.pk]
        others = overdue_tasks(by=town.lawyer, municipality=town.code, at=PAST)
        assert not others.exists()
    assert len(sent) == 2
    assert all(case.number not in one.body for one in sent)


def test_the_first_page_of_who_leads_the_case_shows_it(town: EnforcingTown) -> None:
    case = led(town)
    acted(town, case)
    assert localdate(now()) > NEXT
    page = signed_in(town.colleague).get("/", follow=True).content.decode()
    where = f"Lindelaan 1, Eenstad, case {case.number}"
    assert f"People first is not settled at {where}" in page


def test_a_case_is_not_closed_before_who_is_on_site_settled_it(
    town: EnforcingTown,
) -> None:
    case = led(town)
    assert acted(town, case) is not None
    here = {"by": town.lawyer, "municipality": town.code, "number": case.number}
    said = {"closing": "ended", "words": "The danger is over.", "on": NEXT}
    with town.seen_by(town.lawyer):
        # Whatever became of the measure, the people come first.
        with pytest.raises(Conflict, match="urgent task"):
            close_case(at=noon(NEXT), **said, **here)
        task = UrgentTask.objects.get(case=case)
        task.settled_at, task.settled_by_id = noon(NEXT), town.lawyer.user_id
        task.words = "All of them slept elsewhere."
        task.save(update_fields=["settled_at", "settled_by_id", "words"])
        assert close_case(at=noon(NEXT), **said, **here).closed_on == NEXT
