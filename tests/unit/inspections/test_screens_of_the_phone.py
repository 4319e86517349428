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
import { visitsOf } from %(reading)s;
globalThis.IntersectionObserver = class { observe() {} };
const { enter, takeBack } = await import(%(door)s);
const { enterDwelling } = await import(%(dwellings)s);
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
        "door": VISIT / "screens/door.mjs",
        "dwellings": VISIT / "screens/dwellings.mjs",
        "reading": VISIT / "screens/reading.mjs",
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
        ({"own_home": True, "named": True}, "ask"),
        ({"own_home": True, "named": True, "dwelling": "1"}, "ask"),
        ({"own_home": True, "named": True, "dwelling": "9"}, "ask"),
        ({"own_home": True, "named": None, "dwelling": "2"}, "ask"),
        ({"own_home": True, "named": True, "dwelling": "2"}, "ask"),
        ({"own_home": True, "named": True, "dwelling": "2", "now_in": "2"}, "enter"),
        ({"own_home": True, "named": True, "dwelling": "3", "now_in": "2"}, "ask"),
        ({"own_home": True, "named": True, "dwelling": "9", "now_in": "9"}, "ask"),
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
    const warrant = {{ dwellings: [{{ id: "1" }}, {{ id: "2" }}, {{ id: 3 }}] }};
    const others = entry.othersOf({{ warrant }});
    console.log(JSON.stringify(entry.roomAccess(model, "r", others)));
    """
    )
    assert told == access


def test_where_the_warrant_names_no_other_dwelling_a_tick_opens_none() -> None:
    told = _told(
        INSIDE
        + """
    await model.put("entry/warrant", true);
    await model.put("room/r/own_home", true);
    await model.put("room/r/named", true);
    await model.put("room/r/dwelling", "1");
    const others = [{ warrant: { dwellings: [{ id: "1" }] } }, { warrant: null }];
    const access = others.map((one) =>
      entry.roomAccess(model, "r", entry.othersOf(one)));
    console.log(JSON.stringify(access));
    """
    )
    assert told == ["ask", "ask"]


ENTERS = """
const app = { model, visit: { id: "1" }, to: (at) => at, go: () => null };
const EARLY = new Date(2026, 2, 9, 5, 30), LATE = new Date(2026, 2, 10, 20, 0);
const PATHS = ["warrant", "serious_danger", "entered_on", "hour"];
const told = () =>
  [entry.insideOn(model), ...PATHS.map((one) => model.get(`entry/${one}`))];
"""


@pytest.mark.parametrize(
    ("ground", "stays"),
    [("warrant", [True, None]), ("danger", [None, True])],
)
@pytest.mark.parametrize("left", [False, True])
def test_a_later_yes_leaves_the_entry_without_consent_recorded(
    ground: str, stays: list[bool | None], left: bool
) -> None:
    """Its report and the copy for the resident are due all the same (Awbi 10, 11)."""
    told = _told(
        ENTERS
        + f"""
    await model.put("entry/consent", "refused");
    await enter(app, {json.dumps(ground)}, EARLY);
    model.drawn();
    const before = told();
    if ({json.dumps(left)}) await model.put("entry/left_at", "06:00");
    await model.put("entry/consent", "given");
    await enter(app, "consent", LATE);
    model.drawn();
    const after = told();
    await model.put("entry/consent", "withdrawn");
    model.drawn();
    console.log(JSON.stringify([before, after, told()]));
    """
    )
    entry = [*stays, "2026-03-09", 5]
    assert told == [[ground, *entry], ["consent", *entry], [None, *entry]]


def test_who_goes_in_with_consent_alone_says_nothing_more() -> None:
    told = _told(
        ENTERS
        + """
    await model.put("entry/consent", "given");
    await enter(app, "consent", LATE);
    console.log(JSON.stringify([told(), model.entry("entry/now_on")]));
    """
    )
    assert told == [["consent", None, None, "2026-03-10", 20], None]


def test_of_two_grounds_the_one_that_opens_least_counts() -> None:
    told = _told("""
    await model.put("entry/entered", true);
    await model.put("entry/serious_danger", true);
    await model.put("entry/consent", "given");
    await colleague("entry/now_on", "danger");
    const one = entry.insideOn(model);
    await colleague("entry/now_on", "consent");
    console.log(JSON.stringify([one, entry.insideOn(model)]));
    """)
    assert told == ["danger", "consent"]


def test_the_emergency_number_is_there_in_every_evening() -> None:
    told = _told("""
    const own = { name: "Us", number: "050" }, spoed = { name: "Spoed", number: "112" };
    const tonight = { phones: [own], visits: [{ id: 1 }, { id: 2, phones: [spoed] }] };
    const numbers = [tonight, { visits: [{ id: 3 }] }].flatMap((one) =>
      visitsOf(one).map((visit) => visit.phones.map((phone) => phone.number)));
    console.log(JSON.stringify(numbers));
    """)
    assert told == [["112", "050"], ["112"], ["112"]]
