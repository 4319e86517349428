"""The matrix of the national enforcement strategy (LHSO), as municipalities fill it."""

from datetime import date
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text
from onderdak.rules.engine.parameters import Dated, ParameterBook

BEHAVIOURS: Final = ("A", "B", "C", "D")
CONSEQUENCES: Final = (1, 2, 3, 4)


def matrix_cell(
    behaviour: str,
    consequences: int,
    on: date,
    municipality: str | None,
    book: ParameterBook,
) -> Dated:
    """Give what a cell of the matrix holds in a municipality (rules H02, H03 and H06).

    Raises:
        Invalid: There is no such cell.
        Unverified: The municipality did not fill it in.
    """
    if behaviour not in BEHAVIOURS or consequences not in CONSEQUENCES:
        raise Invalid(
            what=text("There is no such cell."),
            next_step=text("Behaviour is A to D, consequences are 1 to 4."),
        )
    cell = f"lhso.cell_{behaviour.lower()}{consequences}"
    return book.value(cell, on, municipality)
