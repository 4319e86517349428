"""`onderdak desk import` and `let-in`: files and systems of chain partners."""

from pathlib import Path
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils.timezone import now

from onderdak.cli.frame import As, Json, Municipality, acting, answer, console
from onderdak.foundation.identity.contract import SCOPES_OF_PARTNERS, in_language
from onderdak.supervision.desk.contract.partners import (
    BadPlace,
    import_partner_file,
    let_partner_in,
    partner_named,
)


def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    municipality: Municipality,
    partner: Annotated[str, typer.Option(help="Kind of partner, such as police.")],
    name: Annotated[str, typer.Option(help="Name of the organisation or team.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only look; record nothing.")
    ] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Take in a partner's file; a file with an error is refused as a whole."""
    with acting(as_user) as actor:
        found = import_partner_file(
            by=actor,
            municipality=municipality,
            partner=partner_named(partner),
            name=name,
            data=file.read_bytes(),
            filename=file.name,
            dry_run=dry_run,
            at=now(),
        )
        wrong = [_error(one) for one in found.bad]

    def show() -> None:
        for one in wrong:
            place = f"{one['line']}{one['column']}"
            console.print(f"{place}: {one['what']}", highlight=False, markup=False)
        console.print(f"{found.lines} lines read, {len(found.taken)} reports made.")

    answer(
        {"lines": found.lines, "reports": list(found.taken), "errors": wrong},
        as_json=as_json,
        show=show,
    )
    if wrong:
        raise typer.Exit(1)


def _error(one: BadPlace) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "what": in_language(one.what)}


def let_in(
    municipality: Municipality,
    partner: Annotated[str, typer.Option(help="Kind of partner, such as police.")],
    name: Annotated[str, typer.Option(help="Name of the organisation or team.")],
    months: Annotated[int, typer.Option(help="How long it is good.")] = 6,
    as_user: As = "",
) -> None:
    """Let a partner's system hand reports in; its secret is shown once."""
    with acting(as_user) as actor:
        number, secret = let_partner_in(
            by=actor,
            municipality=municipality,
            partner=partner_named(partner),
            name=name,
            scopes=sorted(SCOPES_OF_PARTNERS),
            months=months,
        )
    console.print(
        f"Token {number}. Keep this secret now; it is not shown again:",
        highlight=False,
    )
    console.print(secret, highlight=False, soft_wrap=True)
    console.print(f"Address: {settings.BASE_URL}/api/v1/reports", highlight=False)
