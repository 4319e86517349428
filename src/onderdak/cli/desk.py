"""`onderdak desk`: set the report desk up, and look at what was reported."""

from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils.text import slugify
from django.utils.timezone import localdate, now

from onderdak.cli.desk_categories import categories, category
from onderdak.cli.desk_import import import_, let_in
from onderdak.cli.frame import (
    As,
    Json,
    Municipality,
    acting,
    answer,
    console,
    table,
)
from onderdak.cli.municipality import show_invitation
from onderdak.foundation.identity.contract import municipality_names
from onderdak.supervision.desk.contract import (
    OPEN_STATES,
    Report,
    report_by_number,
    reports_of,
    set_up_desk,
)
from onderdak.supervision.desk.contract.clerk import Keeping, set_up_simple_desk

app = typer.Typer(
    help="The report desk: set up, and what was reported.", no_args_is_help=True
)
app.command("import")(import_)
app.command("let-in")(let_in)
app.command("categories")(categories)
app.command("category")(category)

_MOST = 500


@app.command()
def setup(
    municipality: Municipality,
    simple: Annotated[
        bool, typer.Option("--simple", help="Every report goes to one person.")
    ] = False,
    owner: Annotated[
        str, typer.Option(help="E-mail address of who gets every report.")
    ] = "",
    months: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="How long other reports than bad letting are kept after closing.",
        ),
    ] = None,
    reason: Annotated[str, typer.Option(help="Why so long, and who decided.")] = "",
    as_user: As = "",
) -> None:
    """Set a desk up: its categories, and with --simple all that a small town needs."""
    with acting(as_user) as actor:
        made = set_up_desk(by=actor, municipality=municipality)
        place = slugify(municipality_names()[municipality])
        secret = (
            set_up_simple_desk(
                by=actor,
                municipality=municipality,
                owner=owner,
                keeping=Keeping(months, reason),
                at=now(),
            )
            if simple
            else ""
        )
    console.print(
        f"{made} categories made. The form: {settings.BASE_URL}/report/{place}/",
        highlight=False,
        soft_wrap=True,
    )
    if secret:
        show_invitation(secret)
        console.print(f"From the acceptance on every report goes to {owner}.")


def _line(one: Report) -> dict[str, Any]:
    return {
        "number": one.number,
        "category": one.category.key,
        "channel": one.channel,
        "received_on": localdate(one.received_at),
        "due_on": one.due_on,
        "state": one.state,
    }


@app.command("list")
def reports(
    municipality: Municipality,
    only_open: Annotated[
        bool, typer.Option("--open", help="Only what is not answered yet.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, max=_MOST, help="How many.")] = 50,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """List the reports of a municipality, newest first."""
    with acting(as_user) as actor:
        found = reports_of(by=actor, municipality=municipality)
        if only_open:
            found = found.filter(state__in=OPEN_STATES)
        lines = [_line(one) for one in found[:most]]
    columns = ["number", "category", "channel", "received_on", "due_on", "state"]
    answer(
        lines,
        as_json=as_json,
        show=lambda: table(
            "Reports", columns, [[line[name] for name in columns] for line in lines]
        ),
    )


@app.command()
def show(
    municipality: Municipality,
    number: Annotated[str, typer.Option(help="Number of the report: 2026-00012.")],
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Show one report; who reported it is not shown."""
    with acting(as_user) as actor:
        one = report_by_number(by=actor, municipality=municipality, number=number)
        found = _line(one) | {
            "place": str(one.address) if one.address else one.place_text,
            "answers": one.answers,
            "language": one.language,
            "text": one.text,
        }
    answer(
        found,
        as_json=as_json,
        show=lambda: table(
            number, ["", " "], [[key, value] for key, value in found.items()]
        ),
    )
