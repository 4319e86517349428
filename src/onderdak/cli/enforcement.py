"""`onderdak enforcement`: open a case on signed findings, list cases, and show one."""

from typing import Annotated, Any

import typer
from django.utils.timezone import now

from onderdak.cli import enforcement_evidence, enforcement_recount
from onderdak.cli.frame import (
    As,
    Json,
    Municipality,
    acting,
    answer,
    console,
    day,
    table,
)
from onderdak.supervision.enforcement.contract import CaseState
from onderdak.supervision.enforcement.contract.cases import (
    AskedCases,
    Case,
    CaseOn,
    MeasureOn,
    case_for,
    cases_of,
    findings_to_enforce,
    open_case,
)

app = typer.Typer(
    help="Enforcement: open a case, list cases, and show one.", no_args_is_help=True
)
_MOST = 500
app.command("evidence")(enforcement_evidence.evidence)
app.command("verify-evidence")(enforcement_evidence.verify)
app.command("recount")(enforcement_recount.recount_)


@app.command("open")
def open_(
    municipality: Municipality,
    visit: Annotated[str, typer.Option(help="Number of the visit: 2026-00012.")],
    finding: Annotated[
        list[str] | None,
        typer.Option(
            help="A breach of its signed report, such as A01@. More than once;"
            " without it all of them."
        ),
    ] = None,
    on_day: Annotated[
        str | None, typer.Option("--day", help="The day it begins; default today.")
    ] = None,
    reason: Annotated[str, typer.Option(help="Why a case is opened.")] = "",
    as_user: As = "",
) -> None:
    """Open a case on the findings of a signed report."""
    with acting(as_user) as actor:
        found = findings_to_enforce(by=actor, municipality=municipality, visit=visit)
        made = open_case(
            by=actor,
            municipality=municipality,
            visit=visit,
            keys=finding or [one.row.key for one in found.breaches],
            on=day(on_day),
            at=now(),
            reason=reason,
        )
    console.print(f"Case {made.number} is open.", highlight=False)


@app.command()
def cases(
    municipality: Municipality,
    search: Annotated[
        str, typer.Option(help="Words of number, address or company.")
    ] = "",
    only_open: Annotated[
        bool, typer.Option("--open", help="Only cases that are not closed.")
    ] = False,
    path: Annotated[str, typer.Option(help="With this path: penalty_order.")] = "",
    most: Annotated[int, typer.Option(min=1, max=_MOST, help="How many.")] = 50,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """List the cases of a municipality, the newest first."""
    asked = AskedCases(search, CaseState.OPEN if only_open else None, path)
    with acting(as_user) as actor:
        found = cases_of(by=actor, municipality=municipality, asked=asked)
        lines = [_line(one) for one in found[:most]]
    columns = ["number", "opened_on", "state", "address", "offender", "owner"]
    answer(
        lines,
        as_json=as_json,
        show=lambda: table(
            "Cases",
            columns,
            [[str(line[name]) for name in columns] for line in lines],
        ),
    )


@app.command()
def show(
    municipality: Municipality,
    number: Annotated[str, typer.Option(help="Number of the case: H-2026-00012.")],
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Show a case: its grounds, its measures and their steps."""
    with acting(as_user) as actor:
        one = case_for(by=actor, municipality=municipality, number=number)
        found = _whole(one)
    answer(
        found,
        as_json=as_json,
        show=lambda: table(
            number, ["", " "], [[key, _shown(value)] for key, value in found.items()]
        ),
    )


def _line(one: Case) -> dict[str, Any]:
    return {
        "number": one.number,
        "opened_on": one.opened_on,
        "state": one.state,
        "address": str(one.address),
        "offender": _who(one),
        "owner": one.owner.email if one.owner else "",
    }


def _who(one: Case) -> str:
    """A company by its name; a person is sealed and named by nothing here."""
    if one.offender is None:
        return ""
    return one.offender.name or "a person"


def _whole(one: CaseOn) -> dict[str, Any]:
    return _line(one.case) | {
        "rules": one.case.ruleset_id[:12],
        "closed_on": one.case.closed_on,
        "closing": one.case.closing,
        "look_again_on": one.case.look_again_on,
        "grounds": [
            f"{each.rule} {each.article} (visit {each.visit_number})"
            for each in one.grounds
        ],
        "requests": [f"{each.received_on} {each.requester}" for each in one.requests],
        "measures": [line for each in one.measures for line in _measure(each)],
    }


def _measure(one: MeasureOn) -> list[str]:
    begun = f"{one.row.begun_on} {one.row.path}: {one.row.state}"
    steps = [
        f"  {each.row.on_day} {each.row.step}{'' if each.counts else ' (taken back)'}"
        for each in one.steps
    ]
    return [begun, *steps]


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)
