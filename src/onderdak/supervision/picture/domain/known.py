"""What is known of an address, as it is shown: with its source, day and ground."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from onderdak.kernel.text import Text
from onderdak.supervision.picture.domain.prompts import OccupancyHint
from onderdak.supervision.picture.domain.signals import Explanation
from onderdak.supervision.picture.domain.sources import Purpose, Source


@dataclass(frozen=True, slots=True)
class Euros:
    """An amount, in cents."""

    cents: int


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that a source says of an address.

    `about` is what there is more to read of, as (what, number). A value of None is a
    gap that the source itself leaves. `ground` is that of the source; `beside` what a
    file said of its ground. `until` is the last day on which it holds, `ends` marks
    that day on the time line.
    """

    source: str
    what: Text
    value: int | str | Text | Euros | None
    on: date | None
    ground: str
    reference: str = ""
    about: tuple[str, int] | None = None
    level: str = ""
    weight: float | None = None
    replaced_on: date | None = None
    no_longer: bool = False
    until: date | None = None
    ends: bool = False
    beside: str = ""
    part_of: str = ""
    condition: str = ""
    signal: int | None = None


class State(StrEnum):
    """How a source stands to an address."""

    KNOWN = "known"
    NOTHING = "nothing"
    NOT_CONNECTED = "not_connected"
    NO_GROUND_HERE = "no_ground_here"


@dataclass(frozen=True, slots=True)
class Section:
    """A source, what it says of the address, and when it was last handed in."""

    source: Source
    state: State
    known: Sequence[Known] = ()
    because: Text | None = None
    handed_in: date | None = None


@dataclass(frozen=True, slots=True)
class Explained:
    """What else may explain a prompt, as somebody wrote down."""

    explanation: Explanation
    registrations: int
    on: date


@dataclass(frozen=True, slots=True)
class Picture:
    """One address on a day, for one purpose: sources in a fixed order, gaps included.

    `closed` are the sources for which this person has no ground: nothing of them was
    read. `hint` is None where registrations are no part of this picture.
    """

    address: int
    in_full: str
    municipality: str
    on: date
    purpose: Purpose
    sections: Sequence[Section]
    closed: Sequence[Source]
    hint: OccupancyHint | None
    explained: Sequence[Explained]

    @property
    def explained_now(self) -> bool:
        """Whether somebody explained the very number that is counted now."""
        count = self.hint.registrations if self.hint else None
        return any(one.registrations == count for one in self.explained)

    @property
    def time_line(self) -> list[Known]:
        """Everything with a day, and the day on which it ended; the latest first."""
        known = [one for section in self.sections for one in section.known]
        ended = [
            replace(one, on=one.until, ends=True)
            for one in known
            if one.until and one.until <= self.on
        ]
        dated = [one for one in (*known, *ended) if one.on]
        return sorted(dated, key=lambda one: one.on or date.min, reverse=True)
