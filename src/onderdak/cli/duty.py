"""`onderdak duty`: who must register in the BRP, and address investigations."""

from datetime import date
from typing import Annotated, Any

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
from onderdak.register.duty.contract import (
    close_investigation,
    duty_counts,
    look_into_people,
    open_investigation,
)

app = typer.Typer(
    help="Who must register in the BRP (art. 2.38 Wet BRP).", no_args_is_help=True
)

Reference = Annotated[
    str, typer.Option("--reference", metavar="REF", help="Of the investigation.")
]
_STATES = ["approaching", "due", "overdue", "registered"]


@app.command("list")
def list_duty(
    municipality: Municipality,
    on: On = None,
    investigation: Annotated[
        str | None,
        typer.Option(
            "--investigation", metavar="REF", help="Show persons; the look is logged."
        ),
    ] = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Count who must register, per location; persons in an investigation only."""
    seen_on = day(on)
    with acting(as_user) as actor:
        found = duty_counts(by=actor, municipality=municipality, on=seen_on)
        if investigation is not None:
            found["people"] = look_into_people(
                by=actor,
                municipality=municipality,
                investigation=investigation,
                on=seen_on,
            )
    answer(found, as_json=as_json, show=lambda: _show(found, seen_on))


@app.command("investigate")
def investigate(
    municipality: Municipality,
    reference: Reference,
    ground: Annotated[str, typer.Option("--ground", help="Why it is investigated.")],
    address: Annotated[
        list[int], typer.Option("--address", metavar="ID", help="May be repeated.")
    ],
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Default today.")
    ] = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Begin an address investigation (art. 2.37d Wet BRP)."""
    started_on = day(start)
    with acting(as_user) as actor:
        open_investigation(
            by=actor,
            municipality=municipality,
            reference=reference,
            ground=ground,
            address_ids=address,
            started_on=started_on,
        )
    told = {"reference": reference, "started_on": started_on, "addresses": address}
    sentence = f"Investigation {reference} runs from {started_on}."
    _say(told, sentence, as_json=as_json)


@app.command("close")
def close(
    municipality: Municipality,
    reference: Reference,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """End an address investigation."""
    ended_on = day(on)
    with acting(as_user) as actor:
        close_investigation(
            by=actor, municipality=municipality, reference=reference, ended_on=ended_on
        )
    told = {"reference": reference, "ended_on": ended_on}
    _say(told, f"Investigation {reference} ended on {ended_on}.", as_json=as_json)


def _show(found: dict[str, Any], on: date) -> None:
    rows = [[place["name"], *_counts(place)] for place in found["locations"]]
    rows.append(["total", *_counts(found["totals"])])
    title = f"{found['municipality']} on {on}; – is a count too small to show"
    table(title, ["location", *_STATES], rows)
    if found["people"] is not None:
        _show_people(found)


def _show_people(found: dict[str, Any]) -> None:
    names = {place["id"]: place["name"] for place in found["locations"]}
    rows = [
        [p["key"], names.get(p["location"]), p["state"], p["since"], p["nights"]]
        for p in found["people"]
    ]
    table("persons", ["key", "location", "state", "since", "nights"], rows)


def _counts(counted: dict[str, Any]) -> list[int | None]:
    return [counted[state] for state in _STATES]


def _say(told: dict[str, Any], sentence: str, *, as_json: bool) -> None:
    answer(
        told,
        as_json=as_json,
        show=lambda: console.print(sentence, markup=False, highlight=False),
    )
