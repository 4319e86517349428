"""The reference scorer: points of one address, each with its reason in words.

What other engines compute over large files has to agree with this one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onderdak.engines.ranking.catalogue import Catalogue, LightStep
from onderdak.engines.ranking.order import id_number, lot
from onderdak.engines.ranking.points import Indicator, PointSet
from onderdak.engines.ranking.reasons import says
from onderdak.kernel.text import Text

Values = Mapping[str, int | None]
Details = Mapping[str, Mapping[str, object]]


class Fate(StrEnum):
    """What became of an indicator at an address."""

    COUNTED = "counted"  # known; it may have given no points
    UNKNOWN = "unknown"
    OFF = "off"  # switched off, or the set as a whole is
    EXPIRED = "expired"
    MOVED = "moved"  # its source changed since it was approved


@dataclass(frozen=True, slots=True)
class Part:
    """What one indicator gave, and the words that say so."""

    key: str
    value: int | None
    points: int
    words: Text
    fate: Fate = Fate.COUNTED


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of an address, what gave them, and what is not known.

    Attributes:
        parts: each indicator of the set, in its order.
        unknown: the keys of what counts but is not known.
    """

    points: int
    parts: tuple[Part, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The keys of what counts but is not known here."""
        return tuple(one.key for one in self.parts if one.fate is Fate.UNKNOWN)

    @property
    def gave(self) -> tuple[Part, ...]:
        """What gave points, most first; the reasons of a list."""
        found = [one for one in self.parts if one.points]
        return tuple(sorted(found, key=lambda one: -one.points))

    @property
    def silent(self) -> tuple[Part, ...]:
        """What does not count today, and why: off, expired, or of another source."""
        silent = (Fate.OFF, Fate.EXPIRED, Fate.MOVED)
        return tuple(one for one in self.parts if one.fate in silent)


def score(
    point_set: PointSet,
    catalogue: Catalogue,
    values: Values,
    on: date,
    details: Details | None = None,
) -> Scored:
    """Give an address its points on a day, with the reasons.

    Args:
        values: by key of the indicator; None or left out is unknown and gives nothing.
        details: further values for the words, by key and name; they give no points.
    """
    more = details or {}
    parts = tuple(
        _part(point_set, one, catalogue, values.get(one.key), on, more.get(one.key))
        for one in point_set.indicators
    )
    return Scored(sum(one.points for one in parts), parts)


def _part(
    point_set: PointSet,
    indicator: Indicator,
    catalogue: Catalogue,
    value: int | None,
    on: date,
    details: Mapping[str, object] | None,
) -> Part:
    fate = fate_on(point_set, indicator, on)
    if fate is Fate.COUNTED and value is None:
        fate = Fate.UNKNOWN
    counts = fate is Fate.COUNTED and value is not None
    return Part(
        indicator.key,
        value,
        indicator.points_for(value) if counts and value is not None else 0,
        says(catalogue[indicator.key], value, details or {}),
        fate,
    )


def fate_on(point_set: PointSet, indicator: Indicator, on: date) -> Fate:
    """Whether an indicator counts on a day, before anything is known of an address."""
    if not point_set.counts_on(on) or not indicator.on:
        return Fate.OFF
    if indicator.moved:
        return Fate.MOVED
    return Fate.COUNTED if indicator.counts_on(on) else Fate.EXPIRED


def lightest_step(
    scored: Scored, point_set: PointSet, catalogue: Catalogue
) -> LightStep | None:
    """The lightest step that could settle something here; None when nothing is asked.

    It looks at what gave points and at what is unknown but could give some. A letter
    or a look at the desk goes first wherever it could settle one of those; a visit is
    for what cannot be settled otherwise, and for a person to decide.
    """
    asked = [
        catalogue[one.key].settled_by
        for one in scored.parts
        if one.points
        or (one.fate is Fate.UNKNOWN and point_set.by_key[one.key].most > 0)
    ]
    return min(asked, key=list(LightStep).index, default=None)


def ranked(points: Iterable[tuple[str, int]], seed: int) -> list[str]:
    """The identifiers in order: most points first, ties by the lot of the seed."""
    draw = lot(seed)
    return [
        identifier
        for _, _, _, identifier in sorted(
            (-given, draw.of(identifier), id_number(identifier), identifier)
            for identifier, given in points
        )
    ]
