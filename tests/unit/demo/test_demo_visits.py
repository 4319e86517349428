"""The visits of the demo: of every kind, with a warrant given and one refused."""

from datetime import date

import pytest

from onderdak.project.demo.loader import SEED
from onderdak.project.demo.plan import World
from onderdak.project.demo.visit_rows import visits
from onderdak.project.demo.world import build_world
from onderdak.supervision.inspections.contract import Kind, State

ON = date(2026, 11, 21)
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SEED)


@pytest.fixture(scope="module")
def rows(world: World) -> Rows:
    return {
        table: [dict(zip(columns.split(), row, strict=True)) for row in there]
        for table, columns, there in visits(world, ON)
    }


def test_every_kind_is_there_and_an_evening_to_walk_through(rows: Rows) -> None:
    there = rows["inspections_visit"]
    assert {one["kind"] for one in there} == set(Kind)
    assert {one["state"] for one in there} == set(State)
    tonight = [one for one in there if one["day"] == ON]
    assert {one["state"] for one in tonight} == {State.PLANNED, State.UNDER_WAY}


def test_what_began_keeps_a_checklist_and_what_did_not_has_none(rows: Rows) -> None:
    for one in rows["inspections_visit"]:
        began = one["state"] not in (State.PLANNED, State.CANCELLED)
        assert (one["checklist"] is not None) == began
        assert bool(one["checklist_digest"]) == began


def test_numbers_go_on_where_the_rows_end(rows: Rows) -> None:
    last = {
        (one["municipality_id"], one["year"]): one["last"]
        for one in rows["inspections_numbergiven"]
    }
    seen: dict[tuple[object, int], int] = {}
    for one in rows["inspections_visit"]:
        year, place = map(int, str(one["number"]).split("-"))
        seen[one["municipality_id"], year] = max(
            place, seen.get((one["municipality_id"], year), 0)
        )
    assert seen == last


def test_warrants_are_given_and_refused_and_one_was_used(rows: Rows) -> None:
    warrants = rows["inspections_warrant"]
    assert {str(one["state"]) for one in warrants} == {"granted", "refused"}
    [used] = [one for one in warrants if one["entered_on"]]
    [entered] = [
        one for one in rows["inspections_warrantdwelling"] if one["entered_on"]
    ]
    assert entered["warrant_id"] == used["id"]
    assert used["issued_on"] <= used["entered_on"] <= used["valid_until"]
    for one in warrants:
        assert one["asked_by_id"] != one["decided_by_id"]


def test_the_same_seed_and_day_give_the_same_rows(world: World, rows: Rows) -> None:
    again = {
        table: [dict(zip(columns.split(), row, strict=True)) for row in there]
        for table, columns, there in visits(world, ON)
    }
    assert again == rows
