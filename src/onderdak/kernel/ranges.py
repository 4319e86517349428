"""Days and nights: a stay is a half-open range, [arrival, departure).

A night belongs to the day on which it begins, so a guest who comes on 1 March and
leaves on 3 March stays two nights, and the bed is free for another on 3 March::

    >>> DateRange(date(2026, 3, 1), date(2026, 3, 3)).nights()
    2
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DateRange:
    """The nights from `start` up to, not including, `end`; no end means still open."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"a range cannot end ({self.end}) before {self.start}")

    @property
    def is_empty(self) -> bool:
        """Whether there is no night in it."""
        return self.end == self.start

    def nights(self) -> int:
        """Count the nights; an open range has no number of nights yet."""
        if self.end is None:
            raise ValueError(f"the range from {self.start} is open: clip it first")
        return (self.end - self.start).days

    def until(self, end: date) -> "DateRange":
        """Clip an open or longer range; nothing is left of one that starts later."""
        if self.end is not None and self.end <= end:
            return self
        return DateRange(self.start, max(self.start, end))

    def contains(self, day: date) -> bool:
        """Whether the night that begins on this day is in it."""
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: "DateRange") -> bool:
        """Whether they share at least one night."""
        return self.intersection(other) is not None

    def intersection(self, other: "DateRange") -> "DateRange | None":
        """Give the nights that they share, or nothing when they share none."""
        start = max(self.start, other.start)
        end = _earliest(self.end, other.end)
        if end is not None and end <= start:
            return None
        return DateRange(start, end)


def merge(ranges: Iterable[DateRange]) -> list[DateRange]:
    """Join ranges that overlap or touch, so that each night is there once, in order."""
    merged: list[DateRange] = []
    for one in sorted(ranges, key=lambda found: found.start):
        if one.is_empty:
            continue
        if merged and _reaches(merged[-1], one.start):
            last = merged.pop()
            one = DateRange(last.start, _latest(last.end, one.end))
        merged.append(one)
    return merged


def nights_within(ranges: Iterable[DateRange], window: DateRange) -> int:
    """Count the nights inside a window, each night once however many ranges hold it."""
    clipped = (one.intersection(window) for one in ranges)
    found = merge(one for one in clipped if one is not None)
    return sum(one.nights() for one in found)


def add_months(day: date, n: int) -> date:
    """Go to the same day `n` months on (or back), or to the last day of that month."""
    years, month = divmod(day.month - 1 + n, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"{n} months from {day} is outside the calendar")
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def _earliest(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return one or other
    return min(one, other)


def _latest(one: date | None, other: date | None) -> date | None:
    if one is None or other is None:
        return None
    return max(one, other)


def _reaches(one: DateRange, day: date) -> bool:
    return one.end is None or one.end >= day
