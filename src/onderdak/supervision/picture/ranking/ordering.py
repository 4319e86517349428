"""Putting the addresses of a municipality in order, by points alone; ties by lot.

Only addresses with points are kept, and those that were drawn: of the rest of a town
nothing is written down.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from onderdak.engines.ranking import (
    Fate,
    LightStep,
    PointSet,
    Scored,
    fate_on,
    first_without,
    id_number,
    lightest_step,
    load_catalogue,
    lot,
    score,
    stability,
)
from onderdak.supervision.picture.ranking.gathering import Found
from onderdak.supervision.picture.ranking.point_sets import CATALOGUE

_THOUSAND: Final = 1_000
_SEEDS: Final = 2**63
_SAID: Final = ("value", "title")


@dataclass(frozen=True, slots=True)
class Town:
    """All addresses in force, where supervision returns, and what is known."""

    addresses: Sequence[tuple[int, str, str, str]]
    periodic: Sequence[tuple[int, str]]
    known: Mapping[str, Found]


@dataclass(frozen=True, slots=True)
class Way:
    """By which points of which day, seed and numbers a run goes.

    `weekly` can be looked at in a week, `yearly` in the months of an evaluation;
    `first` are those by which it is measured.
    """

    day: date
    seed: int
    weekly: int
    random_share: int
    first: int
    yearly: int


@dataclass(frozen=True, slots=True)
class Place:
    """An address in the list.

    `parts` as they are kept: key, value, points, details, the day of the fact.
    """

    address: int
    place: int
    points: int
    parts: list[list[Any]]
    unknown: tuple[str, ...]
    drawn: bool
    step: LightStep


def keys_that_count(points: PointSet, day: date) -> list[str]:
    """The indicators to be gathered: those on, and not expired, on the day."""
    return [
        one.key
        for one in points.indicators
        if fate_on(points, one, day) is Fate.COUNTED
    ]


def put_in_order(
    points: PointSet, town: Town, way: Way
) -> tuple[list[Place], dict[str, object]]:
    """The list of a town, and the counts of the whole."""
    marks = {pk: mark for pk, mark, _, _ in town.addresses}
    drawn = draw(town.periodic, way)
    chosen = sorted(_with_points(points, town, marks) | drawn)
    scored = {pk: _score(points, town, way.day, pk) for pk in chosen}
    ties = lot(way.seed)
    chosen.sort(
        key=lambda pk: (-scored[pk].points, *_tie(ties.of(marks[pk]), marks[pk]))
    )
    places = [
        Place(
            *(pk, number, scored[pk].points, _parts(scored[pk], pk, town)),
            scored[pk].unknown,
            pk in drawn,
            _step(scored[pk], points, pk in drawn),
        )
        for number, pk in enumerate(chosen, 1)
    ]
    return places, _counts(town, way, places, marks)


def _tie(drawn: int, mark: str) -> tuple[int, int, str]:
    return drawn, id_number(mark), mark


def _with_points(points: PointSet, town: Town, marks: Mapping[int, str]) -> set[int]:
    """Addresses to which any indicator gives points: most of a town has none."""
    found = {
        pk
        for key, known in town.known.items()
        for pk, value in known.values.items()
        if points.by_key[key].points_for(value)
    }
    return found & marks.keys()


def _score(points: PointSet, town: Town, day: date, pk: int) -> Scored:
    values = {
        key: found.values.get(pk, found.otherwise) for key, found in town.known.items()
    }
    details = {
        key: found.details[pk]
        for key, found in town.known.items()
        if pk in found.details
    }
    return score(points, load_catalogue(CATALOGUE), values, day, details)


def draw(periodic: Sequence[tuple[int, str]], way: Way) -> frozenset[int]:
    """Locations by lot, among those that supervision returns to anyhow.

    As many as the share of what can be looked at; what is left of a whole address is
    drawn too, so that a small share is not made larger: of three quarters of an address
    there is one in three of four runs. The lots are others than that of the ties.
    """
    number, rest = divmod(way.weekly * way.random_share, _THOUSAND)
    number += lot((way.seed + 2) % _SEEDS).of("rest") % _THOUSAND < rest
    other = lot((way.seed + 1) % _SEEDS)
    order = sorted(periodic, key=lambda one: _tie(other.of(one[1]), one[1]))
    return frozenset(pk for pk, _ in order[:number])


def _parts(scored: Scored, pk: int, town: Town) -> list[list[Any]]:
    """What gave points, each with the day of the fact itself where one is known."""
    return [
        [
            *(part.key, part.value, part.points, _plain(part.words.params)),
            town.known[part.key].days.get(pk),
        ]
        for part in scored.gave
    ]


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    """What makes the words fuller; titles are in the catalogue already."""
    return {
        key: value for key, value in params.items() if key not in ("value", "title")
    }


def _step(scored: Scored, points: PointSet, drawn: bool) -> LightStep:
    """A letter first; what was drawn by lot begins at the desk, never at the door."""
    found = lightest_step(scored, points, load_catalogue(CATALOGUE))
    if drawn and found is not LightStep.LETTER:
        return LightStep.DESK_CHECK
    return found or LightStep.DESK_CHECK


def _counts(
    town: Town, way: Way, places: Sequence[Place], marks: Mapping[int, str]
) -> dict[str, object]:
    selected = {one.address for one in places[: way.yearly] if one.points}
    told = {
        key: found.otherwise is not None or len(found.values)
        for key, found in town.known.items()
    }
    return {
        "addresses": len(town.addresses),
        "with_points": sum(bool(one.points) for one in places),
        "drawn": sum(one.drawn for one in places),
        "periodic": len(town.periodic),
        "first": way.first,
        "known": {
            key: len(town.addresses) if value is True else int(value)
            for key, value in told.items()
        },
        "by_points": _by_points(places),
        "stability": _stability(places, way, marks),
        "without": _without(places, way, town, marks),
        "areas": _groups(((area, pk) for pk, _, area, _ in town.addresses), selected),
        "housing": _groups(((use, pk) for pk, _, _, use in town.addresses), selected),
    }


def _by_points(places: Sequence[Place]) -> dict[str, int]:
    found = Counter(one.points for one in places if one.points)
    return {str(points): number for points, number in sorted(found.items())}


def _points_by_mark(
    places: Sequence[Place], marks: Mapping[int, str]
) -> dict[str, dict[str, int]]:
    return {
        marks[one.address]: {key: points for key, _, points, *_ in one.parts}
        for one in places
        if one.points
    }


def _stability(
    places: Sequence[Place], way: Way, marks: Mapping[int, str]
) -> dict[str, float]:
    parts = _points_by_mark(places, marks)
    return stability(parts, way.first, way.seed) if parts else {}


def _without(
    places: Sequence[Place], way: Way, town: Town, marks: Mapping[int, str]
) -> dict[str, dict[str, dict[str, int]]]:
    """How many of each group are chosen in a year when one indicator is left out."""
    parts = _points_by_mark(places, marks)
    if not parts:
        return {}
    firsts = first_without(parts, way.yearly, way.seed)
    return {
        key: {
            "areas": Counter(a for _, mark, a, _ in town.addresses if mark in first),
            "housing": Counter(u for _, mark, _, u in town.addresses if mark in first),
        }
        for key, first in firsts.items()
        if key
    }


def _groups(
    members: Iterable[tuple[str, int]], selected: set[int]
) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for name, pk in members:
        counts = found.setdefault(name, [0, 0])
        counts[0] += 1
        counts[1] += pk in selected
    return found
