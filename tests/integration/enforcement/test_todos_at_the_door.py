"""What waits on the first page of who stands at the door, and who sees none of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import now

from onderdak.foundation.identity.contract import Actor
from onderdak.supervision.enforcement.contract.cases import Case
from onderdak.supervision.enforcement.contract.people import (
    NewTelling,
    Told,
    checks_due,
    counts_due,
    say_who_tells,
)
from tests.integration.enforcement.enforcing import OPENED, EnforcingTown, noon
from tests.integration.enforcement.ordering import COMPLY_UNTIL, Ordered, ordered
from tests.integration.enforcement.test_case_pages import at, signed_in
from tests.integration.enforcement.test_people_pages import counted

pytestmark = pytest.mark.django_db

AFTER = COMPLY_UNTIL + timedelta(days=1)


def checks(made: Ordered, who: Actor, on: date) -> list[str]:
    with made.town.seen_by(who):
        found = checks_due(by=who, municipality=made.town.code, on=on)
    return [one.number for one in found]


def first_page(who: Actor) -> str:
    answer = signed_in(who).get(reverse("home"), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_check_waits_for_who_found_the_breach_once_the_term_is_over(
    town: EnforcingTown,
) -> None:
    made = ordered(town)
    number = made.case.number
    assert checks(made, town.supervisor, COMPLY_UNTIL) == []
    assert checks(made, town.supervisor, AFTER) == [number]
    assert checks(made, town.visits.second, AFTER) == [number]
    made.check(AFTER, "check_kept")
    assert checks(made, town.supervisor, AFTER) == []


def test_a_check_that_is_planned_waits_no_longer(town: EnforcingTown) -> None:
    made = ordered(town)
    assert checks(made, town.supervisor, AFTER)
    town.visits.planned(address=made.case.address_id)
    assert checks(made, town.supervisor, AFTER) == []


def test_people_whom_an_order_can_move_are_counted_by_who_was_there(
    town: EnforcingTown,
) -> None:
    case = town.case()
    with town.seen_by(town.supervisor):
        assert counts_due(by=town.supervisor, municipality=town.code) == []
    town.measure(case)
    here = at("enforcement_case_people", case.number)
    assert f'href="{here}"' in first_page(town.supervisor)
    # Who leads cases has the same on the page of the case.
    assert f'href="{here}"' not in first_page(town.lawyer)
    counted(town, case)
    assert f'href="{here}"' not in first_page(town.supervisor)


def test_who_tells_people_finds_it_on_the_first_page(town: EnforcingTown) -> None:
    case: Case = town.case()
    telling = NewTelling(
        language="pl",
        teller=town.supervisor.user_id,
        how=Told.IN_PERSON,
        planned_at=now() + timedelta(days=1),
    )
    with town.seen_by(town.lawyer):
        say_who_tells(
            by=town.lawyer,
            municipality=town.code,
            number=case.number,
            telling=telling,
            at=noon(OPENED),
        )
    here = at("enforcement_case_people", case.number)
    assert f'href="{here}"' in first_page(town.supervisor)
    assert f'href="{here}"' not in first_page(town.visits.second)
