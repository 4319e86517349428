"""A re-inspection asks first what failed before; the rest stays within reach."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from onderdak.foundation.identity.contract import normbook
from onderdak.supervision.inspections.domain.asked import facts_asked_again

NODE = shutil.which("node")
KIT = (
    Path(__file__).parents[3]
    / "src/onderdak/web/pages/static/onderdak/visit/screens/kit.mjs"
)
ALARMS = {"rule": "A12", "part": "smoke_alarms", "place": "", "words": "Rookmelders"}


def test_the_facts_are_those_of_the_norms_that_failed() -> None:
    assert facts_asked_again([ALARMS], normbook().norms) == ["unit.fire.smoke_alarms"]
    assert facts_asked_again([], normbook().norms) == []
    more = facts_asked_again([ALARMS, {"rule": "A01", "part": ""}], normbook().norms)
    assert {"unit.people", "unit.floor_area", "unit.fire.smoke_alarms"} <= set(more)


@pytest.mark.skipif(NODE is None, reason="there is no node here")
@pytest.mark.parametrize(
    ("again", "now"),
    [
        (["unit.fire.smoke_alarms", "room.people"], ["alarms", "people"]),
        ([], ["alarms", "toilets", "people", "word"]),
    ],
)
def test_a_phone_parts_the_questions_by_what_failed(
    again: list[str], now: list[str]
) -> None:
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
            const app = {{ visit: {{ asked_again: {json.dumps(again)} }} }};
            const keys = (some) => some.map((one) => one.key);
            console.log(JSON.stringify(parted(app, {given}).map(keys)));
            """,
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    asked, besides = json.loads(done.stdout)
    assert asked == now
    assert sorted([*asked, *besides]) == sorted(items)
