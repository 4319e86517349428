"""What is counted of a neighbourhood: which numbers, from where, and how far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.engines.disclosure import apart
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import Text, msgid


class Measure(StrEnum):
    """A number of a neighbourhood in a month."""

    HOUSES = "houses"
    REPORTS = "reports"
    WASTE = "waste"
    INSPECTIONS = "inspections"
    NIGHTS = "nights"
    HOURS = "hours"
    TALKS = "talks"


class Standing(StrEnum):
    """Whether a number can be given here, to this person."""

    COUNTED = "counted"
    NOT_CONNECTED = "not_connected"
    NO_GROUND_HERE = "no_ground_here"
    NOT_FOR_ROLE = "not_for_role"


SOURCES_OF: Final[Mapping[Measure, str]] = {
    Measure.HOUSES: msgid("night register and known providers"),
    Measure.REPORTS: msgid("report desk"),
    Measure.WASTE: msgid("report desk"),
    Measure.INSPECTIONS: msgid("signals of inspections"),
    Measure.NIGHTS: msgid("night register"),
    Measure.HOURS: msgid("neighbourhood workers"),
    Measure.TALKS: msgid("neighbourhood workers"),
}
# The place of what is at no known neighbourhood, so that all numbers add up.
NOWHERE: Final = ""

Place = tuple[str, date]  # neighbourhood and first day of a period


@dataclass(frozen=True, slots=True)
class Counts:
    """One number, by neighbourhood and period, with its date, source and coverage.

    A value of None is left out for this person, or for whoever this version is for.
    """

    standing: Standing
    source: str
    on: date
    coverage: Text | None = None
    values: Mapping[Place, int | None] = field(default_factory=dict)
    # How many colleagues a number is the work of, where it is work.
    workers: Mapping[Place, int] = field(default_factory=dict)

    def at(self, area: str, month: date) -> int | None:
        """The number there; nothing counted is 0, left out is None."""
        return self.values.get((area, month), 0)


@dataclass(frozen=True, slots=True)
class Area:
    """A neighbourhood, by its code of Statistics Netherlands."""

    code: str
    name: str
    inhabitants: int | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """Neighbourhoods of a municipality, counted over some periods."""

    municipality: str
    on: date
    periods: Sequence[DateRange]
    areas: Sequence[Area]
    measures: Mapping[Measure, Counts]
    # By kind of report, source of signals and theme of talks.
    kinds: Mapping[str, Counts]
    signals: Mapping[str, Counts]
    themes: Mapping[str, Counts]

    @property
    def months(self) -> list[date]:
        """The first days of the periods, by which all numbers are found."""
        return [each.start for each in self.periods]

    @property
    def codes(self) -> list[str]:
        """The neighbourhoods, and last what is in none where there is any."""
        known = [each.code for each in self.areas]
        elsewhere = {
            area
            for counts in (*self.measures.values(), *self.signals.values())
            for area, _month in counts.values
        } - set(known)
        return [*known, *sorted(elsewhere)]


def total(values: Iterable[int | None]) -> int:
    """The sum of what may be told: what is left out cannot be worked back."""
    return sum(each for each in values if each is not None)


def left_out_where_small(
    counts: Counts, least: int, behind: Counts | None = None
) -> Counts:
    """A number of which no sum is told anywhere, as it may leave the house.

    Args:
        behind: what stands behind it: many nights in few houses are of one provider.
    """
    whole = {place: each for place, each in counts.values.items() if each is not None}
    fewest = {place: behind.at(*place) or 0 for place in whole} if behind else {}
    told = apart(whole, least, fewest)
    return replace(counts, values={place: told.get(place) for place in counts.values})


def left_out_of_few(counts: Counts, least: int) -> Counts:
    """Work of so few colleagues is left out: it would be the diary of one of them."""
    return replace(
        counts,
        values={
            place: None if each and counts.workers.get(place, 0) < least else each
            for place, each in counts.values.items()
        },
    )
