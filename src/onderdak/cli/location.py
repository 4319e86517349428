"""`onderdak location`: what waits for confirmation, and the life of a location."""

from typing import Annotated

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
from onderdak.foundation.places.contract import NewAddress
from onderdak.register.nights.contract import (
    Location,
    LocationCapacity,
    find_location,
)
from onderdak.register.nights.contract.locations import (
    change_capacity,
    close_location,
    confirm_location,
    hand_over_location,
    locations_to_confirm,
    refuse_location,
    reopen_location,
)

app = typer.Typer(
    help="Locations: confirm, hand over, close and reopen.", no_args_is_help=True
)

Which = Annotated[str, typer.Option("--location", help="Its number or exact name.")]
Since = Annotated[str, typer.Option("--since", metavar="DATE", help="From this day.")]
Words = Annotated[str, typer.Option("--words", help="What the other side reads.")]


@app.command()
def waiting(
    municipality: Municipality, as_user: As = "", as_json: Json = False
) -> None:
    """List the locations that providers registered and nobody has decided on."""
    with acting(as_user) as actor:
        found = [
            {
                "id": each.pk,
                "name": each.name,
                "provider": each.provider.name,
                "address": str(each.address),
                "opened_on": each.opened_on,
            }
            for each in locations_to_confirm(by=actor, municipality=municipality)
        ]

    def show() -> None:
        rows: list[list[object]] = [list(each.values()) for each in found]
        table("To confirm", ["", "location", "provider", "address", "since"], rows)

    answer(found, as_json=as_json, show=show)


@app.command()
def confirm(
    location: Which,
    permitted: Annotated[
        int | None, typer.Option(min=1, help="Places that the permit allows.")
    ] = None,
    bag: Annotated[str, typer.Option(help="BAG number of the address.")] = "",
    follows: Annotated[
        int | None, typer.Option(help="Number of the location that it takes over.")
    ] = None,
    words: Words = "",
    on: On = None,
    as_user: As = "",
) -> None:
    """Confirm a registered location at the address that was proposed."""
    with acting(as_user) as actor:
        found = find_location(by=actor, wanted=location, on=day(on))
        confirm_location(
            by=actor,
            location=found,
            address=_address(found, bag),
            permitted=permitted,
            on=day(on),
            follows=follows,
            words=words,
        )
    console.print(f"{found.name} is confirmed.", highlight=False)


def _address(found: Location, bag: str) -> NewAddress:
    here = found.address
    return NewAddress(
        here.street, here.number, here.town, here.addition, here.postcode, bag
    )


@app.command()
def refuse(location: Which, words: Words, on: On = None, as_user: As = "") -> None:
    """Refuse a registered location, saying why."""
    with acting(as_user) as actor:
        found = find_location(by=actor, wanted=location, on=day(on))
        refuse_location(by=actor, location=found, on=day(on), words=words)
    console.print(f"{found.name} is refused.", highlight=False)


@app.command("hand-over")
def hand_over(
    location: Which,
    to: Annotated[int, typer.Option("--to", help="Number of the new provider.")],
    since: Since,
    name: Annotated[str, typer.Option(help="What the new provider calls it.")] = "",
    words: Words = "",
    as_user: As = "",
) -> None:
    """Record that another provider runs a location from a day on."""
    with acting(as_user) as actor:
        found = find_location(by=actor, wanted=location, on=day(None))
        new = hand_over_location(
            by=actor,
            location=found,
            to=to,
            since=day(since),
            name=name,
            words=words,
        )
    console.print(f"{found.name} goes on as location {new}.", highlight=False)


@app.command()
def close(
    location: Which,
    since: Since,
    end_stays: Annotated[
        bool, typer.Option(help="End the stays that go on after that day.")
    ] = False,
    words: Words = "",
    on: On = None,
    as_user: As = "",
) -> None:
    """Close a location from a day on; refused while people stay there."""
    with acting(as_user) as actor:
        found = find_location(by=actor, wanted=location, on=day(on))
        ended = close_location(
            by=actor,
            location=found,
            since=day(since),
            on=day(on),
            end_stays=end_stays,
            words=words,
        )
    console.print(f"{found.name} is closed; {ended} stays ended.", highlight=False)


@app.command()
def reopen(location: Which, since: Since, words: Words = "", as_user: As = "") -> None:
    """Take a closed location into use again."""
    with acting(as_user) as actor:
        found = find_location(by=actor, wanted=location, on=day(None))
        reopen_location(by=actor, location=found, since=day(since), words=words)
    console.print(f"{found.name} is in use again.", highlight=False)


@app.command()
def places(
    location: Which,
    what: Annotated[LocationCapacity.What, typer.Option(help="Which number.")],
    since: Since,
    number: Annotated[
        int | None, typer.Option(min=1, help="How many; without it: not known.")
    ] = None,
    on: On = None,
    as_user: As = "",
) -> None:
    """Change how many places a location has, from a day on; what was is kept."""
    with acting(as_user) as actor:
        found = find_location(by=actor, wanted=location, on=day(on))
        change_capacity(
            by=actor,
            location=found,
            what=what,
            places=number,
            since=day(since),
            on=day(on),
        )
    console.print(f"{found.name}: {what} {number} since {since}.", highlight=False)
