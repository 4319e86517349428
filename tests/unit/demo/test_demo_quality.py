"""The demo shows quality: good houses and poor ones, and some nobody spoke of."""

import json
from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

import pytest

from onderdak.housing.quality.domain.whose_counts import ROOMS
from onderdak.project.demo.plan import DAY_ONE, World
from onderdak.project.demo.quality_rows import quality
from onderdak.project.demo.world import build_world
from onderdak.rules import Catalogue, UnreadableFacts, load_catalogue, read_facts

SEED = 20250101
ON = date(2026, 11, 21)


@cache
def world() -> World:
    return build_world(SEED)


@cache
def rows(on: date = ON) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [dict(zip(columns.split(), row, strict=True)) for row in found]
        for table, columns, found in quality(world(), on)
    }


def test_everything_that_was_stated_can_be_read_by_the_norms() -> None:
    stated, catalogue = rows()["quality_statedfact"], load_catalogue()
    unreadable = [fault for row in stated if (fault := _fault(row, catalogue))]
    assert stated
    assert unreadable == []


def _fault(row: dict[str, Any], catalogue: Catalogue) -> str:
    """Why a fact cannot be read as part of a facts file; empty where it can."""
    value, path = json.loads(row["value"]), row["path"].split(".")
    unit = {"rooms": value} if row["path"] == ROOMS else None
    for key in reversed(path if unit is None else []):
        value = {key: value}
    of_unit = unit or value.get("unit")
    try:
        read_facts({"units": [of_unit]} if of_unit else value, catalogue)
    except UnreadableFacts as fault:
        return f"{row['path']}: {fault}"
    return ""


def test_of_most_houses_something_is_known_and_of_some_nothing() -> None:
    spoken = {row["location_id"] for row in rows()["quality_statedfact"]}
    share = len(spoken) / len(world().locations)
    assert 0.7 < share < 0.9


def test_an_inspection_sees_some_things_otherwise() -> None:
    said: dict[Any, dict[str, Any]] = defaultdict(dict)
    for row in rows()["quality_statedfact"]:
        key = (row["location_id"], row["place"], row["path"])
        said[key][row["source"]] = row["value"]
    both = [one for one in said.values() if len(one) == 2]
    assert any(one["inspection"] != one["provider"] for one in both)
    assert any(one["inspection"] == one["provider"] for one in both)


def test_the_past_is_the_same_whatever_the_day_of_loading() -> None:
    earlier = date(2026, 3, 1)
    before = rows(earlier)["quality_statedfact"]
    assert before
    assert before == [
        row for row in rows()["quality_statedfact"] if row["observed_on"] <= earlier
    ]


def test_one_growth_plan_is_agreed_and_half_done() -> None:
    (plan,) = rows()["quality_growthplan"]
    assert plan["provider_agreed_on"]
    assert plan["municipality_agreed_on"]
    done = [bool(step["done_on"]) for step in rows()["quality_growthstep"]]
    assert done == [True, True, False, False]


@pytest.mark.parametrize("on", [DAY_ONE, date(2025, 2, 3)])
def test_nothing_of_it_is_older_than_the_registers(on: date) -> None:
    assert [row for found in rows(on).values() for row in found] == []
