"""A report of the demo with its whole life until the day of loading."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from onderdak.project.demo.accounts import kinds
from onderdak.project.demo.facts import ARNHEM
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import AddressPlan
from onderdak.supervision.desk.catalogue import FirstCategory
from onderdak.supervision.desk.domain.kinds import MessageKind, Priority
from onderdak.supervision.desk.domain.states import State

SOMEWHERE: Final = "Bij het park, naast het speelveld (demo)"
REPORTER: Final = None
"""Who did it: the reporter, or the software itself."""
_CLERK: Final = "meldpunt"


def account(name: str) -> int:
    """The number of one of the demo's accounts."""
    return next(number for number, kind in enumerate(kinds(), 1) if kind.name == name)


def clerk_of(town: str) -> int:
    """Who answers the reports of a municipality in the demo."""
    return account(_CLERK) if town == ARNHEM else OPERATOR_ID


@dataclass(frozen=True, slots=True)
class Said:
    """A message: what, in which language, and whether the other side has read it."""

    kind: MessageKind
    text: str
    language: str
    read: bool = True


@dataclass(frozen=True, slots=True)
class Happened:
    """A line in the history of a report, and what was said with it."""

    day: date
    hour: int
    what: str
    before: str
    to: str
    by: int | None
    reason: str = ""
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """What a chain partner was given, under which ground, and what it answered."""

    partner: str
    ground: str
    purpose: str
    necessity: str
    proportionality: str
    left_out: str
    summary: str
    on: date
    expires: date
    secret: str = ""
    seen: date | None = None
    answered: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """One report as it stands on the day of loading."""

    town: str
    category: FirstCategory
    language: str
    text: str
    address: AddressPlan | None
    channel: str
    received: date
    due: date
    history: tuple[Happened, ...]
    key: str = ""
    answers: Mapping[str, list[str]] = field(default_factory=dict)
    danger: bool = False
    priority: Priority = Priority.NORMAL
    owner: int | None = None
    partner: tuple[str, str] = ("", "")
    signal: Mapping[str, object] = field(default_factory=dict)
    code: str = ""
    outcome: str = ""
    reason: str = ""
    like: bool = False
    into: str = ""
    shared: Shared | None = None

    @property
    def state(self) -> State:
        """Where it stands after the last line of its history."""
        return State(self.history[-1].to)

    def moment(self, state: State) -> Happened | None:
        """When it last came to a state in which it still is, or went on from there."""
        back = [one for one in self.history if one.to == State.REOPENED]
        since = back[-1].day if back else self.received
        found = [
            one
            for one in self.history
            if one.to == state and one.before != state and one.day >= since
        ]
        return found[-1] if found else None
