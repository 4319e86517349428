"""`onderdak keys`: replace the keys of a provider, a municipality or the installation.

For the operator of the installation. No seal is opened: only wrappings change.
"""

import os
from typing import Annotated

import typer
from django.conf import settings
from rich.progress import Progress

from onderdak.cli.frame import console, errors, refusals_shown
from onderdak.foundation.identity.contract import municipality_names
from onderdak.foundation.privacy.contract import (
    Holder,
    begin_version,
    renew_town_seals,
    rewrap,
    rotate_hash,
    rows_left,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.text import text
from onderdak.project.key_removal import remove_older_keys, rotate_master

app = typer.Typer(help="Replace keys; no name is opened.", no_args_is_help=True)

_MOST_ROUNDS = 5


@app.callback()
def _group() -> None:
    """Keep `rotate` a word of its own."""


@app.command()
def rotate(
    provider: Annotated[
        int | None, typer.Option(help="The key of this provider.")
    ] = None,
    municipality: Annotated[
        str | None, typer.Option(metavar="GM", help="The key of this municipality.")
    ] = None,
    hashes: Annotated[
        bool,
        typer.Option("--hash", help="With --municipality: the key that compares."),
    ] = False,
    master: Annotated[
        bool, typer.Option("--master", help="The master key over all keys.")
    ] = False,
) -> None:
    """Replace one key; taken up where it was when it was stopped."""
    with refusals_shown():
        _check_one_of(provider is not None, municipality is not None, master)
        if municipality is not None and municipality not in municipality_names():
            raise NotFound(
                text("There is no municipality %(code)s here.", code=municipality)
            )
        if master:
            _rotate_master()
        elif municipality is not None and hashes:
            _rotate_hash(municipality)
        elif municipality is not None:
            _rotate(Holder.municipality(municipality))
            _renew(municipality)
        else:
            _rotate(Holder.provider(provider or 0))


def _check_one_of(*chosen: bool) -> None:
    if sum(chosen) != 1:
        raise Invalid(
            text("Choose one key to replace."),
            next_step=text("Give --provider, --municipality or --master."),
        )


def _rotate(holder: Holder) -> None:
    newest = begin_version(holder)
    moved = 0
    with Progress(console=errors, transient=True) as shown:
        task = shown.add_task(holder.name, total=rows_left(holder, newest))
        for _round in range(_MOST_ROUNDS):
            moved += rewrap(
                holder, newest, lambda rows: shown.update(task, advance=rows)
            )
            if not rows_left(holder, newest):
                break
    removed = remove_older_keys(holder, newest)
    console.print(
        f"{holder.name}: {moved} row keys stand under version {newest};"
        f" {removed} older keys are gone.",
        highlight=False,
    )


def _renew(municipality: str) -> None:
    for use in renew_town_seals(municipality):
        console.print(
            f"{municipality}, {use}: what is sealed from now on stands under a new key;"
            " older words keep theirs until they are destroyed.",
            highlight=False,
        )


def _rotate_hash(municipality: str) -> None:
    version = rotate_hash(municipality)
    console.print(
        f"{municipality}: new rows are compared under version {version};"
        " older rows keep theirs until they are destroyed.",
        highlight=False,
    )


def _rotate_master() -> None:
    done = rotate_master(
        old=os.environ.get("ONDERDAK_MASTER_KEY_OLD", ""), new=settings.MASTER_KEY
    )
    console.print(
        f"{done.wrapped} keys stand under the new master key now"
        f" ({done.already} did already).",
        highlight=False,
    )
