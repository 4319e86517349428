"""`onderdak ranking`: rank any file by points, and see what a ranking is worth.

The commands in here read files and write files; they need no account or database.
"""

import secrets
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from onderdak.cli import (
    ranking_evidence,
    ranking_learning,
    ranking_proposal,
    ranking_town,
)
from onderdak.cli.frame import On, console, day, errors
from onderdak.cli.ranking_files import faults_shown, points_of, read_rows, write_rows
from onderdak.engines.measures import score_file
from onderdak.engines.ranking import Catalogue, Fate, PointSet, fate_on
from onderdak.engines.ranking.columns import ADDED
from onderdak.engines.ranking.schema import points_schema
from onderdak.engines.ranking.table import Line, rank_table
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import Text, text

app = typer.Typer(
    help="Rank addresses by fixed points, and see what a ranking is worth.",
    no_args_is_help=True,
)
# The commands that need no database.
FILES_ONLY = frozenset({"score", "evaluate", "propose", "schema"})

app.command("evaluate")(ranking_evidence.evaluate)
app.command("propose")(ranking_proposal.propose)
app.command("facts")(ranking_learning.facts)
app.command("draft")(ranking_learning.draft)
app.command("run")(ranking_town.run)
app.command("list")(ranking_town.list_)
app.command("approve")(ranking_town.approve)
app.command("outcomes")(ranking_town.outcomes)
app.command("register")(ranking_town.register)


@app.command()
def score(
    file: Annotated[Path, typer.Argument(help="A file of indicators, CSV or Parquet.")],
    config: Annotated[
        Path, typer.Option("--config", help="The points, in YAML; see points-file.md.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where the ranked file goes.")
    ],
    on: On = None,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=2**63 - 1, help="Draws among equal points; default by lot."
        ),
    ] = None,
) -> None:
    """Rank the rows of a file, and say in words why each stands where it stands."""
    drawn = secrets.randbits(32) if seed is None else seed
    today = day(on)
    with faults_shown():
        point_set, catalogue = points_of(config)
        _check_in_use(point_set, today)
        count = _ranked(file, output, point_set, catalogue, today, drawn)
    _told(point_set, catalogue, today)
    console.print(
        f"{point_set.name}, version {point_set.version}: {count} rows ranked on"
        f" {today}. Equal points by lot, seed {drawn}.",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def _ranked(
    file: Path,
    output: Path,
    point_set: PointSet,
    catalogue: Catalogue,
    on: date,
    seed: int,
) -> int:
    """Rank a CSV file here, and Parquet with the packages for large files."""
    if file.suffix == ".parquet":
        return score_file(
            file,
            point_set,
            output,
            catalogue=catalogue,
            on=on,
            seed=seed,
            say=in_language,
        )
    header, rows, delimiter = read_rows(file)
    lines = rank_table(
        header, rows, point_set, catalogue, on=on, seed=seed, say=in_language
    )
    write_rows(output, _table(header, lines), delimiter)
    return len(lines)


def _table(header: list[str], lines: list[Line]) -> Iterator[list[object]]:
    yield [*header, *ADDED]
    for place, line in enumerate(lines, start=1):
        yield [*line.row, place, line.points, line.reasons]


def _check_in_use(point_set: PointSet, on: date) -> None:
    if point_set.counts_on(on):
        return
    why = (
        text(
            "They hold from %(since)s to %(until)s.",
            since=point_set.since,
            until=point_set.until,
        )
        if point_set.on
        else text("`on` is false in the file.")
    )
    raise Conflict(
        what=text("These points are not in use on %(day)s.", day=on),
        why=why,
        next_step=text("Use a version that is in use, or name another day (--on)."),
    )


def _told(point_set: PointSet, catalogue: Catalogue, on: date) -> None:
    """Say what does not count today: a switch or an expiry is never silent."""
    says = {
        Fate.OFF: text("is switched off and gives no points"),
        Fate.EXPIRED: text("has expired and gives no points"),
        Fate.MOVED: text("its source changed: have a new version approved"),
    }
    for one in point_set.indicators:
        fate = fate_on(point_set, one, on)
        if fate in says:
            title = in_language(Text(catalogue[one.key].title))
            errors.print(
                f"{title}: {in_language(says[fate])}", markup=False, highlight=False
            )


@app.command()
def schema() -> None:
    """Print the JSON Schema of a points file for addresses."""
    console.print_json(data=points_schema())
