"""Which value of a rule held on a day, in a municipality.

A local value goes before the national one. Where a local rule has not begun, or has
ended, the national value holds again::

    book.value("brp.share", on=date(2026, 3, 1)).value  # Fraction(2, 3)
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from onderdak.kernel.errors import ConfigurationError, UserError
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.kernel.trace import Trace
from onderdak.rules.engine.units import StepTable, Value

_NATIONAL: Final = None


class Kind(StrEnum):
    """How binding a rule is; failing a policy or a private norm is no offence."""

    LAW = "law"
    LOCAL = "local"
    PRIVATE = "private"
    POLICY = "policy"


class UnknownParameter(ConfigurationError):
    """Code asks for a rule that no file describes."""


class NoValue(UserError):
    """The rule is known, but nothing holds on that day in that place."""


class Unverified(NoValue):
    """A value holds that nobody could verify: nothing is computed with it."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value with the day it began to hold, where it stands written, and who says."""

    id: str
    value: Value | None  # None: it exists, and nobody could verify what it is
    unit: str
    kind: Kind
    valid_from: date
    article: str
    source: Mapping[str, str] = field(hash=False)  # in Dutch and English
    checked: date
    municipality: str | None = None
    note: Mapping[str, str] | None = field(default=None, hash=False)

    @property
    def version(self) -> str:
        """The name by which an outcome remembers this value: brp.share@2014-01-06."""
        national = f"{self.id}@{self.valid_from.isoformat()}"
        return f"{national}/{self.municipality}" if self.municipality else national

    @property
    def unverified(self) -> bool:
        """Whether a value holds that nobody could verify."""
        return self.value is None

    @property
    def trace(self) -> Trace:
        """How this value comes into an outcome."""
        inputs = {"municipality": self.municipality} if self.municipality else {}
        return Trace(self.id, self.value, inputs, self.article, self.version)

    def whole(self) -> int:
        """Give the value of a unit that counts in whole numbers."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise ConfigurationError(f"{self.id} ({self.unit}) is no whole number")
        return self.value

    def ratio(self) -> Fraction:
        """Give the value of a unit that is a part of something."""
        if not isinstance(self.value, Fraction):
            raise ConfigurationError(f"{self.id} ({self.unit}) is no ratio")
        return self.value

    def dates(self) -> tuple[date, ...]:
        """Give the value of a unit that is a list of days."""
        if not isinstance(self.value, tuple):
            raise ConfigurationError(f"{self.id} ({self.unit}) is no list of days")
        return tuple(day for day in self.value if isinstance(day, date))

    def words(self) -> tuple[str, ...]:
        """Give the value of a unit that is a list of words."""
        if not isinstance(self.value, tuple):
            raise ConfigurationError(f"{self.id} ({self.unit}) is no list of words")
        return tuple(word for word in self.value if isinstance(word, str))

    def steps(self) -> StepTable:
        """Give the value of a unit that is a table of steps."""
        if not isinstance(self.value, StepTable):
            raise ConfigurationError(f"{self.id} ({self.unit}) is no table of steps")
        return self.value


@dataclass(frozen=True, slots=True)
class Parameter:
    """One rule as one authority sets it: its meaning, and its values through time.

    A start without a value is the day on which the rule ended.
    """

    id: str
    description: Mapping[str, str] = field(hash=False)
    unit: str
    kind: Kind
    municipality: str | None
    starts: tuple[date, ...]
    values: tuple[Dated | None, ...]
    local_may_differ: bool = False  # a law that leaves the figure to the municipality

    def on(self, day: date) -> Dated | None:
        """Give what this authority says on a day, if it says anything."""
        found = bisect_right(self.starts, day)
        return self.values[found - 1] if found else None


class ParameterBook:
    """All rules that were loaded, national and local."""

    def __init__(self, parameters: Iterable[Parameter]) -> None:
        self._by_place = {(one.id, one.municipality): one for one in parameters}

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every rule, in the order of its id, the national one before the local."""
        return tuple(
            self._by_place[key]
            for key in sorted(self._by_place, key=lambda key: (key[0], key[1] or ""))
        )

    def value(self, id: str, on: date, municipality: str | None = None) -> Dated:
        """Give the value that holds on a day, the local one before the national."""
        found = self.find(id, on, municipality)
        if found is not None and found.unverified:
            raise Unverified(
                what=text(
                    "The value of “%(id)s” on %(day)s was never verified.",
                    id=id,
                    day=on,
                ),
                why=text("Nothing is computed with a value that nobody checked."),
                next_step=text("Ask the administrator to add the value with its date."),
            )
        if found is None:
            raise NoValue(
                what=text("No value of “%(id)s” holds on %(day)s.", id=id, day=on),
                why=text("It was not set for municipality %(code)s.", code=municipality)
                if municipality
                else None,
                next_step=text("Ask the administrator to add the value with its date."),
            )
        return found

    def find(self, id: str, on: date, municipality: str | None = None) -> Dated | None:
        """Give what holds on a day, verified or not, or None where nothing does."""
        return _first_that_holds(self._authorities(id, municipality), on)

    def coming(
        self, id: str, after: date, municipality: str | None = None
    ) -> tuple[date, Dated | None] | None:
        """Give the first day after this one on which another value holds, and it."""
        authorities = self._authorities(id, municipality)
        held = _first_that_holds(authorities, after)
        for day in sorted({day for one in authorities for day in one.starts}):
            if day > after and (next_ := _first_that_holds(authorities, day)) != held:
                return day, next_
        return None

    def turns(self, municipality: str | None = None) -> tuple[date, ...]:
        """Give the days on which any value changes there, the first first."""
        return tuple(
            sorted(
                {
                    day
                    for one in self.parameters
                    if one.municipality in (_NATIONAL, municipality)
                    for day in one.starts
                }
            )
        )

    def described(self, id: str) -> Parameter:
        """Give the national file of a rule."""
        return self._authorities(id, None)[0]

    def set_locally(self, id: str) -> tuple[Parameter, ...]:
        """Give what municipalities set of a rule, in the order of their codes."""
        return tuple(
            one for one in self.parameters if one.id == id and one.municipality
        )

    def periods(
        self, id: str, within: DateRange, municipality: str | None = None
    ) -> list[tuple[DateRange, Dated]]:
        """Cut a range where the value changes; days without a value are left out."""
        authorities = self._authorities(id, municipality)
        pieces: list[tuple[DateRange, Dated]] = []
        for piece in _cut(within, {day for one in authorities for day in one.starts}):
            dated = _first_that_holds(authorities, piece.start)
            if dated is not None and not dated.unverified:
                _append(pieces, piece, dated)
        return pieces

    def _authorities(self, id: str, municipality: str | None) -> list[Parameter]:
        national = self._by_place.get((id, _NATIONAL))
        if national is None:
            raise UnknownParameter(f"no file describes the parameter {id!r}")
        local = self._by_place.get((id, municipality)) if municipality else None
        return [national] if local is None else [local, national]


def _first_that_holds(authorities: list[Parameter], day: date) -> Dated | None:
    for one in authorities:
        if (found := one.on(day)) is not None:
            return found
    return None


def _cut(within: DateRange, days: set[date]) -> list[DateRange]:
    if within.is_empty:
        return []
    inside = sorted(day for day in days if day > within.start and within.contains(day))
    starts = [within.start, *inside]
    ends = [*inside, within.end]
    return [DateRange(start, end) for start, end in zip(starts, ends, strict=True)]


def _append(
    pieces: list[tuple[DateRange, Dated]], piece: DateRange, dated: Dated
) -> None:
    # A national change under a local value is no change: the two pieces are one.
    if pieces and pieces[-1][1] is dated and pieces[-1][0].end == piece.start:
        start = pieces.pop()[0].start
        piece = DateRange(start, piece.end)
    pieces.append((piece, dated))
