"""`onderdak address`: the picture of one address, for one purpose."""

from typing import Annotated, Any

import typer

from onderdak.cli.frame import As, Json, On, acting, answer, console, day, table
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.money import Cents, euros
from onderdak.kernel.text import Text
from onderdak.supervision.picture.contract import (
    Euros,
    Known,
    Picture,
    Purpose,
    View,
    look_at,
)

app = typer.Typer(help="Addresses: what may be known of one.", no_args_is_help=True)


@app.callback()
def _addresses() -> None:
    """Keep `show` a command of its own, so that others can stand beside it."""


@app.command()
def show(
    address: Annotated[int, typer.Argument(help="Number of the address.")],
    purpose: Annotated[
        Purpose | None,
        typer.Option("--for", help="For what you look; else what your role is for."),
    ] = None,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Show what may be known of an address; that somebody looked is written down."""
    wanted = day(on)
    with acting(as_user) as actor:
        picture = look_at(
            by=actor, address=address, purpose=purpose, on=wanted, how=View.How.COMMAND
        )
        data = _as_data(picture)

    def shown() -> None:
        console.print(picture.in_full, style="bold", markup=False, highlight=False)
        rows: list[list[object]] = [
            [one["source"], section["state"], one["what"], one["value"], one["on"]]
            for section in data["sources"]
            for one in section["known"] or [_gap(section["source"])]
        ]
        table(f"{picture.purpose}, {wanted}", ["source", "state", "", "", "on"], rows)

    answer(data, as_json=as_json, show=shown)


def _gap(source: str) -> dict[str, Any]:
    return {"source": source, "what": "", "value": None, "on": None}


def _as_data(picture: Picture) -> dict[str, Any]:
    hint = picture.hint
    return {
        "address": picture.address,
        "in_full": picture.in_full,
        "municipality": picture.municipality,
        "on": picture.on,
        "purpose": picture.purpose.value,
        "sources": [
            {
                "source": section.source.key,
                "state": section.state.value,
                "ground": section.source.ground,
                "last_handed_in": section.handed_in,
                "because": in_language(section.because) if section.because else None,
                "known": [_known(one) for one in section.known],
            }
            for section in picture.sections
        ],
        "not_for_this_purpose": [source.key for source in picture.closed],
        "registrations_beside_floor_area": {
            "outcome": hint.fits.value,
            "registrations": hint.registrations,
            "most": hint.most,
            "article": hint.article,
            "parameter_version": hint.version,
        }
        if hint
        else None,
    }


def _known(one: Known) -> dict[str, Any]:
    value: object = one.value
    if isinstance(one.value, Euros):
        value = euros(Cents(one.value.cents), "en")
    elif isinstance(one.value, Text):
        value = in_language(one.value)
    return {
        "source": one.source,
        "what": in_language(one.what),
        "value": value,
        "on": one.on,
        "ground": one.ground,
        "ground_in_file": one.beside or None,
        "reference": one.reference or None,
        "until": one.until,
        "inspection": one.part_of or None,
        "condition": one.condition or None,
        "matched_by": one.level or None,
        "weight": one.weight,
        "corrected_on": one.replaced_on,
    }
