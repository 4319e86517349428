"""The demo shows supervision: one provider that went quiet, and one that forgets."""

from collections import defaultdict
from datetime import date, timedelta
from functools import cache

import pytest

from onderdak.project.demo.facts import NIJMEGEN
from onderdak.project.demo.plan import DAY_ONE, World
from onderdak.project.demo.register import Register, register_on
from onderdak.project.demo.supervision_rows import (
    silent_provider,
    supervision,
    weekly_lists,
)
from onderdak.project.demo.world import build_world

SEED = 20250101
ON = date(2026, 11, 21)
BY = 1


@cache
def loaded(on: date = ON) -> tuple[World, Register]:
    world = build_world(SEED)
    return world, register_on(world, on)


def rows(table: str, on: date = ON) -> list[tuple[object, ...]]:
    found = {name: list(some) for name, _, some in supervision(*loaded(on), by=BY)}
    return found[table]


def test_the_silent_provider_declared_each_week_and_stopped_five_weeks_ago() -> None:
    silent = silent_provider(*loaded())
    days = [row[4].date() for row in weekly_lists(*loaded(), by=BY)]
    assert max(days) == ON - timedelta(days=35)
    assert {row[2] for row in weekly_lists(*loaded(), by=BY)} == {silent}


def test_it_was_reminded_two_weeks_ago_and_may_still_respond() -> None:
    silent = silent_provider(*loaded())
    (step,) = (row for row in rows("nights_compliancestep") if row[2] == silent)
    assert step[3:7] == ("reminder", "silent", ON - timedelta(days=14), ON)


def test_everyone_else_but_one_confirmed_every_night_of_the_last_month() -> None:
    nights = defaultdict(set)
    for row in rows("nights_nightconfirmation"):
        nights[row[2]].add(row[4])
    month = {ON - timedelta(days=back) for back in range(1, 31)}
    short = {provider for provider, known in nights.items() if not month <= known}
    assert len(short) == 2
    assert silent_provider(*loaded()) in short
    assert {row[1] for row in rows("nights_nightconfirmation")} == {NIJMEGEN}


@pytest.mark.parametrize("on", [DAY_ONE, date(2025, 2, 3)])
def test_nothing_of_it_is_older_than_the_registers(on: date) -> None:
    nights = [row[4] for row in rows("nights_nightconfirmation", on)]
    lists = [row[4].date() for row in weekly_lists(*loaded(on), by=BY)]
    assert all(night >= DAY_ONE for night in [*nights, *lists])
    assert rows("nights_compliancestep", on) == []
