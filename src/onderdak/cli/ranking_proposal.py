"""`onderdak ranking propose`: a draft of points from past outcomes, for people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Annotated, cast

import typer

from onderdak.cli.frame import console, day
from onderdak.cli.ranking_files import (
    catalogue_of,
    faults_shown,
    points_of,
    read_rows,
    write_words,
)
from onderdak.engines.ranking import Catalogue, PointSet, Step, read_points
from onderdak.engines.ranking.drafting import Frame, Origin, draft
from onderdak.engines.ranking.past_table import Past, PastColumns, read_past
from onderdak.kernel.errors import ConfigurationError, Invalid
from onderdak.kernel.text import text

_PROPOSING = "onderdak.engines.measures.proposing"
_Steps = Mapping[str, Sequence[Step]]
_YEARS = 1


def propose(
    file: Annotated[
        Path, typer.Argument(help="A CSV file of indicators and outcomes.")
    ],
    outcome: Annotated[
        str, typer.Option(help="The column with 1 for found, 0 for not, or empty.")
    ],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where the draft goes.")
    ],
    config: Annotated[
        Path | None,
        typer.Option(help="Points to begin from: their columns, reasons and grounds."),
    ] = None,
    catalogue: Annotated[
        str, typer.Option(help="A catalogue of indicators: its key, or a file.")
    ] = "addresses",
    identifier: Annotated[
        str, typer.Option(metavar="COLUMN", help="Names the row; is not looked at.")
    ] = "",
    context: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="Carried along; is not looked at."),
    ] = None,
    date_column: Annotated[
        str, typer.Option("--date", metavar="COLUMN", help="The day of the outcome.")
    ] = "",
    double: Annotated[
        int, typer.Option(min=1, max=50, help="So many points double the odds.")
    ] = 4,
) -> None:
    """Propose points from past outcomes: a draft that is switched off.

    Points never learn by themselves. People change the draft, and two decide.
    """
    today = day(None)
    with faults_shown():
        steps_of = _proposing()
        base, known = _base(config, catalogue)
        frame = _frame(base, known, catalogue, today)
        frame = replace(
            frame,
            identifier=identifier or frame.identifier,
            context=tuple(dict.fromkeys([*frame.context, *(context or [])])),
        )
        header, rows, _ = read_rows(file)
        past = read_past(
            header, rows, _columns(frame, known, outcome, date_column), known
        )
        steps = steps_of(past.values, past.found, points_to_double=double)
        if not steps:
            raise Invalid(
                what=text("These outcomes propose no points."),
                why=text("No indicator goes up with what was found."),
            )
        without = [key for key in past.values if key not in steps]
        written = draft(
            steps, known, frame, _origin(file, past, today, double), without
        )
        read_points(written, known)
        write_words(output, written)
    console.print(
        f"A draft with {len(steps)} indicators, from {len(past.found)} outcomes."
        " It is switched off: people change it, and two decide.",
        soft_wrap=True,
    )


def _proposing() -> Callable[..., _Steps]:
    """The search for points; its packages are not part of a running house."""
    try:
        found = import_module(_PROPOSING)
    except ModuleNotFoundError as missing:
        raise ConfigurationError(
            text("To propose points, packages are needed that are not installed."),
            why=text("Missing: %(names)s.", names=missing.name),
            next_step=text(
                "Run: pip install --require-hashes -r requirements/analysis.txt"
            ),
        ) from missing
    return cast(Callable[..., _Steps], found.propose_steps)


def _base(config: Path | None, catalogue: str) -> tuple[PointSet | None, Catalogue]:
    if config is not None:
        return points_of(config)
    return None, catalogue_of(catalogue, Path())


def _frame(base: PointSet | None, known: Catalogue, named: str, today: date) -> Frame:
    if base is None:
        until = date(today.year + _YEARS, 12, 31)
        return Frame(f"Draft: {known.title}", named, today, until)
    return Frame(
        name=base.name,
        catalogue=base.named or base.catalogue,
        since=base.since,
        until=base.until,
        identifier=base.identifier,
        context=base.context,
        version=base.version + 1,
        base=base,
    )


def _columns(
    frame: Frame, known: Catalogue, outcome: str, date_column: str
) -> PastColumns:
    own = {one.key: one.column for one in frame.base.indicators} if frame.base else {}
    return PastColumns(
        outcome=outcome,
        keys={own.get(key, key): key for key in known.indicators},
        day=date_column,
        ignored=(frame.identifier, *frame.context),
    )


def _origin(file: Path, past: Past, today: date, double: int) -> Origin:
    return Origin(
        file=file.name,
        digest=sha256(file.read_bytes()).hexdigest(),
        rows=len(past.found),
        finds=sum(past.found),
        made_on=today,
        points_to_double=double,
        first=past.first,
        last=past.last,
    )
