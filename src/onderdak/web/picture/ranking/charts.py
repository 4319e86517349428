"""Charts of the evaluation: a value with the range within which it probably lies."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from onderdak.web.nights.charts import dressed


class Span(NamedTuple):
    """A value and its range; both ends are known, or neither."""

    label: str
    value: float | None
    low: float | None
    high: float | None


def spans(
    given: Sequence[Span],
    unit: str,
    *,
    narrow: bool,
    most: float,
    marks: Sequence[float] = (),
) -> dict[str, Any]:
    """Dots with their ranges, one line for each label; `marks` are lines to hold to.

    Args:
        given: from top to bottom.
        unit: under the axis.
        most: where the axis ends; a range beyond it is cut off there.
        marks: such as the base rate, or the bounds of a ratio.
    """
    y = {
        "field": "label",
        "type": "ordinal",
        "sort": None,
        "axis": {"title": None, "labelLimit": 130 if narrow else 320, "ticks": False},
    }
    scale = {"domain": [0, most], "clamp": True}
    axis = {"title": unit, "tickCount": 5}

    def x(field: str) -> dict[str, object]:
        kind = {"field": field, "type": "quantitative"}
        return {**kind, "scale": scale, "axis": axis}

    known = {"filter": "datum.value !== null"}
    line = {"type": "rule", "strokeWidth": 3, "color": "#64a9ab"}
    dot = {"type": "point", "filled": True, "size": 90, "color": "#0b5d66"}
    layers: list[dict[str, object]] = [
        {
            "transform": [known],
            "mark": line,
            "encoding": {"y": y, "x": x("low"), "x2": {"field": "high"}},
        },
        {
            "transform": [known],
            "mark": dot,
            "encoding": {"y": y, "x": x("value")},
        },
    ]
    layers += [_mark(each, x("at")) for each in marks]
    values = [each._asdict() for each in given]
    return dressed(values, {"layer": layers}, height=28 * len(given), narrow=narrow)


def _mark(at: float, x: dict[str, object]) -> dict[str, object]:
    return {
        "data": {"values": [{"at": at}]},
        "mark": {"type": "rule", "strokeDash": [5, 4], "color": "#17211f"},
        "encoding": {"x": x},
    }
