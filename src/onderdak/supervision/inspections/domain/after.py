"""What came of visits: results, hours and refusals, and what of it may be public."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from onderdak.engines.disclosure import Parts, in_parts
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, msgid, text

MOST_MINUTES: Final = 24 * 60


class Result(StrEnum):
    """What a visit found; the same closed words as the picture's outcomes."""

    BREACH = "breach"
    IN_ORDER = "in_order"
    NO_ACCESS = "no_access"


class NoAccess(StrEnum):
    """Why nobody came in."""

    NOBODY_HOME = "nobody_home"
    REFUSED = "refused"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"
    NOT_SAFE = "not_safe"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Told:
    """What the lead says of a visit when it is over."""

    result: Result
    minutes: int
    no_access: NoAccess | None = None
    words: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.minutes <= MOST_MINUTES:
            raise Invalid(text("The time spent is from 0 to 1440 minutes."))
        if self.result is Result.NO_ACCESS and self.no_access is None:
            raise Invalid(text("Say why nobody came in."))
        if self.result is not Result.NO_ACCESS and self.no_access is not None:
            raise Invalid(text("There was access, so there is no reason for none."))
        if self.no_access is NoAccess.OTHER and not self.words.strip():
            raise Invalid(text("Say in words why nobody came in."))


def result_proposed(
    *, breaches: int, rooms: int, no_access: NoAccess | None
) -> Result | None:
    """What the record of a visit points at; None where it points at nothing.

    Only confirmed breaches count. A visit without a room seen and with a refusal had no
    access; one without a room and without a reason is left to a person.
    """
    if breaches:
        return Result.BREACH
    if rooms:
        return Result.IN_ORDER
    return Result.NO_ACCESS if no_access is not None else None


@dataclass(frozen=True, slots=True)
class DoneVisit:
    """A visit that is over, as far as figures need it: no address in it."""

    day: date
    kind: str
    chosen_by: str
    result: Result
    minutes: int
    inspectors: int
    no_access: NoAccess | None


@dataclass(frozen=True, slots=True)
class Month:
    """The visits of one month with one way of being chosen."""

    month: date
    chosen_by: str
    visits: int
    breaches: int
    in_order: int
    no_access: Mapping[NoAccess, int]
    minutes: int

    @property
    def entered(self) -> int:
        """Visits in which somebody came in."""
        return self.breaches + self.in_order


def by_month(visits: Iterable[DoneVisit]) -> list[Month]:
    """The visits per month and way of being chosen, the latest month first."""
    found: dict[tuple[date, str], list[DoneVisit]] = {}
    for one in visits:
        found.setdefault((one.day.replace(day=1), one.chosen_by), []).append(one)
    keys = sorted(found, key=lambda key: (-key[0].toordinal(), key[1]))
    return [_month(key, found[key]) for key in keys]


def _month(key: tuple[date, str], visits: Sequence[DoneVisit]) -> Month:
    results = Counter(one.result for one in visits)
    return Month(
        month=key[0],
        chosen_by=key[1],
        visits=len(visits),
        breaches=results[Result.BREACH],
        in_order=results[Result.IN_ORDER],
        no_access=Counter(one.no_access for one in visits if one.no_access),
        minutes=sum(one.minutes * one.inspectors for one in visits),
    )


@dataclass(frozen=True, slots=True)
class PublicResults:
    """What may be told of a period; None is a count that stays out."""

    first: date
    last: date
    visits: int | None
    breach: int | None
    in_order: int | None
    no_access: int | None


def public_results(
    visits: Sequence[DoneVisit], *, first: date, last: date, least: int
) -> PublicResults:
    """The results of a period, without a small count that could be worked out."""
    results = Counter(one.result for one in visits)
    told: Parts = in_parts({each.value: results[each] for each in Result}, least)
    return PublicResults(
        first=first,
        last=last,
        visits=told.total,
        breach=told.parts[Result.BREACH.value],
        in_order=told.parts[Result.IN_ORDER.value],
        no_access=told.parts[Result.NO_ACCESS.value],
    )


_HELD: Final = msgid("We checked %(visits)s addresses in this period.")
_FEW: Final = msgid(
    "We checked a few addresses in this period. We give no exact number, because it is"
    " small."
)
_LINES: Final[Mapping[Result, str]] = {
    Result.IN_ORDER: msgid("At %(count)s addresses the rules were kept."),
    Result.BREACH: msgid(
        "At %(count)s addresses something was not in order. The owner or the provider"
        " must mend it and has a term for that."
    ),
    Result.NO_ACCESS: msgid("At %(count)s addresses we did not come in."),
}
_LEFT_OUT: Final = msgid(
    "We leave out small numbers. So nobody can work out which address it is about."
)
_WHY: Final = msgid(
    "We check whether homes are safe and healthy, and whether not too many people live"
    " in them. Everybody may refuse us at the door of a home."
)
_ASK: Final = msgid(
    "Do you have a question about your home, or do you see something that is not"
    " right? Tell the municipality. You need not give your name."
)


def public_text(told: PublicResults) -> tuple[Text, ...]:
    """What the municipality may tell about its checks: plain, and without an address.

    A person reads it, may change it, and publishes it.
    """
    counts = {
        Result.IN_ORDER: told.in_order,
        Result.BREACH: told.breach,
        Result.NO_ACCESS: told.no_access,
    }
    lines = [
        text(_HELD, visits=told.visits) if told.visits is not None else text(_FEW),
        *(
            text(_LINES[result], count=count)
            for result, count in counts.items()
            if count
        ),
    ]
    if told.visits is None or None in counts.values():
        lines.append(text(_LEFT_OUT))
    return (text(_WHY), *lines, text(_ASK))
