"""`onderdak token`: let a provider's own systems in, and shut them out."""

from typing import Annotated

import typer
from django.conf import settings
from django.utils import timezone

from onderdak.cli.frame import As, Json, acting, answer, console, table
from onderdak.foundation.identity.contract import (
    AccessToken,
    TokenScope,
    make_token,
    revoke_token,
    tokens_of,
)

app = typer.Typer(help="Tokens of a provider's own systems.", no_args_is_help=True)

ForProvider = Annotated[int, typer.Option("--provider", help="The provider's number.")]


@app.command()
def make(
    provider: ForProvider,
    name: Annotated[str, typer.Option(help="Which system will use it.")],
    scope: Annotated[
        list[TokenScope], typer.Option(help="What it is for; may be given twice.")
    ],
    months: Annotated[int, typer.Option(help="How long it is good.")] = 6,
    as_user: As = "",
) -> None:
    """Make a token; its secret is shown once."""
    with acting(as_user) as actor:
        number, secret = make_token(
            by=actor, provider=provider, label=name, scopes=scope, months=months
        )
    console.print(
        f"Token {number}. Keep this secret now; it is not shown again:",
        highlight=False,
    )
    console.print(secret, highlight=False, soft_wrap=True)
    console.print(f"Address: {settings.BASE_URL}/api/v1", highlight=False)


@app.command("list")
def listed(provider: ForProvider, as_json: Json = False, as_user: As = "") -> None:
    """List a provider's tokens; never their secrets."""
    with acting(as_user) as actor:
        rows = [_told(token) for token in tokens_of(by=actor, provider=provider)]

    def show() -> None:
        columns = ["token", "name", "for", "until", "last used", "state"]
        table(
            f"Tokens of provider {provider}",
            columns,
            [list(row.values()) for row in rows],
        )

    answer(rows, as_json=as_json, show=show)


def _told(token: AccessToken) -> dict[str, object]:
    return {
        "id": token.pk,
        "name": token.label,
        "scopes": " ".join(token.scopes),
        "expires_at": timezone.localdate(token.expires_at),
        "last_used_at": token.last_used_at and timezone.localdate(token.last_used_at),
        "state": token.state_at(timezone.now()),
    }


@app.command()
def revoke(
    token: Annotated[int, typer.Argument(help="The token's number.")],
    as_user: As = "",
) -> None:
    """Shut a system out, at once and for good."""
    with acting(as_user) as actor:
        revoke_token(by=actor, token=token)
    console.print(f"Token {token} lets nobody in any more.", highlight=False)
