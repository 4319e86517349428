"""What all commands share: who acts, how answers and errors are shown."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

import typer
from django.conf import settings
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from onderdak.foundation.identity.contract import (
    Actor,
    actor_by_email,
    in_language,
    scope,
    scope_of,
)
from onderdak.kernel.errors import ConfigurationError, OnderdakError, UserError

As = Annotated[
    str,
    typer.Option("--as", metavar="USER", help="Act as this account (e-mail address)."),
]
Json = Annotated[
    bool, typer.Option("--json", help="Answer in JSON, keys in snake_case.")
]
Municipality = Annotated[
    str, typer.Option("--municipality", metavar="GM", help="CBS code, such as GM0202.")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="The day to look from; default today."),
]

# In a pipe there is no width to fold to: a folded address cannot be copied.
_WIDTH = None if sys.stdout.isatty() else 160
console = Console(width=_WIDTH, emoji=False)
errors = Console(stderr=True, width=_WIDTH, emoji=False)


_EARLIEST, _LATEST = date(1990, 1, 1), date(2099, 12, 31)


def day(value: str | None, *, default: date | None = None) -> date:
    """A date from the command line, or the default; today stands at the door only."""
    if value is None:
        return default or timezone.localdate()
    try:
        found = date.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(
            f"{value!r} is not a date; write it as 2026-11-21."
        ) from error
    if not _EARLIEST <= found <= _LATEST:
        raise typer.BadParameter(f"{value} lies outside {_EARLIEST} to {_LATEST}.")
    return found


@contextmanager
def acting(email: str) -> Iterator[Actor]:
    """Act as an account, in the scope of all its memberships, in its language.

    Raises:
        typer.Exit: the account is unknown, or an action refused; the message is shown.
    """
    with refusals_shown():
        actor = actor_by_email(email or settings.OPERATOR)
        with scope(scope_of(actor)):
            yield actor


@contextmanager
def refusals_shown() -> Iterator[None]:
    """Show a refusal as sentences on standard error, and leave with its exit code."""
    try:
        yield
    except OnderdakError as error:
        show_error(error)
        raise typer.Exit(error.exit_code) from error


def show_error(error: OnderdakError) -> None:
    """What is the matter, why, and what to do next."""
    if isinstance(error, UserError | ConfigurationError):
        first, *rest = [in_language(sentence) for sentence in error.texts]
        errors.print(first, style="bold red", highlight=False, markup=False)
        for sentence in rest:
            errors.print(sentence, highlight=False, markup=False)
    else:
        errors.print(str(error), style="bold red", highlight=False, markup=False)


def answer(
    data: dict[str, Any] | list[Any], *, as_json: bool, show: Callable[[], None]
) -> None:
    """Give an answer as JSON, or shown for people."""
    if as_json:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))
        sys.stdout.write("\n")
    else:
        show()


def table(title: str, columns: list[str], rows: list[list[object]]) -> None:
    """A table for people; numbers stand to the right."""
    shown = Table(title=title, title_justify="left")
    for index, name in enumerate(columns):
        numeric = bool(rows) and isinstance(rows[0][index], int)
        shown.add_column(name, justify="right" if numeric else "left")
    for row in rows:
        shown.add_row(*["–" if cell is None else str(cell) for cell in row])
    console.print(shown)
