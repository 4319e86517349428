"""What is counted of a neighbourhood: which numbers, from where, and how far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

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
# Of these a small number could point at a house or a person; hours could not.
POINTING: Final = frozenset(Measure) - {Measure.HOURS}

# The place of what is at no known neighbourhood, so that all numbers add up.
NOWHERE: Final = ""

Place = tuple[str, date]  # neighbourhood and first day of a month


@dataclass(frozen=True, slots=True)
class Counts:
    """One number, by neighbourhood and month, with its date, source and coverage.

    A value of None was too small to be told to this person.
    """

    standing: Standing
    source: str
    on: date
    coverage: Text | None = None
    values: Mapping[Place, int | None] = field(default_factory=dict)

    def at(self, area: str, month: date) -> int | None:
        """The number there; nothing counted is 0, too small to tell is None."""
        return self.values.get((area, month), 0)


@dataclass(frozen=True, slots=True)
class Area:
    """A neighbourhood, by its code of Statistics Netherlands."""

    code: str
    name: str
    inhabitants: int | None = None


@dataclass(frozen=True, slots=True)
class Neighbourhoods:
    """Neighbourhoods of a municipality, counted over some months."""

    municipality: str
    on: date
    months: Sequence[date]
    areas: Sequence[Area]
    measures: Mapping[Measure, Counts]
    # By kind of report, source of signals and theme of talks.
    kinds: Mapping[str, Counts]
    signals: Mapping[str, Counts]
    themes: Mapping[str, Counts]

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


def told(value: int | None, least: int) -> int | None:
    """A number as it may leave the house: None where it is small, and not nothing.

    >>> told(3, 5), told(0, 5), told(5, 5)
    (None, 0, 5)
    """
    return None if value is None or 0 < value < least else value


def total(values: Iterable[int | None]) -> int:
    """The sum of what may be told: what is left out cannot be worked back."""
    return sum(each for each in values if each is not None)


def hidden_parts(parts: Mapping[str, int], least: int) -> frozenset[str]:
    """Which parts of a sum are left out beside that sum.

    Where what is left out is small together, the sum would give it away: then the
    smallest of the others goes too.

    >>> sorted(hidden_parts({"waste": 7, "unsafe": 2, "other": 9}, 5))
    ['unsafe', 'waste']
    >>> sorted(hidden_parts({"waste": 7, "unsafe": 0}, 5))
    []
    """
    small = {key for key, value in parts.items() if told(value, least) is None}
    left = sum(parts[key] for key in small)
    others = [key for key in parts if key not in small and parts[key]]
    if 0 < left < least and others:
        small.add(min(others, key=lambda key: (parts[key], key)))
    return frozenset(small)


def outside(found: Neighbourhoods, least: int) -> Neighbourhoods:
    """The same without numbers so small that they could point at a house or person."""
    kinds = _parts_told(found.kinds, least)
    signals = {key: _told(each, least) for key, each in found.signals.items()}
    measures = {
        key: _told(each, least) if key in POINTING else each
        for key, each in found.measures.items()
    }
    waste = _waste_told(found, least)
    return replace(
        found,
        measures={
            **measures,
            Measure.WASTE: waste,
            Measure.NIGHTS: _nights_told(found, least),
        },
        kinds={**kinds, "waste": _both_told(kinds["waste"], waste)},
        signals=signals,
        themes={key: _told(each, least) for key, each in found.themes.items()},
    )


def _told(counts: Counts, least: int) -> Counts:
    values = {place: told(each, least) for place, each in counts.values.items()}
    return replace(counts, values=values)


def _parts_told(kinds: Mapping[str, Counts], least: int) -> dict[str, Counts]:
    places = {place for each in kinds.values() for place in each.values}
    hidden = {
        place: hidden_parts(
            {key: each.at(*place) or 0 for key, each in kinds.items()}, least
        )
        for place in places
    }
    return {
        key: replace(
            each,
            values={
                place: None if key in hidden[place] else each.at(*place)
                for place in places
            },
        )
        for key, each in kinds.items()
    }


def _waste_told(found: Neighbourhoods, least: int) -> Counts:
    """Waste stands beside all reports: what is neither must not be small."""
    reports, waste = found.measures[Measure.REPORTS], found.measures[Measure.WASTE]
    values = {}
    for place in reports.values:
        every, some = reports.at(*place) or 0, waste.at(*place) or 0
        parts = {"waste": some, "rest": every - some}
        gone = "waste" in hidden_parts(parts, least)
        values[place] = None if gone else some
    return replace(waste, values=values)


def _nights_told(found: Neighbourhoods, least: int) -> Counts:
    """Many nights in very few houses are the figures of one provider."""
    nights, houses = found.measures[Measure.NIGHTS], found.measures[Measure.HOUSES]
    values = {
        place: None if told(houses.at(*place), least) is None else told(each, least)
        for place, each in nights.values.items()
    }
    return replace(nights, values=values)


def _both_told(one: Counts, other: Counts) -> Counts:
    """A number that stands in two tables is left out of both, or of neither."""
    values = {
        place: None if other.at(*place) is None else value
        for place, value in one.values.items()
    }
    return replace(one, values=values)
