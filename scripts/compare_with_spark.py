"""Runs every expression of `engines.measures` in DuckDB and in Spark, and compares.

Needs more than the tests do: Java 17, and `pip install pyspark==4.0.5` beside
`requirements/analysis.txt`. Run it with `python scripts/compare_with_spark.py`. It
makes sets of points and rows by a seed, with identifiers of every kind, writes them as
Parquet, and lets both engines answer the same statements.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

from onderdak.engines.measures.engine import opened
from onderdak.engines.measures.evaluation import counts_by, found_at, visits
from onderdak.engines.measures.order import best, ranked
from onderdak.engines.measures.points import counted, scored
from onderdak.engines.measures.words import reasons_of
from onderdak.engines.ranking import Indicator, PointSet, Step, load_catalogue

TODAY = date(2026, 11, 21)
CATALOGUE = load_catalogue()
SETS = 6
ODD = ("é", "a b", "-5", "１２", "0", "00", "0" * 18, "0" * 19, "9" * 18, "9" * 19)
ODDER = ("a'b", "a\\b", "1\n", "\n1", "x" * 200, "12 ")


def identifiers(chance: random.Random) -> list[str]:
    """Numbers of every length, with zeros before them, and words in any letters."""
    numbers = [
        str(chance.randrange(10**size)) for size in range(1, 21) for _ in "12345"
    ]
    padded = [f"{chance.randrange(999):016d}" for _ in range(40)]
    letters = [chr(chance.randrange(33, 0x2FFF)) for _ in range(100)]
    return sorted({*numbers, *padded, *letters, *ODD, *ODDER})


def point_set(chance: random.Random) -> PointSet:
    """Six indicators with steps, caps and switches by chance."""
    found = []
    for key in chance.sample(sorted(CATALOGUE.indicators), 6):
        levels = sorted(chance.sample(range(1, 13), chance.randrange(1, 5)))
        points = sorted(chance.randrange(10) for _ in levels)
        steps = tuple(map(Step, levels, points))
        cap, on = chance.choice([None, 5, 3]), chance.random() > 0.1
        found.append(Indicator(key, key, "r", "s", "g", TODAY, steps, cap, on))
    return PointSet(
        "A set", 1, "addresses", TODAY, TODAY, tuple(found), identifier="id"
    )


def rows(points: PointSet, chance: random.Random) -> pa.Table:
    """A row for each identifier, with outcomes for some."""
    columns = {one.column: pa.int32() for one in points.indicators}
    kinds = {"id": pa.string(), **columns, "found": pa.bool_(), "area": pa.string()}
    listed = [
        {
            "id": name,
            **{
                column: chance.choice([None, 0, 0, -1, chance.randrange(15), 10**9 - 1])
                for column in columns
            },
            "found": chance.choice([None, True, False]),
            "area": chance.choice(["a", "b", None]),
        }
        for name in identifiers(chance)
    ]
    return pa.Table.from_pylist(listed, schema=pa.schema(kinds))


def expressions(frame: Any, points: PointSet, seed: int) -> Iterator[tuple[str, Any]]:
    """All that a frame can be asked."""
    places = ranked(scored(frame, points, TODAY), "id", seed)
    yield "ranked", places
    yield "best", best(frame, points, TODAY, seed=seed, capacity=40)
    words = reasons_of(frame, counted(frame, points, TODAY), CATALOGUE, str)
    yield "reasons", frame.select(id=frame.id, words=words)
    yield "visits", visits(places, "found")
    yield "found_at", found_at(places, "found", 30)
    yield "counts_by", counts_by(places, "area", "found", 30)


def as_words(answer: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, default=str, sort_keys=True) for row in answer)


def differing(folder: Path) -> Iterator[str]:
    """The expressions to which the engines gave another answer."""
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.ui.enabled", "false")
        .getOrCreate()
    )
    chance = random.Random(41)  # noqa: S311 - cases, no secrets
    with opened() as engine:
        for number in range(SETS):
            points, name = point_set(chance), f"rows_{number}"
            path = folder / f"{name}.parquet"
            pq.write_table(rows(points, chance), path)
            frame = engine.read_parquet(path, table_name=name)
            spark.read.parquet(str(path)).createOrReplaceTempView(name)
            seed = chance.randrange(2**63)
            for what, expression in expressions(frame, points, seed):
                statement = str(ibis.to_sql(expression, dialect="pyspark"))
                answers = [row.asDict(True) for row in spark.sql(statement).collect()]
                expected = expression.to_pyarrow().to_pylist()
                if as_words(answers) != as_words(expected):
                    yield f"{what} of set {number}"
    spark.stop()


def main() -> None:
    """Print what differs; leave with 1 when something does."""
    with TemporaryDirectory() as folder:
        found = list(differing(Path(folder)))
    print("\n".join(found) or f"The same answers for {SETS} sets of points.")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
