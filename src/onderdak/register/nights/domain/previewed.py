"""What would become of one row of a declaration, for showing it beforehand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from onderdak.kernel.text import Text


class Fate(StrEnum):
    """What would happen to a row, or to a stored stay that no row names."""

    BAD = "bad"
    RENAMED = "renamed"
    NEW = "new"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    ENDS = "ends"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Fault:
    """One wrong cell: its column in the file, what stands there, what is wrong."""

    column: str
    value: str
    message: Text


class PreviewRow(NamedTuple):
    """One row of the preview; `line` 0 is a stored stay that is not in the file.

    `was_*` say what the row replaces. A renamed row is new or a correction besides:
    its reference stood for a guest with other initials.
    """

    line: int
    reference: str
    fate: Fate
    arrival: date | None = None
    departure: date | None = None
    was_arrival: date | None = None
    was_departure: date | None = None
    other_place: bool = False
    other_identity: bool = False
    faults: Sequence[Fault] = ()

    @property
    def is_moved(self) -> bool:
        """Whether the nights change, and not only what stands beside them."""
        return (self.arrival, self.departure) != (self.was_arrival, self.was_departure)
