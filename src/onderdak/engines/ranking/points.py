"""A set of points: which indicators count, for how much, why and until when.

Points are whole numbers, never below zero, and never go down as evidence goes up. A
set is written by people, published, and has a version; it never changes by itself.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256
from typing import Final

from onderdak.engines.ranking.catalogue import (
    MOST_INDICATORS,
    Catalogue,
    Catalogued,
    Unit,
    check_sentence,
    check_word,
)
from onderdak.engines.ranking.faults import Here, Unreadable, read_yaml, top
from onderdak.kernel.text import text

MOST_POINTS: Final = 1_000
HIGHEST_VALUE: Final = 999_999_999
HIGHEST_VERSION: Final = 32_767
_LONGEST_SET: Final = 200
_REQUIRED: Final = frozenset(
    {"name", "version", "catalogue", "since", "until", "indicators"}
)
_OPTIONAL: Final = frozenset({"on", "identifier", "context", "derived"})
_INDICATOR: Final = frozenset({"key", "reason", "source", "ground", "expires_on"})
_MAY: Final = frozenset({"column", "at_most", "on", "steps", "details"})


@dataclass(frozen=True, slots=True)
class Step:
    """From a value on, so many points."""

    at_least: int
    points: int


def steps_digest(steps: Mapping[str, Sequence[Step]]) -> str:
    """The SHA-256 of points, by which others see whether they are still those proposed.

    Args:
        steps: the points, by key of the indicator; their order does not matter.
    """
    plain = {
        key: [[one.at_least, one.points] for one in found]
        for key, found in steps.items()
    }
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator as a set uses it: for how much, why, by what ground, until when.

    Attributes:
        column: the column of a file that holds the value.
        expires_on: the last day on which it counts.
        at_most: a value above this counts as this, so that no one source can steer.
        details: columns with further values for the words, by their name.
        moved: the source that it names is the one of before: who approved it did not
            approve what is read now, so it counts for nothing.
    """

    key: str
    column: str
    reason: str
    source: str
    ground: str
    expires_on: date
    steps: tuple[Step, ...]
    at_most: int | None = None
    on: bool = True
    details: tuple[tuple[str, str], ...] = ()
    moved: bool = False

    def counts_on(self, day: date) -> bool:
        """Whether it is switched on, not expired, and of the source of today."""
        return self.on and not self.moved and day <= self.expires_on

    def points_for(self, value: int) -> int:
        """The points of the highest step that the capped value reaches."""
        capped = value if self.at_most is None else min(value, self.at_most)
        found = 0
        for step in self.steps:
            if capped < step.at_least:
                break
            found = step.points
        return found

    @property
    def most(self) -> int:
        """The most points that it can give, with its cap."""
        return self.points_for(HIGHEST_VALUE)


@dataclass(frozen=True)
class PointSet:
    """One version of the points of a field, as people approved and published it.

    Attributes:
        since: the first day of use; `until` is the last.
        on: the switch of the whole.
        identifier: the column of a file that names a row; empty outside files.
        context: columns that are carried along and never counted.
        derived: from what data a proposal came; empty when people wrote it.
        named: the catalogue as the file names it: its key, or the name of a file.
    """

    name: str
    version: int
    catalogue: str
    since: date
    until: date
    indicators: tuple[Indicator, ...]
    on: bool = True
    identifier: str = ""
    context: tuple[str, ...] = ()
    derived: str = ""
    named: str = ""

    @cached_property
    def by_key(self) -> dict[str, Indicator]:
        """The indicators by their key."""
        return {one.key: one for one in self.indicators}

    def counts_on(self, day: date) -> bool:
        """Whether the set as a whole is switched on and in its term."""
        return self.on and self.since <= day <= self.until

    @property
    def most(self) -> int:
        """The most points that an address can have."""
        return sum(one.most for one in self.indicators)


def read_points(written: str, catalogue: Catalogue) -> PointSet:
    """Read a set of points; Unreadable says everything that is wrong with it at once.

    Args:
        written: the YAML.
        catalogue: the closed list of what may be looked at.
    """
    what = text("This set of points cannot be used.")
    here = top(read_yaml(written), what)
    here.closed(_REQUIRED, _OPTIONAL)
    found = PointSet(
        name=here.words("name")[:_LONGEST_SET],
        version=here.integer("version", low=1, high=HIGHEST_VERSION),
        catalogue=_catalogue(here, catalogue),
        since=here.day("since"),
        until=here.day("until"),
        indicators=_indicators(here, catalogue),
        on=here.truth("on"),
        identifier=here.words("identifier"),
        context=here.list_of_words("context"),
        derived=here.words("derived"),
        named=here.words("catalogue"),
    )
    _check_whole(here, found)
    if here.faults:
        raise Unreadable(what, here.faults)
    return found


def catalogue_named(written: str) -> str:
    """Which catalogue a set of points is written for: a key, or the name of a file."""
    what = text("This set of points cannot be used.")
    here = top(read_yaml(written), what)
    named = here.words("catalogue")
    if not named:
        here.wrong("catalogue", text("Name a catalogue of indicators."))
        raise Unreadable(what, here.faults)
    return named


def _catalogue(here: Here, catalogue: Catalogue) -> str:
    """The catalogue by its key, also where the file names a file."""
    named = here.words("catalogue")
    if named and not named.endswith((".yaml", ".yml")) and named != catalogue.key:
        here.wrong("catalogue", text("This is for %(key)s.", key=catalogue.key))
    return catalogue.key


def _indicators(here: Here, catalogue: Catalogue) -> tuple[Indicator, ...]:
    places = here.inside("indicators")
    if "indicators" in here.keys and not 0 < len(places) <= MOST_INDICATORS:
        here.wrong(
            "indicators",
            text("From 1 to %(most)s indicators.", most=MOST_INDICATORS),
        )
    return tuple(_indicator(place, catalogue) for place in places)


def _indicator(here: Here, catalogue: Catalogue) -> Indicator:
    here.closed(_INDICATOR | {"steps"}, _MAY)
    key = here.key_words("key")
    column = here.words("column") or key
    check_word(here, "key", key)
    if column != key:
        check_word(here, "column", column)
    for name in ("reason", "ground"):
        check_sentence(here, name, str(here.keys.get(name, "")))
    known = catalogue.indicators.get(key)
    if key and known is None:
        here.wrong(
            "key",
            text(
                "%(key)s is not in the catalogue %(catalogue)s, which is closed.",
                key=key,
                catalogue=catalogue.key,
            ),
        )
    at_most = here.integer("at_most", low=1, high=HIGHEST_VALUE)
    source = _source(here, known)
    return Indicator(
        key=key,
        column=column,
        reason=here.words("reason"),
        source=source,
        ground=here.words("ground"),
        expires_on=here.day("expires_on"),
        steps=_steps(here, known),
        at_most=at_most if "at_most" in here.keys else None,
        on=here.truth("on"),
        details=_details(here, known),
        moved=known is not None and source in known.formerly,
    )


def _source(here: Here, known: Catalogued | None) -> str:
    source = here.words("source")
    if source and known and source not in (known.source, *known.formerly):
        here.wrong("source", text("This comes from %(source)s.", source=known.source))
    return source


def _steps(here: Here, known: Catalogued | None) -> tuple[Step, ...]:
    yes_no = known is not None and known.unit is Unit.YES_NO
    found: list[Step] = []
    for place in here.inside("steps"):
        place.closed({"at_least", "points"})
        highest = 1 if yes_no else HIGHEST_VALUE
        step = Step(
            place.integer("at_least", low=1, high=highest),
            place.integer("points", low=0, high=MOST_POINTS),
        )
        if found and step.at_least <= found[-1].at_least:
            place.wrong("at_least", text("Steps go up from low to high."))
        if found and step.points < found[-1].points:
            place.wrong("points", text("More evidence never gives fewer points."))
        found.append(step)
    if not found and "steps" in here.keys:
        here.wrong("steps", text("Give at least one step."))
    return tuple(found)


def _details(here: Here, known: Catalogued | None) -> tuple[tuple[str, str], ...]:
    """Columns that make the words fuller: those of the catalogue, all or none."""
    found = here.keys.get("details", {})
    allowed = set(known.details) if known else set()
    if not found:
        return ()
    if not isinstance(found, dict) or set(found) != allowed:
        names = ", ".join(sorted(allowed)) or "-"
        here.wrong(
            "details", text("Give a column for each of: %(names)s.", names=names)
        )
        return ()
    for name, column in found.items():
        check_word(here, f"details.{name}", str(column))
    return tuple((name, str(column)) for name, column in sorted(found.items()))


def _check_whole(here: Here, found: PointSet) -> None:
    check_sentence(here, "name", found.name)
    # A first day that could not be read says nothing of the last.
    if found.until < found.since != date.max:
        here.wrong("until", text("The last day is before the first."))
    for name in (found.identifier, *found.context):
        # Columns that are carried along lie beside the points for all to see.
        check_word(here, "identifier" if name == found.identifier else "context", name)
    keys = [one.key for one in found.indicators if one.key]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        here.wrong("indicators", text("%(key)s is there twice.", key=key))
    columns = [
        *(one.column for one in found.indicators if one.key),
        *(column for one in found.indicators for _, column in one.details),
        *found.context,
        *([found.identifier] if found.identifier else []),
    ]
    for column in sorted({one for one in columns if columns.count(one) > 1}):
        here.wrong("indicators", text("The column %(key)s is there twice.", key=column))
