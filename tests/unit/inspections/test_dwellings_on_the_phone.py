"""Further dwellings behind one address: each opens at its own door and moment."""

from typing import Final

import pytest

from tests.unit.inspections.test_screens_of_the_phone import ENTERS, INSIDE, NODE, _told

pytestmark = pytest.mark.skipif(NODE is None, reason="there is no node here")

# A warrant for the dwelling of the visit and one other, by day and up to the tenth.
WARRANT: Final = (
    ENTERS
    + """
app.visit.warrant = {
  state: "granted", names_this_dwelling: true, issued_on: "2026-03-09",
  valid_until: "2026-03-10", night: false, absent: false, night_until_hour: 6,
  dwellings: [{ id: "1" }, { id: "2" }],
};
app.t = (key) => key;
const others = entry.othersOf(app.visit);
const room = async (id, facts) => {
  for (const [name, value] of Object.entries(facts))
    await model.put(`room/${id}/${name}`, value);
};
const SECOND = { kind: "bedroom", own_home: true, named: true, dwelling: "2" };
const access = (id) => entry.roomAccess(model, id, others);
const of = (id) => ["entered", "entered_on", "entered_at", "hour", "now_in"]
  .map((name) => model.get(`room/${id}/${name}`));
const GOES_IN = new Date(2026, 2, 9, 20, 0), LATER = new Date(2026, 2, 10, 7, 5);
"""
)


@pytest.mark.parametrize("kind", ["living", "kitchen", "bathroom", "bedroom"])
@pytest.mark.parametrize("ground", ["consent", "warrant"])
def test_a_yes_at_the_front_door_opens_no_room_of_another_dwelling(
    kind: str, ground: str
) -> None:
    """Neither does a warrant that names the first dwelling."""
    told = _told(
        WARRANT
        + f"""
    await model.put("entry/consent", "given");
    await enter(app, {ground!r}, GOES_IN);
    await room("r", {{ kind: {kind!r}, unit: "two", own_home: false }});
    const before = [access("r"), entry.unitAccess(model, "two", others)];
    await room("r", {{ unit: "main" }});
    console.log(JSON.stringify([before, entry.isShared(model, "r"), access("r")]));
    """
    )
    shared = kind != "bedroom"
    opens = "enter" if shared or ground == "warrant" else "ask"
    assert told == [["ask", "ask"], shared, opens]


@pytest.mark.parametrize(
    ("said", "access"),
    [
        ("given", ["enter", "ask", "enter"]),
        ("refused", ["refused", "refused", "refused"]),
        ("withdrawn", ["withdrawn", "withdrawn", "withdrawn"]),
        (None, ["ask", "ask", "ask"]),
    ],
)
def test_who_lives_in_another_dwelling_opens_what_is_shared_in_it(
    said: str | None, access: list[str]
) -> None:
    """A bedroom there asks who sleeps in it, as everywhere."""
    told = _told(
        INSIDE
        + f"""
    await model.put("room/kitchen/kind", "kitchen");
    await model.put("room/kitchen/unit", "two");
    await model.put("room/bed/kind", "bedroom");
    await model.put("room/bed/unit", "two");
    await model.put("unit/two/consent", {"null" if said is None else repr(said)});
    const rooms = ["kitchen", "bed"].map((one) => entry.roomAccess(model, one));
    console.log(JSON.stringify([...rooms, entry.unitAccess(model, "two")]));
    """
    )
    assert told == access


def test_two_who_say_another_dwelling_open_no_room_on_the_first_yes() -> None:
    told = _told(
        INSIDE
        + """
    await model.put("room/r/kind", "kitchen");
    await colleague("room/r/unit", "two");
    await colleague("room/r/unit", "main");
    console.log(JSON.stringify(entry.roomAccess(model, "r")));
    """
    )
    assert told == "ask"


def test_a_dwelling_that_was_chosen_is_entered_only_with_a_tap_at_its_door() -> None:
    """The tap has its own day and hour, and opens the other rooms of that dwelling."""
    told = _told(
        WARRANT
        + """
    await enter(app, "warrant", GOES_IN);
    await room("r", SECOND);
    await room("k", { kind: "kitchen", unit: "two", named: true, dwelling: "2" });
    const before = [access("r"), access("k"), of("r")];
    const said = await enterDwelling(app, "r", LATER);
    console.log(JSON.stringify([before, said, access("r"), access("k"), of("r")]));
    """
    )
    assert told == [
        ["ask", "ask", [None] * 5],
        None,
        "enter",
        "enter",
        ["2", "2026-03-10", "07:05", 7, "2"],
    ]


@pytest.mark.parametrize(
    ("at", "absent", "said"),
    [
        ("2026, 2, 10, 5, 59", {}, "warrantNight"),
        ("2026, 2, 11, 12, 0", {}, "warrantOver"),
        ("2026, 2, 10, 12, 0", {"nobody_home": "true"}, "warrantAbsent"),
        ("2026, 2, 10, 12, 0", {"consent": "'absent'"}, "warrantAbsent"),
    ],
)
def test_it_is_asked_again_at_each_door_whether_the_warrant_holds(
    at: str, absent: dict[str, str], said: str
) -> None:
    facts = "".join(f"{name}: {value}, " for name, value in absent.items())
    told = _told(
        WARRANT
        + f"""
    await enter(app, "warrant", GOES_IN);
    await room("r", {{ ...SECOND, {facts} }});
    const said = await enterDwelling(app, "r", new Date({at}));
    console.log(JSON.stringify([said, access("r") === "enter", of("r")]));
    """
    )
    assert told == [said, False, [None] * 5]


def test_where_the_first_lets_in_the_warrant_opens_the_second_that_refuses() -> None:
    told = _told(
        WARRANT
        + """
    await model.put("entry/consent", "given");
    await enter(app, "consent", GOES_IN);
    await room("r", { ...SECOND, consent: "refused" });
    const before = access("r");
    await enterDwelling(app, "r", GOES_IN);
    const paper = model.get("entry/warrant");
    console.log(JSON.stringify([before, access("r"), entry.insideOn(model), paper]));
    """
    )
    assert told == ["refused", "enter", "consent", None]


def test_who_comes_back_in_is_asked_anew_and_the_first_entry_stays() -> None:
    told = _told(
        WARRANT
        + """
    await enter(app, "warrant", GOES_IN);
    await room("r", SECOND);
    await enterDwelling(app, "r", GOES_IN);
    await model.put("entry/left_at", "21:00");
    await enter(app, "warrant", LATER);
    const back = access("r");
    await enterDwelling(app, "r", LATER);
    console.log(JSON.stringify([back, access("r"), of("r")]));
    """
    )
    assert told == ["ask", "enter", ["2", "2026-03-09", "20:00", 20, "2"]]


def test_an_entry_that_never_was_gives_its_day_to_the_one_that_is() -> None:
    """Why nobody went in is no answer to the entry that came after."""
    told = _told(
        WARRANT
        + """
    const WHY = "entry/not_inside_because";
    await enter(app, "warrant", GOES_IN);
    await model.put("entry/left_at", "20:01");
    await model.put(WHY, "A wrong tap.");
    await enter(app, "danger", LATER);
    const door = ["entered_on", "entered_at", "hour", "not_inside_because"]
      .map((name) => model.get(`entry/${name}`));
    await room("r", SECOND);
    await enterDwelling(app, "r", GOES_IN);
    await room("r", { now_in: null, not_inside_because: "A wrong tap." });
    await enterDwelling(app, "r", LATER);
    const second = model.get("room/r/not_inside_because");
    console.log(JSON.stringify([door, second, of("r")]));
    """
    )
    door = ["2026-03-10", "07:05", 7, None]
    assert told == [door, None, ["2", "2026-03-10", "07:05", 7, "2"]]


def test_the_first_entry_without_a_yes_keeps_its_day_and_hour() -> None:
    told = _told(
        WARRANT
        + """
    await enter(app, "warrant", GOES_IN);
    await model.put("entry/left_at", "20:30");
    await enter(app, "danger", LATER);
    console.log(JSON.stringify(told()));
    """
    )
    assert told == ["danger", True, True, "2026-03-09", 20]


@pytest.mark.parametrize(
    ("first", "left"),
    [("consent", "20:30"), ("danger", "20:00")],
)
def test_a_wrong_tap_leaves_no_hour_of_leaving_before_that_of_going_in(
    first: str, left: str
) -> None:
    """Where the tap wrote no hour of going in, the hour of leaving stays as it was."""
    told = _told(
        ENTERS
        + f"""
    app.again = () => null;
    await model.put("entry/consent", "given");
    await enter(app, {first!r}, new Date(2026, 2, 9, 19, 30));
    await model.put("entry/left_at", "20:00");
    const again = new Date(2026, 2, 9, 20, 30);
    await enter(app, "danger", again);
    await takeBack(app, again);
    const said = ["entered_at", "left_at"].map((name) => model.get(`entry/${{name}}`));
    console.log(JSON.stringify([entry.insideOn(model), ...said]));
    """
    )
    assert told == [None, "20:30" if first == "consent" else "19:30", left]
