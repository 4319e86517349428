"""`onderdak enforcement verify-evidence` and `evidence`: the evidence of a case."""

from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.timezone import now

from onderdak.cli.frame import As, Json, acting, answer, console, table
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.supervision.enforcement.contract.evidence import (
    Checked,
    EvidenceExport,
    checked,
    evidence_of,
    verify_evidence,
)


def evidence(
    municipality: Annotated[str, typer.Option(help="Code, such as GM0202.")],
    number: Annotated[str, typer.Option(help="Number of the case: H-2026-00012.")],
    reason: Annotated[str, typer.Option(help="What it is taken out for.")],
    to: Annotated[
        Path | None, typer.Option(help="Where it goes; default: its own name, here.")
    ] = None,
    requesters: Annotated[
        bool, typer.Option(help="Also the letters to who asked for enforcement.")
    ] = False,
    as_user: As = "",
) -> None:
    """Take the evidence of a case out as one file with an index."""
    with acting(as_user) as actor:
        made = evidence_of(
            by=actor,
            municipality=municipality,
            number=number,
            reason=reason,
            requesters=requesters,
            at=now(),
        )
    path = to or Path(made.name)
    path.write_bytes(made.bundle.content)
    console.print(
        f"{path}: {made.bundle.items} things, SHA-256 {made.bundle.sha256}",
        highlight=False,
        soft_wrap=True,
    )


def verify(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    municipality: Annotated[
        str, typer.Option(help="Also look up whether it was made here.")
    ] = "",
    as_user: As = "",
    as_json: Json = False,
) -> None:
    """Check evidence: is all of it there, and is it what it was?

    The file itself is enough. With a municipality it is also looked up whether this
    very index was made there, and in which case.
    """
    content = file.read_bytes()
    if municipality:
        with acting(as_user) as actor:
            found = verify_evidence(by=actor, municipality=municipality, file=content)
        told = _told(found.checked) | _made(found.export)
        whole = found.checked
    else:
        whole = checked(content)
        told = _told(whole)
    answer(
        told,
        as_json=as_json,
        show=lambda: table(
            file.name,
            ["", " "],
            [[key, str(value)] for key, value in told.items()],
        ),
    )
    if not whole.whole:
        raise Conflict(
            text("This evidence is not what it was."), next_step=whole.problems[0]
        )


def _told(found: Checked) -> dict[str, Any]:
    return {
        "whole": found.whole,
        "case": found.about.get("number"),
        "taken_out_at": found.about.get("taken_out_at"),
        "items": found.items,
        "sha256": found.sha256,
        "index_sha256": found.index_sha256,
        "problems": [in_language(each) for each in found.problems],
    }


def _made(export: EvidenceExport | None) -> dict[str, Any]:
    return {
        "made_here": export is not None,
        "made_at": export.at.isoformat() if export else None,
        "made_for": export.case.number if export else None,
    }
