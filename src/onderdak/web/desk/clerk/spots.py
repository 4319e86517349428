"""Where waste is dumped most: a map of places, and the list that says the same."""

from collections.abc import Sequence
from typing import Any

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from onderdak.foundation.places.contract import Area
from onderdak.supervision.desk.contract.figures import Spot
from onderdak.web.nights import areas
from onderdak.web.pages.shapes import Column, Empty, MapPicture, Table


def table_of(found: Sequence[Spot]) -> Table:
    """The places, the most reported first."""
    return Table(
        name="spots",
        caption=_("Where waste is dumped most"),
        note=_("Addresses with two reports or more in twelve months."),
        columns=[
            Column(_("Place"), row_header=True),
            Column(_("Neighbourhood")),
            Column(_("Reports"), numeric=True),
            Column(_("Last one on")),
        ],
        rows=[
            [
                each.place,
                each.neighbourhood or _("no neighbourhood known"),
                each.reports,
                each.last,
            ]
            for each in found
        ],
        empty=Empty(_("No address was reported twice for dumped waste.")),
    )


def map_of(found: Sequence[Spot]) -> MapPicture | None:
    """The places on a map, where any of them has coordinates."""
    numbers = [each.reports for each in found if each.longitude is not None]
    if not numbers:
        return None
    return MapPicture(
        name="map-spots",
        title=_("Where waste is dumped most"),
        geojson_url=reverse("desk_figures_spots"),
        bounds=areas.bounds_for(numbers),
        unit=_("reports"),
        table=table_of(found),
    )


def geojson(found: Sequence[Spot], outlines: Sequence[Area]) -> JsonResponse:
    """Points with their numbers, above outlines that carry none."""
    ground = [
        {
            "type": "Feature",
            "properties": {"name": each.name},
            "geometry": each.geometry,
        }
        for each in outlines
    ]
    points = [_point(each) for each in found if each.longitude is not None]
    return JsonResponse(
        {"type": "FeatureCollection", "features": [*ground, *points]},
        content_type="application/geo+json",
    )


def _point(spot: Spot) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"name": spot.place, "value": spot.reports},
        "geometry": {
            "type": "Point",
            "coordinates": [spot.longitude, spot.latitude],
        },
    }
