"""What came of visits in the demo: reports, letters, repairs and a partner's link."""

from datetime import date
from itertools import chain

import pytest

from onderdak.project.demo.enforcement_settings import enforcement_settings
from onderdak.project.demo.loader import SEED
from onderdak.project.demo.plan import World
from onderdak.project.demo.report_rows import reports
from onderdak.project.demo.visit_plan import VISITS
from onderdak.project.demo.visit_report_rows import visit_reports
from onderdak.project.demo.visit_reports import told_visits
from onderdak.project.demo.visit_rows import warrant_id
from onderdak.project.demo.visit_setting_rows import visit_settings
from onderdak.project.demo.visit_told import OF_TOWN, POINTS, SIGNED, SPACE, WAITING
from onderdak.project.demo.world import build_world

ON = date(2026, 11, 21)
Rows = dict[str, list[dict[str, object]]]


@pytest.fixture(scope="module")
def world() -> World:
    return build_world(SEED)


@pytest.fixture(scope="module")
def rows(world: World) -> Rows:
    return {
        table: [dict(zip(columns.split(), row, strict=True)) for row in there]
        for table, columns, there in visit_reports(world, ON)
    }


def _of(rows: Rows, table: str, visit: int) -> list[dict[str, object]]:
    return [one for one in rows[f"inspections_{table}"] if one["visit_id"] == visit]


def test_a_breach_of_law_stands_in_a_report_that_all_signed(rows: Rows) -> None:
    for visit in (SIGNED, OF_TOWN):
        found = {
            str(one["key"]): one
            for one in _of(rows, "finding", visit)
            if one["outcome"] == "breaches" and one["kind"] == "law"
        }
        assert set(found) == {SPACE, POINTS}
        report = _of(rows, "visitreport", visit)[0]
        assert report["locked_at"] is not None
        assert {one["key"] for one in _of(rows, "findingterm", visit)} == set(found)


def test_one_visit_has_photos_a_conflict_an_entry_and_an_addendum(
    world: World, rows: Rows
) -> None:
    reports = _of(rows, "visitreport", SIGNED)
    assert [one["kind"] for one in reports] == ["findings", "entry", "addendum"]
    assert all(one["locked_at"] is not None for one in reports)
    assert reports[1]["dwelling_id"] == reports[1]["warrant_id"] == warrant_id(SIGNED)
    [step] = rows["inspections_copystep"]
    assert step["report_id"] == reports[1]["id"]
    signed = {one["report_id"] for one in rows["inspections_signature"]}
    assert {one["id"] for one in reports} <= signed
    photos = _of(rows, "photo", SIGNED)
    typed = {one["path"] for one in _of(rows, "operation", SIGNED)}
    assert len(photos) == 3
    assert {f"photo/{one['uid']}" for one in photos} <= typed
    [told] = [one for one in told_visits(world, ON) if one.plan.visit == SIGNED]
    unsettled = [path for path, one in told.here.state.items() if not one.settled]
    assert unsettled == list(told.plan.otherwise)


def test_no_two_keys_of_the_demo_have_one_number(world: World) -> None:
    every = chain(
        reports(world, ON),
        visit_reports(world, ON),
        visit_settings(ON),
        enforcement_settings(world, ON),
    )
    numbers = [
        row[0]
        for table, _columns, there in every
        if table == "privacy_datakey"
        for row in there
    ]
    assert len(numbers) == len(set(numbers)) > 4


def test_one_report_waits_for_a_second_signature(rows: Rows) -> None:
    [report] = _of(rows, "visitreport", WAITING)
    assert report["locked_at"] is None
    signed = [
        one for one in rows["inspections_signature"] if one["report_id"] == report["id"]
    ]
    assert len(signed) == 1
    assert VISITS[WAITING - 1].town == report["municipality_id"]


def test_repairs_are_told_in_hand_late_and_mended(rows: Rows) -> None:
    proofs = {one["repair_id"] for one in rows["inspections_repairproof"]}
    how = {
        (one["visit_id"], one["key"]): (
            one["id"] in proofs,
            one["mended_at"] is not None,
            one["last_day"] < ON,
        )
        for one in rows["inspections_repair"]
    }
    assert how[SIGNED, SPACE] == (True, False, False)
    assert how[SIGNED, POINTS] == (True, True, True)
    assert how[OF_TOWN, SPACE] == (False, False, True)


def test_a_house_without_an_account_answers_by_a_link(rows: Rows) -> None:
    letters = {one["visit_id"]: one for one in rows["inspections_repairletter"]}
    assert letters[SIGNED]["provider_id"] is not None
    assert letters[SIGNED]["secret_hash"] is None
    assert letters[OF_TOWN]["provider_id"] is None
    assert letters[OF_TOWN]["secret_hash"] is not None


def test_a_partner_reads_only_the_fields_that_were_decided_on(rows: Rows) -> None:
    [record] = rows["privacy_sharingrecord"]
    [link] = rows["inspections_partnerlink"]
    assert link["sharing_id"] == record["id"]
    for name in record["fields"]:
        assert f'"{name}"' in str(link["shared"])
    assert "reason" not in str(link["shared"])
