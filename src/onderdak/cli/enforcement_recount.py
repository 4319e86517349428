"""`onderdak enforcement recount`: count all terms and penalties now."""

from typing import Annotated, Any

import typer
from django.utils.timezone import localdate

from onderdak.cli.frame import (
    As,
    Json,
    Municipality,
    acting,
    answer,
    refusals_shown,
    table,
)
from onderdak.supervision.enforcement.contract.clocks import (
    Recount,
    check_recount,
    recount,
)


def recount_(
    municipality: Municipality,
    mail: Annotated[
        bool, typer.Option(help="Mail who handles a case what falls due.")
    ] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Count all terms and penalties of a municipality, as every night."""
    with acting(as_user) as actor:
        check_recount(by=actor, municipality=municipality)
    # Outside the scope of who asks: each batch is kept when it is done.
    with refusals_shown():
        found = _told(recount(municipality=municipality, on=localdate(), tell=mail))
    answer(
        found,
        as_json=as_json,
        show=lambda: table(
            municipality, ["", " "], [[key, value] for key, value in found.items()]
        ),
    )
    if found["failed"]:
        raise typer.Exit(1)


def _told(run: Recount) -> dict[str, Any]:
    return {
        "on": str(run.on_day),
        "measures": run.done,
        "penalties_booked": run.forfeited,
        "terms_told_of": run.alarms,
        "failed": len(run.failed),
    }
