"""`onderdak levy`: the stay tax (art. 224 Gemeentewet)."""

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
    table,
)
from onderdak.kernel.money import euros
from onderdak.register.levy.contract import taxable_nights

app = typer.Typer(help="The stay tax (art. 224 Gemeentewet).", no_args_is_help=True)


@app.callback()
def _rooms() -> None:
    """Keep `nights` a command of its own, though it is the only one."""


@app.command("nights")
def count_taxable(
    municipality: Municipality,
    year: Annotated[
        int,
        typer.Option("--year", metavar="YYYY", min=1900, max=9000, help="Tax year."),
    ],
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Count taxable nights and their amounts, per provider and rate."""
    with acting(as_user) as actor:
        found = taxable_nights(
            by=actor, municipality=municipality, year=year, on=day(on)
        )
    answer(found, as_json=as_json, show=lambda: _show(found))


def _show(found: dict[str, Any]) -> None:
    rows: list[list[object]] = [
        [
            row["provider"],
            row["nights"],
            _money(row["rate_cents"]),
            _money(row["amount_cents"]),
        ]
        for row in found["rows"]
    ]
    rows.append(["total", found["total_nights"], None, _money(found["total_cents"])])
    title = f"{found['municipality']} {found['year']}, as of {found['on']}"
    table(title, ["provider", "nights", "rate", "amount"], rows)
    if found["without_rate_nights"]:
        console.print(
            f"{found['without_rate_nights']} nights are in a period without a rate.",
            highlight=False,
        )


def _money(cents: int) -> str:
    return f"€ {euros(cents)}"
