"""The norms by the API: open to anyone, the same as the command line and the pages."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from onderdak.foundation.identity import rulebook as remembering
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    judge_on,
    normbook,
    rulebook,
)
from onderdak.rules import pack, read_facts, schema
from tests.integration.api.systems import System

pytestmark = pytest.mark.django_db

ANYONE = System("")
FULL = {"units": [{"use": "dwelling", "floor_area": "95 m2", "people": 8}]}


def _check(facts: object, query: str = "?on=2026-03-01") -> Any:
    return ANYONE.ask("POST", f"/norms/check{query}", facts)


def test_facts_are_checked_as_by_the_command() -> None:
    told = _check(FULL).json()

    judgement = judge_on(date(2026, 3, 1), None)(read_facts(FULL, fact_catalogue()))
    assert told == json.loads(json.dumps(judgement.as_dict()))
    (a01,) = (one for one in told["findings"] if one["rule"] == "A01")
    assert (a01["outcome"], a01["measured"], a01["threshold"]) == ("breaches", 8, 7)
    assert a01["kind"] == "law"


def test_what_is_not_known_is_never_met() -> None:
    told = _check({}).json()
    assert {one["outcome"] for one in told["findings"]} == {"cannot_judge"}


def test_every_slip_in_the_facts_is_told_by_its_place() -> None:
    answer = _check({"people": -1, "units": [{"floor_area": "95"}], "castle": 1})

    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParams"]] == [
        "people",
        "castle",
        "units[0].floor_area",
    ]


@pytest.mark.parametrize("body", [[], "text", 4])
def test_facts_are_an_object(body: object) -> None:
    assert _check(body).status_code == 400


def test_the_list_says_how_each_norm_is_of_use() -> None:
    told = ANYONE.get("/norms?on=2026-03-01").json()
    by_id = {one["id"]: one for one in told["results"]}

    assert len(by_id) == len(normbook().norms)
    assert by_id["A01"]["use"] == "finding"
    assert by_id["A01"]["kind"] == "law"
    assert all(one["reason"] for one in by_id.values() if one["use"] == "text")


def test_one_norm_tells_its_history_and_what_comes() -> None:
    told = ANYONE.get("/norms/A17?on=2025-12-01").json()

    space = next(
        one for one in told["coming"] if one["parameter"] == "akf.floor_area_per_person"
    )
    assert (space["beginsOn"], space["was"], space["becomes"]) == ("2026-01-01", 13, 15)
    (values,) = (
        one["history"] for one in told["parameters"] if one["id"] == space["parameter"]
    )
    assert [value["value"] for value in values if not value["municipality"]] == [13, 15]
    assert all(value["source"] and value["checkedOn"] for value in values)


def test_a_norm_that_is_not_there_is_not_found() -> None:
    assert ANYONE.get("/norms/Z99").status_code == 404
    assert ANYONE.get("/norms/a01").status_code == 400


def test_the_pack_and_the_schema_are_those_of_the_rules() -> None:
    on = date(2026, 3, 1)
    made = pack(rulebook(), normbook(), fact_catalogue(), on=on, municipality=None)
    assert ANYONE.get("/norms/pack?on=2026-03-01").json() == json.loads(
        json.dumps(made)
    )
    assert ANYONE.get("/norms/facts-schema").json() == schema(fact_catalogue())


def test_norms_may_be_read_from_any_page() -> None:
    assert ANYONE.get("/norms")["Access-Control-Allow-Origin"] == "*"


def test_who_asks_too_often_has_to_wait(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    answers = [Client().get("/api/v1/norms/facts-schema") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1]["Retry-After"] == "60"


def test_a_slip_in_the_address_is_told() -> None:
    assert ANYONE.get("/norms?town=GM0202").status_code == 400
    assert ANYONE.get("/norms?municipality=Arnhem").status_code == 400
    assert ANYONE.get("/norms?on=21-11-2026").status_code == 400


@pytest.fixture
def _nobody_came_before() -> None:
    cache.clear()


@pytest.mark.parametrize(
    "facts",
    [
        {"units": [{}] * 251},
        {"units": [{"rooms": [{}] * 501}] * 2},
        {"units": [{"name": "A" * 61}]},
    ],
)
@pytest.mark.usefixtures("_nobody_came_before")
def test_no_more_is_checked_at_once_than_a_large_complex(facts: object) -> None:
    answer = _check(facts)
    assert answer.status_code == 400
    assert "at most" in answer.json()["invalidParams"][0]["reason"]


def test_a_file_that_is_no_file_of_facts_is_too_large() -> None:
    answer = _check({"words": "x" * 512 * 1024})
    assert answer.status_code == 413
    assert "512 kB" in answer.json()["detail"]


@pytest.mark.usefixtures("_nobody_came_before")
def test_much_work_counts_as_many_requests(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 20
    many = {"units": [{}] * 60, "people": 3}
    assert _check(many).status_code == 200  # 1 + 4 + 60 / 5 = 17
    assert _check(FULL).status_code == 429


@pytest.mark.usefixtures("_nobody_came_before")
def test_all_addresses_of_one_connection_are_one_visitor(settings: Any) -> None:
    settings.API_REQUESTS_PER_MINUTE = 2
    answers = [
        Client(REMOTE_ADDR=f"2001:db8:1:2::{last}").get("/api/v1/norms/facts-schema")
        for last in range(1, 4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_days_between_two_changes_share_one_judge() -> None:
    """Who asks for many days and towns neither makes the rest wait nor fills memory."""
    made = remembering._judge_since.cache_info
    first = date(2026, 1, 2)
    judge_on(first, None)
    before = made().misses
    for later in range(100):
        judge = judge_on(first + timedelta(days=later), f"GM{later:04}")
        assert judge.on == first + timedelta(days=later)
        assert judge.municipality == f"GM{later:04}"
    assert made().misses == before


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.usefixtures("_nobody_came_before")
def test_a_day_far_away_is_a_slip_at_every_door(day: str) -> None:
    answer = _check({"contracts": {"notice_given_on": day}})
    assert answer.status_code == 400
    assert ANYONE.get(f"/norms/A17?on={day}").status_code == 400


@pytest.mark.usefixtures("_nobody_came_before")
def test_every_norm_is_read_on_a_day_before_all_values() -> None:
    for rule in normbook().rules:
        assert ANYONE.get(f"/norms/{rule}?on=1901-01-01").status_code == 200
