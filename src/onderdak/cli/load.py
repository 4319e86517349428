"""`onderdak load`: take in public registers, the BAG and areas."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from onderdak.cli import load_shares
from onderdak.cli.frame import As, Json, acting, answer, console, errors, table
from onderdak.foundation.identity.contract import in_language
from onderdak.foundation.places.contract.register import (
    Taken,
    TakenAreas,
    load_areas,
    load_bag,
)

app = typer.Typer(
    help="Take in public registers: buildings and addresses, and areas.",
    no_args_is_help=True,
)

app.command("area-shares")(load_shares.area_shares)

Only = Annotated[
    str | None,
    typer.Option(
        "--municipality", metavar="GM", help="This one only; else all of yours."
    ),
]
_SHOWN_FAULTS = 50
_INTERRUPTED = 130


@app.command()
def bag(
    file: Annotated[Path, typer.Argument(help="A BAG 2.0 extract: zip or XML.")],
    municipality: Only = None,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="More than a tenth of what is known may go."),
    ] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Load addresses, dwelling objects and buildings from a delivery of the BAG.

    All or nothing: Ctrl-C stops it and leaves everything as it was.
    """
    # What is there now stays: the collector need not go through it again and again.
    gc.freeze()
    with acting(as_user) as actor, _stoppable(), _bar(as_json=as_json) as progress:
        taken = load_bag(
            by=actor,
            file=file,
            municipality=municipality,
            sure=yes,
            progress=progress,
        )
    told = _as_data(taken)
    answer(told, as_json=as_json, show=lambda: _show(taken))
    if not taken.written:
        raise typer.Exit(1)


@app.command()
def areas(
    file: Annotated[Path, typer.Argument(help="GeoJSON with CBS codes.")],
    municipality: Only = None,
    year: Annotated[
        int | None,
        typer.Option(min=1995, max=2100, help="Of which year the codes are."),
    ] = None,
    source: Annotated[
        str, typer.Option(help="Whose data it is; shown on every map.")
    ] = "CBS / Kadaster",
    accept_good: Annotated[
        bool, typer.Option("--accept-good", help="Take the good ones in.")
    ] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Load municipalities, districts, neighbourhoods or postcode areas."""
    with acting(as_user) as actor, _stoppable():
        taken = load_areas(
            by=actor,
            file=file,
            municipality=municipality,
            year=year,
            source=source,
            accept_good=accept_good,
        )
    answer(_areas_as_data(taken), as_json=as_json, show=lambda: _show_areas(taken))
    if taken.refused:
        raise typer.Exit(1)


@contextmanager
def _stoppable() -> Iterator[None]:
    """Ctrl-C rolls back what was begun."""
    try:
        yield
    except KeyboardInterrupt:
        errors.print("Stopped. Nothing was changed.")
        raise typer.Exit(_INTERRUPTED) from None


class _Told:
    """Shows how far a load is."""

    def __init__(self, bar: Progress | None) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=1.0) if bar else None

    def __call__(self, step: str, share: float) -> None:
        """Say what is being done, and which part is ready."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=step, completed=share)


@contextmanager
def _bar(*, as_json: bool) -> Iterator[_Told]:
    if as_json:
        yield _Told(None)
        return
    columns = (
        TextColumn("{task.percentage:>3.0f} %"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        yield _Told(bar)


def _as_data(taken: Taken) -> dict[str, Any]:
    return {
        "as_of": taken.as_of,
        "objects": {
            str(kind): {
                "read": taken.read[kind],
                "current": taken.current[kind],
                "superseded": taken.read[kind] - taken.current[kind],
                "broken": taken.broken_of[kind],
            }
            for kind in taken.read
        },
        "broken": taken.broken,
        "faults": [
            {
                "file": fault.file,
                "object": fault.object,
                "why": in_language(fault.why),
                "current": fault.current,
            }
            for fault in taken.faults
        ],
        "without_street_or_town": taken.unplaced,
        "elsewhere": {"addresses": taken.elsewhere[0], "buildings": taken.elsewhere[1]},
        "municipalities": {
            code: {
                name: {
                    "new": each.new,
                    "changed": each.changed,
                    "unchanged": each.unchanged,
                    "found_back": each.adopted,
                    "gone": each.gone,
                }
                for name, each in tables.items()
            }
            for code, tables in taken.written.items()
        },
        "placed_in_neighbourhood": taken.placed,
        "held_by_another_municipality": taken.held_elsewhere,
        "changes": taken.changes,
    }


def _show(taken: Taken) -> None:
    told = _as_data(taken)
    table(
        f"BAG of {taken.as_of}: occurrences in the file",
        ["", "read", "current", "skipped (no longer current)", "broken"],
        [[name, *counts.values()] for name, counts in told["objects"].items()],
    )
    rows: list[list[object]] = [
        [code, name, *counts.values()]
        for code, tables in told["municipalities"].items()
        for name, counts in tables.items()
    ]
    columns = ["", "", "new", "changed", "unchanged", "found back", "gone"]
    if rows:
        table("Recorded", columns, rows)
    _show_faults(
        [[f["file"], f["object"], f["why"]] for f in told["faults"]], taken.broken
    )
    if taken.unplaced:
        console.print(f"{taken.unplaced} numbers: street or town not in the file.")
    if any(taken.elsewhere):
        console.print(
            f"{taken.elsewhere[0]} addresses and {taken.elsewhere[1]} buildings lie in"
            " other municipalities and were left."
        )
    if taken.placed:
        console.print(f"{taken.placed} addresses got their neighbourhood.")
    for here, others in taken.held_elsewhere.items():
        for code, number in others.items():
            console.print(
                f"{number} addresses lie in {here} by now and stand with {code} here."
                " They were left: a merger needs both administrators."
            )
    if not taken.written:
        console.print("The file holds nothing of your municipalities.")
    elif not taken.changes:
        console.print("Nothing has changed.")


def _show_faults(rows: Sequence[list[object]], total: int) -> None:
    if rows:
        table(
            "Broken, and skipped", ["file", "object", "why"], list(rows[:_SHOWN_FAULTS])
        )
    if total > _SHOWN_FAULTS:
        console.print(f"and {total - _SHOWN_FAULTS} more.")


def _areas_as_data(taken: TakenAreas) -> dict[str, Any]:
    return {
        "read": taken.read,
        "new": taken.new,
        "changed": taken.changed,
        "unchanged": taken.unchanged,
        "no_longer_drawn": taken.ended,
        "elsewhere": taken.elsewhere,
        "placed_in_neighbourhood": taken.placed,
        "taken_in": not taken.refused,
        "faults": [
            {
                "feature": fault.feature,
                "code": fault.code,
                "why": in_language(fault.why),
            }
            for fault in taken.faults
        ],
    }


def _show_areas(taken: TakenAreas) -> None:
    told = _areas_as_data(taken)
    if told["faults"]:
        table(
            "Bad features",
            ["feature", "code", "why"],
            [list(fault.values()) for fault in told["faults"]],
        )
    if taken.refused:
        console.print("Nothing was taken in (--accept-good takes in the others).")
        return
    console.print(
        f"{taken.read} areas read: {taken.new} new, {taken.changed} changed,"
        f" {taken.unchanged} unchanged, {taken.elsewhere} of other municipalities.",
        highlight=False,
    )
    if taken.ended:
        console.print(f"{taken.ended} areas of an earlier year hold no longer.")
    if taken.placed:
        console.print(f"{taken.placed} addresses got their neighbourhood.")
