"""`onderdak ranking score` takes Parquet, and says of it what it says of CSV."""

import csv
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import Result
from typer.testing import CliRunner

from onderdak.engines import measures
from onderdak.project.commands import app

POINTS = """\
name: Test
version: 2
catalogue: addresses
since: 2026-01-01
until: 2027-12-31
identifier: bag_id
indicators:
  - key: reports_12m
    reason: Meldingen zeggen waar iets kan zijn.
    source: reports
    ground: Omgevingswet art. 18.2
    expires_on: 2027-12-31
    steps: [{at_least: 1, points: 1}, {at_least: 3, points: 4}]
  - key: violations_5y
    reason: Het was eerder zo.
    source: inspections
    ground: Omgevingswet art. 18.2
    expires_on: 2027-12-31
    steps: [{at_least: 1, points: 4}]
"""
ROWS = [
    {"bag_id": f"0200{number:012d}", "reports_12m": reports, "violations_5y": found}
    for number, (reports, found) in enumerate(
        [(0, 0), (3, None), (None, None), (2, 1), (9, 0), (4, None)]
    )
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "points.yaml").write_text(POINTS)
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "rows.parquet")
    words = StringIO()
    writer = csv.DictWriter(words, list(ROWS[0]))
    writer.writeheader()
    writer.writerows(ROWS)
    (tmp_path / "rows.csv").write_text(words.getvalue())
    return tmp_path


def score(folder: Path, rows: str, out: str) -> Result:
    return CliRunner().invoke(
        app,
        [
            *("--language", "nl", "ranking", "score", str(folder / rows)),
            *("--config", str(folder / "points.yaml"), "-o", str(folder / out)),
            *("--seed", "7", "--on", "2026-03-01"),
        ],
    )


def test_parquet_is_ranked_as_csv_is(folder: Path) -> None:
    assert score(folder, "rows.parquet", "large.csv").exit_code == 0
    assert score(folder, "rows.csv", "small.csv").exit_code == 0
    large, small = (
        list(csv.DictReader(StringIO((folder / name).read_text("utf-8"))))
        for name in ("large.csv", "small.csv")
    )
    assert [row["points"] for row in small] == ["5", "4", "4", "4", "0", "0"]
    assert "iet bekend" in small[-1]["reasons"] + small[-2]["reasons"]
    assert large == small


def test_parquet_without_the_packages_is_refused_with_what_to_install(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measures, "NEEDED", ("no_such_package_here",))
    refusal = score(folder, "rows.parquet", "large.csv")
    assert refusal.exit_code == 2
    assert "requirements/analysis.txt" in refusal.output
    assert not (folder / "large.csv").exists()


def test_a_number_that_is_far_too_large_is_refused_in_words(folder: Path) -> None:
    ids = pa.array(["1", "2"])
    large = pa.array([2**63 + 5, None], pa.uint64())
    zeros = pa.array([0, 1], pa.uint64())
    table = pa.table({"bag_id": ids, "reports_12m": large, "violations_5y": zeros})
    pq.write_table(table, folder / "rows.parquet")
    told = score(folder, "rows.parquet", "ranked.csv")
    assert told.exit_code == 1
    assert "reports_12m: 1 " in told.stderr
    assert "violations_5y" not in told.stderr
    assert not (folder / "ranked.csv").exists()
