"""What no honest system sends gets an answer all the same, and changes nothing."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.integration.api.systems import System, guest_of, stay, stored, token_for
from tests.world import House

pytestmark = pytest.mark.django_db
HALF = "\ud800"  # half a sign: JSON can write it, no text can hold it


def _sent(system: System, body: str | bytes, path: str = "/stays") -> Any:
    return Client().generic(
        "POST",
        f"/api/v1{path}",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {system.secret}", "Accept-Language": "en"},
    )


@pytest.mark.parametrize("accept_good", [True, False])
def test_half_a_sign_is_refused_wherever_it_stands(
    system: System, house: House, accept_good: bool
) -> None:
    for odd in (
        stay(house, 1, reference=HALF),
        stay(house, 1, name=HALF),
        stay(house, 1, room=HALF),
        {**stay(house, 1), HALF: "x"},
    ):
        answer = system.post(odd, accept_good=accept_good)
        assert answer.status_code in {200, 400}, answer.content
        assert answer.json().get("new", 0) == 0
    assert system.put(house, "2026-11-01", guest_of(1, **{HALF: 1})).status_code == 400
    assert system.put(house, "2026-11-01", guest_of(1, name=HALF)).status_code == 400
    assert system.ask("POST", "/stays", {"stays": [], HALF: 1}).status_code == 400
    assert stored(house) == []


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400"])
def test_no_number_is_no_value(number: str, system: System, house: House) -> None:
    for name in ("arrival", "location", "reference", "room"):
        item = json.dumps({**stay(house, 1), name: "?"}).replace('"?"', number)
        answer = _sent(system, f'{{"acceptGood": true, "stays": [{item}]}}')
        assert answer.status_code in {200, 400}
        assert answer.json().get("new", 0) == 0
    assert _sent(system, f'{{"stays": {number}}}').status_code == 400


@pytest.mark.parametrize("day", [20261101, 738825, 1793491200, True, ["2026-11-01"]])
def test_a_date_is_no_number(day: object, system: System, house: House) -> None:
    assert system.post(stay(house, 1, arrival=day)).status_code == 400
    assert stored(house) == []


def test_a_nest_is_no_field(system: System, house: House) -> None:
    for depth in (50, 200, 900, 5000):
        nest = "[" * depth + "]" * depth
        item = json.dumps(stay(house, 1, name="?")).replace('"?"', nest)
        answer = _sent(system, f'{{"stays": [{item}]}}')
        assert answer.status_code == 400, depth


def test_an_address_of_another_host_is_refused(system: System) -> None:
    answer = system.ask("GET", "/stays?limit=1", Host="evil.example")
    assert answer.status_code in {200, 400}
    assert "evil.example" not in str(answer.content) + str(answer.headers)


def test_a_cursor_cannot_reach_further(
    system: System, house: House, neighbour: House
) -> None:
    System(token_for(neighbour)).post(stay(neighbour, 1))
    system.post(stay(house, 1))
    for cursor in ("YTA", "YjkyMjMzNzIwMzY4NTQ3NzU4MDc"):  # a0, b9223372036854775807
        found = system.get(f"/stays?cursor={cursor}").json()["results"]
        assert {each["location"] for each in found} == {house.location.pk}
    for cursor in ("YS0x", "YTEyMzQ1Njc4OTAxMjM0NTY3ODkwMQ", "YdmjMg", "", "a1", "%00"):
        assert system.get(f"/stays?cursor={cursor}").status_code == 400, cursor


def test_an_answer_is_not_told_to_a_token_that_may_not_read(house: House) -> None:
    key = {"Idempotency_Key": "1f0c2d5e-8a53-4c58-9d0a-5a8f5b2f7c11"}
    System(token_for(house)).post(stay(house, 1), **key)
    writes = System(token_for(house, "stays:write"))
    assert writes.post(stay(house, 1), **key).status_code == 409
    same = System(token_for(house))
    assert same.post(stay(house, 1), **key)["Idempotency-Replayed"] == "true"
