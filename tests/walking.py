"""Walks a path of enforcement as a file tells it: each step by its day.

A walk names its path and its steps with their days. Facts that do not matter to the
story are filled in with something that fits. What a step says of `clocks` must hold on
the day of that step; what it says of `refused` must stand in its way, and then it is
not taken.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onderdak.rules import (
    NormBook,
    ParameterBook,
    load,
    load_catalogue,
    load_norms,
    national_folder,
)
from onderdak.rules.enforcement import (
    Clock,
    Decided,
    EarlierFine,
    FactKind,
    FactSpec,
    Ground,
    RemedyOn,
    Situation,
    StepKind,
    Taken,
    What,
    clocks_of,
    forfeited,
    problems,
    shipped,
)
from onderdak.rules.enforcement.situation import CameIn
from tests.ledgering import ledger

FOLDER = Path(__file__).parent / "unit" / "rules" / "enforcement" / "walks"
_FILLED = {
    FactKind.TEXT: "What somebody wrote.",
    FactKind.ARTICLE: "art. 1",
    FactKind.YES_NO: True,
    FactKind.CENTS: 10_000,
    FactKind.DAYS: 1,
    FactKind.COUNT: 1,
    FactKind.TIME: "10:30",
    FactKind.PERSON: 1,
}


@cache
def book() -> ParameterBook:
    return load(national_folder())


@cache
def norms() -> NormBook:
    return load_norms(book(), load_catalogue())


def situation(**more: Any) -> Situation:
    """A case in which nothing is missing, unless it is said."""
    usual = Situation(
        book=book(),
        norms=norms(),
        municipality=None,
        offender="company",
        grounds=(Ground("A01", found_on=date(2026, 1, 5), report="ab12"),),
        chosen=True,
        people=6,
        teller=True,
    )
    return replace(usual, **more)


def walk_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def read_walk(file: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


@cache
def steps_walked() -> Mapping[tuple[str, str], list[str]]:
    """Which walks take each step of each path."""
    found: dict[tuple[str, str], list[str]] = {}
    for file in walk_files():
        walk = read_walk(file)
        for one in walk["steps"]:
            key = (one.get("path", walk["path"]), one["step"])
            if "refused" not in one and file.stem not in found.setdefault(key, []):
                found[key].append(file.stem)
    return found


def filled(kind: StepKind, given: Mapping[str, Any], on: date) -> dict[str, object]:
    """Facts as they are stored: what is given, and for the rest what fits."""
    facts: dict[str, object] = {
        spec.name: _fitting(spec, on) for spec in kind.facts.values() if spec.required
    }
    for name, value in given.items():
        facts[name] = value.isoformat() if isinstance(value, date) else value
    return facts


def _fitting(spec: FactSpec, on: date) -> object:
    if spec.kind is FactKind.DATE:
        return on.isoformat()
    if spec.kind is FactKind.CHOICE:
        return next(iter(spec.options))
    return _FILLED[spec.kind]


@dataclass
class Walk:
    """A case in the making."""

    path: str
    around: Mapping[str, Any]
    history: list[Taken]
    remedies: list[RemedyOn]
    paid: list[CameIn] = field(default_factory=list)

    def try_step(self, told: Mapping[str, Any]) -> list[str]:
        """Take a step, or say what stands in its way."""
        path = told.get("path", self.path)
        measure = told.get("measure", 1)
        kind = shipped().step(path, told["step"])
        self.paid.append(CameIn(told["day"], told.get("paid", 0)))
        facts = filled(kind, told.get("facts", {}), told["day"])
        found = problems(
            shipped(),
            path,
            told["step"],
            facts,
            self.history,
            told["day"],
            self._situation(told, measure),
        )
        if not found:
            self.history.append(Taken(path, told["step"], told["day"], facts, measure))
        return [str(one) for one in found]

    def set_against(self, told: Mapping[str, Any]) -> None:
        """Record a remedy, or what became of one: the same kind and day filed."""
        one = RemedyOn(**told)
        same = [
            each
            for each in self.remedies
            if (each.kind, each.decision, each.filed_on)
            == (one.kind, one.decision, one.filed_on)
        ]
        for each in same:
            self.remedies.remove(each)
        self.remedies.append(one)

    def clocks(self, on: date) -> Mapping[str, Clock]:
        """The clocks by name; of two with one name the later."""
        found = clocks_of(
            self.history, self.remedies, shipped(), book(), norms(), None, on
        )
        return {one.clock: one for one in found}

    def forfeited_cents(self, measure: int = 1) -> int:
        made = forfeited(self.history, measure, shipped(), self.remedies)
        return sum(one.cents for one in made)

    def _situation(self, told: Mapping[str, Any], measure: int) -> Situation:
        around = {**self.around, **told.get("around", {})}
        fines = [EarlierFine(**one) for one in around.pop("earlier_fines", [])]
        decided = [
            Decided(**{**one, "what": What(one["what"])})
            for one in around.pop("decided", [])
        ]
        return situation(
            measure=measure,
            remedies=self.remedies,
            earlier_fines=fines,
            decided=decided,
            **{**self._ledger(measure), **around},
        )

    def _ledger(self, measure: int) -> dict[str, Any]:
        """What the ledger comes to: as the steps make it, and what was paid."""
        found = ledger(self.history, self.remedies, shipped(), measure, money=self.paid)
        return found.around()


def begun(file: Path) -> tuple[Walk, Iterator[Mapping[str, Any]]]:
    """Begin a walk."""
    told = read_walk(file)
    return Walk(told["path"], told.get("around", {}), [], []), iter(told["steps"])
