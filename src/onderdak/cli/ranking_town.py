"""`onderdak ranking` on a municipality: run it, see the list, approve points."""

from pathlib import Path
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
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.picture.contract import View
from onderdak.supervision.picture.contract.ranking import (
    BadOutcome,
    Ranked,
    RankingRun,
    Show,
    Verdict,
    algorithm_register_of,
    assess_point_set,
    do_run,
    latest_list,
    point_set_for,
    ranked_of,
    run_for,
    start_ranking,
    take_in_outcomes,
)

_COLUMNS = ["place", "address", "points", "why", "step"]


def run(
    municipality: Municipality,
    on: On = None,
    seed: Annotated[
        int | None,
        typer.Option(min=0, help="For equal points and the lot; drawn when left out."),
    ] = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Put all addresses of a municipality in order; --on a past day is a replay."""
    today = day(None)
    with acting(as_user) as actor:
        made = start_ranking(
            by=actor,
            municipality=municipality,
            on_day=day(on),
            today=today,
            seed=seed,
            wait=True,
        )
    with console.status("Ranking") as status:

        def progress(done: int, total: int) -> None:
            status.update(f"Ranking: {done} of {total}")

        do_run(
            run=made.pk,
            municipality=municipality,
            user=made.by_id,
            progress=progress,
        )
    with acting(as_user) as actor:
        found = _as_said(run_for(by=actor, number=made.pk, on=today))

    def show() -> None:
        table(f"Run {made.pk}", ["what", "value"], [[k, v] for k, v in found.items()])

    answer(found, as_json=as_json, show=show)


def _as_said(found: RankingRun) -> dict[str, Any]:
    counts = found.counts
    return {
        "run": found.pk,
        "municipality": found.municipality_id,
        "on": found.on_day,
        "replay": found.replay,
        "points": str(found.point_set),
        "seed": found.seed,
        "state": found.state,
        "addresses": counts.get("addresses", 0),
        "with_points": counts.get("with_points", 0),
        "drawn": counts.get("drawn", 0),
    }


def list_(
    municipality: Municipality,
    number: Annotated[
        int | None, typer.Option("--run", help="Which run; the newest list if none.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=500, help="How many.")] = 20,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """List the first addresses of a run, each with why it stands there."""
    today = day(None)
    with acting(as_user) as actor:
        found = (
            run_for(by=actor, number=number, on=today)
            if number
            else latest_list(by=actor, municipality=municipality, on=today)
        )
        if found is None or found.municipality_id != municipality:
            raise Conflict(
                text("There is no list here yet."),
                next_step=text("Make one with `onderdak ranking run`."),
            )
        rows = ranked_of(
            by=actor,
            run=found,
            on=today,
            show=Show.ALL,
            most=most,
            how=View.How.COMMAND,
        )
        lines = [_line(one) for one in rows]
        said = {"run": found.pk, "on": found.on_day, "seed": found.seed}

    def show() -> None:
        shown = [
            [one["place"], one["address"], one["points"], one["why"], one["step"]]
            for one in lines
        ]
        table(f"Run {said['run']} of {said['on']}", _COLUMNS, shown)

    answer({**said, "addresses": lines}, as_json=as_json, show=show)


def _line(one: Ranked) -> dict[str, Any]:
    return {
        "place": one.place,
        "address": one.in_full,
        "points": one.points,
        "why": "; ".join(in_language(each.words) for each in one.reasons),
        "unknown": [in_language(each.title) for each in one.unknown],
        "drawn": one.drawn,
        "step": one.step.value,
    }


def approve(
    number: Annotated[int, typer.Argument(help="The number of the set of points.")],
    file: Annotated[
        Path,
        typer.Option("--file", exists=True, dir_okay=False, help="The assessment."),
    ],
    assessed_on: Annotated[
        str, typer.Option("--assessed-on", help="The day of the assessment.")
    ],
    words: Annotated[str, typer.Option(help="What the privacy officer says of it.")],
    refuse: Annotated[bool, typer.Option("--refuse", help="Refuse it.")] = False,
    as_user: As = "",
) -> None:
    """Approve or refuse a set of points, as the privacy officer."""
    today = day(None)
    with acting(as_user) as actor:
        assess_point_set(
            by=actor,
            point_set=point_set_for(by=actor, number=number, on=today),
            verdict=Verdict.REFUSED if refuse else Verdict.APPROVED,
            on_date=day(assessed_on),
            words=words,
            file=file.read_bytes(),
            filename=file.name,
            today=today,
        )
    console.print("Refused." if refuse else "Approved.")


def outcomes(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    municipality: Municipality,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Take in what was found at addresses; with one bad line nothing is recorded."""
    with acting(as_user) as actor:
        taken = take_in_outcomes(
            by=actor,
            municipality=municipality,
            data=file.read_bytes(),
            filename=file.name,
            today=day(None),
        )
    wrong = [_wrong(one) for one in taken.bad]

    def show() -> None:
        for one in wrong:
            place = f"{one['line']}{one['column']}"
            console.print(f"{place}: {one['what']}", highlight=False, markup=False)
        console.print(
            f"{taken.recorded} recorded, {taken.known} known already.", highlight=False
        )

    answer(
        {"recorded": taken.recorded, "known": taken.known, "errors": wrong},
        as_json=as_json,
        show=show,
    )
    if wrong:
        raise typer.Exit(1)


def _wrong(one: BadOutcome) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "what": in_language(one.what)}


def register(
    municipality: Municipality,
    contact: Annotated[
        str, typer.Option(help="E-mail address that stands in the register.")
    ] = "",
    website: Annotated[str, typer.Option(help="Page about the ranking.")] = "",
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Make the entry for the algorithm register from the points in use."""
    with acting(as_user) as actor:
        found = algorithm_register_of(
            by=actor,
            municipality=municipality,
            on=day(None),
            contact_email=contact,
            website=website,
        )
    wrong = [in_language(one) for one in found.wrong]

    def show() -> None:
        rows = [[key, value] for key, value in found.fields.items()]
        table("Algorithm register", ["field", "value"], rows)
        for one in wrong:
            console.print(one, highlight=False, markup=False)

    answer({"fields": dict(found.fields), "wrong": wrong}, as_json=as_json, show=show)
    if wrong:
        raise typer.Exit(1)
