"""Where things lie: schematic outlines in RD metres, and the way to WGS84 degrees."""

import math
from itertools import pairwise
from typing import Final

Point = tuple[float, float]

# Terms (power of x, power of y, factor) in seconds of arc, from F.H. Schreutelkamp and
# G.L. Strang van Hees, "Benaderingsformules voor de transformatie tussen RD- en
# WGS84-kaartcoördinaten", Geodesia 2001; within about a metre of the true place.
_NORTH: Final = (
    (0, 1, 3235.65389),
    (2, 0, -32.58297),
    (0, 2, -0.24750),
    (2, 1, -0.84978),
    (0, 3, -0.06550),
    (2, 2, -0.01709),
    (1, 0, -0.00738),
    (4, 0, 0.00530),
    (2, 3, -0.00039),
    (4, 1, 0.00033),
    (1, 1, -0.00012),
)
_EAST: Final = (
    (1, 0, 5260.52916),
    (1, 1, 105.94684),
    (1, 2, 2.45656),
    (3, 0, -0.81885),
    (1, 3, 0.05594),
    (3, 1, -0.05607),
    (0, 1, 0.01199),
    (3, 2, -0.00256),
    (1, 4, 0.00128),
    (0, 2, 0.00022),
    (2, 0, -0.00022),
    (5, 0, 0.00026),
)


def degrees(x: float, y: float) -> Point:
    """Longitude and latitude (WGS84) of a point in RD metres (EPSG:28992)."""
    dx, dy = (x - 155000) * 1e-5, (y - 463000) * 1e-5
    north = sum(factor * dx**p * dy**q for p, q, factor in _NORTH)
    east = sum(factor * dx**p * dy**q for p, q, factor in _EAST)
    return (
        round(5.38720621 + east / 3600, 6),
        round(52.15517440 + north / 3600, 6),
    )


def radius_of(square_km: float) -> float:
    """The radius in metres of a hexagon with this area."""
    return math.sqrt(square_km * 1e6 * 2 / (3 * math.sqrt(3)))


def at(centre: Point, radius: float, bearing: float) -> Point:
    """The point this far from the centre; the bearing is clockwise from north."""
    angle = math.radians(bearing)
    return (
        round(centre[0] + radius * math.sin(angle), 1),
        round(centre[1] + radius * math.cos(angle), 1),
    )


def within_hexagon(radius: float, bearing: float) -> float:
    """How far the edge of a hexagon is from its centre in this direction."""
    from_corner = (bearing % 60) - 30
    return radius * math.cos(math.radians(30)) / math.cos(math.radians(from_corner))


def hexagon(centre: Point, radius: float) -> list[Point]:
    """The ring of a hexagon with a corner in the north, closed."""
    return [at(centre, radius, 60 * corner) for corner in range(7)]


def sector(centre: Point, radius: float, start: float, end: float) -> list[Point]:
    """The ring between the inner and the outer hexagon, from one bearing to another."""
    inner = INNER * radius
    corners = [b for b in range(0, 361, 60) if start < b < end]
    bearings = [start, *corners, end]
    outside = [at(centre, within_hexagon(radius, b), b) for b in bearings]
    inside = [at(centre, within_hexagon(inner, b), b) for b in reversed(bearings)]
    return [*outside, *inside, outside[0]]


INNER: Final = 0.42
"""The centre is a hexagon of this part of the municipality's radius."""


def polygon(ring: list[Point]) -> list[list[list[float]]]:
    """A ring in RD metres as the coordinates of a GeoJSON polygon in degrees.

    GeoJSON (RFC 7946) wants the outer ring counterclockwise.
    """
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
    turned = ring if area > 0 else ring[::-1]
    return [[list(degrees(x, y)) for x, y in turned]]
