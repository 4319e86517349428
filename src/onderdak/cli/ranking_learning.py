"""`onderdak ranking facts` and `draft`: from results to a draft for people."""

from pathlib import Path
from typing import Annotated

import typer

from onderdak.cli.frame import As, Json, Municipality, On, acting, answer, console, day
from onderdak.cli.ranking_files import faults_shown, read_words, write_words
from onderdak.supervision.picture.contract import View
from onderdak.supervision.picture.contract.ranking import (
    MONTH,
    OUTCOME,
    ROW,
    draft_point_set,
    facts_with_results,
)


def facts(
    municipality: Municipality,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where the file goes.")
    ],
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Write facts of visited addresses with what was found, without any address.

    The facts are those that count now, as known on the day; the results are of the
    months after it. A rare row can be recognised: treat the file as personal data.
    """
    with acting(as_user) as actor:
        made = facts_with_results(
            by=actor,
            municipality=municipality,
            on_day=day(on),
            today=day(None),
            how=View.How.COMMAND,
        )
    write_words(output, made.content)
    told = {"rows": made.rows, "finds": made.finds, "digest": made.digest}

    def show() -> None:
        console.print(
            f"{made.rows} rows, {made.finds} with a breach. Propose points from them:",
            highlight=False,
        )
        console.print(
            f"onderdak ranking propose {output} --outcome {OUTCOME} --identifier {ROW}"
            f" --date {MONTH} -o points.yaml",
            highlight=False,
            markup=False,
            soft_wrap=True,
        )

    answer(told, as_json=as_json, show=show)


def draft(
    file: Annotated[Path, typer.Argument(help="The points, in YAML.")],
    municipality: Municipality,
    why: Annotated[str, typer.Option(help="Why these points; others read it.")],
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Keep points as a draft of a municipality, with the proposal they come from.

    Nobody uses a draft: people change it, and the privacy officer decides.
    """
    with faults_shown():
        body = read_words(file)
        with acting(as_user) as actor:
            made = draft_point_set(
                by=actor,
                municipality=municipality,
                body=body,
                why=why,
                today=day(None),
            )
            told = {
                "number": made.pk,
                "points": str(made),
                "proposed": made.proposal is not None,
            }

    def show() -> None:
        kept = " Its proposal is kept." if told["proposed"] else ""
        console.print(
            f"{told['points']} is a draft with number {told['number']}.{kept}",
            highlight=False,
        )

    answer(told, as_json=as_json, show=show)
