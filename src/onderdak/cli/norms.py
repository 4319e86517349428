"""`onderdak norms`: what the norms say, and what they say of a location.

Norms are public: no account is needed, and nothing is stored.
"""

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
import yaml
from django.utils.translation import get_language

from onderdak.cli import norms_terms
from onderdak.cli.frame import (
    Json,
    On,
    answer,
    console,
    day,
    errors,
    refusals_shown,
    table,
)
from onderdak.foundation.identity.contract import (
    fact_catalogue,
    in_language,
    judge_on,
    normbook,
    rulebook,
)
from onderdak.kernel.errors import Invalid, NotFound
from onderdak.kernel.identifiers import municipality_code
from onderdak.kernel.text import text
from onderdak.rules import Judgement, UnreadableFacts, read_facts, schema
from onderdak.rules.findings.describing import described, listed

app = typer.Typer(help="Norms, and findings by them.", no_args_is_help=True)

app.command("term")(norms_terms.term)
app.command("pay")(norms_terms.pay)

Where = Annotated[
    str | None,
    typer.Option("--municipality", metavar="GM", help="CBS code, such as GM0202."),
]


@app.command("list")
def list_norms(
    on: On = None, municipality: Where = None, as_json: Json = False
) -> None:
    """List every norm: how it is of use here, how binding, and what it cites."""
    with refusals_shown():
        rows = listed(rulebook(), normbook(), day(on), _code(municipality))
    answer(
        rows,
        as_json=as_json,
        show=lambda: table(
            "Norms",
            ["rule", "part", "as", "kind", "title", "article"],
            [
                [
                    row["rule"],
                    row["part"],
                    row["as"],
                    row["kind"],
                    row["title"][_language()],
                    row["article"],
                ]
                for row in rows
            ],
        ),
    )


@app.command()
def show(
    rule: Annotated[str, typer.Argument(help="The id of the rule, such as A01.")],
    on: On = None,
    municipality: Where = None,
    as_json: Json = False,
) -> None:
    """Show one norm: its text, history, source, and what it is judged by."""
    with refusals_shown():
        norms = normbook().of(rule.upper())
        if not norms:
            raise NotFound(
                what=text("There is no norm %(rule)s.", rule=rule),
                next_step=text("Look at the list: onderdak norms list."),
            )
        found = described(
            rulebook(), fact_catalogue(), norms, day(on), _code(municipality)
        )
    answer(found, as_json=as_json, show=lambda: _show(found))


@app.command("schema")
def show_schema() -> None:
    """Print the JSON Schema of a facts file."""
    sys.stdout.write(json.dumps(schema(fact_catalogue()), ensure_ascii=False, indent=2))
    sys.stdout.write("\n")


@app.command()
def check(
    facts: Annotated[
        Path, typer.Argument(help="A facts file, JSON or YAML; - reads from a pipe.")
    ],
    on: On = None,
    municipality: Where = None,
    as_json: Json = False,
) -> None:
    """Judge the facts of a location by every norm that holds on a day."""
    with refusals_shown():
        code, on_day = _code(municipality), day(on)
        try:
            known = read_facts(_read(facts), fact_catalogue())
        except UnreadableFacts as refused:
            for fault in refused.faults:
                errors.print(
                    f"{fault.where}: {in_language(fault.what)}",
                    markup=False,
                    highlight=False,
                )
            raise
        judgement = judge_on(on_day, code)(known)
    answer(
        judgement.as_dict(), as_json=as_json, show=lambda: _show_judgement(judgement)
    )


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "nl"


def _code(municipality: str | None) -> str | None:
    return None if municipality is None else municipality_code(municipality)


def _read(path: Path) -> object:
    try:
        written = sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
        # JSON is YAML too, but for its tabs: what is said to be JSON is read as such.
        return json.loads(written) if path.suffix == ".json" else _yaml(written)
    except FileNotFoundError:
        raise NotFound(
            what=text("There is no file %(path)s.", path=path),
            next_step=text("Check the name and the folder."),
        ) from None
    except (OSError, ValueError, yaml.YAMLError) as fault:
        raise Invalid(
            what=text("The file %(path)s cannot be read.", path=path),
            why=text("%(fault)s", fault=str(fault).splitlines()[0]),
            next_step=text("Save it as JSON or YAML in UTF-8."),
        ) from None


def _yaml(written: str) -> object:
    if len(written) > _LARGEST:
        raise ValueError("the file is too large")
    return yaml.safe_load(written)


_LARGEST = 5_000_000


def _show(found: dict[str, Any]) -> None:
    for norm in found["norms"]:
        console.print(
            f"{norm['id']}  {norm['title']['en']}", style="bold", highlight=False
        )
        console.print(norm["text"][_language()], markup=False, highlight=False)
        if norm["reason"]:
            console.print(norm["reason"][_language()], markup=False, highlight=False)
    for parameter in found["parameters"]:
        table(
            f"{parameter['id']} ({parameter['unit']}, {parameter['kind']})",
            ["from", "value", "municipality", "article", "source", "checked"],
            [
                [
                    one["from"],
                    "ends" if one["ends"] else one["value"],
                    one["municipality"],
                    one["article"],
                    (one["source"] or {}).get(_language()),
                    one["checked"],
                ]
                for one in parameter["history"]
            ],
        )
    for coming in found["coming"]:
        console.print(
            f"from {coming['from']}: {coming['was']} -> {coming['becomes']}"
            f" {coming['unit']} ({coming['parameter']})",
            markup=False,
            highlight=False,
        )


def _show_judgement(judgement: Judgement) -> None:
    table(
        f"Findings on {judgement.on}",
        ["rule", "part", "place", "kind", "outcome", "what"],
        [
            [
                one.rule,
                one.part,
                one.place,
                one.kind,
                f"{one.outcome.replace('_', ' ')}{' (prompt)' if one.prompt else ''}",
                one.text[_language()],
            ]
            for one in (*judgement.findings, *judgement.hints)
        ],
    )
    for one in judgement.starting:
        console.print(f"{one.norm.id} starts on {one.from_}", highlight=False)
