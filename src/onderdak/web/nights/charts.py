"""Charts drawn on the server: a specification in, an SVG picture out."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

import vl_convert
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language

# The tokens of the looks; a picture of its own cannot read the page's style sheet.
_ACCENT, _ACCENT_LIGHT = "#0b5d66", "#64a9ab"
_INK, _LINE = "#17211f", "#d9e0de"
_FONT = "Noto Sans, sans-serif"
_WIDE, _NARROW = 860, 300
_FORMATS = {
    "nl": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["€", ""]}
}
_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"


class Point(NamedTuple):
    """One value of a chart, with its label as it is written under the axis."""

    label: str
    value: int | None
    limit: int | None = None


def short(day: date, form: str) -> str:
    """A day or month under an axis; Dutch writes its months in small letters."""
    written = date_format(day, form)
    return written.lower() if (get_language() or "nl").startswith("nl") else written


def columns(points: Sequence[Point], unit: str, *, narrow: bool) -> dict[str, Any]:
    """Standing bars, for values in the order of time."""
    every = 1 if len(points) < 14 and not narrow else max(1, len(points) // 6)
    shown = [point.label for number, point in enumerate(points) if number % every == 0]
    x = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        # What is not told has its place all the same: a gap must be seen.
        "scale": {"domain": list(dict.fromkeys(point.label for point in points))},
        "axis": {
            "title": None,
            "values": shown,
            "labelAngle": 0,
            "labelPadding": 8,
            "ticks": False,
        },
    }
    y = {"field": "value", "type": "quantitative", "axis": _amounts(unit)}
    return _chart(points, {"x": x, "y": y}, height=260, narrow=narrow)


def bars(
    points: Sequence[Point], unit: str, limit: str, *, narrow: bool
) -> dict[str, Any]:
    """Lying bars, for values with long names; a line marks each one's limit."""
    y = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 120 if narrow else 220, "ticks": False},
    }
    x = {"field": "value", "type": "quantitative", "axis": _amounts(unit)}
    chart = _chart(points, {"x": x, "y": y}, height=24 * len(points), narrow=narrow)
    light = {"type": "bar", "color": _ACCENT_LIGHT}  # the line must show on it
    bar = {"mark": light, "encoding": chart["encoding"]}
    tick = {
        "mark": {"type": "tick", "color": _INK, "thickness": 2, "size": 18},
        "encoding": {
            "x": {"field": "limit", "type": "quantitative"},
            "y": y,
        },
    }
    title = {"text": limit, "anchor": "start", "fontSize": 13, "fontWeight": "normal"}
    frame = {key: chart[key] for key in chart if key not in ("mark", "encoding")}
    return {**frame, "layer": [bar, tick], "title": title}


def _amounts(unit: str) -> dict[str, object]:
    return {"title": unit, "format": ",d", "tickMinStep": 1, "tickCount": 5}


def _chart(
    points: Sequence[Point], encoding: dict[str, object], *, height: int, narrow: bool
) -> dict[str, Any]:
    return {
        "$schema": _SCHEMA,
        "data": {"values": [point._asdict() for point in points]},
        "width": (_NARROW if narrow else _WIDE) - 70,
        "height": height,
        "mark": {"type": "bar", "color": _ACCENT},
        "encoding": encoding,
        "config": _config(),
    }


def dressed(
    values: Sequence[dict[str, Any]],
    drawing: dict[str, Any],
    *,
    height: int,
    narrow: bool,
) -> dict[str, Any]:
    """A chart drawn elsewhere, in the looks and the width of all charts."""
    return {
        "$schema": _SCHEMA,
        "data": {"values": list(values)},
        "width": (_NARROW if narrow else _WIDE) - 70,
        "height": height,
        **drawing,
        "config": _config(),
    }


def _config() -> dict[str, object]:
    axis = {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": _INK,
        "titleColor": _INK,
        "gridColor": _LINE,
        "domainColor": _LINE,
    }
    return {"font": _FONT, "axis": axis, "view": {"stroke": None}, "background": None}


def picture(specification: dict[str, Any]) -> HttpResponse:
    """The SVG of a chart, its numbers written as the reader's language writes them."""
    language = (get_language() or "nl")[:2]
    svg = vl_convert.vegalite_to_svg(
        specification,
        format_locale=_FORMATS.get(language),
        allowed_base_urls=[],  # a chart holds its own data and fetches nothing
    )
    return HttpResponse(svg, content_type="image/svg+xml; charset=utf-8")
