"""`onderdak certificate`: what is known, what is missing, and reading a register in."""

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
from onderdak.housing.quality.contract import (
    BadKept,
    Fate,
    Gap,
    KnownCertificate,
    Planned,
    Scheme,
    Standing,
    bad_lines_of,
    certificate_overview,
    leave_register,
    planned_of,
    receive_register,
    record_register,
)

app = typer.Typer(
    help="Certificates: list, read a register in, and what is missing.",
    no_args_is_help=True,
)

OfScheme = Annotated[
    Scheme | None, typer.Option("--scheme", help="Of this scheme only.")
]


@app.command("list")
def list_(
    municipality: Municipality,
    scheme: OfScheme = None,
    state: Annotated[
        Standing | None, typer.Option("--state", help="In this state only.")
    ] = None,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """List the certificates that a municipality knows of, as they stand on a day."""
    wanted = day(on)
    with acting(as_user) as actor:
        known = certificate_overview(by=actor, municipality=municipality, on=wanted)
        found = [
            _certificate(one)
            for one in known.certificates
            if scheme in (None, one.held.scheme) and state in (None, one.standing)
        ]

    def show() -> None:
        names = ("id", "scheme", "number", "holder", "location", "beds", "valid_until")
        table(
            f"Certificates on {wanted}",
            [*names, "state"],
            [[*(one[name] for name in names), one["state"]] for one in found],
        )

    answer(
        {"municipality": municipality, "on": wanted, "certificates": found},
        as_json=as_json,
        show=show,
    )


def _certificate(one: KnownCertificate) -> dict[str, Any]:
    row, term = one.row, one.term
    return {
        "id": row.pk,
        "scheme": row.scheme,
        "number": row.number or None,
        "holder": row.holder,
        "provider": row.provider_id,
        "location": row.location.name if row.location else None,
        "whole_organisation": row.whole_organisation,
        "beds": term.beds if term else None,
        "valid_from": term.valid_from if term else None,
        "valid_until": term.valid_until if term else None,
        "registered_on": term.registered_on if term else None,
        "inspected_on": term.inspected_on if term else None,
        "said_by": term.origin.value if term else None,
        "state": one.standing.value,
        "gaps": [gap.kind.value for gap in one.gaps],
    }


@app.command()
def gaps(
    municipality: Municipality,
    scheme: OfScheme = None,
    on: On = None,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """List what is missing: late inspections, lapses, locations that nobody names."""
    wanted = day(on)
    with acting(as_user) as actor:
        known = certificate_overview(by=actor, municipality=municipality, on=wanted)
        names = {number: house.name for number, house in known.houses.items()}
        for one in known.certificates:
            if one.row.location is not None:
                names.setdefault(one.row.location.pk, one.row.location.name)
        found = [
            _gap(gap, names.get(gap.location or 0))
            for gap in known.gaps
            if scheme in (None, gap.scheme)
        ]

    def show() -> None:
        columns = ["kind", "scheme", "certificate", "location", "day"]
        columns += ["measured", "threshold"]
        table(
            f"What is missing on {wanted}",
            columns,
            [[one[name] for name in columns] for one in found],
        )

    answer(
        {"municipality": municipality, "on": wanted, "gaps": found},
        as_json=as_json,
        show=show,
    )


def _gap(gap: Gap, location: str | None) -> dict[str, Any]:
    return {
        "kind": gap.kind.value,
        "scheme": gap.scheme.value,
        "certificate": gap.certificate,
        "location_id": gap.location,
        "location": location,
        "provider": gap.provider,
        "day": gap.day,
        "measured": gap.measured,
        "threshold": gap.threshold,
    }


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    municipality: Municipality,
    scheme: Annotated[Scheme, typer.Option("--scheme", help="Of which scheme.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="Register of this day.")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole/--part", help="Is this the whole list, or a part?")
    ] = True,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Record it; otherwise only look.")
    ] = False,
    without_bad: Annotated[
        bool, typer.Option("--without-bad", help="Leave out lines with an error.")
    ] = False,
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Read a register in: see what would change, and record it with --confirm."""
    with acting(as_user) as actor:
        register = receive_register(
            by=actor,
            municipality=municipality,
            scheme=scheme,
            data=file.read_bytes(),
            filename=file.name,
            on=day(on),
            whole_list=whole,
            today=day(None),
        )
        planned, bad = planned_of(register), bad_lines_of(register)
        lines = [_line(one) for one in planned if one.fate is not Fate.ELSEWHERE]
        wrong = [_error(one) for one in bad]
        recorded = confirm and (without_bad or not bad)
        if recorded:
            record_register(
                by=actor, register=register, today=day(None), without_bad=without_bad
            )
        else:
            leave_register(by=actor, register=register)

    def show() -> None:
        columns = ["line", "holder", "address", "fate", "why"]
        table("Register", columns, [[one[name] for name in columns] for one in lines])
        for one in wrong:
            place = f"{one['line']}{one['column']}"
            console.print(f"{place}: {one['what']}", highlight=False, markup=False)
        console.print("Recorded." if recorded else "Nothing is recorded.")

    answer(
        {
            "recorded": recorded,
            "elsewhere": len(planned) - len(lines),
            "lines": lines,
            "errors": wrong,
        },
        as_json=as_json,
        show=show,
    )
    if confirm and not recorded:
        raise typer.Exit(1)


def _line(one: Planned) -> dict[str, Any]:
    return {
        "line": one.line.line,
        "holder": one.line.holder,
        "address": one.line.address,
        "fate": one.fate.value,
        "why": in_language(one.why) if one.why else None,
        "certificate": one.certificate.pk if one.certificate else None,
        "location": one.location.name if one.location else None,
        "changes": {
            each.field: {"was": each.was, "becomes": each.becomes}
            for each in one.differences
        },
    }


def _error(one: BadKept) -> dict[str, Any]:
    return {"line": one.line, "column": one.column, "what": in_language(one.what)}
