"""`onderdak signals`: take a file of signals in, and list what came in."""

from pathlib import Path
from typing import Annotated, Any

import typer

from onderdak.cli.frame import (
    As,
    Json,
    Municipality,
    acting,
    answer,
    console,
    day,
    table,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.supervision.picture.contract import (
    BadPlace,
    Planned,
    View,
    deliveries_of,
    leave_delivery,
    preview_of,
    receive_signals,
    record_signals,
)

app = typer.Typer(
    help="Signals about addresses: take a file in, and list what came in.",
    no_args_is_help=True,
)
_MOST_SHOWN = 50


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    municipality: Municipality,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only look; record nothing.")
    ] = False,
    without_bad: Annotated[
        bool, typer.Option("--without-bad", help="Leave out lines with an error.")
    ] = False,
    complete: Annotated[
        bool,
        typer.Option(
            "--complete",
            help="The file holds all that its sources know: what it leaves out is no"
            " longer so.",
        ),
    ] = False,
    likeness_to_desk: Annotated[
        bool,
        typer.Option(
            "--likeness-to-desk",
            help="What is found by likeness alone goes to the lines in doubt.",
        ),
    ] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Take a file of signals in; a file with an error is refused as a whole."""
    with acting(as_user) as actor, console.status("Reading"):
        today = day(None)
        delivery = receive_signals(
            by=actor,
            municipality=municipality,
            data=file.read_bytes(),
            filename=file.name,
            today=today,
            complete=complete,
            on_trial=dry_run,
        )
        seen = preview_of(
            by=actor, delivery=delivery, today=today, how=View.How.COMMAND
        )
        doubted = {
            one.line.line
            for one in seen.planned
            if likeness_to_desk and one.level == "likeness"
        }
        if doubted:
            seen = preview_of(
                by=actor,
                delivery=delivery,
                today=today,
                doubted=doubted,
                how=View.How.COMMAND,
            )
        recorded = not dry_run and (without_bad or not seen.bad)
        if recorded:
            record_signals(
                by=actor,
                delivery=delivery,
                today=today,
                without_bad=without_bad,
                doubted=doubted,
            )
        else:
            leave_delivery(by=actor, delivery=delivery)
        found = seen.found
        counts, left_open = seen.counts, seen.left_open
        lines = [_line(one, found.get(one.address or 0)) for one in seen.planned]
        wrong = [_error(one) for one in seen.bad]

    def show() -> None:
        columns = ["line", "address", "found", "level", "weight", "kind", "fate"]
        rows = [[one[name] for name in columns] for one in lines[:_MOST_SHOWN]]
        table(file.name, columns, rows)
        for one in wrong:
            place = f"{one['line']}{one['column']}"
            console.print(f"{place}: {one['what']}", highlight=False, markup=False)
        told = ", ".join(f"{number} {fate}" for fate, number in counts.items())
        console.print(told or "No line could be read.", highlight=False)
        for source, kind in left_open:
            console.print(f"Nothing of {source} {kind} counts as left out.")
        console.print("Recorded." if recorded else "Nothing is recorded.")

    answer(
        {
            "recorded": recorded,
            "counts": counts,
            "left_open": [list(one) for one in left_open],
            "lines": lines,
            "errors": wrong,
        },
        as_json=as_json,
        show=show,
    )
    if not recorded and not dry_run:
        raise typer.Exit(1)


def _line(one: Planned, found: str | None) -> dict[str, Any]:
    return {
        "line": one.line.line,
        "address": str(one.line.place),
        "source": one.line.source,
        "kind": one.line.kind,
        "fate": one.fate.value,
        "withheld": one.withheld.value if one.withheld else None,
        "address_id": one.address,
        "found": found,
        "level": one.level or None,
        "weight": one.weight,
    }


def _error(one: BadPlace) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "what": in_language(one.what)}


@app.command("list")
def list_(municipality: Municipality, as_user: As = "", as_json: Json = False) -> None:
    """List the files of signals that came in, the latest first."""
    with acting(as_user) as actor:
        rows = deliveries_of(by=actor, municipality=municipality, today=day(None))
        found = [
            {
                "id": one.pk,
                "file": one.filename,
                "received_at": one.received_at,
                "sources": one.sources,
                "state": one.state,
                "counts": one.counts,
            }
            for one in rows[:500]
        ]

    def show() -> None:
        columns = ["id", "file", "received_at", "sources", "state"]
        table("Deliveries", columns, [[one[name] for name in columns] for one in found])

    answer(
        {"municipality": municipality, "deliveries": found}, as_json=as_json, show=show
    )
