"""A path that does not hold together is refused, with its file and its key."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.walking import book, norms

from onderdak.kernel.errors import ConfigurationError
from onderdak.rules.enforcement import CORRECT, RuleSet, read, shipped
from onderdak.rules.enforcement.reading import read_files
from onderdak.rules.enforcement.ruleset import known

PATH: dict[str, Any] = {
    "path": "small",
    "title": {"nl": "Klein", "en": "Small"},
    "article": "art. 1",
    "begins": "begun",
    "states": {
        "begun": {"title": {"nl": "Begonnen", "en": "Begun"}},
        "over": {"title": {"nl": "Voorbij", "en": "Over"}, "ends": True},
    },
    "steps": [
        {
            "step": "finish",
            "title": {"nl": "Stoppen", "en": "Finish"},
            "from": ["begun"],
            "to": "over",
            "article": "art. 1",
            "guards": ["offender_named"],
            "facts": {"day": {"kind": "date", "title": {"nl": "Dag", "en": "Day"}}},
            "starts": [
                {
                    "clock": "views",
                    "title": {"nl": "Zienswijze", "en": "Views"},
                    "rule": "G03",
                    "from": "step_day",
                    "alarm": "enforcement.alarm_days",
                }
            ],
        }
    ],
}
Change = Callable[[dict[str, Any]], object]


def written(tmp_path: Path, change: Change) -> Path:
    path = json.loads(json.dumps(PATH))
    change(path)
    (tmp_path / "paths").mkdir()
    (tmp_path / "paths" / "small.yaml").write_text(yaml.safe_dump(path), "utf-8")
    (tmp_path / "remedies.yaml").write_text("{}", "utf-8")
    return tmp_path


def read_changed(tmp_path: Path, change: Change) -> RuleSet:
    parameters = frozenset(one.id for one in book().parameters)
    return read_files(written(tmp_path, change), known(norms(), parameters))


def step(path: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = path["steps"][0]
    return found


def clock(path: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = step(path)["starts"][0]
    return found


def test_a_path_that_is_right_is_read(tmp_path: Path) -> None:
    found = read_changed(tmp_path, lambda path: None)
    assert set(found.paths) == {PATH["path"]}
    small = found.paths[PATH["path"]]
    assert {one["step"] for one in PATH["steps"]} <= set(small.steps)
    assert small.begins == PATH["begins"]


WRONG: list[tuple[str, Change, str]] = [
    ("a key", lambda p: p.update(colour="red"), "colour: this key is not known"),
    ("a step", lambda p: step(p).update({"from": ["far"]}), "the state far is not"),
    ("a target", lambda p: step(p).update(to="far"), "the state far is not known"),
    ("begin", lambda p: p.update(begins="far"), "begins: 'far' is not one of"),
    ("a guard", lambda p: step(p).update(guards=["luck"]), "the guard luck is not"),
    ("a rule", lambda p: clock(p).update(rule="Z99"), "there is no term Z99"),
    ("a part", lambda p: clock(p).update(part="half"), "there is no term G03 (half)"),
    ("only text", lambda p: clock(p).update(rule="G05"), "there is no term G05"),
    ("an alarm", lambda p: clock(p).update(alarm="a.b"), "the parameter a.b is not"),
    ("a fact", lambda p: clock(p).update({"from": "fact:x"}), "has no day x"),
    ("a start", lambda p: clock(p).update({"from": "noon"}), "'noon' is no day"),
    ("an until", lambda p: clock(p).update(until="noon"), "until: expected fact:"),
    ("a stop", lambda p: step(p).update(stops=["bell"]), "starts the clock bell"),
    ("a wait", lambda p: step(p).update(waits_for=["rain"]), "the step rain is not"),
    ("an amount", lambda p: step(p).update(amount="day"), "has no amount day"),
    ("a ledger", lambda p: step(p).update(books="gift"), "'gift' is not one of"),
    ("a twin", lambda p: p["steps"].append(step(p)), "the step finish is there twice"),
    ("correct", lambda p: step(p).update(step=CORRECT), "is there twice"),
    ("a trap", lambda p: p["states"]["over"].update(ends=False), "no step leads on"),
    (
        "a loose state",
        lambda p: p["states"].update(loose={"title": {"nl": "Los", "en": "Loose"}}),
        "states.loose: no step leads here",
    ),
    (
        "a choice",
        lambda p: step(p)["facts"]["day"].update(kind="choice"),
        "a choice has options",
    ),
    (
        "a language",
        lambda p: p.update(title={"nl": "Klein"}),
        "title.en: this is missing",
    ),
]


@pytest.mark.parametrize(("_what", "change", "says"), WRONG, ids=[w[0] for w in WRONG])
def test_what_is_unknown_is_named_with_its_file(
    tmp_path: Path, _what: str, change: Change, says: str
) -> None:
    with pytest.raises(ConfigurationError, match=r"small\.yaml") as refused:
        read_changed(tmp_path, change)
    assert says in str(refused.value)


def test_a_file_has_the_name_of_its_path(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="the file is named otherwise"):
        read_changed(tmp_path, lambda path: path.update(path="large"))


def test_a_copy_says_the_same_under_the_same_digest() -> None:
    """A case keeps the copy; a store may shuffle the keys of a mapping."""
    shuffled = json.dumps(shipped().as_dict(), sort_keys=True)
    copy = read(shuffled)

    assert copy.digest == shipped().digest
    assert copy.paths == shipped().paths
    report = shipped().step("fine", "report")
    assert list(copy.step("fine", "report").facts) == list(report.facts)


def test_another_word_is_another_version() -> None:
    body = shipped().as_dict()
    body["paths"]["warning"]["article"] = "another"
    assert read(json.dumps(body)).digest != shipped().digest


def test_a_copy_that_is_no_set_of_paths_is_refused() -> None:
    with pytest.raises(ConfigurationError):
        read("{}")
    with pytest.raises(ConfigurationError):
        read("nonsense")


def test_only_a_step_without_a_letter_can_be_taken_back() -> None:
    rows = set(shipped().paths["penalty_order"].transitions())
    assert (CORRECT, "forfeiting", "ordered") in rows
    assert (CORRECT, "ordered", "prepared") not in rows
    assert ("order", "views_in", "ordered") in rows
