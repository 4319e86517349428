"""Which published shares of neighbourhoods a list is held against.

They say something of an area as a whole, never of a person or an address, and they are
read after the list was made: no indicator and no point can be made of them. What is
forbidden as a reason to visit is just what fairness is checked by.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from onderdak.kernel.text import Text, msgid

LONGEST_SOURCE: Final = 200
STATISTICS_NETHERLANDS: Final = "CBS"


SHARES: Final = {
    "origin_abroad": msgid("neighbourhoods by share of residents with roots abroad"),
    "low_income": msgid("neighbourhoods by share of households with a low income"),
    "rented": msgid("neighbourhoods by share of rented homes"),
    "private_rented": msgid(
        "neighbourhoods by share of homes of landlords that are no corporation"
    ),
    "multi_family": msgid("neighbourhoods by share of homes in a shared building"),
}
"""What a page calls each share of the closed list."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share as a file has it; None: not published."""

    area: str
    key: str
    per_thousand: int | None


@dataclass(frozen=True, slots=True)
class ShareFault:
    """A line of a file of shares that cannot be read, and why."""

    line: int
    what: Text


class AreaShares(Protocol):
    """Reads shares of neighbourhoods; `onderdak.connections.cbs.shares` does."""

    def read(self, file: Path) -> tuple[list[ShareRow], list[ShareFault]]:
        """Read all neighbourhoods of a file.

        Raises:
            Invalid: it is no list with codes of neighbourhoods and shares.
        """
