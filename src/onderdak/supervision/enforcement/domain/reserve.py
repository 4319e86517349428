"""Reserve and emergency rooms: what there is, until when, and how many are held.

Places are held by the day, [from, until): the day on which a hold ends is free again.
The database keeps that no more is held than there is; this says the same beforehand.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import msgid, text

MOST_PLACES: Final = 5_000


class ReserveKind(StrEnum):
    """Who offers the places."""

    AGENCY = "agency"
    CORPORATION = "corporation"
    SHELTER = "shelter"
    RETURN_HELP = "return_help"
    OTHER = "other"


RESERVES: Final = {
    ReserveKind.AGENCY: msgid("agency or employer"),
    ReserveKind.CORPORATION: msgid("housing corporation"),
    ReserveKind.SHELTER: msgid("shelter"),
    ReserveKind.RETURN_HELP: msgid("help to return home"),
    ReserveKind.OTHER: msgid("other"),
}


class HoldState(StrEnum):
    """How a hold stands on a day; `expired` and `to_come` follow from the day."""

    TO_COME = "to_come"
    HELD = "held"
    RELEASED = "released"
    EXPIRED = "expired"


HOLD_STATES: Final = {
    HoldState.TO_COME: msgid("held from a later day"),
    HoldState.HELD: msgid("held"),
    HoldState.RELEASED: msgid("released"),
    HoldState.EXPIRED: msgid("expired"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """Places held in a period [from_day, until_day), cut off where it was released."""

    places: int
    from_day: date
    until_day: date
    released_on: date | None = None

    @property
    def ends(self) -> date:
        """The first day on which the places are free again."""
        return min(self.until_day, self.released_on or self.until_day)

    def counts_on(self, day: date) -> bool:
        """Whether the places are held on a day."""
        return self.from_day <= day < self.ends

    def state_on(self, day: date) -> HoldState:
        """How it stands on a day."""
        if self.released_on is not None and self.released_on <= day:
            return HoldState.RELEASED
        if day < self.from_day:
            return HoldState.TO_COME
        return HoldState.HELD if day < self.until_day else HoldState.EXPIRED


@dataclass(frozen=True, slots=True)
class Span:
    """Days [first, until) on which people need a bed."""

    first: date
    until: date


def held_on(holds: Iterable[Held], day: date) -> int:
    """How many places are held on a day.

    >>> week = Held(3, date(2026, 3, 9), date(2026, 3, 16))
    >>> [held_on([week], date(2026, 3, day)) for day in (8, 9, 15, 16)]
    [0, 3, 3, 0]
    """
    return sum(each.places for each in holds if each.counts_on(day))


def most_held(holds: Iterable[Held], first: date, until: date) -> int:
    """The most places held on any day of [first, until).

    >>> early = Held(3, date(2026, 3, 1), date(2026, 3, 10))
    >>> late = Held(4, date(2026, 3, 10), date(2026, 3, 20))
    >>> most_held([early, late], date(2026, 3, 5), date(2026, 3, 15))
    4
    """
    every = list(holds)
    starts = {first} | {one.from_day for one in every if first < one.from_day < until}
    return max(held_on(every, day) for day in starts)


def fewest_held(holds: Iterable[Held], first: date, until: date) -> int:
    """The fewest places held on any day of [first, until): so many can stay all of it.

    >>> early = Held(3, date(2026, 3, 1), date(2026, 3, 10))
    >>> late = Held(4, date(2026, 3, 10), date(2026, 3, 20))
    >>> fewest_held([early, late], date(2026, 3, 5), date(2026, 3, 15))
    3
    >>> fewest_held([early, late], date(2026, 3, 15), date(2026, 3, 22))
    0
    """
    every = list(holds)
    edges = {day for one in every for day in (one.from_day, one.ends)}
    days = {first} | {day for day in edges if first < day < until}
    return min(held_on(every, day) for day in days)


def check_reserve(places: int, available_from: date, available_until: date) -> None:
    """Stop an entry of the register that cannot be right.

    Raises:
        Invalid: it has no places, or its term ends before it begins.
    """
    if not 0 < places <= MOST_PLACES:
        raise Invalid(text("Give a number from 1 to %(most)s.", most=MOST_PLACES))
    if available_until <= available_from:
        raise Invalid(text("The last day must come after the first."))


def check_hold(hold: Held, *, free: int, available: tuple[date, date]) -> None:
    """Stop who holds more than there is, or longer than it is there.

    Raises:
        Invalid: the days or the number cannot be right.
    """
    if hold.until_day <= hold.from_day:
        raise Invalid(text("The last day must come after the first."))
    if hold.places < 1:
        raise Invalid(text("Hold one place or more."))
    if hold.from_day < available[0] or hold.until_day > available[1]:
        raise Invalid(
            text(
                "These places are there from %(first)s to %(last)s.",
                first=available[0],
                last=available[1],
            )
        )
    if hold.places > free:
        raise Invalid(
            text("Only %(free)s places are free in this period.", free=max(free, 0)),
            next_step=text("Hold fewer, or choose another place."),
        )
