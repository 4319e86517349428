"""What the ranking hands to who shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from onderdak.engines.ranking import Dated, GroupRates, LightStep, Without
from onderdak.kernel.text import Text
from onderdak.supervision.picture.ranking.domain.states import (
    ChosenBy,
    Result,
    What,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an address has points: one indicator, in words, with its source.

    `value` is the whole number that was seen; a yes is 1. `day` is that of the fact
    itself, and `dated` what kind of day; None: as it was when the list was made.
    """

    key: str
    title: Text
    words: Text
    value: int
    points: int
    source: str
    ground: Text
    day: date | None = None
    dated: Dated = Dated.AS_OF


@dataclass(frozen=True, slots=True)
class Unknown:
    """An indicator of which nothing is known here, and why."""

    key: str
    title: Text
    why: Text


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose, with the reason."""

    what: What
    why: str
    by: str
    at: date


@dataclass(frozen=True, slots=True)
class Ranked:
    """An address in a run: its place, why it stands there, and what is unknown.

    `drawn`: by lot among locations under periodic supervision, whatever its points.
    `replay`: the run looks back or is a trial; nobody decides by it.
    """

    id: int
    place: int
    address: int
    in_full: str
    neighbourhood: str
    points: int
    reasons: Sequence[Reason]
    unknown: Sequence[Unknown]
    drawn: bool
    step: LightStep
    step_why: Text
    chosen: Sequence[Chosen] = ()
    on_day: date | None = None
    replay: bool = False


class Show(StrEnum):
    """Which part of a run is shown."""

    ALL = ""
    CAPACITY = "capacity"
    DRAWN = "drawn"
    OPEN = "open"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Switch:
    """An indicator that is off, since when and why."""

    key: str
    on: bool
    why: str
    by: str
    since: date


@dataclass(frozen=True, slots=True)
class Setting:
    """How a municipality uses the ranking.

    `random_share` is per thousand of the capacity, drawn by lot; `capacity` is how many
    addresses a week can be looked at.
    """

    on: bool
    why: str
    random_share: int
    capacity: int
    since: date | None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One line of a file of outcomes."""

    line: int
    address: int
    on: date
    result: Result
    chosen_by: ChosenBy
    reference: str


@dataclass(frozen=True, slots=True)
class BadOutcome:
    """A cell of a file of outcomes that cannot be read, and why."""

    line: int
    column: str
    what: Text


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of a file of outcomes; with one bad line nothing is recorded."""

    recorded: int
    known: int
    bad: Sequence[BadOutcome] = ()


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of counts with its interval (Wilson, 95%); None: too few to tell."""

    hits: int
    of: int
    share: float
    low: float
    high: float


class BaseFrom(StrEnum):
    """Where the base rate comes from."""

    RANDOM = "random"  # addresses by lot, and by turn
    PERIODIC = "periodic"  # by turn alone: locations under periodic supervision
    ALL = "all"  # all visits: higher than the truth, because people chose them
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Lift:
    """How many times more breaches than the base, with its interval (MOVER-R)."""

    ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Earlier:
    """A replay: how many days earlier breaches come up than in the order of dates.

    Negative: later. `visits` is how many visits were put in both orders.
    """

    days: float
    breaches: int
    visits: int
    per_week: int


@dataclass(frozen=True, slots=True)
class Stable:
    """Which share of the first addresses stays when one indicator is left out."""

    key: str
    title: Text
    share: float


@dataclass(frozen=True, slots=True)
class Band:
    """Addresses with so many points, and what was found there."""

    at_least: int
    at_most: int | None
    addresses: int
    found: Rate | None


@dataclass(frozen=True, slots=True)
class Group:
    """A group of areas or a housing type: how often it is chosen, and rightly."""

    name: Text
    rates: GroupRates


@dataclass(frozen=True, slots=True)
class Dropped:
    """What leaving out one indicator does to the ratio of each group, in its order."""

    key: str
    title: Text
    groups: Sequence[Without]


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way to part the addresses of a municipality in groups.

    `source` and `year` are those of a published share of neighbourhoods, else empty.
    """

    key: str
    by: Text
    groups: Sequence[Group]
    dropped: Sequence[Dropped] = ()
    source: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a run was worth, by what was found in the months after its day."""

    run: int
    on: date
    until: date
    capacity: int
    visits: int
    needed: int
    enough: bool
    precision: Rate | None
    base: Rate | None
    base_from: BaseFrom
    lift: Lift | None
    earlier: Earlier | None
    stable: Sequence[Stable]
    bands: Sequence[Band]
    groupings: Sequence[Grouping]
    bounds: tuple[float, float]
    smallest: int
    demo: bool
    says: Sequence[Text] = ()


@dataclass(frozen=True, slots=True)
class RegisterField:
    """A field of the algorithm register: as the table of the standard has it."""

    key: str
    required: bool
    most: int | None
    kind: str
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """The entry for the algorithm register, and what is wrong with it."""

    fields: Mapping[str, object]
    wrong: Sequence[Text] = field(default_factory=tuple)
