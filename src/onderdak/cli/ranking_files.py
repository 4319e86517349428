"""Reads and writes the files of `onderdak ranking`; refuses them with every fault."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import typer

from onderdak.cli.frame import errors, show_error
from onderdak.engines.ranking import (
    Catalogue,
    Fault,
    PointSet,
    Unreadable,
    catalogue_named,
    load_catalogue,
    read_catalogue,
    read_points,
    shipped_catalogues,
)
from onderdak.foundation.identity.contract import in_language
from onderdak.kernel.errors import Invalid, NotFound, OnderdakError
from onderdak.kernel.text import text

_DELIMITERS: Final = ";\t,"
_MOST_SHOWN: Final = 100
Numbered = tuple[int, list[str]]


@contextmanager
def faults_shown() -> Iterator[None]:
    """Show a refusal on standard error, each fault on a line, and leave."""
    try:
        yield
    except Unreadable as refused:
        errors.print(
            in_language(refused.what), style="bold red", highlight=False, markup=False
        )
        for fault in refused.faults[:_MOST_SHOWN]:
            # Not folded: one line for each fault, to look up or to count.
            errors.print(
                f"{fault.where}: {in_language(fault.what)}",
                highlight=False,
                markup=False,
                soft_wrap=True,
            )
        left = len(refused.faults) - _MOST_SHOWN
        if left > 0:
            errors.print(
                in_language(text("And %(number)s more.", number=left)), highlight=False
            )
        raise typer.Exit(refused.exit_code) from refused
    except OnderdakError as refused:
        show_error(refused)
        raise typer.Exit(refused.exit_code) from refused


def read_words(path: Path) -> str:
    """Read a text file in UTF-8, with or without a mark at its beginning."""
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise NotFound(
            what=text("There is no file %(path)s.", path=path),
            next_step=text("Check the name and the folder."),
        ) from None
    except UnicodeDecodeError as fault:
        raise Invalid(
            what=text("The file %(path)s cannot be read.", path=path),
            why=text("%(fault)s", fault=fault.reason),
            next_step=text("Save it as CSV in UTF-8."),
        ) from None
    except OSError as fault:
        raise Invalid(
            what=text("The file %(path)s cannot be read.", path=path),
            why=text("%(fault)s", fault=fault.strerror or str(fault)),
        ) from None


def points_of(path: Path) -> tuple[PointSet, Catalogue]:
    """Read a points file, and the catalogue it names: a key, or a file beside it."""
    written = read_words(path)
    catalogue = catalogue_of(catalogue_named(written), path.parent)
    return read_points(written, catalogue), catalogue


def catalogue_of(named: str, folder: Path) -> Catalogue:
    """A catalogue by its key, or from a file in a folder."""
    if named in shipped_catalogues():
        return load_catalogue(named)
    if named.endswith((".yaml", ".yml")):
        return read_catalogue(read_words(folder / named))
    known = ", ".join(shipped_catalogues())
    what = text("One of: %(known)s; or the name of a file.", known=known)
    raise Unreadable(
        text("This set of points cannot be used."), [Fault("catalogue", what)]
    )


def read_rows(path: Path) -> tuple[list[str], list[Numbered], str]:
    """Read a CSV file: its header, its rows by line number, and what parts the cells.

    Semicolons, tabs and commas are told apart by the header.
    """
    written = read_words(path)
    first = written.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(written, newline=""), delimiter=delimiter)
    rows, line = [], 1
    try:
        for row in reader:
            if any(row):
                rows.append((line, row))
            line = reader.line_num + 1
    except csv.Error as fault:
        raise Unreadable(
            text("The file %(path)s cannot be read.", path=path),
            [Fault(str(line), text("%(fault)s", fault=str(fault)))],
        ) from None
    if not rows:
        raise Invalid(what=text("The file %(path)s is empty.", path=path))
    header = [name.strip() for name in rows[0][1]]
    return header, rows[1:], delimiter


def write_rows(path: Path, rows: Iterable[Sequence[object]], delimiter: str) -> None:
    """Write a CSV file as a whole: a run that is broken off leaves no half a file."""
    with _whole(path) as beside, beside.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)


def write_words(path: Path, written: str) -> None:
    """Write a text file as a whole."""
    with _whole(path) as beside:
        beside.write_text(written, encoding="utf-8")


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield beside
        beside.replace(path)
    except OSError as fault:
        raise Invalid(
            what=text("The file %(path)s cannot be written.", path=path),
            why=text("%(fault)s", fault=fault.strerror or str(fault)),
        ) from None
    finally:
        beside.unlink(missing_ok=True)
