"""Columns that are remembered for a provider's files, at the command line."""

from typing import Annotated

import typer

from onderdak.cli.frame import As, Json, acting, answer, console, table
from onderdak.foundation.identity.contract import Actor
from onderdak.register.nights.contract.files import (
    column_choices,
    forget_columns,
)


def _provider(actor: Actor, wanted: int | None) -> int:
    own = sorted(actor.providers)
    if wanted is None and len(own) != 1:
        raise typer.BadParameter("--provider: say which, for there is not just one.")
    return wanted if wanted is not None else own[0]


Provider = Annotated[
    int | None, typer.Option("--provider", help="The provider's number.")
]


def columns(provider: Provider = None, as_user: As = "", as_json: Json = False) -> None:
    """Which columns are remembered, per header."""
    with acting(as_user) as actor:
        found = column_choices(by=actor, provider=_provider(actor, provider))
        told = [
            {"number": one.pk, "headers": one.headers, "mapping": one.mapping}
            for one in found
        ]

    def show() -> None:
        table(
            "Remembered columns",
            ["number", "header", "read as"],
            [
                [
                    one["number"],
                    ", ".join(one["headers"]),
                    ", ".join(f"{key}={name}" for key, name in one["mapping"].items()),
                ]
                for one in told
            ],
        )

    answer(told, as_json=as_json, show=show)


def forget(
    number: Annotated[int, typer.Argument(help="Number of the remembered header.")],
    provider: Provider = None,
    as_user: As = "",
) -> None:
    """Forget the columns of one header: the next such file asks again."""
    with acting(as_user) as actor:
        forget_columns(by=actor, provider=_provider(actor, provider), choice=number)
    console.print("Forgotten.")
