"""Rows of neighbourhood workers: hours, talks and themes, by seed; all invented."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Final

from onderdak.project.demo.accounts import kinds
from onderdak.project.demo.facts import ARNHEM, TOWN
from onderdak.project.demo.plan import World
from onderdak.project.demo.standing_rows import Row, Table
from onderdak.supervision.picture.contract import Theme

_TOWNS: Final = (ARNHEM, TOWN.code)
_WORKER: Final = "buurt"
_SINCE: Final = date(2026, 1, 1)
_SATURDAY: Final = 5
_WALKED: Final = 4  # of the neighbourhoods of a town, those where somebody works
_THEMES: Final = tuple(sorted(Theme))


def neighbourhoods(world: World, on: date) -> Iterator[Table]:
    """Two days in three somebody walked in one of a few neighbourhoods."""
    yield (
        "picture_worked",
        "id municipality_id neighbourhood_id worker_id day quarters"
        " talks_with_residents talks_with_guests themes written_on",
        _worked(world, on),
    )


def _worked(world: World, on: date) -> Iterator[Row]:
    worker = next(
        number for number, kind in enumerate(kinds(), 1) if kind.name == _WORKER
    )
    numbers = count(1)
    for town in _TOWNS:
        areas = sorted(
            {one.neighbourhood for one in world.addresses if one.municipality == town}
        )[:_WALKED]
        day = _SINCE
        # Today is left for who tries the demo.
        while areas and day < on:
            # What a day holds does not depend on the day of loading.
            rng = Random(f"{world.seed}:worked:{town}:{day}")
            if day.weekday() < _SATURDAY and rng.random() < 2 / 3:
                area = rng.choice(areas)
                yield (next(numbers), town, area, worker, day, *_day(rng), day)
            day += timedelta(days=1)


def _day(rng: Random) -> tuple[int, int, int, str]:
    themes = sorted(rng.sample(_THEMES, rng.randint(1, 3)))
    return (
        rng.randint(4, 24),
        rng.randint(0, 9),
        rng.randint(0, 6),
        "{" + ",".join(themes) + "}",
    )
