"""What a parameter is measured in: a closed list, each with how its value is read.

A value is exact: a whole number, a fraction written '2/3', a decimal written '107.9'
(between quotes), or a list of days. A number with a point that YAML would read as a
float is refused, for it may no longer be the number that the by-law says.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Final

Value = int | Fraction | Decimal | bool | tuple[date, ...]

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
    "ratio": _ratio,
    "dates": _dates,
    "yes_no": _yes_no,
}
