"""`onderdak load area-shares`: published shares of neighbourhoods."""

from pathlib import Path
from typing import Annotated, Any

import typer

from onderdak.cli.frame import As, Json, acting, answer, console
from onderdak.foundation.identity.contract import in_language
from onderdak.supervision.picture.contract.ranking import (
    TakenShares,
    load_area_shares,
)

_SHOWN_FAULTS = 50


def area_shares(
    file: Annotated[Path, typer.Argument(help="Key figures of CBS: CSV or JSON.")],
    year: Annotated[
        int, typer.Option(min=1995, max=2100, help="Of which year they are.")
    ],
    municipality: Annotated[
        str | None,
        typer.Option(metavar="GM", help="This one only; else all of yours."),
    ] = None,
    source: Annotated[
        str, typer.Option(help="Whose data it is; stands with the figures.")
    ] = "CBS",
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Load shares of neighbourhoods, by which a ranking is checked on fairness.

    They are never made into points: a ranking is held against them afterwards.
    """
    with acting(as_user) as actor:
        taken = load_area_shares(
            by=actor, file=file, municipality=municipality, year=year, source=source
        )
    answer(_shares_as_data(taken), as_json=as_json, show=lambda: _show_shares(taken))
    if taken.faults:
        raise typer.Exit(1)


def _shares_as_data(taken: TakenShares) -> dict[str, Any]:
    return {
        "taken": taken.taken,
        "elsewhere": taken.elsewhere,
        "not_published": taken.not_published,
        "faults": [
            {"line": one.line, "what": in_language(one.what)} for one in taken.faults
        ],
    }


def _show_shares(taken: TakenShares) -> None:
    for one in taken.faults[:_SHOWN_FAULTS]:
        console.print(f"{one.line}: {in_language(one.what)}", markup=False)
    console.print(
        f"{taken.taken} shares taken in, {taken.not_published} not published,"
        f" {taken.elsewhere} of elsewhere."
        if not taken.faults
        else "Nothing was taken in.",
        highlight=False,
    )
