"""`onderdak retention`: what is past its term, and its destruction.

For the operator of the installation: the terms are the municipality's own decision,
and the database lets nothing younger go, whoever asks.
"""

from typing import Annotated, Any

import typer

from onderdak.cli.frame import Json, On, answer, console, day, refusals_shown, table
from onderdak.foundation.identity.contract import Scope, municipality_names, scope
from onderdak.foundation.privacy.contract import (
    Destroyed,
    DestructionPlan,
    destroy_past_term,
    plan_destruction,
)
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text

app = typer.Typer(
    help="Destroy what is past its term, and prove it.", no_args_is_help=True
)

Town = Annotated[
    str | None,
    typer.Option("--municipality", metavar="GM", help="One only; default all."),
]


def _towns(wanted: str | None) -> list[str]:
    known = sorted(municipality_names())
    if wanted is None:
        return known
    if wanted not in known:
        raise NotFound(text("There is no municipality %(code)s here.", code=wanted))
    return [wanted]


@app.command()
def plan(municipality: Town = None, on: On = None, as_json: Json = False) -> None:
    """Count what is past its term, and touch nothing."""
    with refusals_shown():
        plans = [_plan(town, on) for town in _towns(municipality)]
    answer(
        [each.as_dict() for each in plans],
        as_json=as_json,
        show=lambda: _show_plans(plans),
    )


def _plan(town: str, on: str | None) -> DestructionPlan:
    with scope(Scope(municipalities=frozenset({town}))):
        return plan_destruction(municipality=town, on=day(on))


def _show_plans(plans: list[DestructionPlan]) -> None:
    for each in plans:
        rows: list[list[object]] = [
            [room.room, one.table, one.rows, one.oldest, one.newest, one.held]
            for room in each.rooms
            for one in room.tables
            if one.rows or one.held
        ]
        if rows:
            table(
                f"Past their term in {each.municipality} on {each.on}",
                ["Part", "Table", "Rows", "Oldest", "Newest", "Held back"],
                rows,
            )
        else:
            console.print(f"{each.municipality}: nothing is past its term.")
        _show_no_term(each.municipality, each.without_term)
        for hold in each.holds:
            console.print(f"  held back: {hold.reference} ({hold.reason})")


def _show_no_term(town: str, rooms: tuple[str, ...]) -> None:
    for room in rooms:
        console.print(f"  {town}, {room}: no term set, so nothing goes.")


@app.command()
def run(
    municipality: Town = None,
    on: On = None,
    dry_run: Annotated[bool, typer.Option(help="Count only, as `plan` does.")] = False,
    as_json: Json = False,
) -> None:
    """Destroy what is past its term; a certificate per municipality proves it."""
    if dry_run:
        plan(municipality, on, as_json)
        return
    with refusals_shown():
        done = [_run(town, on, as_json) for town in _towns(municipality)]
    answer([_as_dict(each) for each in done], as_json=as_json, show=lambda: _show(done))
    if any(each.failures for each in done):
        raise typer.Exit(1)


def _run(town: str, on: str | None, quiet: bool) -> Destroyed:
    total = 0
    with console.status(f"{town}") as status:

        def progress(name: str, rows: int) -> None:
            nonlocal total
            total += rows
            if not quiet:
                status.update(f"{town}: {total} rows, now {name}")

        return destroy_past_term(
            municipality=town, on=day(on), ran_by="command", progress=progress
        )


def _as_dict(done: Destroyed) -> dict[str, Any]:
    return {
        "municipality": done.municipality,
        "on": done.on,
        "rows": done.rows,
        "certificate": done.certificate,
        "without_term": list(done.without_term),
        "failures": [
            {"table": one.table, "message": one.message} for one in done.failures
        ],
    }


def _show(done: list[Destroyed]) -> None:
    for each in done:
        if each.certificate is None:
            console.print(f"{each.municipality}: nothing was past its term.")
        else:
            console.print(
                f"{each.municipality}: {each.rows} rows destroyed,"
                f" certificate {each.certificate}.",
                highlight=False,
            )
        _show_no_term(each.municipality, each.without_term)
        for one in each.failures:
            console.print(f"  {one.table}: {one.message}", style="red", markup=False)
