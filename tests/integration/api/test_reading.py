"""Reading back: pages by cursor, filters, and never a name."""

import re
from typing import Any

import pytest

from onderdak.foundation.identity.contract import scope
from tests.integration.api.systems import System, stay
from tests.world import House, Town, acting, add_location

pytestmark = pytest.mark.django_db


def _all(system: System, address: str) -> list[list[dict[str, Any]]]:
    """Every page, from the first to the last."""
    pages = []
    while address:
        answer = system.get(address)
        assert answer.status_code == 200, answer.content
        told = answer.json()
        pages.append(told["results"])
        links = {
            rel: url
            for url, rel in re.findall(
                r'<([^>]+)>; rel="(\w+)"', answer.get("Link", "")
            )
        }
        assert links.get("next") == told["next"]
        assert links.get("prev") == told["previous"]
        address = (told["next"] or "").partition("/api/v1")[2]
    return pages


@pytest.fixture
def seven(system: System, house: House) -> House:
    stays = [
        stay(house, n, arrival=f"2026-11-0{n}", departure=f"2026-11-1{n}")
        for n in range(1, 8)
    ]
    assert system.post(*stays).status_code == 200
    return house


def test_pages_hold_every_stay_once(system: System, seven: House) -> None:
    pages = _all(system, "/stays?limit=3")
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [one["reference"] for page in pages for one in page] == [
        f"P-{n}" for n in range(1, 8)
    ]


def test_one_can_go_back(system: System, seven: House) -> None:
    second = system.get("/stays?limit=3").json()["next"].partition("/api/v1")[2]
    first = system.get(second).json()["previous"].partition("/api/v1")[2]
    told = system.get(first).json()
    assert [one["reference"] for one in told["results"]] == ["P-1", "P-2", "P-3"]
    assert told["previous"] is None
    assert told["next"] is not None


@pytest.mark.parametrize(
    ("query", "references"),
    [
        ("reference=P-4", ["P-4"]),
        ("since=2026-11-16", ["P-7"]),
        ("until=2026-11-03", ["P-1", "P-2"]),
        ("since=2026-11-11&until=2026-11-03", ["P-2"]),
        ("municipality=GM9001&reference=P-1", ["P-1"]),
        ("municipality=GM0202", []),
        ("location=999999", []),
    ],
)
def test_filters_narrow_the_list(
    query: str, references: list[str], system: System, seven: House
) -> None:
    told = system.get(f"/stays?{query}").json()
    assert [one["reference"] for one in told["results"]] == references


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=1001", "cursor=onzin", "since=morgen", "location=-1", "naam=x"],
)
def test_a_question_that_cannot_be_right_is_refused(query: str, system: System) -> None:
    answer = system.get(f"/stays?{query}")
    assert answer.status_code == 400
    assert [one["name"] for one in answer.json()["invalidParams"]] == [
        query.partition("=")[0]
    ]


def test_no_answer_holds_a_name(system: System, seven: House) -> None:
    for address in ("/stays", "/locations"):
        body = system.get(address).content.decode()
        assert "Gast" not in body
        assert "Voorbeeldowo" not in body


def test_locations_tell_who_sleeps_there(
    system: System, seven: House, town: Town
) -> None:
    both = acting(seven.manager)
    with scope(
        type(both)(municipalities=frozenset({town.code}), providers=both.providers)
    ):
        for number in range(4):
            add_location(seven.provider, town, f"Huis {number}", capacity=3)
    pages = _all(system, "/locations?limit=2&openOn=2026-11-05")
    assert [len(page) for page in pages] == [2, 2, 1]
    assert pages[0][0]["guests"] == 5
    assert pages[0][0]["municipality"] == "GM9001"
    assert system.get("/locations?openOn=1999-12-31").json()["results"] == []
