"""Outlines and points in GML: checked and measured, some thousands at a time.

The many small calculations go through numpy and shapely in bulk: one by one they would
take longer than reading the XML.
"""

import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import numpy
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from onderdak.kernel.text import Text, text

# Where the Dutch grid (RD, EPSG:28992) holds, in metres.
_WEST, _EAST, _SOUTH, _NORTH = -7_000, 300_000, 289_000, 629_000
_LEAST_POINTS: Final = 4  # a ring returns to where it began

Floats = NDArray[numpy.float64]
Counts = NDArray[numpy.intp]


class Raw(NamedTuple):
    """A geometry as it stands in the XML: the positions of its rings, or its point."""

    rings: list[str]
    dimension: int


class Measured(NamedTuple):
    """The middle of a shape in RD metres and WGS84 degrees, and its size in m2."""

    rd_x: float
    rd_y: float
    longitude: float
    latitude: float
    footprint: float


def measured(raws: Sequence[Raw]) -> list[Measured | Text]:
    """Measure shapes; of one that is broken, say why."""
    found: list[Measured | Text] = [_NO_NUMBERS] * len(raws)
    for dimension in {raw.dimension for raw in raws}:
        here = [at for at, raw in enumerate(raws) if raw.dimension == dimension]
        alike = _measured([raws[at].rings for at in here], dimension)
        for at, measure in zip(here, alike, strict=True):
            found[at] = measure
    return found


_NO_NUMBERS: Final = text("Its positions cannot be read as numbers.")
_NO_SHAPE: Final = text("It has no outline and no point.")
_TOO_FEW: Final = text("Its outline has fewer than four points.")
_OPEN: Final = text("Its outline does not close.")
_ELSEWHERE: Final = text("It lies outside the Netherlands.")


class _Rings(NamedTuple):
    """The points of many rings after each other, and where each begins and ends."""

    points: Floats
    begins: Counts
    ends: Counts


def _measured(shapes: Sequence[list[str]], dimension: int) -> list[Measured | Text]:
    try:
        rings = _rings([ring for shape in shapes for ring in shape], dimension)
    except (DeprecationWarning, ValueError):
        # One of them holds something else than numbers: look at each by itself.
        if len(shapes) == 1:
            return [_NO_NUMBERS]
        return [_measured([shape], dimension)[0] for shape in shapes]
    counts = numpy.array([len(shape) for shape in shapes])
    firsts = numpy.concatenate(([0], numpy.cumsum(counts)))
    lengths = rings.ends - rings.begins
    closed = (rings.points[rings.begins] == rings.points[rings.ends - 1]).all(axis=1)
    bad = (lengths < _LEAST_POINTS) | ~closed
    bad_before = numpy.concatenate(([0], numpy.cumsum(bad)))
    broken = bad_before[firsts[1:]] > bad_before[firsts[:-1]]
    single = (counts == 1) & (lengths[firsts[:-1].clip(max=len(lengths) - 1)] == 1)
    found: list[Measured | Text] = [_NO_SHAPE] * len(shapes)
    for at in numpy.flatnonzero(broken & ~single).tolist():
        few = (lengths[firsts[at] : firsts[at + 1]] < _LEAST_POINTS).any()
        found[at] = _TOO_FEW if few else _OPEN
    good = numpy.flatnonzero((~broken | single) & (counts > 0))
    made = _shapes(rings, firsts[good], counts[good], single[good])
    for at, measure in zip(good.tolist(), _measure(made), strict=True):
        found[at] = measure
    return found


def _rings(texts: Sequence[str], dimension: int) -> _Rings:
    """Read all numbers at once; between two rings stands what is no number.

    Raises:
        ValueError: there is something else than numbers, or a number too few.
        DeprecationWarning: the same.
    """
    with warnings.catch_warnings():
        # That a text holds something else than numbers is told as a warning.
        warnings.simplefilter("error")
        numbers = numpy.fromstring(" nan ".join([*texts, ""]), sep=" ")
    between = numpy.flatnonzero(numpy.isnan(numbers))
    begins = numpy.concatenate(([0], between[:-1] + 1)) - numpy.arange(len(between))
    ends = between - numpy.arange(len(between))
    if len(between) != len(texts) or ((ends - begins) % dimension).any():
        raise ValueError("a number too few")
    if not (ends > begins).all():
        raise ValueError("no numbers")
    points = numpy.delete(numbers, between).reshape(-1, dimension)[:, :2]
    return _Rings(points, begins // dimension, ends // dimension)


def _shapes(
    rings: _Rings, firsts: Counts, counts: Counts, single: NDArray[numpy.bool_]
) -> NDArray[Any]:
    """Polygons, and points where there is but one position."""
    made = numpy.empty(len(firsts), dtype=object)
    if single.any():
        made[single] = shapely.points(rings.points[rings.begins[firsts[single]]])
    outlined = ~single
    if outlined.any():
        owners = numpy.repeat(numpy.arange(int(outlined.sum())), counts[outlined])
        used = numpy.concatenate(
            [numpy.arange(f, f + n) for f, n in _pairs(firsts, counts, outlined)]
        )
        lengths = (rings.ends - rings.begins)[used]
        points = numpy.concatenate(
            [rings.points[b:e] for b, e in _pairs(rings.begins, rings.ends, used)]
        )
        lines = shapely.linearrings(
            points, indices=numpy.repeat(numpy.arange(len(used)), lengths)
        )
        made[outlined] = shapely.polygons(lines, indices=owners)
    return made


def _pairs(one: Counts, other: Counts, chosen: NDArray[Any]) -> Iterator[Any]:
    return zip(one[chosen].tolist(), other[chosen].tolist(), strict=True)


def _measure(shapes: NDArray[Any]) -> list[Measured | Text]:
    """All shapes at once: whether they are valid, their size, their middle."""
    if not len(shapes):
        return []
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    x, y = middles[:, 0], middles[:, 1]
    here = (x > _WEST) & (x < _EAST) & (y > _SOUTH) & (y < _NORTH)
    sound = shapely.is_valid(shapes)
    longitude, latitude = _to_degrees().transform(x, y)
    rows = zip(
        numpy.round(x, 3).tolist(),
        numpy.round(y, 3).tolist(),
        numpy.round(longitude, 7).tolist(),
        numpy.round(latitude, 7).tolist(),
        numpy.round(shapely.area(shapes), 1).tolist(),
        strict=True,
    )
    found: list[Measured | Text] = [Measured(*row) for row in rows]
    for at in numpy.flatnonzero(~(sound & here)).tolist():
        found[at] = _why(shapes[at]) if not sound[at] else _ELSEWHERE
    return found


def _why(shape: Any) -> Text:
    reason, _, place = shapely.is_valid_reason(shape).partition("[")
    if "Self-intersection" in reason:
        return text("Its outline crosses itself at %(place)s.", place=place.rstrip("]"))
    return text("Its outline is not valid: %(reason)s.", reason=reason)


@cache
def _to_degrees() -> Transformer:
    """From RD to WGS84, to a quarter of a metre (without the correction grid)."""
    return Transformer.from_crs(28992, 4326, always_xy=True)
