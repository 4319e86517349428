"""What the register knows of it on the evening of a day.

Everything that happened up to that evening is the same whatever the evening; of what
goes on, the register knows as much as its provider has said by then. A small correction
stands as corrected from its first day, with its earlier form beside it from the day
that it was made.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onderdak.project.demo.guests import guests_of
from onderdak.project.demo.plan import (
    DAY_ONE,
    Chain,
    DoubleRow,
    EarlierRow,
    GuestPlan,
    StatementRow,
    StayRow,
    Visit,
    World,
)
from onderdak.project.demo.statements import statements
from onderdak.project.demo.stays import chains

AHEAD: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)
_SLIPS: Final = 0.04
_KNOWN_DEPARTURE: Final = 0.28
_EXPECTED: Final = 0.76
_FOREVER: Final = date.max


@dataclass(frozen=True, slots=True)
class Register:
    """The night registers of all municipalities on one evening."""

    on: date
    stays: list[StayRow]
    earlier: list[EarlierRow]
    doubles: list[DoubleRow]
    statements: list[StatementRow]
    guests: dict[int, GuestPlan]

    def sleeping(self, night: date) -> list[StayRow]:
        """The stays of one night."""
        return [
            stay
            for stay in self.stays
            if stay.visit.arrival <= night
            and (stay.departure is None or stay.departure > night)
        ]


def register_on(world: World, on: date) -> Register:
    """The registers of a world as they are known on the evening of a day."""
    found = chains(world, on + AHEAD)
    plans, guests = guests_of(found)
    visits = [
        visit
        for visit in _visits(zip(found, guests, strict=True), on)
        if visit.arrival <= on or visit.chain.ahead
    ]
    numbers = Declarations(world)
    stays = _once_a_night([_stay(visit, on, numbers) for visit in visits], on)
    visits = [stay.visit for stay in stays]
    present = {visit.guest for visit in visits}
    return Register(
        on=on,
        stays=stays,
        earlier=[row for stay in stays for row in _earlier(stay, on, numbers)],
        doubles=list(_doubles(stays)),
        statements=list(statements(visits, on, numbers.of)),
        guests={number: plans[number - 1] for number in sorted(present)},
    )


def _visits(found: Iterable[tuple[Chain, int]], on: date) -> list[Visit]:
    drafts = [
        (nights[0], chain.bed.id, chain.order, number, chain, guest)
        for chain, guest in found
        for number, nights in enumerate(chain.nights)
        if nights[0] <= on + AHEAD
    ]
    drafts.sort(key=lambda draft: draft[:4])
    return [
        Visit(id_, chain, number, guest)
        for id_, (_, _, _, number, chain, guest) in enumerate(drafts, 1)
    ]


class Declarations:
    """Numbers of declarations: one for each provider, municipality and month."""

    def __init__(self, world: World) -> None:
        self._places = {pair: number for number, pair in enumerate(world.pairs, 1)}

    def of(self, provider: int, municipality: str, day: date) -> int:
        """The declaration in which something of this day was said."""
        month = (day.year - DAY_ONE.year) * 12 + day.month - 1
        return month * len(self._places) + self._places[provider, municipality]


def _stay(visit: Visit, on: date, numbers: Declarations) -> StayRow:
    departure, expected = _spoken(visit, on)
    location = visit.chain.location
    said = min(visit.arrival, on)
    declaration = numbers.of(location.provider, location.municipality, said)
    return StayRow(visit, departure, expected, declaration)


def _once_a_night(stays: list[StayRow], on: date) -> list[StayRow]:
    """Without what is declared ahead for a guest whose stay has no departure yet."""
    kept: list[StayRow] = []
    present: set[int] = set()
    for stay in stays:  # in the order of arrival
        if stay.visit.arrival > on and stay.visit.guest in present:
            continue
        kept.append(stay)
        if stay.departure is None:
            present.add(stay.visit.guest)
    return kept


def _spoken(visit: Visit, on: date) -> tuple[date | None, date | None]:
    """Departure and expected departure as the provider has said them by now."""
    coin = visit.chain.spoken
    if visit.forgotten:
        return None, visit.end if coin > 0.4 else None
    if visit.end <= on or coin < _KNOWN_DEPARTURE:
        return visit.end, None
    return None, visit.end if coin < _EXPECTED else None


def _earlier(stay: StayRow, on: date, numbers: Declarations) -> Iterator[EarlierRow]:
    """The earlier form of a stay that its provider corrected: a day wrong, mostly."""
    visit, coin = stay.visit, stay.visit.chain.slip / _SLIPS
    if coin >= 1 or visit.number:
        return
    arrival_slip = coin < 0.5 and visit.arrival > DAY_ONE
    made = visit.arrival + 2 * _DAY if arrival_slip else visit.end
    if made > on or visit.forgotten:
        return
    location = visit.chain.location
    declaration = numbers.of(location.provider, location.municipality, made)
    arrival = visit.arrival - _DAY if arrival_slip else visit.arrival
    departure = None if arrival_slip else visit.end + 2 * _DAY
    yield EarlierRow(stay, arrival, departure, None, made, declaration)


def _doubles(stays: Iterable[StayRow]) -> Iterator[DoubleRow]:
    """Each pair of stays that have a night in one bed in common."""
    by_bed: dict[int, list[StayRow]] = defaultdict(list)
    for stay in stays:
        if stay.visit.bed is not None:
            by_bed[stay.visit.bed.id].append(stay)
    for _, together in sorted(by_bed.items()):
        yield from _pairs(together)


def _pairs(together: list[StayRow]) -> Iterator[DoubleRow]:
    running: list[StayRow] = []
    for stay in together:  # in the order of arrival
        start = stay.visit.arrival
        running = [one for one in running if (one.departure or _FOREVER) > start]
        for one in running:
            until = min(one.departure or _FOREVER, stay.departure or _FOREVER)
            yield DoubleRow(one, stay, start, None if until == _FOREVER else until)
        running.append(stay)
