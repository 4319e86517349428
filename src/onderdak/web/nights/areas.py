"""Maps from our own outlines: GeoJSON with a number per area."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import JsonResponse
from django.utils.translation import gettext as _

from onderdak.foundation.places.contract import Area
from onderdak.web.pages.shapes import LeftOut, Suppressed


def neighbourhoods(municipality: str) -> QuerySet[Area]:
    """The neighbourhoods of a municipality that have an outline."""
    return Area.objects.filter(
        municipality_id=municipality,
        kind=Area.Kind.NEIGHBOURHOOD,
        until_year=None,
    ).order_by("name")


def municipalities(codes: Sequence[str]) -> QuerySet[Area]:
    """The municipalities among these that have an outline."""
    return Area.objects.filter(
        municipality_id__in=codes, kind=Area.Kind.MUNICIPALITY
    ).order_by("name")


def bounds_for(values: Sequence[int]) -> tuple[int, int, int, int]:
    """Four round limits that part the values into five classes of equal width."""
    highest = max(values, default=0)
    step = max(1, round(highest / 5))
    magnitude = 10 ** max(0, len(str(step)) - 1)
    step = max(1, round(step / magnitude) * magnitude)
    return (step, 2 * step, 3 * step, 4 * step)


def geojson(
    areas: Sequence[Area], values: Mapping[str, int | Suppressed | LeftOut]
) -> JsonResponse:
    """Areas with their values; what is too small to show carries no value."""
    features = [_feature(area, values.get(area.code, 0)) for area in areas]
    return JsonResponse(
        {"type": "FeatureCollection", "features": features},
        content_type="application/geo+json",
    )


def _feature(area: Area, value: int | Suppressed | LeftOut) -> dict[str, Any]:
    properties: dict[str, object] = {"code": area.code, "name": area.name}
    if isinstance(value, Suppressed):
        properties["shown"] = f"<{value.threshold}"
    elif isinstance(value, LeftOut):
        properties["shown"] = _("left out")
    else:
        properties["value"] = value
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": area.geometry,
    }
