"""Rankings over large files, as expressions that DuckDB and Spark both speak.

This room needs packages that a running house does not have: those of
`requirements/analysis.txt` (docs/decisions/0041). This module can be imported without
them, and says what is missing. Pages never use it; the command line does, for Parquet::

    measures.check_installed()          # a ConfigurationError says what to install
    measures.score_file(path, point_set, out, catalogue=..., on=..., seed=..., say=...)

`score_file` writes every column of the file, then `rank`, `points` and `reasons`, in
order of rank, as CSV or Parquet by the name of `out`: the same rows, words and order as
`engines.ranking.rank_table` gives for a CSV file. What that refuses is refused here,
with `Unreadable` and every fault at once, by column with the number of rows.
"""

from collections.abc import Callable
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from onderdak.engines.ranking import Catalogue, PointSet
from onderdak.kernel.errors import ConfigurationError
from onderdak.kernel.text import Text, text

NEEDED: Final = ("ibis", "duckdb", "pyarrow")


def missing() -> tuple[str, ...]:
    """The packages that are not installed here."""
    return tuple(name for name in NEEDED if not _there(name))


def check_installed() -> None:
    """Refuse, with what to install, when packages are missing."""
    absent = missing()
    if absent:
        raise ConfigurationError(
            text("Large files need packages that are not installed."),
            text("Missing: %(names)s.", names=", ".join(absent)),
            text("Run: pip install --require-hashes -r requirements/analysis.txt"),
        )


def score_file(
    path: Path,
    point_set: PointSet,
    out: Path,
    *,
    catalogue: Catalogue,
    on: date,
    seed: int,
    say: Callable[[Text], str] = str,
) -> int:
    """Rank the rows of a Parquet file and write them; gives the number of rows.

    Args:
        say: puts a `Text` into the language of the reader and fills it in.
    """
    check_installed()
    # Found by name: an import would ask for the packages wherever this room is named.
    files = import_module("onderdak.engines.measures.files")
    written = files.score_file(
        path, point_set, out, catalogue=catalogue, on=on, seed=seed, say=say
    )
    return int(written.rows)


def _there(name: str) -> bool:
    try:
        return find_spec(name) is not None
    except (ImportError, ValueError):
        return False


__all__ = ["NEEDED", "check_installed", "missing", "score_file"]
