"""`onderdak norms` gives scripts the keys that are published, and says every slip."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from onderdak.project.commands import app

KEYS = {
    *("rule", "part", "place", "kind", "outcome", "prompt", "measured", "threshold"),
    *("unit", "missing", "article", "parameter_version", "text", "mend", "coming"),
}


def run(*words: str, written: str | None = None) -> Result:
    return CliRunner().invoke(app, ["--language", "nl", "norms", *words], input=written)


def checked(facts: dict[str, Any], tmp_path: Path, *words: str) -> dict[str, Any]:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts))
    told = run("check", str(file), "--on", "2026-03-01", "--json", *words)
    assert told.exit_code == 0, told.output
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def finding(answer: dict[str, Any], rule: str, part: str | None = None) -> Any:
    return next(
        (
            one
            for one in answer["findings"]
            if one["rule"] == rule and one["part"] == part
        ),
        None,
    )


def dwelling(area: str, people: int, use: str = "dwelling") -> dict[str, Any]:
    return {"units": [{"use": use, "floor_area": f"{area} m2", "people": people}]}


@pytest.mark.parametrize(
    ("area", "most", "roemer"),
    [("95", 7, 6), ("96", 8, 6), ("107.9", 8, 7), ("48", 4, 3)],
)
def test_the_greatest_number_of_people(
    area: str, most: int, roemer: int, tmp_path: Path
) -> None:
    answer = checked(dwelling(area, most + 1), tmp_path)

    assert finding(answer, "A01")["threshold"] == most
    assert finding(answer, "A01")["outcome"] == "breaches"
    assert finding(answer, "A01")["kind"] == "law"
    assert finding(answer, "A03")["threshold"] == roemer
    assert finding(answer, "A03")["kind"] == "policy"
    assert set(finding(answer, "A01")) == KEYS


def test_the_norm_of_dwellings_does_not_hold_for_lodgings(tmp_path: Path) -> None:
    answer = checked(dwelling("95", 20, use="lodging"), tmp_path)

    assert finding(answer, "A01") is None
    assert {"rule": "A01", "part": None, "place": None} in answer["not_applicable"]


@pytest.mark.parametrize(
    ("people", "counts"), [(9, (2, 2, 270, 5)), (31, (4, 4, 930, 16))]
)
def test_what_snf_asks_of_nine_and_thirty_one_people(
    people: int, counts: tuple[int, ...], tmp_path: Path
) -> None:
    answer = checked({"units": [{"people": people}]}, tmp_path)

    asked = [("A08", "toilets"), ("A08", "showers"), ("A09", None), ("A10", None)]
    found = [finding(answer, rule, part)["threshold"] for rule, part in asked]
    assert tuple(found) == counts


@pytest.mark.parametrize(("people", "outcome"), [(100, "meets"), (101, "breaches")])
def test_above_a_hundred_residents_somebody_is_there(
    people: int, outcome: str, tmp_path: Path
) -> None:
    management = {"site_manager": True, "on_site_day_and_night": False}
    answer = checked({"people": people, "management": management}, tmp_path)

    assert finding(answer, "B01")["outcome"] == outcome


def test_registrations_alone_prompt_a_look_and_find_nothing(tmp_path: Path) -> None:
    facts = {"units": [{"use": "dwelling", "floor_area": "95 m2", "registrations": 9}]}
    found = finding(checked(facts, tmp_path), "A01")

    assert (found["outcome"], found["prompt"]) == ("cannot_judge", True)


def test_a_value_that_comes_is_shown_before_it_holds(tmp_path: Path) -> None:
    unit = {"people": 10, "floor_area": "140 m2"}
    facts = {
        "certificates": {"akf": {"covered": True, "housing": "year_round"}},
        "units": [unit],
    }
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(facts))
    told = json.loads(run("check", str(file), "--on", "2025-12-01", "--json").stdout)
    found = finding(told, "A17", "space")

    assert found["outcome"] == "meets"
    assert found["coming"]["from"] == "2026-01-01"
    assert (found["coming"]["was"], found["coming"]["becomes"]) == (13, 15)


def test_a_facts_file_with_slips_tells_each_of_them() -> None:
    told = run(
        "check",
        "-",
        written='{"people": -1, "units": [{"floor_area": 95, "usage": "dwelling"}]}',
    )

    assert told.exit_code == 1
    assert "people" in told.stderr
    assert "units[0].floor_area" in told.stderr
    assert "units[0].usage" in told.stderr


@pytest.mark.parametrize("written", ["{", "[1, 2", '"text"', "- a"])
def test_a_file_that_is_no_facts_file_is_refused(written: str) -> None:
    told = run("check", "-", written=written)

    assert told.exit_code == 1
    assert "Traceback" not in told.output


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert run("check", str(tmp_path / "none.json")).exit_code == 4


def test_every_rule_is_listed_and_can_be_shown() -> None:
    listed = json.loads(run("list", "--json").stdout)
    rules = {row["rule"] for row in listed}

    assert {"A01", "B12", "C18", "D16", "E14", "F11", "G23", "H06", "I14"} <= rules
    assert {"J08", "K12", "X01"} <= rules
    for row in listed:
        # What is not computed says why.
        assert row["reason"] or row["as"] not in {"text", "prompt"}
    shown = json.loads(run("show", "a17", "--json", "--on", "2025-12-01").stdout)
    assert shown["rule"] == "A17"
    assert any(one["becomes"] == 15 for one in shown["coming"])


def test_an_unknown_rule_is_not_found() -> None:
    assert run("show", "Z99").exit_code == 4


def test_the_schema_is_json_schema() -> None:
    schema = json.loads(run("schema").stdout)

    assert schema["$schema"].endswith("2020-12/schema")
    assert "units" in schema["properties"]


def test_what_nobody_verified_is_computed_in_an_invented_municipality_only() -> None:
    asked = ("term", "E11", "--from", "2022-06-01", "--on", "2026-05-01", "--json")
    real = json.loads(run(*asked, "--municipality", "GM0202").stdout)
    invented = json.loads(run(*asked, "--municipality", "GM9901").stdout)

    assert real["amount_cents"] is None
    assert invented["amount_cents"] is not None
