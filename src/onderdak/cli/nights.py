"""`onderdak nights`: hand in a file, count nights."""

from pathlib import Path
from typing import Annotated, Any

import typer

from onderdak.cli.frame import (
    As,
    Json,
    Municipality,
    On,
    acting,
    answer,
    console,
    day,
    errors,
    table,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.foundation.privacy.contract import Ground
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    FileOutcome,
    count_nights,
    declare_file,
    find_guest,
    find_location,
    open_guest_identity,
)

app = typer.Typer(help="The night register.", no_args_is_help=True)

_Mapping = Annotated[
    list[str] | None,
    typer.Option(
        "--mapping",
        metavar="FIELD=COLUMN",
        help="Which column of the file holds a field, e.g. reference=Personeelsnr.",
    ),
]


def _mapping(pairs: list[str] | None) -> dict[str, str]:
    mapping = {}
    for pair in pairs or []:
        field, equals, column = pair.partition("=")
        if not equals:
            raise typer.BadParameter(f"{pair!r} is not FIELD=COLUMN.")
        mapping[field.strip()] = column.strip()
    return mapping


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)],
    location: Annotated[
        str, typer.Option(help="The location's number, or its name.", metavar="NUMBER")
    ],
    mapping: _Mapping = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, record nothing.")
    ] = False,
    accept_good: Annotated[
        bool,
        typer.Option("--accept-good", help="Record good rows, leave bad ones out."),
    ] = False,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Declare the stays in a provider's own CSV, XLSX or ODS file."""
    with acting(as_user) as actor:
        outcome = declare_file(
            by=actor,
            location=find_location(by=actor, wanted=location, on=day(on)),
            source=file,
            filename=file.name,
            mapping=_mapping(mapping),
            on=day(on),
            accept_good=accept_good,
            preview=dry_run,
            channel="command",
        )
    answer(_as_json(outcome), as_json=as_json, show=lambda: _show(outcome))
    if outcome.declared.errors and not accept_good:
        raise typer.Exit(1)


def _as_json(outcome: FileOutcome) -> dict[str, Any]:
    declared = outcome.declared
    return {
        "rows": declared.rows,
        "accepted": declared.accepted,
        "unchanged": declared.unchanged,
        "rejected": declared.rejected,
        "new": declared.new,
        "corrected": declared.corrected,
        "double_let": declared.double_let,
        "recorded": declared.recorded,
        "errors": [
            {
                "line": error.line,
                "column": outcome.column(error.field),
                "value": error.value,
                "message": in_language(error.message),
            }
            for error in declared.errors
        ],
        "corrections": [
            {
                "line": one.line,
                "reference": one.reference,
                "arrival": one.arrival,
                "departure": one.departure,
                "was_arrival": one.was_arrival,
                "was_departure": one.was_departure,
            }
            for one in declared.corrections
        ],
        "columns": dict(outcome.columns),
        "notes": [in_language(note) for note in outcome.notes],
    }


def _show(outcome: FileOutcome) -> None:
    declared = outcome.declared
    for note in outcome.notes:
        console.print(in_language(note), markup=False, highlight=False)
    if declared.errors:
        for error in declared.errors:
            errors.print(
                f"line {error.line}, {outcome.column(error.field)}"
                f" = {error.value!r}: {in_language(error.message)}",
                markup=False,
                highlight=False,
                soft_wrap=True,
            )
    verb = "recorded" if declared.recorded else "nothing recorded"
    console.print(
        f"{declared.rows} rows: {declared.new} new, {declared.corrected} corrected,"
        f" {declared.unchanged} unchanged, {declared.rejected} rejected ({verb})."
    )


@app.command("name")
def open_name(
    municipality: Municipality,
    ground: Annotated[Ground, typer.Option(help="Why the name is opened.")],
    guest: Annotated[
        str, typer.Option(help="Number of the guest, or the provider's own reference.")
    ],
    case: Annotated[
        str, typer.Option(help="Reference of the investigation or appointment.")
    ] = "",
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Open the name of one guest, on one of the closed grounds; always logged."""
    with acting(as_user) as actor:
        opened = open_guest_identity(
            by=actor,
            guest=find_guest(wanted=guest),
            municipality=municipality,
            ground=ground,
            case=case,
        )
    answer(
        opened._asdict(),
        as_json=as_json,
        show=lambda: console.print(", ".join(opened), markup=False, highlight=False),
    )


@app.command()
def count(
    municipality: Municipality,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="First night.")],
    until: Annotated[
        str, typer.Option("--to", metavar="DATE", help="First night not counted.")
    ],
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Count nights per location of a municipality."""
    first, last = day(since), day(until)
    if last <= first:
        raise typer.BadParameter("--to must come after --from.")
    with acting(as_user) as actor:
        counted = count_nights(
            by=actor,
            municipality=municipality,
            period=DateRange(first, last),
            on=day(on),
        )

    def show() -> None:
        table(
            f"{municipality}: {counted['nights']} nights, {counted['stays']} stays",
            ["location", "stays", "nights"],
            [
                [row["name"], row["stays"], row["nights"]]
                for row in counted["locations"]
            ],
        )

    answer(counted, as_json=as_json, show=show)
