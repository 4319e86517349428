"""`onderdak neighbourhood`: what is counted in one neighbourhood."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from onderdak.cli.frame import As, Json, On, acting, answer, console, day, table
from onderdak.foundation.identity.contract import Actor, in_language
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import neighbourhood_code
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract import (
    SEE_NEIGHBOURHOODS,
    Counts,
    Measure,
    Neighbourhoods,
    months_up_to,
    neighbourhoods_of,
    outside_of,
)

app = typer.Typer(
    help="Neighbourhoods: what is counted there, month by month.", no_args_is_help=True
)


@app.callback()
def _neighbourhoods() -> None:
    """Keep `show` a command of its own, so that others can stand beside it."""


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="Code of the neighbourhood: BU…")],
    months: Annotated[
        int,
        typer.Option(
            min=1,
            max=24,
            help="How many months or, outside, finished periods.",
        ),
    ] = 12,
    outside_the_house: Annotated[
        bool,
        typer.Option("--outside", help="Small numbers left out, to send it on."),
    ] = False,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Show what is counted in a neighbourhood: never an address or a person."""
    wanted, area = day(on), neighbourhood_code(code)
    with acting(as_user) as actor:
        town = _town(actor, area)
        data = _as_data(
            outside_of(by=actor, municipality=town, on=wanted, number=months, area=area)
            if outside_the_house
            else neighbourhoods_of(
                by=actor,
                municipality=town,
                months=months_up_to(wanted, months),
                on=wanted,
                area=area,
            )
        )

    def shown() -> None:
        title = f"{data['name']} ({data['code']})"
        console.print(title, style="bold", markup=False, highlight=False)
        rows: list[list[object]] = [
            [one["measure"], each["month"], each["number"], one["source"]]
            for one in data["measures"]
            for each in one["months"]
        ]
        table(f"{wanted}", ["", "month", "number", "source"], rows)

    answer(data, as_json=as_json, show=shown)


def _town(actor: Actor, area: str) -> str:
    """The municipality that one works in, of which this is a neighbourhood.

    Raises:
        NotFound: it lies in none of one's own municipalities.
    """
    town = f"GM{area[2:6]}"
    if not any(
        grant.municipality == town and grant.role in SEE_NEIGHBOURHOODS.roles
        for grant in actor.grants
    ):
        raise NotFound(text("There is no neighbourhood %(code)s here.", code=area))
    return town


def _as_data(found: Neighbourhoods) -> dict[str, Any]:
    area = found.areas[0]
    return {
        "code": area.code,
        "name": area.name,
        "municipality": found.municipality,
        "on": found.on,
        "measures": [
            _counted(found, measure.value, counts, quarters=measure is Measure.HOURS)
            for measure, counts in found.measures.items()
        ],
        "reports_by_kind": _each(found, found.kinds),
        "signals_by_source": _each(found, found.signals),
        "talks_by_theme": _each(found, found.themes),
    }


def _each(found: Neighbourhoods, counts: Mapping[str, Counts]) -> list[dict[str, Any]]:
    return [_counted(found, key, each) for key, each in counts.items()]


def _counted(
    found: Neighbourhoods, name: str, counts: Counts, *, quarters: bool = False
) -> dict[str, Any]:
    """A number with its date, source and coverage; null was too small to be told."""
    months: list[dict[str, Any]] = [
        {
            "month": f"{each.start:%Y-%m}",
            "until": each.end,
            "number": counts.at(found.areas[0].code, each.start),
        }
        for each in found.periods
    ]
    return {
        "measure": "quarters_of_hours" if quarters else name,
        "standing": counts.standing.value,
        "source": in_language(text(counts.source)),
        "on": counts.on,
        "coverage": in_language(counts.coverage) if counts.coverage else None,
        "months": months if counts.standing.value == "counted" else [],
    }
