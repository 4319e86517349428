"""Files of any size: Parquet in, the same rows with rank, points and reasons out."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import duckdb
import ibis.expr.types as ir

from onderdak.engines.measures.engine import MEMORY, literally, opened
from onderdak.engines.measures.order import RANK, ranked
from onderdak.engines.measures.points import (
    POINTS,
    check_columns,
    counted,
    points_of,
)
from onderdak.engines.measures.words import Say, reasons_of
from onderdak.engines.ranking import (
    Catalogue,
    Catalogued,
    Fault,
    PointSet,
    Unit,
    Unreadable,
)
from onderdak.engines.ranking.columns import ADDED
from onderdak.engines.ranking.points import HIGHEST_VALUE
from onderdak.engines.ranking.table import rank_table
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text

REASONS: Final = "reasons"
_ROWS: Final = "onderdak_rows"
_KEPT: Final = "onderdak_kept"


@dataclass(frozen=True, slots=True)
class ScoredFile:
    """What was written: how many rows, and how many of them have points."""

    rows: int
    with_points: int


def score_file(
    path: Path,
    point_set: PointSet,
    out: Path,
    *,
    catalogue: Catalogue,
    on: date,
    seed: int,
    say: Say = str,
    memory: str = MEMORY,
) -> ScoredFile:
    """Rank the rows of a Parquet file and write them, in order of rank.

    The answer is the same as that of the reference scorer, and everything that is
    wrong with the columns is said at once.

    Args:
        out: a file that ends in `.csv` or `.parquet`.
        say: puts a sentence into the language of the reader and fills it in.
    """
    with opened(memory) as engine:
        frame = _read(engine, path)
        _check(frame, point_set, catalogue)
        # Points and reasons are kept once; ranks are made from what was kept.
        given = _given(frame, point_set, catalogue, on, say)
        kept = engine.create_table(_KEPT, given, temp=True)
        placed = ranked(kept, point_set.identifier, seed)
        in_order = placed.select(*frame.columns, *ADDED).order_by(RANK)
        with _whole(out) as beside:
            _write(engine, in_order, beside)
        return _counted(kept)


def _read(engine: Any, path: Path) -> ir.Table:
    if not path.is_file():
        raise NotFound(
            text("There is no file %(path)s.", path=path),
            next_step=text("Check the name and the folder."),
        )
    try:
        return engine.read_parquet(literally(path), table_name=_ROWS)
    except duckdb.Error as fault:
        raise Invalid(
            text("The file %(path)s cannot be read.", path=path),
            text("It is no Parquet file, or it is damaged."),
        ) from fault


@contextmanager
def _whole(out: Path) -> Iterator[Path]:
    """A file beside the one that is meant: a run that breaks off leaves no half one."""
    beside = out.with_name(f".{os.getpid()}.{out.name}")
    try:
        yield beside
        beside.replace(out)
    except (OSError, duckdb.IOException) as fault:
        raise Invalid(
            text("The file %(path)s cannot be written.", path=out),
            text("%(fault)s", fault=getattr(fault, "strerror", None) or str(fault)),
        ) from fault
    finally:
        beside.unlink(missing_ok=True)


def _given(
    frame: ir.Table, point_set: PointSet, catalogue: Catalogue, on: date, say: Say
) -> ir.Table:
    counts = counted(frame, point_set, on)
    return frame.mutate(
        **{
            POINTS: points_of(counts),
            REASONS: reasons_of(frame, counts, catalogue, say),
        }
    )


def _check(frame: ir.Table, point_set: PointSet, catalogue: Catalogue) -> None:
    # The reference refuses columns by their names; no rows are needed for that.
    rank_table(frame.columns, [], point_set, catalogue, on=date.max, seed=0)
    check_columns(frame, point_set)
    faults = list(_row_faults(frame, point_set, catalogue))
    if faults:
        raise Unreadable(text("This file cannot be ranked."), faults)


def _row_faults(
    frame: ir.Table, point_set: PointSet, catalogue: Catalogue
) -> Iterator[Fault]:
    """What only the rows can tell: in one look at them, whatever is wrong."""
    identifier = frame[point_set.identifier].cast("string")
    bare = identifier.strip()
    wrong = {
        one.column: _out_of_bounds(frame[one.column], catalogue[one.key])
        for one in point_set.indicators
    }
    [row] = (
        frame.aggregate(
            [
                frame.count().name("rows"),
                bare.nullif("").nunique().name("names"),
                (identifier.isnull() | (bare == "")).sum().name("unnamed"),
                ((identifier != bare) & (bare != "")).sum().name("spaced"),
                *(
                    fault.sum().name(f"wrong_{number}")
                    for number, fault in enumerate(wrong.values())
                ),
            ]
        )
        .to_pyarrow()
        .to_pylist()
    )
    unnamed = row["unnamed"] or 0
    if unnamed:
        yield Fault(
            point_set.identifier, text("Empty in %(number)s rows.", number=unnamed)
        )
    again = row["rows"] - unnamed - row["names"]
    if again:
        yield Fault(
            point_set.identifier,
            text("%(number)s rows repeat one that is there already.", number=again),
        )
    if row["spaced"]:
        yield Fault(
            point_set.identifier,
            text("Spaces around it in %(number)s rows.", number=row["spaced"]),
        )
    for number, column in enumerate(wrong):
        if row[f"wrong_{number}"]:
            yield Fault(
                column,
                text(
                    "%(number)s values are out of bounds.",
                    number=row[f"wrong_{number}"],
                ),
            )


def _out_of_bounds(column: ir.Column, known: Catalogued) -> ir.BooleanValue:
    """Whether a value is too low or too high, also too high to be counted with."""
    whole = column.try_cast("int64")
    too_large = column.notnull() & whole.isnull()
    return too_large | ~whole.between(*_bounds(known))


def _bounds(known: Catalogued) -> tuple[int, int]:
    return (0, 1) if known.unit is Unit.YES_NO else (-HIGHEST_VALUE, HIGHEST_VALUE)


def _write(engine: Any, table: ir.Table, out: Path) -> None:
    if out.suffix.lower() == ".csv":
        engine.to_csv(table, out, header=True)
    else:
        engine.to_parquet(table, out, compression="zstd")


def _counted(kept: ir.Table) -> ScoredFile:
    [row] = (
        kept.aggregate(rows=kept.count(), given=(kept[POINTS] > 0).sum())
        .to_pyarrow()
        .to_pylist()
    )
    return ScoredFile(row["rows"], row["given"] or 0)
