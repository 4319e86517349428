"""Who works at the desk hears that something waits; the mail says no more than that."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from onderdak.foundation.identity.contract import (
    Membership,
    Role,
    User,
    actor_of,
    no_scope,
    scope,
)
from onderdak.foundation.outbox.contract import Message as Mail
from onderdak.foundation.outbox.contract import Queue
from onderdak.foundation.outbox.models import OutboxEvent
from onderdak.foundation.outbox.registry import listeners_of
from onderdak.kernel.errors import Conflict
from onderdak.supervision.desk.alerting import (
    danger_changed,
    partner_wrote,
    report_arrived,
    reporter_reopened,
    reporter_wrote,
    tell_of_terms,
)
from onderdak.supervision.desk.contract.clerk import (
    BY_PARTNER,
    LAPSED,
    Sought,
    State,
    change_danger,
    inbox,
    take_report,
    waiting,
)
from onderdak.supervision.desk.contract.forwarding import (
    Forward,
    revoke_forward,
    take_up_forward,
)
from onderdak.supervision.desk.forwarding.coming_back import lapse_forwards
from onderdak.supervision.desk.forwarding.partner_door import answer_behind
from tests.integration.desk.at_work import AT, do, handed_in, report, steps
from tests.integration.desk.desks import DeskTown, make_desk
from tests.integration.desk.test_forwarding import forward
from tests.world import acting

pytestmark = pytest.mark.django_db
SECRET = "Er slapen twaalf mensen in de garage."


@pytest.fixture
def desk() -> DeskTown:
    made = make_desk()
    user = User.objects.create_user("second@test.example")
    with scope(made.rows):
        Membership.objects.create(
            user=user, role=Role.DESK_CLERK, municipality_id=made.code
        )
    return made


def mails(desk: DeskTown) -> list[Mail]:
    with scope(desk.rows):
        return list(Mail.objects.order_by("id"))


def event(desk: DeskTown, number: str) -> dict[str, Any]:
    return {"municipality": desk.code, "report": report(desk, number).pk}


def test_a_new_report_without_owner_is_told_to_everybody_without_a_word_of_it(
    desk: DeskTown,
) -> None:
    number, _code = handed_in(desk, SECRET)
    report_arrived(event(desk, number))
    found = mails(desk)
    assert {each.email for each in found} == {desk.clerk.email, "second@test.example"}
    assert all(each.queue == Queue.NORMAL for each in found)
    for each in found:
        said = each.subject + each.body
        assert f"/reports/{number}/" in said
        for hidden in (SECRET, "garage", "afval", "waste", "Teststraat"):
            assert hidden not in said


def test_danger_is_told_to_everybody_at_once(desk: DeskTown) -> None:
    number, _code = handed_in(desk, SECRET, danger=True)
    do(desk, take_report, number)
    report_arrived(event(desk, number))
    found = mails(desk)
    assert len(found) == 2
    assert {each.queue for each in found} == {Queue.URGENT}
    assert all(each.subject.startswith(("Spoed", "Urgent")) for each in found)


def test_danger_after_all_is_told_to_everybody_and_none_to_nobody(
    desk: DeskTown,
) -> None:
    number, _code = handed_in(desk, SECRET)
    do(desk, take_report, number)
    for danger, told in ((True, 2), (False, 2)):
        do(desk, change_danger, number, danger=danger, reason="gebeld")
        happened = OutboxEvent.objects.filter(name="desk.danger_changed").latest("id")
        danger_changed(happened.payload)
        assert len(mails(desk)) == told
    assert {each.queue for each in mails(desk)} == {Queue.URGENT}
    (hears,) = listeners_of("desk.danger_changed")
    assert hears.queue == Queue.URGENT


@pytest.mark.parametrize("happened", [reporter_wrote, reporter_reopened])
def test_what_a_reporter_does_is_told_to_who_handles_it(
    desk: DeskTown, happened: Any
) -> None:
    number, _code = handed_in(desk)
    do(desk, take_report, number)
    happened(event(desk, number))
    assert [each.email for each in mails(desk)] == [desk.clerk.email]


def test_an_owner_who_left_is_not_told_and_the_others_are(desk: DeskTown) -> None:
    number, _code = handed_in(desk)
    do(desk, take_report, number)
    with scope(desk.rows):
        Membership.objects.filter(user_id=desk.clerk.user_id).delete()
    reporter_wrote(event(desk, number))
    assert [each.email for each in mails(desk)] == ["second@test.example"]


def shared(desk: DeskTown, at: datetime) -> tuple[str, Any]:
    """A report that is with a partner."""
    number, _code = handed_in(desk, category="unsafe")
    return number, forward(desk, number, at)


def seen_in(desk: DeskTown, state: str) -> list[str]:
    with scope(acting(desk.clerk)):
        found = inbox(by=desk.clerk, municipality=desk.code, sought=Sought(state=state))
        return [each.number for each in found]


def test_an_answer_of_a_partner_is_told_and_waits_until_somebody_saw_it(
    desk: DeskTown,
) -> None:
    number, sent = shared(desk, timezone.now())
    before = len(mails(desk))
    with no_scope():
        answer_behind(sent.secret, "x" * 4000, timezone.now())
    partner_wrote({"municipality": desk.code, "forward": sent.forward})
    assert len(mails(desk)) == before + 2
    assert seen_in(desk, BY_PARTNER) == [number]
    with scope(acting(desk.clerk)):
        found = waiting(by=desk.clerk, municipality=desk.code, on=timezone.localdate())
        take_up_forward(
            by=desk.clerk,
            municipality=desk.code,
            forward=sent.forward,
            at=timezone.now(),
        )
    assert (found.by_partner, found.lapsed) == (1, 0)
    assert seen_in(desk, BY_PARTNER) == []


def test_a_link_that_expires_without_an_answer_gives_the_report_back(
    desk: DeskTown,
) -> None:
    now = timezone.now()
    number, sent = shared(desk, now)
    assert lapse_forwards(desk.code, now + timedelta(days=9)) == 0
    assert report(desk, number).state == State.FORWARDED
    later = now + timedelta(days=11)
    assert lapse_forwards(desk.code, later) == 1
    assert lapse_forwards(desk.code, later) == 0
    assert report(desk, number).state == State.IN_HAND
    assert ("link_expired", "Brandweer Eenstad") in steps(desk, number)
    assert seen_in(desk, LAPSED) == [number]
    with scope(acting(desk.clerk)):
        take_up_forward(
            by=desk.clerk, municipality=desk.code, forward=sent.forward, at=later
        )
    assert seen_in(desk, LAPSED) == []


def test_what_is_taken_back_is_the_desks_again_unless_another_has_it(
    desk: DeskTown,
) -> None:
    now = timezone.now()
    number, first = shared(desk, now)
    second = forward(desk, number, now, partner="Politie Eenstad")
    for sent, state in ((first, State.FORWARDED), (second, State.IN_HAND)):
        with scope(acting(desk.clerk)):
            revoke_forward(
                by=desk.clerk, municipality=desk.code, forward=sent.forward, at=now
            )
        assert report(desk, number).state == state


def test_there_is_nothing_to_take_up_before_an_answer(desk: DeskTown) -> None:
    _number, sent = shared(desk, timezone.now())
    with scope(acting(desk.clerk)), pytest.raises(Conflict):
        take_up_forward(
            by=desk.clerk,
            municipality=desk.code,
            forward=sent.forward,
            at=timezone.now(),
        )
    with scope(desk.rows):
        assert Forward.objects.get().taken_up_at is None


def test_each_hears_on_a_day_what_is_due_of_their_own_and_of_nobodys(
    desk: DeskTown,
) -> None:
    own, _code = handed_in(desk)
    handed_in(desk)
    do(desk, take_report, own)
    last = report(desk, own).due_on
    assert tell_of_terms(desk.code, last - timedelta(days=3)) == 0
    assert tell_of_terms(desk.code, last - timedelta(days=2)) == 2
    counted = {each.email: each.body for each in mails(desk)}
    assert ": 2." in counted[desk.clerk.email]
    assert ": 1." in counted["second@test.example"]
    assert tell_of_terms(desk.code, last + timedelta(days=1)) == 2
    assert actor_of(User.objects.get(email="second@test.example")).grants
    assert AT.date() < last
