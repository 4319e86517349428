"""A care task is read by its addressee only: in the actions and in the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from onderdak.foundation.care.contract import (
    About,
    CareStep,
    CareTask,
    NewTask,
    Outcome,
    close_care_task,
    hand_over,
    open_care_task,
    opened_tasks,
    record_step,
    take_up,
    task_for,
    tasks_of,
)
from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    Scope,
    User,
    actor_of,
    scope,
)
from onderdak.foundation.identity.models import AuditEvent, RoomSwitch
from onderdak.foundation.outbox.contract import Message
from onderdak.foundation.privacy.models import Controllership, RetentionTerm
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound, RoomClosed
from tests.world import BEGIN, Town, acting, make_town

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)  # a Friday
NEW = NewTask(About.CHILD, "Een kind slaapt op de vloer.", origin="report 2026-00001")
READERS = [role for role in Role if role is not Role.CARE_WORKER]


@dataclass(frozen=True)
class Care:
    """A town with care in use: one who opens, and two who look after people."""

    town: Town
    clerk: Actor
    first: Actor
    second: Actor


def person(town: Town, role: Role, name: str) -> Actor:
    user = User.objects.create_user(f"{name}.{town.code}@test.example".lower())
    with scope(Scope(municipalities=frozenset({town.code}))):
        Membership.objects.create(user=user, role=role, municipality_id=town.code)
    return actor_of(user)


def with_care(code: str, name: str) -> Care:
    town = make_town(code, name)
    with scope(Scope(municipalities=frozenset({code}))):
        RoomSwitch.objects.create(municipality_id=code, room="care")
        Controllership.objects.create(
            municipality_id=code,
            room="care",
            part="controller",
            party=name,
            document="decision",
            since=BEGIN,
        )
        RetentionTerm.objects.create(
            municipality_id=code,
            room="care",
            months=12,
            reason="decided by the council",
            since=BEGIN,
        )
    return Care(
        town,
        person(town, Role.DESK_CLERK, "clerk"),
        person(town, Role.CARE_WORKER, "first"),
        person(town, Role.CARE_WORKER, "second"),
    )


@pytest.fixture
def care() -> Care:
    return with_care("GM9001", "Eenstad")


@contextmanager
def as_(actor: Actor) -> Iterator[None]:
    with scope(acting(actor)):
        yield


def opened(care: Care, new: NewTask = NEW) -> UUID:
    with as_(care.clerk):
        return open_care_task(
            by=care.clerk, municipality=care.town.code, new=new, at=AT
        )


def test_a_task_that_nobody_would_read_is_not_opened(care: Care) -> None:
    with as_(care.clerk):
        Membership.objects.filter(role=Role.CARE_WORKER).delete()
    with pytest.raises(Conflict, match="Nobody does care work"):
        opened(care)


def seen(actor: Actor) -> int:
    with as_(actor):
        return CareTask.objects.count()


def test_a_task_for_all_is_read_by_every_care_worker_and_not_by_its_opener(
    care: Care,
) -> None:
    opened(care)
    assert [seen(each) for each in (care.first, care.second, care.clerk)] == [1, 1, 0]


@pytest.mark.parametrize("role", READERS)
def test_no_other_role_reads_a_task_by_any_way(care: Care, role: Role) -> None:
    task = opened(care)
    if role in (Role.PROVIDER_MANAGER, Role.HOUSE_STAFF):
        actor = Actor(0, "provider@test.example")
    else:
        actor = person(care.town, role, "other") if role in _TOWN else Actor(0, "x@y.z")
    with as_(actor):
        assert not CareTask.objects.exists()
        assert not CareStep.objects.exists()
        with pytest.raises(NotAllowed):
            tasks_of(by=actor, municipality=care.town.code)
        with pytest.raises(NotFound):
            task_for(by=actor, task=task)


_TOWN = frozenset(Role) - {
    Role.PROVIDER_MANAGER,
    Role.HOUSE_STAFF,
    Role.REGION_COORDINATOR,
    Role.PARTNER_CONTACT,
}


def test_a_task_for_one_is_read_by_that_one_alone(care: Care) -> None:
    opened(care, NewTask(About.PERSON, "Een mens.", addressee=care.first.user_id))
    assert [seen(each) for each in (care.first, care.second)] == [1, 0]


def test_another_town_sees_nothing_of_it(care: Care) -> None:
    opened(care)
    other = with_care("GM9002", "Tweestad")
    assert seen(other.first) == 0
    with as_(other.clerk):
        assert opened_tasks(by=other.clerk, municipality="GM9002") == []
        with pytest.raises(NotAllowed):
            opened_tasks(by=other.clerk, municipality="GM9001")


def test_the_opener_sees_that_it_was_taken_up_and_nothing_more(care: Care) -> None:
    task = opened(care)

    def state() -> list[tuple[str, bool]]:
        with as_(care.clerk):
            rows = opened_tasks(by=care.clerk, municipality=care.town.code)
        return [(row.origin, row.taken_up) for row in rows]

    assert state() == [("report 2026-00001", False)]
    with as_(care.first):
        take_up(by=care.first, task=task, at=AT)
        record_step(by=care.first, task=task, words="Bezocht.", at=AT)
    assert state() == [("report 2026-00001", True)]


def test_handed_over_it_is_gone_for_who_had_it_with_all_that_happened(
    care: Care,
) -> None:
    task = opened(care)
    with as_(care.first):
        take_up(by=care.first, task=task, at=AT)
        hand_over(
            by=care.first, task=task, to=care.second.user_id, words="Verlof.", at=AT
        )
        assert not CareTask.objects.exists()
        assert not CareStep.objects.exists()
    with as_(care.second):
        assert CareTask.objects.get().worker_id is None
        assert set(CareStep.objects.values_list("what", flat=True)) == {
            "taken_up",
            "handed_over",
        }


def test_what_belonged_to_somebody_who_left_falls_to_all(care: Care) -> None:
    task = opened(care, NewTask(About.CHILD, "Kind.", addressee=care.first.user_id))
    with as_(care.town.officer):
        Membership.objects.filter(user_id=care.first.user_id).delete()
    assert [seen(each) for each in (care.first, care.second)] == [0, 1]
    with as_(care.second):
        take_up(by=care.second, task=task, at=AT)


def test_somebody_else_can_neither_change_nor_hand_over(care: Care) -> None:
    task = opened(care, NewTask(About.CHILD, "Kind.", addressee=care.first.user_id))
    with as_(care.second):
        assert CareTask.objects.filter(pk=task).update(outcome="referred") == 0
        with pytest.raises(NotFound):
            take_up(by=care.second, task=task, at=AT)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT care_hand_over(%s, %s, 'x', now())",
                [task, care.second.user_id],
            )
            assert cursor.fetchone() == (False,)
        with pytest.raises(DatabaseError), transaction.atomic():
            CareStep.objects.create(
                municipality_id=care.town.code,
                task_id=task,
                what="noted",
                by_id=care.second.user_id,
                at=AT,
            )


def test_the_database_lets_nobody_rewrite_what_was_asked(care: Care) -> None:
    opened(care)
    with as_(care.first), pytest.raises(DatabaseError), transaction.atomic():
        CareTask.objects.update(words="iets anders")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_line_of_what_happened_is_never_changed(care: Care, change: str) -> None:
    task = opened(care)
    with as_(care.first):
        take_up(by=care.first, task=task, at=AT)
        steps = CareStep.objects.all()
        with pytest.raises(DatabaseError), transaction.atomic():
            steps.update(words="x") if change == "update" else steps.delete()


def test_it_is_due_in_working_days_unless_a_day_is_named(care: Care) -> None:
    opened(care)
    opened(care, NewTask(About.CHILD, "Kind.", due_on=date(2026, 11, 21)))
    with as_(care.first):
        found = tasks_of(by=care.first, municipality=care.town.code)
        assert [each.due_on for each in found] == [
            date(2026, 11, 21),
            date(2026, 11, 24),
        ]


def test_the_mail_and_the_audit_trail_say_nothing_of_what_it_is_about(
    care: Care,
) -> None:
    task = opened(care)
    with scope(Scope(municipalities=frozenset({care.town.code}))):
        mails = list(Message.objects.all())
        event = AuditEvent.objects.get(action="care.open_care_task")
    assert {mail.email for mail in mails} == {care.first.email, care.second.email}
    for mail in mails:
        said = f"{mail.subject} {mail.body} {mail.about}"
        assert not any(
            word in said.lower() for word in ("kind", "child", "report", str(task))
        )
    assert (event.object, event.detail) == (f"care task {task}", {})


def test_closed_it_stays_as_it_is(care: Care) -> None:
    task = opened(care)
    with as_(care.first):
        close_care_task(
            by=care.first, task=task, outcome=Outcome.REFERRED, words="GGD.", at=AT
        )
        with pytest.raises(Conflict):
            record_step(by=care.first, task=task, words="Nog iets.", at=AT)


def test_nobody_is_asked_who_does_no_care_work_here(care: Care) -> None:
    with pytest.raises(Invalid):
        opened(care, NewTask(About.CHILD, "Kind.", addressee=care.clerk.user_id))
    assert seen(care.first) == 0


def test_without_a_term_of_keeping_none_is_opened(care: Care) -> None:
    bare = make_town("GM9003", "Driestad")
    clerk = person(bare, Role.DESK_CLERK, "clerk")
    with as_(clerk), pytest.raises(RoomClosed):
        open_care_task(by=clerk, municipality="GM9003", new=NEW, at=AT)


def test_only_what_is_closed_past_its_term_would_go(care: Care) -> None:
    kept, gone = opened(care), opened(care)
    with as_(care.first):
        close_care_task(
            by=care.first,
            task=gone,
            outcome=Outcome.NOT_NEEDED,
            words="Klaar.",
            at=datetime(2025, 3, 1, 12, tzinfo=UTC),
        )
    with scope(Scope(municipalities=frozenset({care.town.code}))):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rows FROM care_caretask_plan(%s, %s, '{}')",
                [care.town.code, date(2026, 11, 20)],
            )
            assert cursor.fetchone() == (1,)
    assert kept != gone
