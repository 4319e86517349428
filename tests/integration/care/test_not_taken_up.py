"""A care task that nobody takes up is heard of, and can go to somebody else."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.care.contract import (
    About,
    CareStep,
    CareTask,
    NewTask,
    open_care_task,
    opened_tasks,
    readdress_task,
    take_up,
)
from onderdak.foundation.care.jobs import remind_of_late
from onderdak.foundation.identity.contract import Actor, Role, Scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.contract import Message
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from tests.integration.care.test_care_tasks import Care, as_, person, with_care
from tests.integration.conftest import SignedIn

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 11, 20, 10))
DUE = date(2026, 11, 24)
WORDS = "Een kind slaapt op de vloer."


@pytest.fixture
def care() -> Care:
    return with_care("GM9001", "Eenstad")


def _opened(care: Care, addressee: Actor | None = None) -> UUID:
    new = NewTask(
        About.CHILD,
        WORDS,
        due_on=DUE,
        addressee=addressee.user_id if addressee else None,
    )
    with as_(care.clerk):
        return open_care_task(
            by=care.clerk, municipality=care.town.code, new=new, at=AT
        )


def _give(care: Care, task: UUID, to: Actor | None, by: Actor | None = None) -> None:
    who = by or care.clerk
    with as_(who):
        readdress_task(
            by=who,
            municipality=care.town.code,
            task=task,
            to=to.user_id if to else None,
            at=AT,
        )


def _reads(actor: Actor) -> bool:
    with as_(actor):
        return CareTask.objects.exists()


def _mails(care: Care) -> list[Message]:
    with scope(Scope(municipalities=frozenset({care.town.code}))):
        return list(Message.objects.order_by("id"))


def test_past_its_day_all_care_workers_and_the_opener_hear_it_and_nothing_of_it(
    care: Care,
) -> None:
    _opened(care, care.first)
    before = len(_mails(care))
    assert remind_of_late(care.town.code, DUE) == 0
    assert remind_of_late(care.town.code, DUE + timedelta(days=1)) == 1
    mails = _mails(care)[before:]
    assert {mail.email for mail in mails} == {
        *(care.first.email, care.second.email, care.clerk.email)
    }
    for mail in mails:
        said = f"{mail.subject} {mail.body}".lower()
        assert not any(word in said for word in ("kind", "child", "care task", "zorg"))


def test_what_is_taken_up_is_not_reminded_of(care: Care) -> None:
    task = _opened(care)
    with as_(care.first):
        take_up(by=care.first, task=task, at=AT)
    assert remind_of_late(care.town.code, DUE + timedelta(days=9)) == 0


def test_another_town_hears_nothing(care: Care) -> None:
    _opened(care)
    with_care("GM9002", "Tweestad")
    assert remind_of_late("GM9002", DUE + timedelta(days=9)) == 0


def test_the_opener_gives_an_untaken_task_to_another_without_reading_it(
    care: Care,
) -> None:
    task = _opened(care, care.first)
    _give(care, task, care.second)
    assert [_reads(each) for each in (care.first, care.second, care.clerk)] == [
        *(False, True, False)
    ]
    with as_(care.second):
        assert [each.what for each in CareStep.objects.all()] == ["handed_over"]
    assert _mails(care)[-1].email == care.second.email
    with as_(care.clerk):
        (seen,) = opened_tasks(by=care.clerk, municipality=care.town.code)
        assert (seen.task, seen.due_on, seen.late(DUE)) == (task, DUE, False)
        assert seen.late(DUE + timedelta(days=1))


def test_taken_up_or_opened_by_another_it_stays_where_it_is(care: Care) -> None:
    task = _opened(care, care.first)
    with pytest.raises(Conflict):
        _give(care, task, care.second, by=person(care.town, Role.SUPERVISOR, "x"))
    with pytest.raises(NotAllowed):
        _give(care, task, care.second, by=person(care.town, Role.LEVY_OFFICER, "y"))
    with pytest.raises(Invalid):
        _give(care, task, care.clerk)
    with as_(care.first):
        take_up(by=care.first, task=task, at=AT)
    with pytest.raises(Conflict):
        _give(care, task, care.second)
    assert _reads(care.first)


def test_the_function_itself_moves_nothing_of_another_town(care: Care) -> None:
    task = _opened(care)
    other = with_care("GM9002", "Tweestad")
    with as_(other.clerk), connection.cursor() as cursor:
        cursor.execute(
            "SELECT care_readdress(%s, %s, now())", [task, other.first.user_id]
        )
        assert cursor.fetchone() == (None,)
        cursor.execute("SELECT count(*) FROM care_late(%s, '2027-01-01')", ["GM9001"])
        assert cursor.fetchone() == (0,)
    with as_(other.clerk), pytest.raises(DatabaseError), transaction.atomic():
        CareStep.objects.create(
            municipality_id="GM9002",
            task_id=task,
            what="noted",
            by_id=other.clerk.user_id,
            at=AT,
        )


def test_the_page_of_what_was_opened_says_late_and_leads_on(
    care: Care, signed_in: SignedIn
) -> None:
    task, clerk = _opened(care, care.first), signed_in(care.clerk)
    page = clerk.get(reverse("care_opened"))
    url = reverse("care_readdress", args=[task])
    assert url in page.content.decode()
    assert page.headers["Cache-Control"].count("no-store")
    answer = clerk.post(url, {"to": str(care.second.user_id)})
    assert answer["Location"] == reverse("care_opened")
    assert _reads(care.second)
    assert signed_in(care.town.officer).get(url).status_code == 200


def test_that_a_task_was_read_is_written_down_and_no_browser_keeps_it(
    care: Care, signed_in: SignedIn
) -> None:
    task = _opened(care)
    page = signed_in(care.first).get(reverse("care_task", args=[task]))
    assert "no-store" in page.headers["Cache-Control"]
    with as_(care.first):
        read = AuditEvent.objects.get(action="care.read_task")
    assert (read.actor_id, read.detail) == (care.first.user_id, {})


def test_that_tasks_were_fetched_as_a_file_is_written_down(
    care: Care, signed_in: SignedIn
) -> None:
    _opened(care)
    assert signed_in(care.first).get(reverse("care_tasks_csv")).status_code == 200
    with as_(care.first):
        taken = AuditEvent.objects.get(action="care.take_out_tasks")
    assert taken.detail == {"tasks": 1}
