"""Files of any size are ranked as small ones are, and Spark's SQL can be written.

That SQL is *written* here, not run: it shows that every step of an expression has a
form in Spark's dialect and that nothing in it belongs to DuckDB alone. That Spark gives
the same answer is shown only by running it there.
"""

import csv
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import sqlglot

from onderdak.engines import measures
from onderdak.engines.measures import points
from onderdak.engines.measures.engine import opened
from onderdak.engines.measures.evaluation import counts_by, found_at, visits
from onderdak.engines.measures.order import best, ranked
from onderdak.engines.measures.points import scored
from onderdak.engines.measures.words import reasons_of
from onderdak.engines.ranking import (
    Catalogue,
    PointSet,
    Unreadable,
    load_catalogue,
    read_points,
)
from onderdak.engines.ranking.table import rank_table
from onderdak.kernel.errors import ConfigurationError, UserError
from onderdak.kernel.text import Text

TODAY = date(2026, 11, 21)
WRITTEN = """
name: A town
version: 1
catalogue: addresses
since: 2026-01-01
until: 2026-12-31
identifier: address
context: [area]
indicators:
  - key: registered_over_allowed
    column: over
    details: {allowed: allowed, registered: registered}
    reason: More than the surface allows.
    source: brp
    ground: Omgevingsplan
    expires_on: 2026-12-31
    steps: [{at_least: 1, points: 2}, {at_least: 4, points: 5}]
  - key: reports_12m
    reason: Neighbours see what registers do not.
    source: reports
    ground: Omgevingswet art. 18.2
    expires_on: 2026-12-31
    at_most: 3
    steps:
      - {at_least: 1, points: 1}
      - {at_least: 3, points: 3}
      - {at_least: 9, points: 9}
  - key: permit_missing
    reason: A permit is needed and is not there.
    source: permits
    ground: Huisvestingswet art. 21
    expires_on: 2026-12-31
    steps: [{at_least: 1, points: 3}]
  - key: violations_5y
    reason: It was so before.
    source: inspections
    ground: Omgevingswet art. 18.2
    expires_on: 2026-11-20
    steps: [{at_least: 1, points: 9}]
"""
COLUMNS = {
    "address": pa.string(),
    "area": pa.string(),
    "over": pa.int16(),
    "allowed": pa.int16(),
    "registered": pa.int16(),
    "reports_12m": pa.int64(),
    "permit_missing": pa.bool_(),
    "violations_5y": pa.int8(),
}
ROWS = [
    ("0202200000000001", "west", 7, 7, 14, 12, True, 3),
    ("0202200000000002", "west", 7, None, 14, None, None, None),
    ("0202200000000003", "=1+1", 0, 4, 3, 0, False, 0),
    ("0202200000000004", "oost", None, None, None, 2, True, 1),
    ("0202200000000005", "oost", 1, 6, 7, 1, False, 0),
    ("zuid-6", "oost", 1, 6, 7, 1, False, 0),
]


def dutch(sentence: Text) -> str:
    """Another language, in which the values stand in another order."""
    turned = {
        "The surface allows %(allowed)s, registered are %(registered)s": (
            "%(registered)s ingeschreven, de oppervlakte laat er %(allowed)s toe"
        ),
        "Not known": "Niet bekend",
    }
    return sentence.fill(turned.get(sentence.msgid, sentence.msgid))


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def point_set(catalogue: Catalogue) -> PointSet:
    return read_points(WRITTEN, catalogue)


def written(folder: Path, rows: list[tuple[Any, ...]] = ROWS, **kinds: Any) -> Path:
    schema = pa.schema({**COLUMNS, **kinds})
    listed = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    # Signs of a pattern in a name are part of the name.
    path = folder / "town [1]*.parquet"
    pq.write_table(pa.Table.from_pylist(listed, schema=schema), path)
    return path


def cell(value: object) -> str:
    return "" if value is None else str(int(value) if value is True else value)


def as_reference(point_set: PointSet, catalogue: Catalogue) -> list[tuple[Any, ...]]:
    lines = rank_table(
        list(COLUMNS),
        [(line, list(map(cell, row))) for line, row in enumerate(ROWS, start=2)],
        point_set,
        catalogue,
        on=TODAY,
        seed=11,
        say=dutch,
    )
    return [
        (line.identifier, place, line.points, line.reasons)
        for place, line in enumerate(lines, start=1)
    ]


@pytest.mark.parametrize("name", ["ranked.parquet", "ranked.csv"])
def test_a_large_file_gets_the_rows_words_and_order_of_a_small_one(
    tmp_path: Path, point_set: PointSet, catalogue: Catalogue, name: str
) -> None:
    out = tmp_path / name
    rows = score_file(written(tmp_path), point_set, out, catalogue)
    expected = as_reference(point_set, catalogue)
    assert rows == len(expected)
    assert "14 ingeschreven, de oppervlakte laat er 7 toe (+5)" in expected[0][3]
    if out.suffix == ".csv":
        found = list(csv.DictReader(StringIO(out.read_text("utf-8"), newline="")))
    else:
        assert pq.read_schema(out).field("rank").type == pa.int64()
        found = pq.read_table(out).to_pylist()
    assert list(found[0]) == [*COLUMNS, "rank", "points", "reasons"]
    assert [
        (row["address"], int(row["rank"]), int(row["points"]), row["reasons"])
        for row in found
    ] == expected


def score_file(path: Path, point_set: PointSet, out: Path, catalogue: Catalogue) -> int:
    return measures.score_file(
        path, point_set, out, catalogue=catalogue, on=TODAY, seed=11, say=dutch
    )


def refused(
    folder: Path,
    point_set: PointSet,
    catalogue: Catalogue,
    rows: list[tuple[Any, ...]] = ROWS,
    **kinds: Any,
) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        score_file(
            written(folder, rows, **kinds), point_set, folder / "out.parquet", catalogue
        )
    assert not (folder / "out.parquet").exists()
    return [f"{fault.where}: {fault.what}" for fault in refusal.value.faults]


def test_a_column_that_is_no_whole_number_is_refused(
    tmp_path: Path, point_set: PointSet, catalogue: Catalogue
) -> None:
    found = refused(
        tmp_path, point_set, catalogue, over=pa.float64(), violations_5y=pa.float32()
    )
    assert found == [
        "over: Whole numbers are expected here, not float64.",
        "violations_5y: Whole numbers are expected here, not float32.",
    ]


def test_a_column_that_nobody_asks_for_is_refused(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    without = read_points(WRITTEN.replace("context: [area]\n", ""), catalogue)
    [found] = refused(tmp_path, without, catalogue)
    assert found.startswith("area: ")


def test_everything_that_is_wrong_with_the_rows_is_said_at_once(
    tmp_path: Path, point_set: PointSet, catalogue: Catalogue
) -> None:
    rows = [
        *ROWS,
        ("zuid-6", "oost", 1, 6, 7, 10**9, False, 0),
        (None, "oost", 1, 6, 7, -(10**9), False, 0),
        (" ", "oost", 1, 6, 7, None, False, 0),
        (" zuid-7", "oost", 1, 6, 7, None, False, 0),
    ]
    assert refused(tmp_path, point_set, catalogue, rows) == [
        "address: Empty in 2 rows.",
        "address: 1 rows repeat one that is there already.",
        "address: Spaces around it in 1 rows.",
        "reports_12m: 2 values are out of bounds.",
    ]


def test_yes_and_no_are_one_and_nought(
    tmp_path: Path, point_set: PointSet, catalogue: Catalogue
) -> None:
    rows = [(*ROWS[0][:6], 2, 3)]
    found = refused(tmp_path, point_set, catalogue, rows, permit_missing=pa.int8())
    assert found == ["permit_missing: 1 values are out of bounds."]


def test_a_file_that_is_no_parquet_or_not_there_is_refused_in_words(
    tmp_path: Path, point_set: PointSet, catalogue: Catalogue
) -> None:
    other = tmp_path / "words.parquet"
    other.write_text("address;over\n")
    for path, what in ((other, "cannot be read"), (tmp_path / "none", "no file")):
        with pytest.raises(UserError, match=what):
            score_file(path, point_set, tmp_path / "out.parquet", catalogue)
    with pytest.raises(UserError, match="cannot be written"):
        score_file(written(tmp_path), point_set, tmp_path / "no" / "out.csv", catalogue)
    assert not list(tmp_path.glob("*out*"))


def test_who_lacks_the_packages_hears_what_to_install(
    tmp_path: Path,
    point_set: PointSet,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(measures, "NEEDED", ("ibis", "no_such_package_here"))
    with pytest.raises(ConfigurationError) as refusal:
        score_file(written(tmp_path), point_set, tmp_path / "out.csv", catalogue)
    assert "no_such_package_here" in str(refusal.value)
    assert "requirements/analysis.txt" in str(refusal.value)


FRAME = ibis.table(
    {
        "address": "string",
        "area": "string",
        "over": "int16",
        "allowed": "int16",
        "registered": "int16",
        "reports_12m": "int64",
        "permit_missing": "boolean",
        "violations_5y": "int8",
    },
    name="addresses",
)
RANKED = ibis.table(
    {"rank": "int64", "found": "boolean", "area": "string", "day": "date"},
    name="ranked",
)


def expressions() -> dict[str, Any]:
    catalogue = load_catalogue()
    point_set = read_points(WRITTEN, catalogue)
    given = scored(FRAME, point_set, TODAY)
    counts = points.counted(FRAME, point_set, TODAY)
    return {
        "scored": given,
        "ranked": ranked(given, "address", 11),
        "best": best(FRAME, point_set, TODAY, seed=11, capacity=100),
        "reasons": FRAME.select(reasons=reasons_of(FRAME, counts, catalogue, dutch)),
        "visits": visits(RANKED, "found", "day"),
        "found_at": found_at(RANKED, "found", 100),
        "counts_by": counts_by(RANKED, "area", "found", 100),
    }


@pytest.mark.parametrize("name", sorted(expressions()))
def test_every_expression_can_be_written_for_spark(name: str) -> None:
    statement = str(ibis.to_sql(expressions()[name], dialect="pyspark"))
    tree = sqlglot.parse_one(statement, read="spark")
    # A function that the dialect does not know would stand there by its bare name.
    assert not {str(one.name) for one in tree.find_all(sqlglot.exp.Anonymous)}


def test_no_window_takes_every_row_to_one_machine() -> None:
    statement = str(ibis.to_sql(expressions()["ranked"], dialect="pyspark"))
    windows = list(
        sqlglot.parse_one(statement, read="spark").find_all(sqlglot.exp.Window)
    )
    of_rows = [one for one in windows if one.this.sql() == "ROW_NUMBER()"]
    assert [len(one.args["partition_by"]) for one in of_rows] == [1]


def test_the_engine_fetches_nothing_and_keeps_to_its_memory() -> None:
    with opened("100MB") as engine:
        settings = dict(
            engine.raw_sql("SELECT name, value FROM duckdb_settings()").fetchall()
        )
    assert settings["autoinstall_known_extensions"] == "false"
    assert settings["autoload_known_extensions"] == "false"
    assert settings["memory_limit"] == "95.3 MiB"
