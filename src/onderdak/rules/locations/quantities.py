"""Quantities as people hand them in: a number with its unit, never a bare number.

"95 m2" and `{value: 95, unit: m2}` are the same. A bare number is refused, because
nobody can tell afterwards whether a bed of 2 was measured in metres.
"""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from onderdak.rules.expressions.dimensions import UNITS, Dimension, whole
from onderdak.rules.locations.catalogue import Fact

# ² and ³ are how people write it; m2 is how keyboards do.
_WRITTEN: Final = re.compile(
    r"\s*([0-9]{1,9}(?:[.,][0-9]{1,4})?)\s*([a-zA-Z]+[23²³]?)\s*"
)
_POWERS: Final = str.maketrans("²³", "23")
_SAME: Final = {"liter": "l", "litre": "l", "litres": "l", "meter": "m", "L": "l"}


class Slip(ValueError):
    """What somebody handed in cannot be meant; says what was expected instead."""

    def __init__(self, expected: str, **found: object) -> None:
        super().__init__(expected)
        self.expected = expected
        self.found = found


def quantity(written: object, fact: Fact) -> int:
    """Read a quantity into whole smallest units, within the bounds of its fact.

    Raises:
        Slip: no unit, another kind of unit, or beyond what is plausible.
    """
    number, unit = _parts(written)
    known = UNITS.get(unit)
    if known is None or known.dimension is not fact.type:
        raise Slip("unit", unit=unit[:40], units=", ".join(_units(fact.type)))
    try:
        return _plausible(whole(number, known.scale), fact)
    except ValueError as fault:
        raise fault if isinstance(fault, Slip) else Slip("finer") from None


def _plausible(counted: int, fact: Fact) -> int:
    shown = UNITS[fact.unit or ""]
    low = None if fact.least is None else fact.least * shown.scale
    high = None if fact.most is None else fact.most * shown.scale
    if (low is not None and counted < low) or (high is not None and counted > high):
        raise Slip(
            "quantity_bounds",
            number=f"{Decimal(counted) / shown.scale:f}",
            least=fact.least,
            most=fact.most,
            sign=shown.sign,
        )
    return counted


def _parts(written: object) -> tuple[int | Decimal, str]:
    number: int | Decimal
    match written:
        case str() if found := _WRITTEN.fullmatch(written):
            # Whole numbers are most of them, and int is many times faster.
            digits = found[1]
            number = int(digits) if digits.isdecimal() else _exact(digits)
            unit = found[2]
        case Mapping() if written.keys() == {"value", "unit"}:
            number, unit = _number(written["value"]), str(written["unit"])
        case _:
            raise Slip("quantity", written=str(written)[:40])
    if unit not in UNITS:
        unit = unit.translate(_POWERS)
        unit = _SAME.get(unit, unit)
    return number, unit


def _exact(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "."))


def _number(written: object) -> Decimal:
    if isinstance(written, bool) or not isinstance(written, int | float | Decimal):
        raise Slip("quantity", written=str(written)[:40])
    try:
        number = Decimal(str(written))
    except InvalidOperation:
        raise Slip("quantity", written=str(written)[:40]) from None
    if not number.is_finite() or number < 0:
        raise Slip("quantity", written=str(written)[:40])
    return number


def _units(type_: Dimension) -> list[str]:
    return [sign for sign, unit in UNITS.items() if unit.dimension is type_]
