"""What the screens of a visit make of two inspectors who recorded something else."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

NODE = shutil.which("node")
VISIT = Path(__file__).parents[3] / "src/onderdak/web/pages/static/onderdak/visit"
pytestmark = pytest.mark.skipif(NODE is None, reason="there is no node here")

# A store as book.mjs is one: it holds what came in, also what no screen showed yet.
STORE = """
import { merged, operation } from %(merge)s;
import { Model } from %(model)s;
import * as entry from %(entry)s;
const all = [];
let turn = Promise.resolve();
const store = {
  Refused: class extends Error {},
  isOpen: () => true,
  fileOf: async () => null,
  operationsOf: async () => [...all],
  addOperation: (visit, typed) => (turn = turn.then(async () => {
    const at = new Date().toISOString();
    const made = operation(merged(all), { device: "mine", n: 0, at, ...typed });
    await null;
    all.push(made);
    return made;
  })),
};
const model = await new Model("1", store).load();
let number = 0;
async function colleague(path, typed, replaces = []) {
  number += 1;
  all.push({ id: `theirs-${number}`, device: "theirs", n: number, path, typed,
             replaces, at: "2026-03-01" });
  await model.load();
}
const stands = (path) =>
  (model.entry(path)?.values ?? []).map((one) => one.typed).sort();
"""


def _told(script: str) -> Any:
    """What a script tells of the screens."""
    names = {
        "merge": VISIT / "merge.mjs",
        "model": VISIT / "screens/model.mjs",
        "entry": VISIT / "screens/entry.mjs",
    }
    begins = STORE % {name: json.dumps(at.as_uri()) for name, at in names.items()}
    done = subprocess.run(
        [str(NODE), "--input-type=module", "-e", begins + script],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_what_was_on_no_screen_is_not_replaced() -> None:
    """A colleague's answer came in under the fingers: both stand."""
    told = _told("""
    await model.put("unit/main/floor_area", "40");
    model.drawn();
    await colleague("unit/main/floor_area", "44", [all[0].id]);
    model.later("unit/main/floor_area", "41");
    await model.flush();
    const both = stands("unit/main/floor_area");
    await model.put("unit/main/floor_area", "42");
    const still = stands("unit/main/floor_area");
    model.drawn();
    await model.put("unit/main/floor_area", "44");
    console.log(JSON.stringify([both, still, stands("unit/main/floor_area")]));
    """)
    assert told == [["41", "44"], ["42", "44"], ["44"]]


def test_what_is_being_typed_hides_what_came_in() -> None:
    """A screen drawn anew shows what is typed, not what the colleague typed."""
    told = _told("""
    model.later("unit/main/people", 3);
    await colleague("unit/main/people", 5);
    model.drawn();
    await model.flush();
    console.log(JSON.stringify(stands("unit/main/people")));
    """)
    assert told == [3, 5]


def test_own_answers_replace_one_another_however_fast() -> None:
    told = _told("""
    model.drawn();
    const taps = [1, 2, 3].map((one) => model.put("unit/main/people", one));
    await Promise.all(taps);
    console.log(JSON.stringify(stands("unit/main/people")));
    """)
    assert told == [3]


def test_an_answer_that_was_seen_is_replaced() -> None:
    told = _told("""
    await colleague("unit/main/people", 5);
    model.drawn("unit/main/people");
    await model.put("unit/main/people", 6);
    console.log(JSON.stringify(stands("unit/main/people")));
    """)
    assert told == [6]


INSIDE = """
await model.put("entry/entered", true);
await model.put("entry/consent", "given");
model.drawn();
"""


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("given", "withdrawn", "withdrawn"),
        ("refused", "withdrawn", "withdrawn"),
        ("given", "refused", "refused"),
        ("silent", "refused", "refused"),
        ("given", "silent", "silent"),
        ("given", None, None),
        ("given", "given", "given"),
    ],
)
def test_of_two_answers_about_consent_the_strictest_counts(
    one: str, other: str | None, counts: str | None
) -> None:
    told = _told(f"""
    await model.put("entry/entered", true);
    await colleague("entry/consent", {json.dumps(one)});
    await colleague("entry/consent", {json.dumps(other)});
    await colleague("room/r/consent", {json.dumps(one)});
    await colleague("room/r/consent", {json.dumps(other)});
    console.log(JSON.stringify([entry.consentOf(model), entry.insideOn(model)]));
    """)
    assert told == [counts, "consent" if counts == "given" else None]


@pytest.mark.parametrize(
    ("kind", "other", "access"),
    [
        ("bedroom", "refused", "refused"),
        ("kitchen", "refused", "refused"),
        ("bedroom", "withdrawn", "withdrawn"),
        ("bedroom", None, "ask"),
        ("bedroom", "given", "enter"),
    ],
)
def test_a_room_on_which_two_disagree_is_not_open(
    kind: str, other: str | None, access: str
) -> None:
    told = _told(
        INSIDE
        + f"""
    await colleague("room/r/kind", {json.dumps(kind)});
    await colleague("room/r/consent", "given");
    await colleague("room/r/consent", {json.dumps(other)});
    console.log(JSON.stringify(entry.roomAccess(model, "r")));
    """
    )
    assert told == access


def test_who_left_by_one_of_two_answers_has_left() -> None:
    told = _told(
        INSIDE
        + """
    await colleague("entry/left_at", "20:10");
    await colleague("entry/left_at", null);
    const one = [entry.insideOn(model), entry.endedBy(model)];
    console.log(JSON.stringify([one, model.inConflict("entry/left_at")]));
    """
    )
    assert told == [[None, "left"], True]


@pytest.mark.parametrize(
    ("facts", "access"),
    [
        ({}, "ask"),
        ({"own_home": False}, "enter"),
        ({"own_home": True}, "ask"),
        ({"own_home": True, "named": True}, "enter"),
        ({"own_home": True, "named": False}, "ask"),
        ({"own_home": True, "named": False, "consent": "given"}, "enter"),
        ({"own_home": True, "named": False, "consent": "refused"}, "refused"),
        ({"kind": "kitchen"}, "enter"),
    ],
)
def test_a_warrant_opens_only_the_homes_that_it_names(
    facts: dict[str, object], access: str
) -> None:
    told = _told(
        INSIDE
        + f"""
    await model.put("entry/warrant", true);
    const facts = {json.dumps({"kind": "bedroom"} | facts)};
    for (const [name, value] of Object.entries(facts))
      await model.put(`room/r/${{name}}`, value);
    console.log(JSON.stringify(entry.roomAccess(model, "r")));
    """
    )
    assert told == access
