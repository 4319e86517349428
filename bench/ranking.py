"""A ranking of a region, and of ten million addresses beside a scan of the same file.

Each size is measured in a process of its own, which tells its peak memory. Everything
is done in turns with the scan, best of three, so that whatever else the machine does
weighs on both alike; processor time is told beside the time on the clock.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

import duckdb

from onderdak.engines.measures.engine import MEMORY, literally, opened
from onderdak.engines.measures.files import score_file
from onderdak.engines.measures.order import best, ranked
from onderdak.engines.measures.points import counted, points_of
from onderdak.engines.ranking import Indicator, PointSet, Step, Unit, load_catalogue

REGION = 300_000
SIZES = (REGION, 3_000_000, 10_000_000)
CAPACITY = 1_000
PROMISED_S = 2.0
PROMISED_RATIO = 2.0
PROMISED_MB = 4_000
TODAY = date(2026, 11, 21)
SEED = 20261121
_TURNS = 3
_CATALOGUE = load_catalogue()
INDICATORS = 12
_KEYS = tuple(_CATALOGUE.indicators)[:INDICATORS]


def _point_set() -> PointSet:
    return PointSet(
        name="Bench",
        version=1,
        catalogue=_CATALOGUE.key,
        since=TODAY,
        until=TODAY,
        indicators=tuple(_indicator(key) for key in _KEYS),
        identifier="address",
    )


def _indicator(key: str) -> Indicator:
    known = _CATALOGUE[key]
    yes_no = known.unit is Unit.YES_NO
    steps = ((1, 3),) if yes_no else ((1, 1), (3, 4), (5, 7))
    return Indicator(
        key=key,
        column=key,
        reason="bench",
        source=known.source,
        ground=known.ground,
        expires_on=TODAY,
        steps=tuple(Step(*step) for step in steps),
        at_most=None if yes_no else 6,
    )


def make(path: Path, rows: int) -> None:
    """Write addresses by number: a tenth of all is unknown, a sixth is above zero."""
    columns = ", ".join(_column(place, key) for place, key in enumerate(_KEYS))
    with duckdb.connect(config={"memory_limit": MEMORY}) as engine:
        engine.execute(
            f"COPY (SELECT '0202' || lpad((n + 200000000000)::text, 12, '0')"
            f" AS address, {columns} FROM range({rows}) AS t(n))"
            f" TO '{path}' (FORMAT parquet, COMPRESSION zstd)"
        )


def _column(place: int, key: str) -> str:
    highest = 1 if _CATALOGUE[key].unit is Unit.YES_NO else 9
    drawn = f"hash(n * 64 + {place})"
    return (
        f"(CASE WHEN {drawn} % 10 = 0 THEN NULL WHEN {drawn} % 6 = 1"
        f" THEN 1 + {drawn} % 97 % {highest} ELSE 0 END)::SMALLINT AS {key}"
    )


@contextmanager
def _timed(name: str, found: dict[str, dict[str, float]]) -> Iterator[None]:
    clock, work = perf_counter(), process_time()
    yield
    took = {"s": perf_counter() - clock, "cpu_s": process_time() - work}
    before = found.setdefault(name, took)
    found[name] = {what: min(before[what], took[what]) for what in took}


def _looks(engine: Any, path: Path) -> dict[str, Callable[[], object]]:
    """What is compared: a scan, the points of all rows, and the list of a year."""
    frame = engine.read_parquet(literally(path), table_name="addresses")
    point_set = _point_set()
    sums = ", ".join(f"sum({key})" for key in _KEYS)
    points = points_of(counted(frame, point_set, TODAY)).name("points").as_table()
    spread = points.group_by("points").aggregate(rows=points.count())
    first = best(frame, point_set, TODAY, seed=SEED, capacity=CAPACITY)
    return {
        "scan": lambda: engine.raw_sql(
            f"SELECT max(address), {sums} FROM addresses"
        ).fetchall(),
        "points": lambda: spread.to_pyarrow(),
        "list": lambda: first.to_pyarrow(),
    }


def _measure(path: Path) -> dict[str, Any]:
    found: dict[str, dict[str, float]] = {}
    with opened() as engine:
        looks = _looks(engine, path)
        for _ in range(_TURNS):
            for name, look in looks.items():
                with _timed(name, found):
                    look()
    return {"times": found, "peak_mb": _peak_mb()}


def _measure_whole(path: Path) -> dict[str, Any]:
    """Every row with its rank, written; without words, and not promised."""
    found: dict[str, dict[str, float]] = {}
    point_set = _point_set()
    with opened() as engine, _timed("whole", found):
        frame = engine.read_parquet(literally(path), table_name="addresses")
        points = points_of(counted(frame, point_set, TODAY))
        kept = engine.create_table(
            "kept", frame.select("address", points=points), temp=True
        )
        places = ranked(kept, point_set.identifier, SEED)
        engine.to_parquet(places, path.with_suffix(".ranked"), compression="zstd")
    return {"times": found, "peak_mb": _peak_mb()}


def _measure_file(path: Path) -> dict[str, Any]:
    """A region's file, checked, ranked with its reasons in words, and written."""
    found: dict[str, dict[str, float]] = {}
    for _ in range(_TURNS):
        with _timed("file", found):
            written = score_file(
                path,
                _point_set(),
                path.with_suffix(".ranked"),
                catalogue=_CATALOGUE,
                on=TODAY,
                seed=SEED,
            )
        assert written.rows == REGION
    return {"times": found, "peak_mb": _peak_mb()}


def _peak_mb() -> float:
    """The most memory this process has held, from the kernel; zero elsewhere."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    return int(lines["VmHWM"].split()[0]) / 1024


_KINDS = {"looks": _measure, "whole": _measure_whole, "file": _measure_file}


def _apart(kind: str, path: Path) -> dict[str, Any]:
    told = subprocess.run(
        [sys.executable, "-m", "bench.ranking", kind, str(path)],
        check=True,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[1],
    ).stdout
    found: dict[str, Any] = json.loads(told)
    return found


def run() -> dict[str, Any]:
    """Scan, points, list and ranks of three sizes; and the file of a region."""
    found: dict[str, Any] = {"load": os.getloadavg()[0], "sizes": {}}
    with TemporaryDirectory() as folder:
        for rows in SIZES:
            path = Path(folder) / f"{rows}.parquet"
            make(path, rows)
            found["sizes"][rows] = _apart("looks", path)
            found["sizes"][rows]["whole"] = _apart("whole", path)
            if rows == REGION:
                found["file"] = _apart("file", path)
    found["load_after"] = os.getloadavg()[0]
    return found


def lines(measured: dict[str, Any]) -> list[str]:
    """The tables of the report."""
    of_file = measured["file"]
    return [
        "| addresses | full scan | points of all | ratio | first"
        f" {CAPACITY:,} with parts | ratio | ratio of work | peak |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
        *[_row(rows, one) for rows, one in measured["sizes"].items()],
        "",
        "Not promised beyond a region: a rank for each address, and the file written.",
        "",
        "| addresses | time | work | peak |",
        "| --- | ---: | ---: | ---: |",
        *[
            _whole_row(f"{rows:,}, rank and points", one["whole"], "whole")
            for rows, one in measured["sizes"].items()
        ],
        _whole_row(f"{REGION:,}, checked, with reasons in words", of_file, "file"),
        "",
        f"Load of the machine, two cores, before and after: {measured['load']:.1f},"
        f" {measured['load_after']:.1f}.",
    ]


def _row(rows: int, one: dict[str, Any]) -> str:
    times = one["times"]

    def ratio(name: str, what: str = "s") -> str:
        return f"{times[name][what] / times['scan'][what]:.2f}"

    return (
        f"| {rows:,} | {times['scan']['s']:.2f} s | {times['points']['s']:.2f} s"
        f" | {ratio('points')} | {times['list']['s']:.2f} s | {ratio('list')}"
        f" | {ratio('list', 'cpu_s')} | {one['peak_mb']:,.0f} MB |"
    )


def _whole_row(what: str, one: dict[str, Any], name: str) -> str:
    took = one["times"][name]
    return (
        f"| {what} | {took['s']:.2f} s | {took['cpu_s']:.2f} s"
        f" | {one['peak_mb']:,.0f} MB |"
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(_KINDS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        print("\n".join(lines(run())))
