"""Reads the sheets of terms and of pay."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from onderdak.kernel.errors import ConfigurationError, UserError
from onderdak.rules import ParameterBook
from onderdak.rules.pay import pay
from onderdak.rules.terms import term
from tests.sheets.reading import FOLDER, book, norms

_TERM = {"name", "rule", "part", "from", "on", "municipality", "source"}
_PAY = {"name", "on", "hourly_cents", "hours", "age", "housing_cents", "source"}
_OUTCOME = {"expect", "refused"}


@dataclass(frozen=True)
class Asked:
    """One question, and what the source says must be answered."""

    id: str
    case: dict[str, Any] = field(hash=False)
    is_pay: bool = False

    @property
    def rule(self) -> str:
        """The rule that is asked; pay has several at once."""
        return str(self.case.get("rule", "pay"))

    def failures(self, book_: ParameterBook) -> list[str]:
        """What of the sheet does not come true with these values."""
        try:
            found = _pay(self.case, book_) if self.is_pay else _term(self.case, book_)
        except UserError as refused:
            return [] if self.case.get("refused") else [str(refused)]
        except ConfigurationError as fault:
            return [str(fault)]
        if self.case.get("refused"):
            return [f"answered {found}"]
        return [
            f"{key} is {found.get(key)}, not {value}"
            for key, value in self.case["expect"].items()
            if found.get(key, "absent") != _plain(value)
        ]


@cache
def term_sheets() -> tuple[Asked, ...]:
    """Every sheet of a term or an amount."""
    return tuple(_sheets("terms", _TERM, is_pay=False))


@cache
def pay_sheets() -> tuple[Asked, ...]:
    """Every sheet of the minimum wage and the deduction for housing."""
    return tuple(_sheets("pay", _PAY | {"certified"}, is_pay=True))


def _sheets(folder: str, known: set[str], *, is_pay: bool) -> Iterator[Asked]:
    for path in sorted((FOLDER / folder).glob("*.yaml")):
        cases = yaml.safe_load(path.read_text(encoding="utf-8"))
        for number, case in enumerate(cases, start=1):
            unknown = case.keys() - known - _OUTCOME
            assert not unknown, f"{path}: sheet {number} has unknown keys {unknown}"
            assert case.get("source"), f"{path}: sheet {number} names no source"
            assert case.get("expect") or case.get("refused"), f"{path}: {number}"
            yield Asked(f"{path.stem}[{number}] {case['name']}", case, is_pay)


def _term(case: dict[str, Any], book_: ParameterBook) -> dict[str, Any]:
    answer = term(
        case["rule"],
        case.get("from"),
        case.get("on"),
        case.get("municipality"),
        book_,
        norms(),
        part=case.get("part"),
    )
    assert all(answer.text.values())
    assert answer.article
    return answer.as_dict()


def _pay(case: dict[str, Any], book_: ParameterBook) -> dict[str, Any]:
    answer = pay(
        case["hourly_cents"],
        Decimal(case["hours"]),
        case["age"],
        case["housing_cents"],
        case["on"],
        case.get("certified"),
        book_,
    )
    return answer.as_dict() | {"below_minimum": answer.below_minimum}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


__all__ = ["Asked", "book", "norms", "pay_sheets", "term_sheets"]
