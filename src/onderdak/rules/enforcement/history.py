"""What has happened in a case: the steps taken, and what was set against them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from onderdak.rules.enforcement.forms import CORRECT

GRANTED: Final = "granted"
WON: Final = frozenset({"founded", "partly_founded"})
_WITHDRAWN: Final = "withdrawn"
_INJUNCTION: Final = "injunction"
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, in the order in which it was written down.

    Facts may be given as they are stored: a day as YYYY-MM-DD.
    """

    path: str
    step: str
    on_day: date
    facts: Mapping[str, object] = field(default_factory=dict, hash=False)
    measure: int | str = 1
    known_on: date | None = None  # when it was made known, if later (Awb 3:41)

    @property
    def known(self) -> date:
        """The day on which it was made known: terms count from it."""
        return self.known_on or self.on_day

    def day(self, name: str) -> date | None:
        """Give a day among its facts."""
        return as_day(self.facts.get(name))

    def number(self, name: str) -> int | None:
        """Give a number among its facts."""
        return as_number(self.facts.get(name))

    def word(self, name: str) -> str:
        """Give words among its facts; empty where there are none."""
        return as_word(self.facts.get(name))


@dataclass(frozen=True, slots=True)
class RemedyOn:
    """An objection, appeal, higher appeal or injunction against a decision.

    `decision` is the place of its step in the history. What suspends does so from the
    day it was decided on (or `suspended_from`) through `suspended_until`; without an
    end it still does.
    """

    kind: str
    decision: int
    filed_on: date
    outcome: str | None = None
    decided_on: date | None = None
    suspends: bool = False
    committee: bool = False
    put_off: bool = False
    third_party: bool = False
    suspended_from: date | None = None
    suspended_until: date | None = None
    made_known_on: date | None = None  # its outcome, if later than it was decided on
    number: int | None = None  # of this one, where others are about it
    about: int | None = None  # the number of the one that it rests on

    @property
    def made_known(self) -> date | None:
        """The day on which its outcome was made known: the next term counts from it."""
        return self.made_known_on or self.decided_on

    @property
    def won(self) -> bool:
        """Whether what it was set against cannot stay as it is."""
        return self.outcome in WON

    @property
    def withdrawn(self) -> bool:
        """Whether whoever filed it took it back."""
        return self.outcome == _WITHDRAWN

    def pending(self, on: date) -> bool:
        """Whether it was filed and not decided on yet on a day."""
        ended = self.decided_on
        return self.filed_on <= on and (ended is None or on < ended)

    def suspension(self) -> "Span | None":
        """Give the days on which the decision does not work, if there are any."""
        if not self.suspends:
            return None
        start = self.suspended_from or self.decided_on or self.filed_on
        return Span(start, self.suspended_until)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from a first through a last one; without a last one it still runs."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day and (self.last is None or day <= self.last)

    def days_after(self, start: date, on: date) -> int:
        """Count its days after a day, as far as they have come."""
        last = on if self.last is None else self.last
        first = max(self.first, start + _DAY)
        return max(0, (last - first).days + 1)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give the days that lie in any of these spans: no day counts twice."""
    found: list[Span] = []
    for one in sorted(spans, key=lambda each: each.first):
        before = found[-1] if found else None
        if before is None or (before.last and before.last + _DAY < one.first):
            found.append(one)
        elif before.last is not None:
            last = one.last and max(one.last, before.last)
            found[-1] = Span(before.first, last)
    return tuple(found)


def suspensions(remedies: Sequence[RemedyOn], decision: int) -> tuple[Span, ...]:
    """Give the days on which a decision does not work, because a judge says so."""
    found = (one.suspension() for one in remedies if one.decision == decision)
    return tuple(span for span in found if span is not None)


def standing(history: Sequence[Taken]) -> tuple[tuple[int, Taken], ...]:
    """Give the steps that still count, each with its place in the history.

    A correction takes back the last step of its measure; both are left out.
    """
    left: list[tuple[int, Taken]] = []
    for place, one in enumerate(history):
        if one.step != CORRECT:
            left.append((place, one))
            continue
        for number in range(len(left) - 1, -1, -1):
            if left[number][1].measure == one.measure:
                del left[number]
                break
    return tuple(left)


def as_day(value: object) -> date | None:
    """Read a day as it is stored or as it is given; None where it is none."""
    match value:
        case date():
            return value
        case str():
            try:
                return date.fromisoformat(value)
            except ValueError:
                return None
        case _:
            return None


def as_time(value: object) -> time | None:
    """Read an hour of a day as it is stored, HH:MM; None where it is none."""
    if not isinstance(value, str):
        return None
    try:
        found = time.fromisoformat(value)
    except ValueError:
        return None
    return None if found.tzinfo else found


def as_number(value: object) -> int | None:
    """Read a whole number; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value


def as_word(value: object) -> str:
    """Read words, without space around them."""
    return value.strip() if isinstance(value, str) else ""
