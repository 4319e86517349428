"""`onderdak ranking` ranks any file, says what a ranking is worth, and every slip."""

import csv
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import Result
from typer.testing import CliRunner

from onderdak.engines.ranking.faults import read_yaml
from onderdak.project.commands import app

EXAMPLE = Path(__file__).parents[2] / "examples/ranking/addresses/points.yaml"
POINTS = """\
name: Test
version: 2
catalogue: addresses
since: 2026-01-01
until: 2027-12-31
identifier: bag_id
context: [straat]
indicators:
  - key: reports_12m
    column: meldingen
    reason: Meldingen zeggen waar iets kan zijn.
    source: reports
    ground: Omgevingswet art. 18.2
    expires_on: 2027-12-31
    steps: [{at_least: 1, points: 1}, {at_least: 3, points: 4}]
  - key: certificate_lapsed
    reason: Het keurmerk is verlopen.
    source: certificates
    ground: Convenant
    expires_on: 2026-06-30
    steps: [{at_least: 1, points: 2}]
"""
ROWS = """\
bag_id;straat;meldingen;certificate_lapsed
0200200000000001;Dorpsstraat;0;10
0200200000000002;Kerkstraat;3;
0200200000000003;Molenweg;;
"""
KEYS = {
    *("capacity", "precision", "interval", "base_rate", "lift", "lift_interval"),
    *("hits", "found_earlier_days"),
}


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["--language", "nl", "ranking", *words])


def score(folder: Path, points: str = POINTS, rows: str = ROWS, *more: str) -> Result:
    (folder / "points.yaml").write_text(points)
    (folder / "rows.csv").write_text(rows)
    return run(
        *("score", str(folder / "rows.csv"), "--config", str(folder / "points.yaml")),
        *("-o", str(folder / "ranked.csv"), "--seed", "1", "--on", "2026-03-01"),
        *more,
    )


def ranked(folder: Path) -> list[dict[str, str]]:
    with (folder / "ranked.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_a_file_keeps_its_columns_and_gains_place_points_and_reasons(
    tmp_path: Path,
) -> None:
    told = score(tmp_path)
    assert told.exit_code == 0, told.output
    found = ranked(tmp_path)
    assert list(found[0]) == [
        *("bag_id", "straat", "meldingen", "certificate_lapsed"),
        *("rank", "points", "reasons"),
    ]
    assert [(one["straat"], one["rank"], one["points"]) for one in found] == [
        ("Kerkstraat", "1", "4"),
        ("Dorpsstraat", "2", "2"),
        ("Molenweg", "3", "0"),
    ]
    assert "meldingen in twaalf maanden: 3 (+4)" in found[0]["reasons"].lower()
    assert "Niet bekend: " in found[2]["reasons"]
    assert "seed 1" in told.stdout


def test_the_same_seed_gives_the_same_file(tmp_path: Path) -> None:
    score(tmp_path)
    once = (tmp_path / "ranked.csv").read_bytes()
    score(tmp_path)
    assert (tmp_path / "ranked.csv").read_bytes() == once


def test_what_has_expired_is_said(tmp_path: Path) -> None:
    (tmp_path / "points.yaml").write_text(POINTS)
    (tmp_path / "rows.csv").write_text(ROWS)
    told = run(
        *("score", str(tmp_path / "rows.csv"), "--on", "2026-07-01"),
        *("--config", str(tmp_path / "points.yaml"), "-o", str(tmp_path / "x.csv")),
    )
    assert told.exit_code == 0
    assert "is verlopen en geeft geen punten" in told.stderr


def test_a_source_that_changed_is_said_and_gives_no_points(tmp_path: Path) -> None:
    old = POINTS.replace("reports_12m", "return_mail")
    told = score(tmp_path, old.replace("source: reports", "source: tmv"))
    assert told.exit_code == 0, told.output
    assert "de bron is veranderd: laat een nieuwe versie goedkeuren" in told.stderr
    assert {row["straat"]: row["points"] for row in ranked(tmp_path)} == {
        "Dorpsstraat": "2",
        "Kerkstraat": "0",
        "Molenweg": "0",
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("until: 2027-12-31", "until: 2026-02-01"), "niet in gebruik"),
        (("identifier:", "on: false\nidentifier:"), "niet in gebruik"),
        (("key: reports_12m", "key: nationality"), "indicators[0].key"),
        (("column: meldingen", "column: nationaliteit"), "indicators[0].column"),
        (("catalogue: addresses", "catalogue: people"), "catalogue"),
        (("catalogue: addresses", "catalogue: gone.yaml"), "gone.yaml"),
        (("points: 4", "points: 0"), "indicators[0].steps[1].points"),
    ],
)
def test_points_that_cannot_be_used_rank_nothing(
    change: tuple[str, str], said: str, tmp_path: Path
) -> None:
    told = score(tmp_path, POINTS.replace(*change))
    assert told.exit_code
    assert said in told.stderr
    assert "Traceback" not in told.output
    assert not (tmp_path / "ranked.csv").exists()


def test_bad_cells_and_columns_are_said_and_nothing_is_written(tmp_path: Path) -> None:
    bad = ROWS.replace(";3;", ";veel;").replace("0000003", "0000001")
    told = score(tmp_path, rows=bad)
    assert told.exit_code == 1
    assert "3:meldingen" in told.stderr
    assert "4:bag_id" in told.stderr
    told = score(tmp_path, rows=ROWS.replace("straat;", "nationaliteit;", 1))
    assert "nationaliteit" in told.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "points.yaml",
        "rows.csv",
    ]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b'bag_id\n"', b"bag_id\n", b"\n\n"]
)
def test_what_is_no_table_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "points.yaml").write_text(POINTS)
    (tmp_path / "rows.csv").write_bytes(data)
    told = run(
        *("score", str(tmp_path / "rows.csv"), "-o", str(tmp_path / "out.csv")),
        *("--config", str(tmp_path / "points.yaml")),
    )
    assert told.exit_code
    assert told.stderr
    assert told.exception is None or isinstance(told.exception, SystemExit)


def outcomes(folder: Path, rows: int = 200) -> Path:
    """A list that is right about as often as its place says."""
    dice = random.Random(3)
    path = folder / "looked.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["rank", "points", "wijk", "gezien", "uitkomst"])
        for place in range(1, rows + 1):
            writer.writerow(
                [
                    *(place, (rows - place) // 20, "Noord" if place % 2 else "Zuid"),
                    date(2026, 1, 1) + timedelta(days=dice.randrange(100)),
                    int(dice.random() < 0.6 - place / 400),
                ]
            )
    return path


def evaluate(path: Path, *words: str) -> dict[str, Any]:
    told = run("evaluate", str(path), "--outcome", "uitkomst", "--json", *words)
    assert told.exit_code == 0, told.output
    answer: dict[str, Any] = json.loads(told.stdout)
    return answer


def test_a_ranking_is_evaluated_with_how_sure_that_is(tmp_path: Path) -> None:
    found = evaluate(outcomes(tmp_path), "--capacity", "50")
    assert set(found) == KEYS
    assert found["capacity"] == 50
    assert found["precision"] == found["hits"] / 50
    assert found["interval"][0] < found["precision"] < found["interval"][1]
    assert found["lift_interval"][0] < found["lift"] < found["lift_interval"][1]
    assert found["lift"] == pytest.approx(
        found["precision"] / found["base_rate"], abs=1e-3
    )
    assert found["found_earlier_days"] > 0


def test_without_days_nothing_is_said_of_days(tmp_path: Path) -> None:
    path = outcomes(tmp_path)
    path.write_text(path.read_text().replace("2026-", "week "))
    assert evaluate(path)["found_earlier_days"] is None


def test_people_read_that_it_is_about_the_highest_that_were_visited(
    tmp_path: Path,
) -> None:
    path = outcomes(tmp_path)
    told = run("evaluate", str(path), "--outcome", "uitkomst", "--capacity", "50")
    assert told.exit_code == 0, told.output
    assert "The 50 highest that were visited" in told.stdout
    assert "all visits together" in told.stdout
    assert "No base rate known" in told.stdout


def test_all_figures_hold_bands_and_groups(tmp_path: Path) -> None:
    found = evaluate(outcomes(tmp_path), "--full", "--group", "wijk")
    assert set(found) > KEYS
    assert {one["name"] for one in found["groups"]} == {"Noord", "Zuid"}
    assert sum(one["rows"] for one in found["bands"]) == 200
    assert found["base_from"] == "all outcomes"
    assert found["date_column"] == "gezien"


def test_every_ratio_and_rate_of_a_group_has_its_interval(tmp_path: Path) -> None:
    groups = evaluate(outcomes(tmp_path), "--full", "--group", "wijk")["groups"]
    for one in groups:
        for key in ("selection_ratio", "hit_ratio", "hit_rate", "false_visit_rate"):
            low, high = one[f"{key}_interval"]
            assert low <= one[key] <= high
        assert one["false_visit_rate"] == pytest.approx(1 - one["hit_rate"], abs=1e-4)


def test_people_see_when_there_are_too_few_visits(tmp_path: Path) -> None:
    told = run("evaluate", str(outcomes(tmp_path, 20)), "--outcome", "uitkomst")
    assert told.exit_code == 0
    assert "Not enough visits yet: 20 of 50" in told.stdout


def test_an_outcome_that_is_not_there_is_refused(tmp_path: Path) -> None:
    told = run("evaluate", str(outcomes(tmp_path)), "--outcome", "gevonden")
    assert told.exit_code == 1
    assert "gevonden" in told.stderr


def test_it_says_how_far_the_first_rows_hang_on_each_indicator(
    tmp_path: Path,
) -> None:
    score(tmp_path)
    path = tmp_path / "ranked.csv"
    header, *rows = path.read_text().splitlines()
    looked = [f"{header};uitkomst", *(f"{row};1" for row in rows)]
    path.write_text("\n".join(looked))
    points = str(tmp_path / "points.yaml")
    more = ("--full", "--config", points, "--on", "2026-03-01", "--capacity", "1")
    assert evaluate(path, *more)["stability"] == {
        "certificate_lapsed": 1.0,
        "reports_12m": 0.0,
    }


def test_it_says_what_each_indicator_does_to_the_ratio_of_a_group(
    tmp_path: Path,
) -> None:
    """Reports strike the north, certificates the south; left out, it turns round."""
    lines = [
        f"{number:016};{'noord' if north else 'zuid'};{3 * reported};{10 * lapsed}"
        for number, (north, reported, lapsed) in enumerate(
            [(True, 1, 0)] * 40
            + [(True, 0, 1)] * 15
            + [(False, 1, 0)] * 15
            + [(False, 0, 1)] * 40
        )
    ]
    rows = "\n".join([ROWS.splitlines()[0], *lines])
    assert score(tmp_path, rows=rows).exit_code == 0
    path = tmp_path / "ranked.csv"
    header, *ranked_rows = path.read_text().splitlines()
    path.write_text("\n".join([f"{header};uitkomst", *(f"{r};1" for r in ranked_rows)]))
    points = str(tmp_path / "points.yaml")
    more = ("--full", "--config", points, "--on", "2026-03-01", "--capacity", "55")
    found = evaluate(path, *more, "--group", "straat")["ratios_without"]
    north, south = found["reports_12m"]
    assert (north["name"], south["name"]) == ("noord", "zuid")
    assert north["selection_ratio"] == pytest.approx(40 / 55 * 2, abs=1e-4)
    assert north["without"] == pytest.approx(15 / 55 * 2, abs=1e-4)
    assert north["change"] == pytest.approx(-25 / 55 * 2, abs=1e-4)
    assert south["change"] == pytest.approx(25 / 55 * 2, abs=1e-4)
    assert found["certificate_lapsed"][0]["change"] == 0


def test_the_schema_lets_an_example_pass_and_no_points_without_a_reason() -> None:
    schema = jsonschema_rs.validator_for(json.loads(run("schema").stdout))
    written = read_yaml(EXAMPLE.read_text("utf-8"))
    points = json.loads(json.dumps(written, default=str))  # a day as JSON has it
    assert [str(fault) for fault in schema.iter_errors(points)] == []
    del points["indicators"][0]["reason"]
    assert not schema.is_valid(points)


def past(folder: Path) -> Path:
    dice = random.Random(5)
    path = folder / "past.csv"
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["bag_id", "reports_12m", "violations_5y", "dag", "uitkomst"])
        for number in range(3000):
            reports = dice.choice([0, 0, 1, 2, 3])
            hit = int(dice.random() < 0.05 + 0.1 * reports)
            day = date(2025, 1, 1) + timedelta(days=number % 300)
            writer.writerow([number, reports, dice.randint(0, 3), day, hit])
    return path


def propose(folder: Path, *words: str) -> Result:
    return run(
        *("propose", str(past(folder)), "--outcome", "uitkomst", "--date", "dag"),
        *("-o", str(folder / "draft.yaml"), *words),
    )


def test_points_are_proposed_as_a_draft_that_ranks_nothing(tmp_path: Path) -> None:
    told = propose(tmp_path, "--identifier", "bag_id")
    assert told.exit_code == 0, told.output
    draft = (tmp_path / "draft.yaml").read_text()
    assert "3000 outcomes from 2025-01-01 to 2025-10-27" in " ".join(draft.split())
    assert "four eyes" in draft
    refused = score(tmp_path, draft, "bag_id,reports_12m\n1,3\n")
    assert refused.exit_code == 5
    assert "niet in gebruik" in refused.stderr


def test_a_proposal_too_looks_at_nothing_outside_the_catalogue(tmp_path: Path) -> None:
    told = propose(tmp_path)
    assert told.exit_code == 1
    assert "bag_id" in told.stderr
    assert not (tmp_path / "draft.yaml").exists()


def test_without_the_packages_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(
        sys.modules, "onderdak.engines.measures.proposing", raising=False
    )
    monkeypatch.setitem(sys.modules, "sklearn", None)
    monkeypatch.setitem(sys.modules, "sklearn.isotonic", None)
    told = propose(tmp_path)
    assert told.exit_code == 2
    assert "requirements/analysis.txt" in told.stderr
