"""What a number measures, and the smallest unit in which it is a whole number.

Inside an expression every number is a whole number of its smallest unit (cm², mm, ml,
cents), so that two engines in two languages come to exactly the same answer.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from onderdak.rules.engine.units import Value


class Dimension(StrEnum):
    """What may be compared with what."""

    TRUTH = "truth"
    COUNT = "count"
    AREA = "area"
    LENGTH = "length"
    VOLUME = "volume"
    MONEY = "money"
    DATE = "date"
    WORD = "word"
    WORDS = "words"
    RATIO = "ratio"
    TERM = "term"
    STEPS = "steps"


NUMBERS: Final = frozenset(
    {
        Dimension.COUNT,
        Dimension.AREA,
        Dimension.LENGTH,
        Dimension.VOLUME,
        Dimension.MONEY,
    }
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as people read it: its dimension, and how many smallest units it holds."""

    dimension: Dimension
    scale: int = 1
    sign: str = ""


# The units of quantities that people hand in, and of what is shown to them.
UNITS: Final = {
    "m2": Unit(Dimension.AREA, 10_000, "m²"),
    "cm2": Unit(Dimension.AREA, 1, "cm²"),
    "km": Unit(Dimension.LENGTH, 1_000_000, "km"),
    "m": Unit(Dimension.LENGTH, 1_000, "m"),
    "cm": Unit(Dimension.LENGTH, 10, "cm"),
    "mm": Unit(Dimension.LENGTH, 1, "mm"),
    "l": Unit(Dimension.VOLUME, 1_000, "l"),
    "m3": Unit(Dimension.VOLUME, 1_000_000, "m³"),
}

# The units of parameters (rules/engine/units.py), and of a norm's measure.
PARAMETER_UNITS: Final = {
    "square_metres": UNITS["m2"],
    "metres": UNITS["m"],
    "centimetres": UNITS["cm"],
    "litres": UNITS["l"],
    "cents": Unit(Dimension.MONEY),
    "cents_per_night": Unit(Dimension.MONEY),
    "cents_per_year": Unit(Dimension.MONEY),
    "people": Unit(Dimension.COUNT),
    "places": Unit(Dimension.COUNT),
    "count": Unit(Dimension.COUNT),
    "nights": Unit(Dimension.COUNT),
    "hours": Unit(Dimension.COUNT),
    "days": Unit(Dimension.TERM),
    "weeks": Unit(Dimension.TERM),
    "months": Unit(Dimension.TERM),
    "years": Unit(Dimension.TERM),
    "ratio": Unit(Dimension.RATIO),
    "spaces_per_bed": Unit(Dimension.RATIO),
    "yes_no": Unit(Dimension.TRUTH),
    "words": Unit(Dimension.WORDS),
    "steps": Unit(Dimension.STEPS),
    "date": Unit(Dimension.DATE),
    "word": Unit(Dimension.WORD),
}

# In which unit a value of a dimension is shown where nothing else is said.
SHOWN_IN: Final = {
    Dimension.AREA: "square_metres",
    Dimension.LENGTH: "centimetres",
    Dimension.VOLUME: "litres",
    Dimension.MONEY: "cents",
    Dimension.COUNT: "count",
    Dimension.TERM: "count",
    Dimension.DATE: "date",
    Dimension.TRUTH: "yes_no",
    Dimension.WORD: "word",
}


def smallest(value: Value, unit: str) -> Value:
    """Turn a parameter's number into whole smallest units; leave the rest as it is.

    Raises:
        ValueError: the number is finer than the smallest unit.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return value
    return whole(value, PARAMETER_UNITS[unit].scale)


def whole(number: int | Decimal, scale: int) -> int:
    """Count a number in units that are so many times smaller; refuse what is lost."""
    counted = number * scale
    if isinstance(counted, int):
        return counted
    if counted != int(counted):
        raise ValueError(f"{number} is finer than is measured here")
    return int(counted)


def in_unit(number: int, unit: str) -> int | Decimal:
    """Turn whole smallest units back into the unit that is shown."""
    scale = PARAMETER_UNITS[unit].scale
    exact = Fraction(number, scale)
    return exact.numerator if exact.denominator == 1 else Decimal(number) / scale
