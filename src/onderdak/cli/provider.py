"""`onderdak provider`: admit a provider, add its locations."""

from typing import Annotated

import typer

from onderdak.cli.frame import As, Municipality, On, acting, console, day
from onderdak.cli.municipality import show_invitation
from onderdak.foundation.identity.contract import may
from onderdak.foundation.parties.contract import Provider, admit_provider
from onderdak.foundation.places.contract import NewAddress
from onderdak.register.nights.contract import (
    REGISTER_LOCATION,
    Location,
    open_location,
)
from onderdak.register.nights.contract.locations import (
    HouseFacts,
    register_location,
)

app = typer.Typer(help="Providers and their locations.", no_args_is_help=True)


@app.command()
def admit(
    municipality: Municipality,
    name: Annotated[str, typer.Option(help="Name of the provider.")],
    manager: Annotated[str, typer.Option(help="E-mail address of who manages it.")],
    kind: Annotated[
        Provider.Kind, typer.Option(help="A person or a company.")
    ] = Provider.Kind.COMPANY,
    kvk: Annotated[str, typer.Option(help="KvK number.")] = "",
    on: On = None,
    as_user: As = "",
) -> None:
    """Admit a provider to a municipality's register and invite its manager."""
    with acting(as_user) as actor:
        number, secret = admit_provider(
            by=actor,
            municipality=municipality,
            name=name,
            kind=kind,
            kvk=kvk,
            manager=manager,
            since=day(on),
        )
    console.print(f"{name} is provider {number}.", highlight=False)
    show_invitation(secret)


@app.command()
def location(
    municipality: Municipality,
    provider: Annotated[int, typer.Option(help="The provider's number.")],
    name: Annotated[str, typer.Option(help="What the provider calls it.")],
    street: Annotated[str, typer.Option()],
    number: Annotated[int, typer.Option(help="House number.")],
    town: Annotated[str, typer.Option()],
    kind: Annotated[Location.Kind, typer.Option()] = Location.Kind.PENSION,
    addition: Annotated[str, typer.Option(help="Letter or addition.")] = "",
    postcode: Annotated[str, typer.Option()] = "",
    bag: Annotated[str, typer.Option(help="BAG number of the address.")] = "",
    permitted: Annotated[
        int | None, typer.Option(min=1, help="Places that the permit allows.")
    ] = None,
    beds: Annotated[
        int | None, typer.Option(min=1, help="Beds that are there.")
    ] = None,
    on: On = None,
    as_user: As = "",
) -> None:
    """Add a location of an admitted provider; a provider registers its own.

    What a provider registers waits for the municipality to confirm it.
    """
    address = NewAddress(street, number, town, addition, postcode, bag)
    with acting(as_user) as actor:
        if may(actor, REGISTER_LOCATION, provider=provider):
            opened = register_location(
                by=actor,
                provider=provider,
                municipality=municipality,
                facts=HouseFacts(name, kind, address, day(on), permitted, beds),
                on=day(on),
            )
            console.print(f"{name} is location {opened}, to be confirmed.")
            return
        opened = open_location(
            by=actor,
            municipality=municipality,
            provider=provider,
            name=name,
            kind=kind,
            address=address,
            permitted_capacity=permitted,
            factual_capacity=beds,
            on=day(on),
        )
    console.print(f"{name} is location {opened}.", highlight=False)
