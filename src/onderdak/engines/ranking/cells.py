"""Reads the cells of a file of indicators: whole numbers, and empty for unknown."""

import re
from typing import Final

from onderdak.engines.ranking.catalogue import Catalogued, Unit
from onderdak.kernel.text import Text, text

# Some tools write whole numbers as 2.0.
_WHOLE: Final = re.compile(r"(-?[0-9]{1,9})(?:\.0+)?")
_YES: Final = frozenset({"1", "1.0", "yes", "ja", "true", "waar"})
_NO: Final = frozenset({"0", "0.0", "no", "nee", "false", "onwaar"})


class BadCell(ValueError):
    """A cell that cannot be read, with what was expected."""

    def __init__(self, what: Text) -> None:
        super().__init__(str(what))
        self.what = what


def read_cell(written: str, indicator: Catalogued) -> int | None:
    """Read a value; None when the cell is empty, for then nothing is known."""
    if indicator.unit is Unit.YES_NO:
        found = read_truth(written)
        return None if found is None else int(found)
    cell = written.strip()
    if not cell:
        return None
    whole = _WHOLE.fullmatch(cell)
    if not whole:
        raise BadCell(
            text("`%(cell)s` is no whole number.", cell=cell[:40]),
        )
    return int(whole[1])


def read_truth(written: str) -> bool | None:
    """Read yes or no; None when the cell is empty."""
    cell = written.strip().casefold()
    if not cell:
        return None
    if cell in _YES:
        return True
    if cell in _NO:
        return False
    raise BadCell(text("`%(cell)s` is neither 1 nor 0.", cell=cell[:40]))
