"""`onderdak municipality`: begin, switch rooms, record controllers and terms."""

from typing import Annotated

import typer
from django.conf import settings

from onderdak.cli.frame import As, Municipality, acting, console, day, refusals_shown
from onderdak.foundation.identity.contract import begin_municipality, switch_room
from onderdak.foundation.privacy.contract import (
    Controllership,
    record_controllership,
    set_retention_term,
)

app = typer.Typer(help="Set up a municipality.", no_args_is_help=True)

Room = Annotated[
    str,
    typer.Option(
        "--room",
        help="nights, duty, levy, desk, picture, inspections, enforcement or care.",
    ),
]
TermRoom = Annotated[
    str,
    typer.Option(
        "--room",
        help=(
            "nights, duty, levy, desk, picture, inspections, enforcement, care, "
            "or audit (logs)."
        ),
    ),
]
Since = Annotated[str, typer.Option("--since", metavar="DATE", help="From this day.")]


def show_invitation(secret: str) -> None:
    """Show an invitation's link, once."""
    console.print(
        "The link is mailed too. It works once, for seven days:\n"
        f"{settings.BASE_URL}/invitation/{secret}/",
        highlight=False,
        soft_wrap=True,
    )


@app.command()
def begin(
    municipality: Municipality,
    name: Annotated[str, typer.Option(help="Its name.")],
    administrator: Annotated[str, typer.Option(help="E-mail address.")],
    region: Annotated[
        str | None, typer.Option(help="Short name of the region it belongs to.")
    ] = None,
) -> None:
    """Add a municipality and invite its first administrator (for the installer)."""
    with refusals_shown():
        secret = begin_municipality(
            code=municipality, name=name, administrator=administrator, region=region
        )
    show_invitation(secret)


@app.command()
def room(
    municipality: Municipality,
    room: Room,
    on: Annotated[bool, typer.Option("--on/--off", help="In use or not.")] = True,
    as_user: As = "",
) -> None:
    """Put a room to use in a municipality, or out of use."""
    with acting(as_user) as actor:
        switch_room(by=actor, municipality=municipality, room=room, on=on)
    console.print(f"{room} is {'on' if on else 'off'} in {municipality}.")


@app.command()
def controller(
    municipality: Municipality,
    room: Room,
    party: Annotated[str, typer.Option(help="Who answers for the data.")],
    document: Annotated[str, typer.Option(help="Decision or agreement.")],
    since: Since,
    part: Annotated[
        Controllership.Part, typer.Option(help="Its part (art. 24, 26, 28 AVG).")
    ] = Controllership.Part.CONTROLLER,
    as_user: As = "",
) -> None:
    """Record who answers for a room's data; without it the room does not start."""
    with acting(as_user) as actor:
        record_controllership(
            by=actor,
            municipality=municipality,
            room=room,
            part=part,
            party=party,
            document=document,
            since=day(since),
        )
    console.print(f"{party}: {part} of {room} in {municipality}.")


@app.command()
def retention(
    municipality: Municipality,
    room: TermRoom,
    months: Annotated[int, typer.Option(min=1, help="How long data are kept.")],
    reason: Annotated[str, typer.Option(help="Why, and who decided.")],
    since: Since,
    as_user: As = "",
) -> None:
    """Set how long a room's personal data are kept; the law gives no term."""
    with acting(as_user) as actor:
        set_retention_term(
            by=actor,
            municipality=municipality,
            room=room,
            months=months,
            reason=reason,
            since=day(since),
        )
    console.print(f"{room} in {municipality}: {months} months.")
