"""Reads area files and checks every outline; says in which area a point lies."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from json import JSONDecodeError
from pathlib import Path
from typing import Any, Final

import numpy
import shapely
from pyproj import Transformer
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from onderdak.connections.cbs.properties import area_of, code_of
from onderdak.foundation.places.contract.register import AreaFault, AreaRow, Outline
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import Text, text

# The Netherlands in degrees, with some room; beyond 180 it must be RD metres.
_WEST, _SOUTH, _EAST, _NORTH = 3.0, 50.5, 7.5, 53.9
_DEGREES: Final = 180
_DECIMALS: Final = 6
_LARGEST: Final = 512 * 1024 * 1024


class AreaFiles:
    """GeoJSON of municipalities, districts, neighbourhoods or postcode areas."""

    def read(self, file: Path) -> tuple[list[AreaRow], list[AreaFault]]:
        """Read all features; see `Areas`."""
        rows: list[AreaRow] = []
        faults: list[AreaFault] = []
        seen: dict[str, int] = {}
        for index, feature in enumerate(_features(file)):
            code = code_of(_properties(feature))
            row = _row(feature, code, seen.get(code))
            if isinstance(row, Text):
                faults.append(AreaFault(index, code, row))
            else:
                rows.append(row)
            seen.setdefault(code, index)
        return rows, faults

    def holding(
        self,
        outlines: Mapping[str, Outline],
        points: Sequence[tuple[float, float]],
    ) -> list[str | None]:
        """For each point the code of the area it lies in; see `Areas`."""
        found: list[str | None] = [None] * len(points)
        if not outlines or not points:
            return found
        codes = list(outlines)
        tree = shapely.STRtree([_shape(outlines[code]) for code in codes])
        spots = shapely.points(numpy.array(points))
        # On a border a point lies in none or in two; the first of those that touch it.
        at, area = tree.query(spots, predicate="intersects")
        for spot, number in sorted(
            zip(at.tolist(), area.tolist(), strict=True), reverse=True
        ):
            found[spot] = codes[number]
        return found


reader: Final = AreaFiles()


def _features(file: Path) -> list[Any]:
    try:
        if file.stat().st_size > _LARGEST:
            raise Invalid(text("%(name)s is too large to be areas.", name=file.name))
        content = json.loads(file.read_bytes())
    except OSError as error:
        raise Invalid(
            text("The file %(name)s cannot be read.", name=file.name),
            why=text("The system says: %(slip)s.", slip=error.strerror or "?"),
        ) from error
    except (JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _no_geojson(file.name) from error
    features = content.get("features") if isinstance(content, dict) else None
    if not isinstance(features, list):
        raise _no_geojson(file.name)
    return features


def _no_geojson(name: str) -> Invalid:
    return Invalid(
        text("%(name)s is no GeoJSON with areas.", name=name),
        next_step=text("Give a FeatureCollection of polygons with CBS codes."),
    )


def _properties(feature: object) -> Mapping[str, Any]:
    found = feature.get("properties") if isinstance(feature, dict) else None
    return found if isinstance(found, dict) else {}


def _row(feature: Any, code: str, before: int | None) -> AreaRow | Text:
    properties = _properties(feature)
    area = area_of(properties)
    if isinstance(area, Text):
        return area
    if before is not None:
        return text("Its code is that of feature %(index)s too.", index=before)
    outline = _outline(feature.get("geometry"))
    return outline if isinstance(outline, Text) else replace(area, outline=outline)


def _outline(geometry: object) -> Outline | Text:
    """The outline in WGS84 with positions of two numbers, or what is wrong with it."""
    try:
        found = shapely.force_2d(shape(geometry))
        if found.geom_type not in ("Polygon", "MultiPolygon") or found.is_empty:
            return text("It has no polygon.")
        if not found.is_valid:
            return _why(found)
        if max(abs(bound) for bound in found.bounds) > _DEGREES:
            found = shapely.transform(found, _to_degrees().transform, interleaved=False)
        west, south, east, north = found.bounds
    except (ShapelyError, AttributeError, KeyError, TypeError, ValueError, IndexError):
        return text("Its geometry cannot be read.")
    if not (west >= _WEST and east <= _EAST and south >= _SOUTH and north <= _NORTH):
        return text("It lies outside the Netherlands.")
    rounded: Outline = _rounded(mapping(found)["coordinates"])
    return rounded


def _why(found: BaseGeometry) -> Text:
    reason, _, place = shapely.is_valid_reason(found).partition("[")
    if "Self-intersection" in reason:
        return text("Its outline crosses itself at %(place)s.", place=place.rstrip("]"))
    return text("Its outline is not valid: %(reason)s.", reason=reason)


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates[0], float | int):
        return [round(each, _DECIMALS) for each in coordinates]
    return [_rounded(each) for each in coordinates]


def _shape(outline: Outline) -> BaseGeometry:
    several = isinstance(outline[0][0][0], list | tuple)
    kind = "MultiPolygon" if several else "Polygon"
    found = shape({"type": kind, "coordinates": outline})
    shapely.prepare(found)
    return found


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs(28992, 4326, always_xy=True)
