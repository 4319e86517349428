"""What truly happens in the beds: bed by bed, from streams that know no "today".

Each bed has its own stream of chance, which starts on day one and is read as far as is
wanted. So the past is the same whatever the day of loading. Where a bed stands in the
order of filling (its rank) says whether it is in use all year or in the season only.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Final

from onderdak.project.demo.plan import DAY_ONE, BedPlan, Chain, LocationPlan, World
from onderdak.project.demo.seasons import next_change, next_wanted

_GAPS: Final = (0, 0, 0, 1, 1, 2, 3, 6)
_FORGOTTEN: Final = 0.006
_AHEAD: Final = 0.35
_DOUBLE: Final = 0.004
_HOLIDAY: Final = 0.25
_HOLIDAY_FROM: Final = 110

# Of a hundred chains: how many, from how many nights, to how many. The three lines are
# short, middle and long stay; the last is about four months and more.
_LENGTHS: Final = ((50, 10, 100), (26, 95, 240), (24, 200, 620))


def chains(world: World, until: date) -> list[Chain]:
    """Every chain that begins on or before `until`, in the order of arrival."""
    found = [
        chain
        for location in world.locations
        for chain in _of_location(world.seed, location, until)
    ]
    found.sort(key=lambda chain: (chain.arrival, chain.bed.id, chain.order))
    return found


def _of_location(seed: int, location: LocationPlan, until: date) -> Iterator[Chain]:
    ranks = list(range(len(location.beds)))
    Random(f"{seed}:ranks:{location.id}").shuffle(ranks)
    for bed, rank in zip(location.beds, ranks, strict=True):
        yield from _of_bed(seed, location, bed, (rank + 0.5) / len(ranks), until)


def _of_bed(
    seed: int, location: LocationPlan, bed: BedPlan, rank: float, until: date
) -> Iterator[Chain]:
    rng = Random(f"{seed}:bed:{bed.id}")
    day = max(DAY_ONE, location.opened_on) + timedelta(days=_first_day(rng))
    order = 0
    while True:
        start = next_wanted(location.sector, rank, day)
        if start is None or start > until:
            return
        end = _end(location.sector, rank, start, rng)
        chain = _chain(location, bed, order, _with_holidays(start, end, rng), rng)
        yield chain
        if location.reports_beds and rng.random() < _DOUBLE:
            yield from _second_guest(chain, rng, until)
        day = end + timedelta(days=rng.choice(_GAPS))
        order += 2


def _first_day(rng: Random) -> int:
    """Who is there on day one is declared from day one; some beds fill a bit later."""
    return 0 if rng.random() < 0.97 else rng.randint(1, 20)


def _end(sector: str, rank: float, start: date, rng: Random) -> date:
    """The end of a chain: as drawn, but mostly not long after the season."""
    _, least, most = rng.choices(_LENGTHS, [line[0] for line in _LENGTHS])[0]
    drawn = start + timedelta(days=rng.randint(least, most))
    stops, _ = next_change(sector, rank, start)
    after_season = stops + timedelta(days=rng.randint(0, 18))
    return min(drawn, max(after_season, start + timedelta(days=rng.randint(5, 12))))


def _with_holidays(
    start: date, end: date, rng: Random
) -> tuple[tuple[date, date], ...]:
    """Long chains are often broken by a visit home of one to three weeks."""
    found = []
    while (end - start).days > _HOLIDAY_FROM and rng.random() < _HOLIDAY:
        leaves = start + timedelta(days=rng.randint(40, (end - start).days - 40))
        back = leaves + timedelta(days=rng.randint(6, 21))
        found.append((start, leaves))
        start = back
    return (*found, (start, end))


def _chain(
    location: LocationPlan,
    bed: BedPlan,
    order: int,
    nights: tuple[tuple[date, date], ...],
    rng: Random,
) -> Chain:
    return Chain(
        location=location,
        bed=bed,
        order=order,
        nights=nights,
        forgotten=rng.random() < _FORGOTTEN,
        ahead=rng.random() < _AHEAD,
        reuse=rng.random(),
        pick=rng.random(),
        spoken=rng.random(),
        slip=rng.random(),
    )


def _second_guest(first: Chain, rng: Random, until: date) -> Iterator[Chain]:
    """A bed let a second time while the first guest still has it."""
    start = first.arrival + timedelta(
        days=rng.randrange(max(1, (first.nights[0][1] - first.arrival).days))
    )
    end = start + timedelta(days=rng.randint(2, 24))
    if start <= until:
        yield _chain(first.location, first.bed, first.order + 1, ((start, end),), rng)
