"""Money is whole cents; text is made and read at the edges.

Rounding is never implied. Whoever takes a part of an amount says which way it is
rounded, in the words of the by-law that is applied.
"""

import re
from enum import StrEnum
from fractions import Fraction
from typing import Final, Literal, NewType

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

Cents = NewType("Cents", int)
NumberStyle = Literal["nl", "en"]


class Rounding(StrEnum):
    """Which way a part of a cent goes; a refund mirrors the charge it undoes."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


_MARKS: Final[dict[NumberStyle, tuple[str, str]]] = {"nl": (".", ","), "en": (",", ".")}
# Twelve digits of euros is more than any levy; it keeps hostile input short.
_AMOUNT: Final = {
    style: re.compile(
        rf"(?P<sign>-?)(?P<whole>[0-9]{{1,12}}|[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}}){{1,3}})"
        rf"(?:{re.escape(point)}(?P<cents>[0-9]{{1,2}}))?"
    )
    for style, (group, point) in _MARKS.items()
}
_CURRENCY: Final = re.compile(r"€|\beur\b", re.IGNORECASE)


def euros(cents: int, style: NumberStyle = "nl") -> str:
    """Write an amount in euros: 1.250,00 in Dutch, 1,250.00 in English."""
    group, point = _MARKS[style]
    whole, rest = divmod(abs(cents), 100)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole:,}".replace(",", group) + f"{point}{rest:02d}"


def parse_euros(written: str, style: NumberStyle = "nl") -> Cents:
    """Read an amount in euros as people write it; refuse what can be read two ways.

    In Dutch 1.250 is twelve hundred and fifty; 1.25 is refused, for a comma is meant.
    """
    bare = "".join(_CURRENCY.sub("", written).split())
    found = _AMOUNT[style].fullmatch(bare)
    if found is None:
        raise Invalid(
            what=text("“%(amount)s” is not an amount of money.", amount=written[:40]),
            next_step=text("Write it like this: %(example)s.", example=_example(style)),
        )
    whole = int(re.sub("[.,]", "", found["whole"]))
    cents = whole * 100 + int((found["cents"] or "").ljust(2, "0"))
    return Cents(-cents if found["sign"] else cents)


def share(cents: int, part: Fraction | int, *, rounding: Rounding) -> Cents:
    """Take a part of an amount and round to a whole cent in the way that is stated."""
    if isinstance(part, float):
        raise TypeError("a part of an amount is a fraction, never a float")
    exact = Fraction(cents) * part
    rounded = _round(abs(exact), rounding)
    return Cents(-rounded if exact < 0 else rounded)


def _round(exact: Fraction, rounding: Rounding) -> int:
    match rounding:
        case Rounding.DOWN:
            return exact.__floor__()
        case Rounding.UP:
            return exact.__ceil__()
        case Rounding.HALF_UP:
            return (exact + Fraction(1, 2)).__floor__()


def _example(style: NumberStyle) -> str:
    return euros(125_000, style)
