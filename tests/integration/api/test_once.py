"""Idempotency-Key: asked again, answered again, done once."""

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from onderdak.foundation.identity.contract import scope
from onderdak.foundation.identity.jobs import forget_answers_task
from onderdak.foundation.identity.models import RememberedAnswer
from tests.integration.api.systems import System, guest_of, stay, stored, token_for
from tests.world import House, acting


def _key() -> dict[str, str]:
    return {"Idempotency_Key": str(uuid4())}


@pytest.mark.django_db
def test_the_same_request_gets_the_same_answer(system: System, house: House) -> None:
    key = _key()
    first = system.post(stay(house, 1), **key)
    again = system.post(stay(house, 1), **key)
    assert first.json() == again.json()
    assert again.json()["new"] == 1
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert len(stored(house)) == 1


@pytest.mark.django_db
def test_another_request_with_the_same_key_is_refused(
    system: System, house: House
) -> None:
    key = _key()
    system.post(stay(house, 1), **key)
    assert system.post(stay(house, 2), **key).status_code == 409
    night = "2026-11-01"
    assert system.put(house, night, guest_of(1), **key).status_code == 409
    assert len(stored(house)) == 1


@pytest.mark.django_db
def test_what_was_refused_may_be_tried_again(system: System, house: House) -> None:
    key = _key()
    assert system.post(stay(house, 1, arrival="x"), **key).status_code == 400
    assert system.post(stay(house, 1), **key).json()["new"] == 1


@pytest.mark.django_db
def test_a_key_is_of_one_provider(
    system: System, house: House, neighbour: House
) -> None:
    key = _key()
    system.post(stay(house, 1), **key)
    other = System(token_for(neighbour))
    assert other.post(stay(neighbour, 1), **key).json()["new"] == 1


@pytest.mark.django_db
def test_a_key_that_is_no_uuid_is_refused(system: System, house: House) -> None:
    answer = system.post(stay(house, 1), Idempotency_Key="42")
    assert answer.status_code == 400
    assert stored(house) == []


@pytest.mark.django_db
def test_after_a_day_the_answer_is_forgotten(system: System, house: House) -> None:
    key = _key()
    system.post(stay(house, 1), **key)
    with scope(acting(house.manager)):
        RememberedAnswer.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    assert system.post(stay(house, 1), **key).json()["unchanged"] == 1
    with scope(acting(house.manager)):
        RememberedAnswer.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    forget_answers_task(0)
    with scope(acting(house.manager)):
        assert RememberedAnswer.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_time_are_done_once(system: System, house: House) -> None:
    key, answers = _key(), []

    def ask() -> None:
        try:
            answers.append(system.post(stay(house, 1), **key))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["new"] for answer in answers} == {1}
    assert _replays(answers) == 5


def _replays(answers: list[Any]) -> int:
    return sum("Idempotency-Replayed" in answer for answer in answers)
