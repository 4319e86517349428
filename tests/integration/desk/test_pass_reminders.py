"""The owner of a house is reminded of the waste pass, and it is counted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.desk.contract.clerk import (
    PassReminder,
    count_pass_reminders,
    remind_of_pass,
)
from tests.integration.conftest import SignedIn
from tests.integration.desk.at_work import AT, LATER, address_in, do, handed_in, steps
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db
ON = timezone.localdate(AT)


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def at_house(desk: DeskTown, **more: object) -> str:
    with scope(desk.rows):
        address = address_in(desk.code)
    number, _code = handed_in(desk, address=address.pk, **more)
    return number


def test_a_reminder_stands_with_its_report_and_is_counted(desk: DeskTown) -> None:
    number = at_house(desk)
    do(desk, remind_of_pass, number, way=PassReminder.Way.LETTER, on=ON)
    assert ("pass_reminder", "letter") in steps(desk, number)
    with scope(acting(desk.clerk)):
        assert AuditEvent.objects.filter(action="desk.remind_of_pass").exists()
        within = count_pass_reminders(
            municipality=desk.code, since=ON, until=ON + timedelta(days=1)
        )
        before = count_pass_reminders(
            municipality=desk.code, since=ON - timedelta(days=9), until=ON
        )
    assert (within, before) == (1, 0)


def test_only_waste_at_an_address_is_reminded_of(desk: DeskTown) -> None:
    without, _code = handed_in(desk)
    for number in (without, at_house(desk, category="nuisance")):
        with pytest.raises(Conflict):
            do(desk, remind_of_pass, number, way=PassReminder.Way.LETTER, on=ON)


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_lies_between_the_report_and_today(desk: DeskTown, days: int) -> None:
    with pytest.raises(Invalid):
        do(
            desk,
            remind_of_pass,
            at_house(desk),
            way=PassReminder.Way.IN_PERSON,
            on=ON + timedelta(days=days),
        )


def test_another_towns_clerk_reminds_nobody_here(desk: DeskTown) -> None:
    number, other = at_house(desk), make_desk("GM9002")
    with scope(acting(other.clerk)), pytest.raises(NotAllowed):
        remind_of_pass(
            by=other.clerk,
            municipality=desk.code,
            number=number,
            way=PassReminder.Way.LETTER,
            on=ON,
            at=LATER,
        )


def test_the_letter_is_there_and_says_nothing_of_the_report(
    desk: DeskTown, signed_in: SignedIn
) -> None:
    number, clerk = at_house(desk), signed_in(desk.clerk)
    page = clerk.get(reverse("desk_pass_reminder", args=[number])).content.decode()
    link = reverse("desk_pass_letter", args=[number])
    assert f'href="{link}"' in page
    letter = clerk.get(link)
    assert letter.content.startswith(b"%PDF")
    assert "no-store" in letter["Cache-Control"]
    shown = clerk.get(reverse("desk_report", args=[number])).content.decode()
    assert reverse("desk_pass_reminder", args=[number]) in shown
    url = reverse("desk_pass_reminder", args=[number])
    day = timezone.localdate().isoformat()
    done = clerk.post(url, {"way": "letter", "on": day})
    assert done.status_code == 302
