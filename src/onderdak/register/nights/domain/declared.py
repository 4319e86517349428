"""A stay as it is declared, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from onderdak.foundation.privacy.domain.identity import Identity
from onderdak.kernel.text import Text


class DeclaredStay(NamedTuple):
    """One row of a declaration, whatever door it came through.

    `line` is where the provider finds it back. Without an identity the row is about
    someone who is known here already. Status is none, rni, brp, or '' where nothing is
    stated; `registered_since` the date that goes with it. The municipality of work is
    kept only where a by-law asks for it.
    """

    line: int
    location_id: int
    reference: str
    identity: Identity | None
    arrival: date
    departure: date | None = None
    expected_departure: date | None = None
    room: str = ""
    bed: str = ""
    status: str = ""
    brp_municipality: str = ""
    registered_since: date | None = None
    work_municipality: str = ""


class Field(StrEnum):
    """Fields of a declared stay, as errors name them."""

    REFERENCE = "reference"
    NAME = "name"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    EXPECTED_DEPARTURE = "expected_departure"
    LOCATION = "location"


class Outcome(StrEnum):
    """What a declaration does with a row."""

    NEW = "new"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class RowError:
    """Why a row cannot be recorded: where, which field, which value."""

    line: int
    field: str
    value: str
    message: Text


@dataclass(frozen=True, slots=True)
class Correction:
    """A stored stay that a row replaces, for showing what changes."""

    line: int
    reference: str
    arrival: date
    departure: date | None
    was_arrival: date
    was_departure: date | None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stored stay that is absent from what was declared complete.

    It ends on `ends_on`, or is withdrawn when that is None: it began in the period.
    """

    reference: str
    arrival: date
    departure: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class KeptStay:
    """A later stay of someone absent from a full house: kept, and told."""

    reference: str
    arrival: date
    departure: date | None


@dataclass(frozen=True, slots=True)
class Declared:
    """The outcome of a declaration; `recorded` says whether anything was kept."""

    rows: int
    new: int
    corrected: int
    unchanged: int
    errors: Sequence[RowError]
    corrections: Sequence[Correction] = field(default_factory=tuple)
    double_let: int = 0
    recorded: bool = True
    refused: bool = False
    left_out: Sequence[LeftOut] = field(default_factory=tuple)
    notes: Sequence[Text] = field(default_factory=tuple)
    declaration: int | None = None

    @property
    def accepted(self) -> int:
        """Rows that change the register; none where the whole was refused."""
        return 0 if self.refused else self.new + self.corrected

    @property
    def ended(self) -> int:
        """Stays that end because they are absent from what is complete."""
        return sum(each.ends_on is not None for each in self.left_out)

    @property
    def withdrawn(self) -> int:
        """Stays that are withdrawn: absent, and begun within the complete period."""
        return len(self.left_out) - self.ended

    @property
    def rejected(self) -> int:
        """Rows with at least one error."""
        return len({error.line for error in self.errors})
