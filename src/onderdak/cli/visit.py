"""`onderdak visit`: plan a visit, list visits, show one, and check a report."""

from datetime import time
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.timezone import localdate, localtime, now

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
from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.errors import NotFound
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import (
    OPEN_STATES,
    Ground,
    Kind,
    Means,
    Visit,
)
from onderdak.supervision.inspections.contract.planning import (
    AskedVisits,
    Plan,
    Tried,
    companions_of,
    members_of,
    plan_visit,
    supervisors_of,
    tried_before,
    visit_for,
    visits_of,
)
from onderdak.supervision.inspections.contract.reports import verify as verify_file
from onderdak.supervision.inspections.contract.setting_up import (
    phones_set,
    read_phones,
    set_phones,
)

app = typer.Typer(
    help="Visits: plan one, list them, and show one.", no_args_is_help=True
)
_MOST = 500


@app.command()
def plan(
    municipality: Municipality,
    address: Annotated[int, typer.Option(help="Number of the address.")],
    on_day: Annotated[str, typer.Option("--day", help="The day: 2026-11-21.")],
    reason: Annotated[str, typer.Option(help="Why this address.")],
    chosen_by: Annotated[
        str,
        typer.Option(
            help="How it was chosen: ranked, report, random, periodic or other."
        ),
    ],
    ground: Annotated[Ground, typer.Option(help="The law that is supervised.")],
    kind: Annotated[Kind, typer.Option(help="What kind of visit.")] = Kind.VISIT,
    begins: Annotated[str, typer.Option("--from", help="From: 19:00.")] = "19:00",
    ends: Annotated[str, typer.Option("--until", help="Until: 21:00.")] = "21:00",
    second: Annotated[
        str, typer.Option("--with", help="E-mail address of who goes along.")
    ] = "",
    alone_because: Annotated[
        str, typer.Option(help="Why one goes alone, where nobody goes along.")
    ] = "",
    letter: Annotated[
        str, typer.Option(help="What came of a letter that was sent before.")
    ] = "",
    letter_on: Annotated[
        str | None, typer.Option(help="The day of that letter; default today.")
    ] = None,
    no_lighter_because: Annotated[
        str, typer.Option(help="Why nothing lighter was tried.")
    ] = "",
    unannounced_because: Annotated[
        str, typer.Option(help="Why it is not announced; announced without.")
    ] = "",
    investigation: Annotated[
        str, typer.Option(help="Reference of the running address investigation.")
    ] = "",
    as_user: As = "",
) -> None:
    """Plan a visit that you lead."""
    tried = (Tried(Means.LETTER, day(letter_on), letter),) if letter else ()
    with acting(as_user) as actor:
        made = plan_visit(
            by=actor,
            municipality=municipality,
            plan=Plan(
                address=address,
                kind=kind,
                reason=reason,
                chosen_by=chosen_by,
                ground=ground,
                day=day(on_day),
                from_time=_time(begins),
                until_time=_time(ends),
                lead=actor.user_id,
                others=(_number(actor, municipality, second),) if second else (),
                alone_because=alone_because,
                announced=not unannounced_because,
                unannounced_because=unannounced_because,
                tried=tried,
                no_lighter_because=no_lighter_because,
                investigation=investigation,
            ),
            at=now(),
        )
    console.print(f"Visit {made.number} is planned.", highlight=False)


def _time(value: str) -> time:
    try:
        return time.fromisoformat(value)
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is not a time; write 19:00.") from error


def _number(actor: Actor, municipality: str, email: str) -> int:
    found = supervisors_of(by=actor, municipality=municipality).filter(email=email)
    one = found.first()
    if one is None:
        raise NotFound(text("'%(email)s' is no supervisor here.", email=email))
    return one.pk


def _line(one: Visit) -> dict[str, Any]:
    return {
        "number": one.number,
        "day": one.day,
        "from": f"{one.from_time:%H:%M}",
        "kind": one.kind,
        "state": one.state,
        "address": str(one.address),
        "lead": one.lead.email,
    }


@app.command("list")
def visits(
    municipality: Municipality,
    search: Annotated[str, typer.Option(help="Words of number or address.")] = "",
    only_open: Annotated[
        bool, typer.Option("--open", help="Only what is not ended yet.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, max=_MOST, help="How many.")] = 50,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """List the visits of a municipality, the last day first."""
    asked = AskedVisits(search, OPEN_STATES if only_open else frozenset())
    with acting(as_user) as actor:
        found = visits_of(by=actor, municipality=municipality, asked=asked)
        lines = [_line(one) for one in found[:most]]
    columns = ["number", "day", "from", "kind", "state", "address", "lead"]
    answer(
        lines,
        as_json=as_json,
        show=lambda: table(
            "Visits", columns, [[line[name] for name in columns] for line in lines]
        ),
    )


@app.command()
def show(
    municipality: Municipality,
    number: Annotated[str, typer.Option(help="Number of the visit: 2026-00012.")],
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Show how a visit is planned; what was found is in its report."""
    with acting(as_user) as actor:
        one = visit_for(by=actor, municipality=municipality, number=number)
        found = _line(one) | {
            "reason": one.reason,
            "chosen_by": one.chosen_by,
            "ground": one.ground,
            "announced": one.announced,
            "goes": [each.user.email for each in members_of(one)],
            "along": [each.organisation for each in companions_of(one)],
            "tried": [f"{each.on_day} {each.what}" for each in tried_before(one)],
            "languages": one.languages,
            "checklist": f"{one.checklist_key} {one.checklist_version}".strip(),
        }
    answer(
        found,
        as_json=as_json,
        show=lambda: table(
            number, ["", " "], [[key, _shown(value)] for key, value in found.items()]
        ),
    )


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The PDF.", exists=True, dir_okay=False)],
    municipality: Municipality,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Say whether a PDF is a report from here, unchanged, and who signed it."""
    with acting(as_user) as actor:
        found = verify_file(
            by=actor,
            municipality=municipality,
            file=file.read_bytes(),
            on=localdate(),
        )
    if found.report is None:
        raise NotFound(
            text("No report from here has the hash %(hash)s.", hash=found.sha256),
            text("The file was changed, or it is another one."),
        )
    row = found.report.row
    known = {
        "sha256": found.sha256,
        "visit": row.visit.number,
        "kind": row.kind,
        "state": found.report.state.value,
        "signed": [
            f"{one.name} {localtime(one.at):%Y-%m-%d %H:%M} ({one.oath})"
            for one in found.report.signatures
        ],
    }
    answer(
        known,
        as_json=as_json,
        show=lambda: table(
            "Unchanged", ["", " "], [[key, _shown(one)] for key, one in known.items()]
        ),
    )


@app.command()
def phones(
    municipality: Municipality,
    number: Annotated[
        list[str] | None,
        typer.Option(
            "--number",
            help="A service and its number: 'Night desk: 026-1234567'. More than once;"
            " together they replace the list.",
        ),
    ] = None,
    none: Annotated[bool, typer.Option("--none", help="Empty the list.")] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Show or set whom inspectors telephone when something cannot wait."""
    with acting(as_user) as actor:
        if number or none:
            listed = read_phones("\n".join(number or []))
            set_phones(by=actor, municipality=municipality, phones=listed)
        found = phones_set(by=actor, municipality=municipality)
    lines = [{"name": one.name, "number": one.number} for one in found]
    answer(
        lines,
        as_json=as_json,
        show=lambda: table(
            "Telephone numbers",
            ["service", "number"],
            [[line["name"], line["number"]] for line in lines],
        ),
    )


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
