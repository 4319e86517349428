"""What a parameter is measured in: a closed list, each with how its value is read.

A value is exact: a whole number, a fraction written '2/3', a decimal written '107.9'
(between quotes), a list of days or words, or a table of steps. A number with a point
that YAML would read as a float is refused, for it may no longer be the number that the
by-law says.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final


@dataclass(frozen=True, slots=True)
class Step:
    """From this number on the answer is a value, or one for each so many."""

    start: int
    value: int | Fraction | None = None
    per: int | None = None

    def answer(self, number: int) -> int | Fraction:
        """Give the answer for a number on this step; a part of one counts whole."""
        if self.per is not None:
            return -(-number // self.per)
        return 0 if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class StepTable:
    """A table of steps, from low to high; below the first there is no answer."""

    steps: tuple[Step, ...]

    def answer(self, number: int) -> int | Fraction | None:
        """Look a number up."""
        below = [step for step in self.steps if step.start <= number]
        return below[-1].answer(number) if below else None

    def __str__(self) -> str:
        return "; ".join(
            f"{step.start}+: "
            + (f"1 per {step.per}" if step.per is not None else str(step.value))
            for step in self.steps
        )


Value = int | Fraction | Decimal | bool | tuple[date, ...] | tuple[str, ...] | StepTable

_RATIO: Final = re.compile(r"[0-9]{1,9}/[1-9][0-9]{0,8}")
_DECIMAL: Final = re.compile(r"[0-9]{1,9}\.[0-9]{1,4}")


def read_value(unit: str, written: object) -> Value:
    """Read a value in its unit; `ValueError` says what was expected instead."""
    return UNITS[unit](written)


def _whole(written: object) -> int:
    if isinstance(written, bool) or not isinstance(written, int) or written < 0:
        raise ValueError("expected a whole number of zero or more")
    return written


def _measure(written: object) -> int | Decimal:
    if isinstance(written, str) and _DECIMAL.fullmatch(written):
        return Decimal(written)
    try:
        return _whole(written)
    except ValueError:
        raise ValueError("expected a whole number, or '12.5' in quotes") from None


def _ratio(written: object) -> Fraction:
    if isinstance(written, str) and _RATIO.fullmatch(written):
        return Fraction(written)
    raise ValueError("expected a fraction in quotes, such as '2/3'")


def _dates(written: object) -> tuple[date, ...]:
    if not isinstance(written, list) or not all(map(is_day, written)):
        raise ValueError("expected a list of days, such as [2026-01-02]")
    if len(set(written)) != len(written):
        raise ValueError("a day is listed twice")
    return tuple(sorted(written))


def _words(written: object) -> tuple[str, ...]:
    if not isinstance(written, list) or not written:
        raise ValueError("expected a list of words")
    if not all(isinstance(word, str) and word.strip() for word in written):
        raise ValueError("expected a list of words")
    if len(set(written)) != len(written):
        raise ValueError("a word is listed twice")
    return tuple(written)


def _steps(written: object) -> StepTable:
    if not isinstance(written, list) or not written:
        raise ValueError("expected a list of steps, such as [{from: 1, value: 4}]")
    steps = tuple(map(_step, written))
    if [step.start for step in steps] != sorted({step.start for step in steps}):
        raise ValueError("expected steps from low to high, each begin once")
    return StepTable(steps)


def _step(written: object) -> Step:
    match written:
        case {"from": start, "value": value, **more} if not more:
            exact = _ratio(value) if isinstance(value, str) else _whole(value)
            return Step(_whole(start), value=exact)
        case {"from": start, "per": per, **more} if not more and _whole(per):
            return Step(_whole(start), per=_whole(per))
        case _:
            raise ValueError("expected {from: …, value: …} or {from: …, per: …}")


def _yes_no(written: object) -> bool:
    if not isinstance(written, bool):
        raise ValueError("expected true or false")
    return written


def is_day(written: object) -> bool:
    """Whether YAML read this as a day without a time."""
    return isinstance(written, date) and not isinstance(written, datetime)


UNITS: Final[Mapping[str, Callable[[object], Value]]] = {
    "cents": _whole,
    "cents_per_night": _whole,
    "cents_per_year": _whole,
    "nights": _whole,
    "days": _whole,
    "weeks": _whole,
    "months": _whole,
    "years": _whole,
    "hours": _whole,
    "people": _whole,
    "places": _whole,
    "count": _whole,
    "square_metres": _measure,
    "metres": _measure,
    "centimetres": _measure,
    "litres": _measure,
    "spaces_per_bed": _ratio,
    "ratio": _ratio,
    "dates": _dates,
    "steps": _steps,
    "words": _words,
    "yes_no": _yes_no,
}
