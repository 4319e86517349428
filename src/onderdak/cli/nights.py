"""`onderdak nights`: hand in a file, count nights."""

from typing import Annotated

import typer

from onderdak.cli import columns, importing
from onderdak.cli.frame import (
    As,
    Json,
    Municipality,
    On,
    acting,
    answer,
    console,
    day,
    table,
)
from onderdak.cli.import_answer import flag_as_data
from onderdak.foundation.identity.contract import in_language
from onderdak.foundation.privacy.contract import Ground
from onderdak.kernel.ranges import DateRange
from onderdak.register.nights.contract import (
    count_nights,
    find_guest,
    open_guest_identity,
)
from onderdak.register.nights.contract.supervising import (
    flags_of,
)

app = typer.Typer(help="The night register.", no_args_is_help=True)

app.command("import")(importing.import_file)
app.command("columns")(columns.columns)
app.command("forget-columns")(columns.forget)


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


@app.command("flags")
def show_flags(
    provider: Annotated[
        int, typer.Option("--provider", metavar="NUMBER", help="The provider's number.")
    ],
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Say what needs a look in a provider's entries, and what would mend it."""
    with acting(as_user) as actor:
        found = flags_of(by=actor, provider=provider, on=day(on))

    def show() -> None:
        rows: list[list[object]] = [
            [in_language(flag.what), in_language(flag.mend)] for flag in found
        ]
        table(f"{len(found)} things need a look", ["what", "how to mend it"], rows)

    answer([flag_as_data(flag) for flag in found], as_json=as_json, show=show)
