"""`onderdak kit`: checklists of visits as files: check them, write them, take them in.

Checking and writing a checklist as it is shipped need no account or database.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from onderdak.cli.frame import (
    As,
    On,
    acting,
    console,
    day,
    errors,
    refusals_shown,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract.kits import (
    SHIPPED,
    AskedChecklist,
    Fault,
    Kind,
    KitFaulty,
    checklist_in_use,
    checklist_of,
    checklists_of,
    draft_checklist,
    load_kits,
    load_texts,
    take_in,
    xlsform_of,
)

# The commands that need no database.
FILES_ONLY = frozenset({"check"})

app = typer.Typer(
    help="Checklists of visits: check them, write them as XLSForm, take them in.",
    no_args_is_help=True,
)
_MOST_SHOWN = 200

KindOf = Annotated[Kind, typer.Option("--kind", help="For which kind of visit.")]
Town = Annotated[
    str,
    typer.Option("--municipality", metavar="GM", help="CBS code, such as GM0202."),
]


@app.command()
def check(
    file: Annotated[
        Path | None,
        typer.Argument(help="An XLSForm file; without one, the kit as it is shipped."),
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="For which kind of visit.")
    ] = None,
) -> None:
    """Say everything that is wrong with a checklist, or with the kit itself."""
    if file is None:
        _check_shipped()
        return
    with refusals_shown():
        asked = _taken_in(file, kind)
    _told(f"{file.name}: {len(asked.by_key())} questions, nothing is wrong.")


def _check_shipped() -> None:
    with refusals_shown():
        try:
            kits, texts = load_kits(), load_texts()
        except KitFaulty as refused:
            _show(refused.faults)
            raise typer.Exit(refused.exit_code) from refused
        for checklist in kits.values():
            xlsform_of(checklist, SHIPPED)
    for kind, checklist in kits.items():
        _told(f"{kind}: {len(checklist.by_key())} questions")
    unread = [code for code, each in texts.items() if not each.reviewed]
    _told(f"{len(texts)} languages; not read by a native speaker: {', '.join(unread)}")


@app.command()
def export(
    kind: KindOf,
    output: Annotated[
        Path, typer.Option("-o", "--output", help="Where the XLSX file goes.")
    ],
    municipality: Town = "",
    on: On = None,
    as_user: As = "",
) -> None:
    """Write a checklist as XLSForm: the one in use in a municipality, or as shipped."""
    if municipality:
        with acting(as_user) as actor:
            checklists_of(by=actor, municipality=municipality, on=day(on))
            used = checklist_in_use(municipality, kind, day(on))
            asked, version = checklist_of(used.body), used.version
    else:
        with refusals_shown():
            asked, version = load_kits()[kind], SHIPPED
    with refusals_shown():
        output.write_bytes(xlsform_of(asked, version))
    _told(f"{output}: {len(asked.by_key())} questions, version {version}.")


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="An XLSForm file (XLSX).")],
    kind: KindOf,
    municipality: Town,
    why: Annotated[str, typer.Option(help="Why this checklist is made.")],
    as_user: As = "",
) -> None:
    """Take an XLSForm file in as a draft; a colleague puts it in use."""
    with acting(as_user) as actor:
        asked = _taken_in(file, kind)
        made = draft_checklist(
            by=actor,
            municipality=municipality,
            checklist=asked,
            why=why,
            today=day(None),
        )
        _told(f"Version {made.version} of {made.kind}: a draft.")


def _taken_in(file: Path, kind: Kind | None) -> AskedChecklist:
    """What a file asks; leaves with every fault on a line of its own."""
    if not file.is_file():
        raise Invalid(text("There is no file %(name)s.", name=file.name))
    found = take_in(file.read_bytes(), kind)
    for note in found.notes:
        errors.print(in_language(note), highlight=False, markup=False, soft_wrap=True)
    if found.checklist is None:
        _show(found.faults)
        raise typer.Exit(Invalid.exit_code)
    return found.checklist


def _show(faults: Iterable[Fault]) -> None:
    for fault in list(faults)[:_MOST_SHOWN]:
        line = f"{fault.where}: {_of(fault)}"
        errors.print(line, highlight=False, markup=False, soft_wrap=True)


def _of(fault: Fault) -> str:
    params = dict(fault.params)
    if "why" in params:
        params["why"] = in_language(text(str(params["why"]).replace("%", "%%")))
    return in_language(text(fault.what, **params))


def _told(sentence: str) -> None:
    console.print(sentence, highlight=False, markup=False, soft_wrap=True)
