"""What is handed over at a door arrives at a clerk of the registry, and then goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import patch

import pytest
from django.db.transaction import atomic
from django.db.utils import IntegrityError
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.procrastinate_app import current_app

from onderdak.foundation.identity.contract import (
    Actor,
    Membership,
    Role,
    User,
    actor_of,
    scope,
    scope_of,
)
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.contract import Message, Queue
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from onderdak.supervision.inspections import jobs, registry_box
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.handing_over import (
    KEPT,
    RegistryDocument,
    SealedDocument,
    close_box,
    documents_waiting,
    finish_document,
    give_back_document,
    hand_over_document,
    open_box,
    read_document,
    registry_of,
    take_up_document,
)
from onderdak.supervision.inspections.jobs import wipe_documents_task
from onderdak.supervision.inspections.models import RegistryBox
from onderdak.supervision.inspections.registry_clearing import KEY_KEPT
from onderdak.supervision.inspections.registry_keys import sealed_for_box
from tests.integration.inspections.test_round import _client
from tests.integration.inspections.visiting import VisitTown, make_visit_town

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.7 an invented scan"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def _clerk(town: VisitTown, name: str) -> Actor:
    user = User.objects.create_user(f"{name}@test.example")
    with scope(scope_of(town.admin)):
        Membership.objects.create(
            user=user, role=Role.REGISTRY_CLERK, municipality_id=town.code
        )
    return actor_of(user)


@pytest.fixture
def clerk(town: VisitTown) -> Actor:
    return _clerk(town, "clerk")


@pytest.fixture
def visit(town: VisitTown) -> Visit:
    return town.planned(day=timezone.localdate())


@pytest.fixture
def handed(town: VisitTown, clerk: Actor, visit: Visit) -> RegistryDocument:
    """A document that an inspector handed over, as a phone seals it."""
    with town.seen_by(clerk):
        open_box(by=clerk, municipality=town.code, name="Registry", at=timezone.now())
    with town.seen_by(town.lead):
        address = registry_of(town.code)
        assert address is not None
        hand_over_document(
            by=town.lead,
            visit=visit.pk,
            document=sealed_for_box(dict(address.key), SCAN),
            at=timezone.now(),
        )
    with town.seen_by(clerk):
        [found] = documents_waiting(by=clerk, municipality=town.code)
    return found


def test_a_clerk_takes_up_opens_and_finishes_and_then_it_is_gone(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    about = {"municipality": town.code, "document": handed.pk, "at": timezone.now()}
    with town.seen_by(clerk):
        take_up_document(by=clerk, **about)
        assert read_document(by=clerk, **about) == SCAN
        finish_document(by=clerk, **about)
        assert documents_waiting(by=clerk, municipality=town.code) == []
        assert bytes(RegistryDocument.objects.get(pk=handed.pk).content) == b""
        with pytest.raises(NotFound):
            read_document(by=clerk, **about)
    with town.seen_by(town.admin):
        done = set(AuditEvent.objects.values_list("action", flat=True))
    assert done >= {
        f"inspections.{one}_document" for one in ("take_up", "read", "finish")
    }


def test_what_lies_here_is_not_what_was_scanned(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    with town.seen_by(clerk):
        assert SCAN not in bytes(RegistryDocument.objects.get(pk=handed.pk).content)


def test_only_who_took_it_up_opens_it_and_no_inspector_at_all(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    other = _clerk(town, "other")
    about = {"municipality": town.code, "document": handed.pk, "at": timezone.now()}
    with town.seen_by(clerk):
        take_up_document(by=clerk, **about)
    with town.seen_by(other):
        with pytest.raises(Conflict):
            take_up_document(by=other, **about)
        with pytest.raises(NotAllowed):
            read_document(by=other, **about)
    with town.seen_by(town.lead), pytest.raises(NotAllowed):
        read_document(by=town.lead, **about)


def test_what_nobody_came_for_opens_no_more_and_goes_with_the_next(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    late = timezone.now() + KEPT + timedelta(hours=1)
    with town.seen_by(clerk), pytest.raises(NotFound):
        take_up_document(by=clerk, municipality=town.code, document=handed.pk, at=late)
    with town.seen_by(town.lead):
        address = registry_of(town.code)
        assert address is not None
        with travel(late):
            hand_over_document(
                by=town.lead,
                visit=visit.pk,
                document=sealed_for_box(dict(address.key), SCAN),
                at=late,
            )
    with town.seen_by(clerk):
        assert bytes(RegistryDocument.objects.get(pk=handed.pk).content) == b""


@contextmanager
def travel(to: datetime) -> Iterator[None]:
    """The clock of the box stands at another moment."""
    with patch.object(registry_box, "now", lambda: to):
        yield


def test_a_clerk_sees_it_on_the_first_page_and_does_it_all_there(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    client = _client(clerk)
    link = reverse("registry_documents")
    assert link in client.get(reverse("home")).content.decode()
    assert client.post(reverse("registry_take_up", args=[handed.pk])).status_code == 302
    opened = client.post(reverse("registry_open", args=[handed.pk]))
    assert opened.content == SCAN
    assert opened["Cache-Control"] == "no-store"
    assert ".pdf" in opened["Content-Disposition"]
    assert client.post(reverse("registry_done", args=[handed.pk])).status_code == 302
    assert handed.visit.number not in client.get(link).content.decode()


def test_who_took_it_up_gives_it_back_and_a_colleague_takes_it_up(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    other = _clerk(town, "other")
    about = {"municipality": town.code, "document": handed.pk, "at": timezone.now()}
    with town.seen_by(clerk):
        with pytest.raises(Conflict):
            give_back_document(by=clerk, **about)
        take_up_document(by=clerk, **about)
    client = _client(clerk)
    back = reverse("registry_give_back", args=[handed.pk])
    assert back in client.get(reverse("registry_documents")).content.decode()
    assert client.post(back).status_code == 302
    with town.seen_by(clerk), pytest.raises(NotAllowed):
        read_document(by=clerk, **about)
    with town.seen_by(other):
        take_up_document(by=other, **about)
        assert read_document(by=other, **about) == SCAN
    with town.seen_by(town.admin):
        done = AuditEvent.objects.filter(action="inspections.give_back_document")
        assert done.count() == 1


def test_what_an_absent_colleague_holds_is_let_go_after_two_days(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    other, taken = _clerk(town, "other"), timezone.now()
    about = {"municipality": town.code, "document": handed.pk}
    with town.seen_by(clerk):
        take_up_document(by=clerk, at=taken, **about)
    with town.seen_by(other):
        with pytest.raises(Conflict):
            give_back_document(by=other, at=taken + timedelta(hours=47), **about)
        give_back_document(by=other, at=taken + timedelta(hours=48), **about)
        take_up_document(by=other, at=taken + timedelta(hours=48), **about)
    with town.seen_by(town.lead), pytest.raises(NotAllowed):
        give_back_document(by=town.lead, at=taken + timedelta(hours=60), **about)


def test_the_clerks_get_a_mail_that_says_neither_whose_nor_what(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    with town.seen_by(town.admin):
        [mail] = Message.objects.filter(email="clerk@test.example")
    assert reverse("registry_documents") in mail.body
    for told in (visit.number, str(visit.address), "Lindelaan"):
        assert told not in f"{mail.subject} {mail.body}"


def test_a_document_that_is_sent_again_makes_no_second_mail(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    again = sealed_for_box(_key(town), SCAN)
    _hand_over(town, visit, again)
    _hand_over(town, visit, again)
    with town.seen_by(town.admin):
        assert Message.objects.filter(email="clerk@test.example").count() == 2


def test_the_key_of_a_closed_box_goes_when_nothing_can_wait_under_it(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    closed, old = timezone.now(), _key(town)
    with town.seen_by(clerk):
        close_box(by=clerk, municipality=town.code, at=closed)
        open_box(by=clerk, municipality=town.code, name="Registry", at=closed)
    # A phone handed this over under the old key, after the new box was opened.
    _hand_over(town, visit, sealed_for_box(old, SCAN))
    _by_the_clock(closed + KEY_KEPT - timedelta(hours=1))
    assert _keys(town, clerk) == [True, True]
    gone = closed + KEY_KEPT
    _by_the_clock(gone)
    _by_the_clock(gone + timedelta(days=1))
    assert _keys(town, clerk) == [False, True]
    with town.seen_by(clerk):
        first = RegistryBox.objects.order_by("pk").first()
        assert first is not None
        assert first.wiped_at == gone
        with pytest.raises(IntegrityError), atomic():
            RegistryBox.objects.filter(pk=first.pk).update(
                sealed=b"x", row_key=b"x", wiped_at=None
            )


def test_the_key_of_an_open_box_never_goes(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    _by_the_clock(timezone.now() + timedelta(days=900))
    assert _keys(town, clerk) == [True]
    with town.seen_by(clerk), pytest.raises(IntegrityError), atomic():
        RegistryBox.objects.update(sealed=b"", row_key=b"", wiped_at=timezone.now())


def _by_the_clock(at: datetime) -> None:
    with patch.object(jobs, "now", lambda: at):
        wipe_documents_task(timestamp=0)


def _keys(town: VisitTown, clerk: Actor) -> list[bool]:
    """Of each box, the oldest first, whether its key is still here."""
    with town.seen_by(clerk):
        boxes = RegistryBox.objects.order_by("pk")
        return [bool(bytes(one.sealed)) and bool(bytes(one.row_key)) for one in boxes]


def test_the_worker_finds_the_job_that_empties_the_boxes_each_night() -> None:
    tasks = current_app.tasks
    assert tasks["inspections.wipe_documents"].queue == Queue.NIGHTLY
    crons = {
        task.task.name: task.cron
        for task in current_app.periodic_registry.periodic_tasks.values()
    }
    assert crons["inspections.wipe_documents"] == "50 2 * * *"


def test_without_a_box_a_phone_hears_of_no_registry(town: VisitTown) -> None:
    with town.seen_by(town.lead):
        assert registry_of(town.code) is None


def _hand_over(town: VisitTown, visit: Visit, document: SealedDocument) -> None:
    with town.seen_by(town.second):
        hand_over_document(
            by=town.second, visit=visit.pk, document=document, at=timezone.now()
        )


def _key(town: VisitTown) -> dict[str, object]:
    with town.seen_by(town.lead):
        address = registry_of(town.code)
    assert address is not None
    return dict(address.key)


def test_by_the_clock_goes_what_nobody_came_for_in_every_municipality(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    wipe_documents_task(timestamp=0)
    with town.seen_by(clerk):
        assert bytes(RegistryDocument.objects.get(pk=handed.pk).content) != b""
    late = timezone.now() + KEPT + timedelta(hours=1)
    with patch.object(jobs, "now", lambda: late):
        wipe_documents_task(timestamp=0)
    with town.seen_by(clerk):
        gone = RegistryDocument.objects.get(pk=handed.pk)
        assert (bytes(gone.content), gone.done_at) == (b"", late)


def test_one_municipality_that_fails_does_not_keep_the_documents_of_another(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    make_visit_town("GM9002", "Tweestad")
    late = timezone.now() + KEPT + timedelta(hours=1)
    wipe = jobs.wipe_town

    def fails(code: str, at: datetime) -> int:
        if code != town.code:
            raise ValueError(code)
        return wipe(code, at)

    with (
        patch.object(jobs, "now", lambda: late),
        patch.object(jobs, "wipe_town", fails),
        pytest.raises(RuntimeError, match="GM9002"),
    ):
        wipe_documents_task(timestamp=0)
    with town.seen_by(clerk):
        assert bytes(RegistryDocument.objects.get(pk=handed.pk).content) == b""


def test_the_box_is_full_by_the_size_of_what_waits_and_not_by_number_alone(
    town: VisitTown, visit: Visit, handed: RegistryDocument
) -> None:
    with town.seen_by(town.lead):
        address = registry_of(town.code)
        assert address is not None
        one = sealed_for_box(dict(address.key), SCAN * 10)
        room = len(handed.content) + len(one.content)
        for most, fits in ((room - 1, False), (room, True)):
            with patch.object(registry_box, "_MOST_BYTES_WAITING", most):
                if fits:
                    _hands_over(town, visit, one)
                else:
                    with pytest.raises(Conflict, match="full"):
                        _hands_over(town, visit, one)
        assert RegistryDocument.objects.filter(uid=one.id).count() == 1


def _hands_over(town: VisitTown, visit: Visit, one: SealedDocument) -> None:
    hand_over_document(by=town.lead, visit=visit.pk, document=one, at=timezone.now())


def test_the_registry_can_ask_who_handed_it_over(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    assert handed.handed_by_id == town.lead.user_id
    _hand_over(town, visit, sealed_for_box(_key(town), SCAN))
    with town.seen_by(clerk):
        [_, second] = documents_waiting(by=clerk, municipality=town.code)
    assert second.handed_by_id == town.second.user_id


def test_what_no_clerk_could_open_is_not_taken_in(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    good = sealed_for_box(_key(town), SCAN)
    for wrong in (replace(good, key=good.key[1:]), replace(good, iv=good.iv + b"7")):
        with pytest.raises(Invalid):
            _hand_over(town, visit, wrong)


def test_what_was_sealed_for_another_key_says_so(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    good = sealed_for_box(_key(town), SCAN)
    _hand_over(town, visit, replace(good, key=bytes(len(good.key))))
    again = sealed_for_box(_key(town), SCAN)
    _hand_over(town, visit, replace(again, content=again.content[:-1] + b"?"))
    with town.seen_by(clerk):
        for one in documents_waiting(by=clerk, municipality=town.code)[1:]:
            about = {"municipality": town.code, "document": one.pk}
            take_up_document(by=clerk, at=timezone.now(), **about)
            with pytest.raises(Conflict):
                read_document(by=clerk, at=timezone.now(), **about)


def test_a_new_box_has_a_new_key_and_what_waits_under_the_old_one_still_opens(
    town: VisitTown, clerk: Actor, visit: Visit, handed: RegistryDocument
) -> None:
    old = _key(town)
    here = {"municipality": town.code, "at": timezone.now()}
    with town.seen_by(clerk):
        close_box(by=clerk, **here)
        with pytest.raises(NotFound):
            close_box(by=clerk, **here)
    with town.seen_by(town.lead):
        assert registry_of(town.code) is None
    with pytest.raises(Conflict):
        _hand_over(town, visit, sealed_for_box(old, SCAN))
    with town.seen_by(clerk):
        open_box(by=clerk, name="Registry", **here)
        with pytest.raises(Conflict):
            open_box(by=clerk, name="Registry", **here)
        assert RegistryBox.objects.filter(municipality_id=town.code).count() == 2
    assert _key(town) != old
    # A phone that got the old key before hands over after it was replaced.
    _hand_over(town, visit, sealed_for_box(old, SCAN))
    with town.seen_by(clerk):
        for one in documents_waiting(by=clerk, municipality=town.code):
            take_up_document(by=clerk, document=one.pk, **here)
            assert read_document(by=clerk, document=one.pk, **here) == SCAN


def test_no_inspector_closes_the_box(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    with town.seen_by(town.lead), pytest.raises(NotAllowed):
        close_box(by=town.lead, municipality=town.code, at=timezone.now())


def test_the_box_is_closed_on_its_page_after_a_tick(
    town: VisitTown, clerk: Actor, handed: RegistryDocument
) -> None:
    client, page = _client(clerk), reverse("registry_box")
    # What somebody sends from the page of before it was open closes nothing.
    assert client.post(page, {"name": "Registry"}).status_code == 200
    _key(town)
    assert client.post(page, {"sure": "on"}).status_code == 302
    with town.seen_by(town.lead):
        assert registry_of(town.code) is None
    assert client.post(page, {"name": "Registry"}).status_code == 302
    _key(town)
