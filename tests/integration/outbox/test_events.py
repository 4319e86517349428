"""Events: each listener gets each event once, apart from what befalls the others."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.outbox.contract import (
    announce,
    deliver_now,
    on_event,
    send_mail,
    try_events_again,
)
from onderdak.foundation.outbox.delivering import deliver_event
from onderdak.foundation.outbox.domain.patience import MOST_ATTEMPTS
from onderdak.foundation.outbox.models import Delivery, Message, OutboxEvent
from onderdak.foundation.outbox.registry import Handler, Payload, forget

pytestmark = pytest.mark.django_db(transaction=True)

TOWN = Scope(municipalities=frozenset({"GM9001"}))
Listen = Callable[[str, Handler], None]


@pytest.fixture
def listen() -> Iterator[Listen]:
    yield lambda name, handler: on_event("test.happened", name, handler)
    forget("test.happened")


def happen() -> None:
    with transaction.atomic():
        announce("test.happened", {"municipality": "GM9001", "number": 7})


def in_vain(cause: Callable[[], None]) -> None:
    with transaction.atomic():
        cause()
        raise ZeroDivisionError


def broken(_: Payload) -> None:
    with scope(TOWN):
        send_mail(
            to="a@test.example",
            subject="x",
            body="x",
            kind="test",
            municipality="GM9001",
        )
    raise ZeroDivisionError("the name of a guest")


def make_due() -> None:
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(hours=1))


def states() -> dict[str, str]:
    return dict(Delivery.objects.values_list("handler", "state"))


def test_an_event_without_listeners_is_done() -> None:
    happen()
    assert OutboxEvent.objects.get().delivered_at is not None
    assert Delivery.objects.count() == 0


def test_a_listener_gets_what_happened_once(listen: Listen) -> None:
    heard: list[Payload] = []
    listen("test.hear", heard.append)
    happen()
    assert heard == []  # not in the transaction of the cause
    assert OutboxEvent.objects.get().delivered_at is None
    number = Delivery.objects.get().pk
    assert [deliver_event(number), deliver_event(number)] == ["done", ""]
    assert heard == [{"municipality": "GM9001", "number": 7}]
    assert OutboxEvent.objects.get().delivered_at is not None


def test_a_cause_that_fails_announces_nothing(listen: Listen) -> None:
    listen("test.hear", lambda _: None)
    with pytest.raises(ZeroDivisionError):
        in_vain(happen)
    assert (OutboxEvent.objects.count(), Delivery.objects.count()) == (0, 0)


def test_a_listener_that_fails_neither_stops_nor_repeats_the_others(
    listen: Listen,
) -> None:
    heard: list[Payload] = []
    listen("test.fail", broken)
    listen("test.hear", heard.append)
    happen()
    for _ in range(3):
        list(deliver_now())
        make_due()
    assert states() == {"test.fail": "failed", "test.hear": "done"}
    assert len(heard) == 1
    assert OutboxEvent.objects.get().delivered_at is None


def test_what_a_failing_listener_wrote_is_taken_back(listen: Listen) -> None:
    listen("test.fail", broken)
    happen()
    list(deliver_now())
    with scope(TOWN):
        assert Message.objects.count() == 0
    assert Delivery.objects.get().last_error == "ZeroDivisionError"


def test_a_listener_that_keeps_failing_is_stuck_until_it_is_mended(
    listen: Listen,
) -> None:
    heard: list[Payload] = []
    listen("test.fail", broken)
    happen()
    for _ in range(MOST_ATTEMPTS):
        list(deliver_now())
        make_due()
    assert states() == {"test.fail": "stuck"}
    assert list(deliver_now()) == []
    listen("test.fail", heard.append)
    assert try_events_again() == 1
    assert list(deliver_now()) == ["done"]
    assert len(heard) == 1


def test_a_listener_that_is_gone_is_a_failure_that_is_seen(listen: Listen) -> None:
    listen("test.gone", lambda _: None)
    happen()
    forget("test.happened")
    assert list(deliver_now()) == ["failed"]
    assert Delivery.objects.get().last_error == "KeyError"
