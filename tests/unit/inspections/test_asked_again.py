"""A re-inspection asks first what failed before; the rest stays within reach."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from onderdak.foundation.identity.contract import normbook
from onderdak.supervision.inspections.domain.asked import facts_asked_again, is_failed

NODE = shutil.which("node")
KIT = (
    Path(__file__).parents[3]
    / "src/onderdak/web/pages/static/onderdak/visit/screens/kit.mjs"
)
ALARMS = {"rule": "A12", "part": "smoke_alarms", "place": "", "words": "Rookmelders"}


def test_the_facts_are_those_of_the_norms_that_failed() -> None:
    assert facts_asked_again([ALARMS], normbook().norms) == {
        "unit.fire.smoke_alarms": []
    }
    assert facts_asked_again([], normbook().norms) == {}
    more = facts_asked_again([ALARMS, {"rule": "A01", "part": ""}], normbook().norms)
    assert {"unit.people", "unit.floor_area", "unit.fire.smoke_alarms"} <= set(more)


def test_a_fact_is_asked_where_it_failed_and_everywhere_where_no_place_has_a_name() -> (
    None
):
    one, two = ALARMS | {"place": "Unit 2"}, ALARMS | {"place": " unit  1"}
    alarms = "unit.fire.smoke_alarms"
    assert facts_asked_again([one, two], normbook().norms)[alarms] == [
        *("unit 1", "unit 2")
    ]
    assert facts_asked_again([one, ALARMS], normbook().norms)[alarms] == []


@pytest.mark.parametrize(
    ("found", "failed"),
    [
        ("Unit 2", True),
        (" unit  2 ", True),
        ("Unit 3", False),
        ("", True),
        (None, True),
    ],
)
def test_the_same_breach_in_another_unit_is_another(
    found: str | None, failed: bool
) -> None:
    items = [ALARMS | {"place": "Unit 2"}]
    assert is_failed(items, "A12", "smoke_alarms", found) is failed
    assert not is_failed(items, "A12", "escape", found)
    assert is_failed([ALARMS], "A12", "smoke_alarms", found)


@pytest.mark.skipif(NODE is None, reason="there is no node here")
@pytest.mark.parametrize(
    ("again", "unit", "now"),
    [
        (["unit.fire.smoke_alarms", "room.people"], "main", ["alarms", "people"]),
        (
            {"unit.fire.smoke_alarms": [], "room.people": ["unit 2"]},
            "b",
            ["alarms", "people"],
        ),
        ({"unit.fire.smoke_alarms": [], "room.people": ["unit 2"]}, "main", ["alarms"]),
        ({"room.people": ["1"]}, "main", ["people"]),
        ({"room.people": ["1"]}, "c", ["people"]),
        ({"room.people": ["1"]}, "b", []),
        ({}, "main", ["alarms", "toilets", "people", "word"]),
    ],
)
def test_a_phone_parts_the_questions_by_what_failed_and_where(
    again: object, unit: str, now: list[str]
) -> None:
    """`b` has the name "Unit  2", `c` has none, and `main` is the first of three."""
    items = {
        "alarms": "unit/{unit}/fire.smoke_alarms",
        "toilets": "unit/{unit}/sanitary.toilets",
        "people": "room/{room}/people",
        "word": "answer/place/1/word",
    }
    given = json.dumps([{"key": key, "path": path} for key, path in items.items()])
    done = subprocess.run(
        [
            *(str(NODE), "--input-type=module", "-e"),
            f"""
            import {{ parted }} from {json.dumps(KIT.as_uri())};
            const model = {{
              get: (path) => (path === "unit/b/name" ? " Unit  2" : null),
              under: () => ["b", "c"],
            }};
            const app = {{ visit: {{ asked_again: {json.dumps(again)} }}, model }};
            const keys = (some) => some.map((one) => one.key);
            const found = parted(app, {given}, {{ unit: {json.dumps(unit)} }});
            console.log(JSON.stringify(found.map(keys)));
            """,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    asked, besides = json.loads(done.stdout)
    assert asked == now
    assert sorted([*asked, *besides]) == sorted(items)
