"""How full beds are through the year, per kind of work that guests come for."""

from bisect import bisect_left
from datetime import date, timedelta
from functools import cache
from typing import Final

# The part of the beds that is wanted on the fifteenth of each month.
_MONTHS: Final = {
    "agriculture": (60, 62, 74, 91, 96, 99, 100, 100, 98, 92, 70, 60),
    "logistics": (89, 88, 87, 87, 87, 87, 87, 87, 89, 93, 99, 99),
    "industry": (91, 92, 93, 93, 93, 92, 91, 92, 93, 93, 93, 90),
}
SECTORS: Final = tuple(_MONTHS)
_YEAR: Final = 366
_FOREVER: Final = timedelta(days=4000)


def wanted(sector: str, day: date) -> float:
    """The part of a location's beds that is wanted on a day, between 0 and 1."""
    return _curve(sector)[day.timetuple().tm_yday - 1]


@cache
def _curve(sector: str) -> tuple[float, ...]:
    months = _MONTHS[sector]
    found = []
    for number in range(_YEAR):
        place = (number - 14.5) / (_YEAR / 12)
        before = int(place // 1) % 12
        part = place - place // 1
        level = months[before] * (1 - part) + months[(before + 1) % 12] * part
        found.append(level / 100)
    return tuple(found)


@cache
def _changes(sector: str, thousandth: int) -> tuple[tuple[int, bool], ...]:
    """On which days of the year a bed of this rank starts or stops being wanted."""
    rank, curve = thousandth / 1000, _curve(sector)
    return tuple(
        (number + 1, curve[number] > rank)
        for number in range(_YEAR)
        if (curve[number] > rank) != (curve[number - 1] > rank)
    )


def next_change(sector: str, rank: float, day: date) -> tuple[date, bool]:
    """The next day on which a bed of this rank starts (True) or stops being wanted."""
    changes = _changes(sector, round(rank * 1000))
    if not changes:
        return day + _FOREVER, False
    found = bisect_left(changes, (day.timetuple().tm_yday + 1, False))
    year = day.year + found // len(changes)
    number, starts = changes[found % len(changes)]
    return date(year, 1, 1) + timedelta(days=number - 1), starts


def next_wanted(sector: str, rank: float, day: date) -> date | None:
    """The first day from `day` on that a bed of this rank is wanted."""
    if wanted(sector, day) > round(rank * 1000) / 1000:
        return day
    changed, starts = next_change(sector, rank, day)
    return changed if starts else None
