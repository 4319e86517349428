"""Reads the sheets, and the rules that they are judged by."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onderdak.rules import (
    Catalogue,
    Judge,
    NormBook,
    ParameterBook,
    load,
    load_catalogue,
    load_norms,
    national_folder,
)

FOLDER = Path(__file__).parent
LOCAL = FOLDER / "local"
# Sheets of another form (terms, pay) have a reader and a runner of their own.
LETTERS = tuple(
    sorted(path for path in FOLDER.iterdir() if path.is_dir() and len(path.name) == 1)
)


@dataclass(frozen=True)
class Sheet:
    """One case: the facts, and what the source says must be found."""

    path: Path
    number: int
    name: str
    on: date
    municipality: str | None
    source: str
    facts: dict[str, Any]
    expect: tuple[dict[str, Any], ...]
    not_applicable: tuple[str, ...]

    @property
    def id(self) -> str:
        """How the case is called in the output."""
        return f"{self.path.parent.name}/{self.path.stem}[{self.number}] {self.name}"

    @property
    def rules(self) -> set[str]:
        """The rules that this sheet is about."""
        return {one["rule"] for one in self.expect} | {
            name.partition("/")[0] for name in self.not_applicable
        }


def sheets() -> Iterator[Sheet]:
    """Every sheet of findings and hints."""
    for folder in LETTERS:
        for path in sorted(folder.rglob("*.yaml")):
            cases = yaml.safe_load(path.read_text(encoding="utf-8"))
            for number, case in enumerate(cases, start=1):
                yield _sheet(path, number, case)


def _sheet(path: Path, number: int, case: dict[str, Any]) -> Sheet:
    known = {"name", "on", "municipality", "source", "facts", "expect"}
    unknown = case.keys() - known - {"not_applicable"}
    assert not unknown, f"{path}: sheet {number} has unknown keys {sorted(unknown)}"
    assert case.get("source"), f"{path}: sheet {number} names no source"
    return Sheet(
        path=path,
        number=number,
        name=case["name"],
        on=case["on"],
        municipality=case.get("municipality"),
        source=case["source"],
        facts=case["facts"],
        expect=tuple(case.get("expect", ())),
        not_applicable=tuple(case.get("not_applicable", ())),
    )


@cache
def book() -> ParameterBook:
    """The shipped parameters, and the local ones that sheets use."""
    return load(national_folder(), *([LOCAL] if LOCAL.is_dir() else []))


@cache
def catalogue() -> Catalogue:
    """The facts."""
    return load_catalogue()


@cache
def norms() -> NormBook:
    """The norms."""
    return load_norms(book(), catalogue())


@cache
def judge(on: date, municipality: str | None) -> Judge:
    """The judge of a sheet."""
    return Judge(book(), norms(), catalogue(), on=on, municipality=municipality)
