"""When an agreement holds: its term, its renewals, its end."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from onderdak.kernel.ranges import add_months


class TermState(StrEnum):
    """Where an agreement stands on a day."""

    AHEAD = "ahead"
    IN_FORCE = "in_force"
    EXPIRED = "expired"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Term:
    """From when to when an agreement holds.

    `until` is the first day on which it holds no more, unless it renews: then it goes
    on by `renews_months` each time, until it ends.
    """

    since: date
    until: date | None = None
    renews_months: int | None = None
    notice_months: int | None = None
    ended_on: date | None = None

    def state(self, on: date) -> TermState:
        """Whether it is to begin, holds, has run out or was ended.

        >>> Term(date(2026, 1, 1), date(2027, 1, 1)).state(date(2027, 1, 1)).value
        'expired'
        """
        if self.ended_on is not None and self.ended_on <= on:
            return TermState.ENDED
        if on < self.since:
            return TermState.AHEAD
        runs_until = self.runs_until(on)
        over = runs_until is not None and runs_until <= on
        return TermState.EXPIRED if over else TermState.IN_FORCE

    def runs_until(self, on: date) -> date | None:
        """The end of the term that runs on a day, after as many renewals as it took.

        >>> Term(date(2026, 1, 1), date(2027, 1, 1), 12).runs_until(date(2028, 5, 1))
        datetime.date(2029, 1, 1)
        """
        if self.until is None or not self.renews_months:
            return self.until
        times, until = 0, self.until
        while until <= on:
            times += 1
            until = add_months(self.until, times * self.renews_months)
        return until

    def notice_by(self, on: date) -> date | None:
        """The last day to give notice before the running term renews or ends."""
        until = self.runs_until(on)
        if until is None or not self.notice_months:
            return None
        return add_months(until, -self.notice_months)
