"""Writes docs/reference from the code itself, so that the two cannot drift apart.

Usage: python scripts/reference.py [--check]

With `--check` nothing is written; the exit code is 1 when a page is out of date.
"""

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import typer.main
from django.apps import apps
from scripts.checkout import ROOT  # first: sets up what is described
from scripts.dirty_files import ON as DIRTY_ON
from scripts.dirty_files import READ, REFUSED, WRONG, Dirty
from scripts.enforcement_pages import enforcement_pages
from scripts.kit_page import kit_page
from scripts.points_page import points_page, points_schema_document
from scripts.row_security import Guard, guards, reading
from scripts.setting_words import SETTINGS
from scripts.signals_page import signals_page

import onderdak
from onderdak.api.v1.operations import document
from onderdak.foundation.identity.contract import Permission, Role
from onderdak.foundation.privacy.contract import purposes
from onderdak.kernel import errors
from onderdak.project.commands import app
from onderdak.project.tenancy import EXCEPTIONS
from onderdak.register.nights.files import read_stays
from onderdak.rules import load, national_folder

SOURCE = ROOT / "src" / "onderdak"
FOLDER = ROOT / "docs" / "reference"

_MADE = "<!-- Made by scripts/reference.py; do not edit by hand. -->"

_SHOWN_IN_FULL = 1_000
_VARIABLE = re.compile(r"(ONDERDAK|DATABASE)_[A-Z_]+")


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """A table in Markdown; a pipe in a cell would end the cell."""

    def line(cells: Sequence[object]) -> str:
        plain = [str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells]
        return "| " + " | ".join(plain) + " |"

    return [line(columns), line(["---"] * len(columns)), *map(line, rows)]


def _page(title: str, lead: str, *parts: Iterable[str]) -> str:
    lines = [_MADE, "", f"# {title}", "", lead, ""]
    for part in parts:
        lines += [*part, ""]
    return "\n".join(lines).rstrip() + "\n"


# --- commands


def commands() -> Iterator[tuple[str, Any]]:
    """Every command of the tree with its full name, in the order of `--help`."""

    def walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
        inner = getattr(command, "commands", None)
        if inner is None:
            yield name, command
            return
        for word, below in inner.items():
            yield from walk(f"{name} {word}", below)

    yield from walk("onderdak", typer.main.get_command(app))


def _options(command: Any) -> list[tuple[str, str, str]]:
    rows = []
    for one in command.params:
        if one.name in {"help", "install_completion", "show_completion"}:
            continue
        is_argument = one.param_type_name == "argument"
        names = one.name.upper() if is_argument else ", ".join(one.opts)
        metavar = "" if is_argument or not one.metavar else f" {one.metavar}"
        needed = "yes" if one.required else "no"
        rows.append((f"`{names}{metavar}`", needed, getattr(one, "help", "") or ""))
    return rows


def commands_page() -> str:
    """The commands of the `onderdak` command line."""
    parts: list[list[str]] = [
        [
            "Before the command itself: `--language nl|en` (the language of answers)"
            " and `--version`.",
        ]
    ]
    for name, command in commands():
        part = [f"## `{name}`", "", str(command.help)]
        options = _options(command)
        if options:
            part += ["", *_table(["option", "needed", "what it does"], options)]
        parts.append(part)
    lead = (
        "Commands act as someone with an account (`--as`); none passes permission,"
        " scope or log. The exit code is 0 when it worked; the others stand at the end."
    )
    return _page("Commands", lead, *parts, _exit_codes())


def _exit_codes() -> list[str]:
    """With which code a command leaves on which kind of refusal."""
    refusals: dict[int, list[str]] = {}
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.OnderdakError):
            told = (kind.__doc__ or "").splitlines()[0]
            if kind in {errors.OnderdakError, errors.UserError} or told == "":
                continue
            if not kind.__name__.startswith("_"):
                refusals.setdefault(kind.exit_code, []).append(told)
    rows = [(code, " ".join(refusals[code])) for code in sorted(refusals)]
    return ["## Exit codes", "", *_table(["code", "when"], rows)]


# --- rules


def parameters_page() -> str:
    """The national parameters, with their values through time."""
    parts = []
    for one in load(national_folder()).parameters:
        rows = [
            (
                start,
                "(ended)" if dated is None else _value(dated.value),
                "" if dated is None else dated.article,
                "" if dated is None else dated.source["en"],
                "" if dated is None else dated.checked,
                "" if dated is None or dated.note is None else dated.note["en"],
            )
            for start, dated in zip(one.starts, one.values, strict=True)
        ]
        columns = ["from", "value", "article", "source", "checked", "note"]
        values = (
            _table(columns, rows)
            if rows
            else ["No national value: each municipality sets its own."]
        )
        parts.append(
            [
                f"## `{one.id}`",
                "",
                one.description["en"],
                "",
                f"Unit: {one.unit}. Kind: {one.kind}.",
                "",
                *values,
            ]
        )
    lead = (
        "What law and norms say, as dated values. A municipality's own values go"
        " before these: see [local parameters](../how-to/local-parameters.md)."
    )
    return _page("Parameters of the rules", lead, *parts)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(each) for each in value)
    return str(value)


# --- permissions


def permissions() -> list[Permission]:
    """Every permission that a module of the house names, by name."""
    found: dict[str, Permission] = {}
    for module in pkgutil.walk_packages(onderdak.__path__, "onderdak."):
        leaf = module.name.rpartition(".")[2]
        if leaf != "actions" and not leaf.endswith("permissions"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, Permission):
                found[value.name] = value
    return [found[name] for name in sorted(found)]


def permissions_page() -> str:
    """Which role has which permission."""
    roles = list(Role)
    rows = [
        [f"`{one.name}`", *["yes" if role in one.roles else "" for role in roles]]
        for one in permissions()
    ]
    lead = (
        "A role gives a permission for exactly the municipality, provider or region"
        " of the membership. What is not in this table is not allowed."
    )
    columns = ["permission", *[role.value.replace("_", " ") for role in roles]]
    return _page("Permissions and roles", lead, _table(columns, rows))


# --- purposes


def purposes_page() -> str:
    """Why each table with personal data exists."""
    rows = [
        (
            f"`{one.table}`",
            one.activity,
            one.purpose,
            one.ground,
            one.retention,
            ", ".join(one.personal_fields),
        )
        for one in purposes().values()
    ]
    lead = (
        "Each table with personal data, its purpose, its legal ground, how long rows"
        " are kept, and which of its fields are personal."
    )
    columns = ["table", "activity", "purpose", "ground", "kept", "personal fields"]
    return _page("Purposes of personal data", lead, _table(columns, rows))


# --- settings


def variables_read() -> set[str]:
    """Every environment variable of ours that stands as a word in the code."""
    found = set()
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, str) and _VARIABLE.fullmatch(value):
                found.add(value)
    return found


def settings_page() -> str:
    """The settings that an installation takes from its environment."""
    read = variables_read()
    if read != set(SETTINGS):
        raise SystemExit(
            f"SETTINGS in setting_words.py misses {sorted(read - set(SETTINGS))}"
            f" and has too many {sorted(set(SETTINGS) - read)}"
        )
    rows = [(f"`{name}`", what, other) for name, (what, other) in SETTINGS.items()]
    lead = "All settings come from the environment; there is no settings file."
    return _page("Settings", lead, _table(["variable", "meaning", "if absent"], rows))


# --- tables and row security


def tables_page() -> str:
    """Every table of the house, and who sees and changes its rows."""
    known = guards()
    rows = []
    for model in sorted(apps.get_models(), key=lambda one: one._meta.db_table):
        if not model.__module__.startswith("onderdak."):
            continue
        table = model._meta.db_table
        guard = known.get(table, Guard())
        outside = EXCEPTIONS.get(table, "no column of a tenant")
        rows.append(
            (
                f"`{table}`",
                guard.own or f"no row security: {outside}",
                reading(guard) if guard.own else "",
                guard.refused,
            )
        )
    lead = (
        "Row security as the migrations set it. A row is seen and written when the"
        " condition holds for the scope of the transaction; see"
        " [how isolation works](../explanation/isolation.md)."
    )
    columns = ["table", "seen and written when", "read", "the app may not"]
    return _page("Tables and row security", lead, _table(columns, rows))


def _door_says(dirty: Dirty) -> str:
    """What the file's door answers; what only the register can know is told in part."""
    partly = "; ".join(
        f"line {line}, {column}: … {words} …"
        for (line, column), words in list(dirty.wrong.items())[:3]
    )
    if dirty.rows and dirty.rows > _SHOWN_IN_FULL:
        return partly
    try:
        read = read_stays(dirty.make(), filename=f"list.{dirty.suffix}", on=DIRTY_ON)
    except errors.Invalid as refused:
        return str(refused)
    told = [f"line {e.line}, {e.column}: {e.message}" for e in read.errors]
    notes = [str(note) for note in read.notes]
    return "; ".join(told) or partly or " ".join(notes) or "reads it rightly"


def files_page() -> str:
    """What is done with each kind of fault in a provider's file."""
    lead = (
        "What people really send, and what the door for files does with it. The"
        " collection is made by `scripts/dirty_files.py`; a test sends each file"
        " through the door. See [how to import a file](../how-to/import-a-file.md)."
    )
    parts: list[Iterable[str]] = []
    for title, kinds in (
        ("Read rightly", READ),
        ("Wrong cells, each named", WRONG),
        ("Refused as a whole", REFUSED),
    ):
        rows = [(each.about, f"`.{each.suffix}`", _door_says(each)) for each in kinds]
        parts += [
            [f"## {title}"],
            _table(["kind of fault", "file", "the door says"], rows),
        ]
    return _page("Faults in files", lead, *parts)


def openapi_document() -> str:
    """What the API takes and gives, as it publishes it."""
    return json.dumps(document(), ensure_ascii=False, indent=2) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "files.md": files_page,
    "openapi.json": openapi_document,
    "parameters.md": parameters_page,
    "permissions.md": permissions_page,
    "points-file.md": points_page,
    "points.schema.json": points_schema_document,
    "purposes.md": purposes_page,
    "settings.md": settings_page,
    "signals-file.md": signals_page,
    "kit.md": kit_page,
    "tables.md": tables_page,
    **enforcement_pages(),
}


def drifted() -> list[str]:
    """The pages that no longer say what the code says."""
    return [
        name
        for name, make in PAGES.items()
        if not (FOLDER / name).exists()
        or (FOLDER / name).read_text(encoding="utf-8") != make()
    ]


def main(arguments: Sequence[str]) -> int:
    """Write the pages, or with `--check` only say which are out of date."""
    stale = drifted()
    if "--check" in arguments:
        for name in stale:
            sys.stdout.write(f"docs/reference/{name} is out of date\n")
        return 1 if stale else 0
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_text(PAGES[name](), encoding="utf-8")
        sys.stdout.write(f"wrote docs/reference/{name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
