"""The phone says of a warrant what the server says of it, at every moment."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from onderdak.supervision.inspections.domain.warrants import (
    Limits,
    Paper,
    WarrantState,
    may_enter,
)

NODE = shutil.which("node")
SCREENS = (
    Path(__file__).parents[3]
    / "src/onderdak/web/pages/static/onderdak/visit/screens/warrant.mjs"
)
HERE, ELSEWHERE = 1, 2
ISSUED = date(2026, 3, 9)
LAST = date(2026, 3, 12)
LIMITS = Limits(others=3, night_until_hour=6)
ASK = """
import { mayEnter } from %s;
const cases = JSON.parse(await new Response(process.stdin).text());
const said = cases.map(({ warrant, at, absent }) =>
    mayEnter({ warrant }, new Date(...at), absent));
console.log(JSON.stringify(said.map(({ may, article }) => [may, article])));
"""
Case = tuple[Paper | None, datetime, bool]


def _cases() -> Iterator[Case]:
    days = [ISSUED + timedelta(days=each) for each in (-1, 0, 3, 4)]
    for state, day, hour, night, absent, alone, house in product(
        WarrantState,
        days,
        (0, 5, 6, 23),
        (False, True),
        (False, True),
        (False, True),
        (HERE, ELSEWHERE),
    ):
        paper = Paper(
            state=state,
            dwellings=frozenset({house}),
            issued_on=ISSUED,
            valid_until=LAST,
            night=night,
            absent=absent,
        )
        yield paper, datetime(day.year, day.month, day.day, hour, 30), alone
    yield None, datetime(2026, 3, 10, 20), False


def _told(paper: Paper | None, at: datetime, absent: bool) -> dict[str, object]:
    """The same as the phone gets it."""
    warrant = paper and {
        "state": paper.state,
        "names_this_dwelling": HERE in paper.dwellings,
        "issued_on": ISSUED.isoformat(),
        "valid_until": LAST.isoformat(),
        "night": paper.night,
        "absent": paper.absent,
        "night_until_hour": LIMITS.night_until_hour,
    }
    moment = [at.year, at.month - 1, at.day, at.hour, at.minute]
    return {"warrant": warrant, "at": moment, "absent": absent}


@pytest.mark.skipif(NODE is None, reason="there is no node on this machine")
def test_the_phone_says_of_a_warrant_what_the_server_says() -> None:
    cases = list(_cases())
    asked = json.dumps([_told(*case) for case in cases])
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", ASK % json.dumps(SCREENS.as_uri())],
        input=asked,
        capture_output=True,
        text=True,
        check=True,
    )
    here = [
        may_enter(paper, HERE, at, limits=LIMITS, resident_absent=absent)
        for paper, at, absent in cases
    ]
    assert json.loads(done.stdout) == [[one.may, one.article] for one in here]
    assert {one.may for one in here} == {True, False}


@pytest.mark.skipif(NODE is None, reason="there is no node on this machine")
def test_the_phone_notes_the_day_of_its_own_place_also_just_after_midnight() -> None:
    told = f"""
    import {{ dayOf }} from {json.dumps((SCREENS.parent / "reading.mjs").as_uri())};
    console.log(dayOf(new Date("2026-03-10T23:30:00Z")));
    """
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", told],
        env={**os.environ, "TZ": "Europe/Amsterdam"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "2026-03-11"
    door = (SCREENS.parent / "door.mjs").read_text()
    assert 'put("entry/entered_on", dayOf(now))' in door
