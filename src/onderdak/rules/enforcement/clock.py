"""A term in a case: its last day, how it was counted, and how it stands."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from onderdak.kernel.text import Text
from onderdak.rules.enforcement.forms import Opens, Words
from onderdak.rules.enforcement.law import Law


class ClockState(StrEnum):
    """How a clock stands: met is in time, stopped is after its last day."""

    RUNNING = "running"
    STOPPED = "stopped"
    EXPIRED = "expired"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Clock:
    """A term in a case.

    `key` stays the same when later steps are added. Without a last day it is held open
    by something that has not ended.
    """

    key: str
    clock: str
    title: Words = field(hash=False)
    rule: str
    part: str | None
    article: str
    parameter_version: str
    measure: int | str
    place: int  # of the step, in the history
    start: date
    last_day: date | None
    counted: tuple[Text, ...]
    state: ClockState
    alarm_on: date | None
    ours: bool
    stopped_on: date | None = None
    stopped_by: str | None = None
    stands_still: bool = False
    lapses: bool = False
    opens: Opens | None = None

    def calls(self, on: date) -> bool:
        """Whether it should be seen to on a day."""
        due = self.alarm_on is not None and self.alarm_on <= on
        return due and self.stopped_on is None

    def ended(self, day: date, by: str) -> "Clock":
        """Give it as it stands when something ended it: in time, or after that."""
        late = self.last_day is not None and day > self.last_day
        return replace(
            self,
            state=ClockState.STOPPED if late else ClockState.MET,
            stopped_on=day,
            stopped_by=by,
        )

    def as_of(self, on: date) -> "Clock":
        """Give it as it stands on a day, while nothing ended it."""
        if self.last_day is None or on <= self.last_day or self.stands_still:
            return self
        return replace(self, state=ClockState.EXPIRED)

    def until(self, last: date | None, why: tuple[Text, ...], still: bool) -> "Clock":
        """Give it with another last day, and the account of that."""
        moved = None
        if last is not None and self.last_day is not None and self.alarm_on is not None:
            moved = last - (self.last_day - self.alarm_on)
        return replace(
            self, last_day=last, counted=why, alarm_on=moved, stands_still=still
        )


def alarm(law: Law, parameter: str, last: date | None) -> date | None:
    """Give the day on which a clock calls: so many days before its end."""
    return None if last is None else last - timedelta(days=law.days(parameter, last))
