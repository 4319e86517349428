"""The chart of how the reports of each month were followed up."""

from typing import Any

from django.utils.translation import gettext as _

from onderdak.supervision.desk.contract.figures import FOLLOWED, Figures
from onderdak.web.desk.clerk.words import FOLLOWED_WORDS
from onderdak.web.nights.charts import dressed, short

# Light for what is well, dark for what is not: also told apart in grey print.
_COLOURS = {
    "in_time": "#a9d0cf",
    "open_in_time": "#e3f0ef",
    "late": "#27797f",
    "open_late": "#0a474f",
    "no_answer": "#8a9491",
}
_BY_LATENESS = ("in_time", "open_in_time", "no_answer", "late", "open_late")


def followed_chart(found: Figures, *, narrow: bool) -> dict[str, Any]:
    """Stacked bars: every month's reports by how they were followed up."""
    by = found.followed_per_month
    values = [
        {
            "label": short(month, "M y"),
            "followed": str(FOLLOWED_WORDS[each]),
            "order": _BY_LATENESS.index(each),
            "value": by[month, each],
        }
        for month in found.months
        for each in FOLLOWED
    ]
    return dressed(values, _drawing(found, narrow=narrow), height=260, narrow=narrow)


def _drawing(found: Figures, *, narrow: bool) -> dict[str, Any]:
    every = 3 if narrow else 1
    shown = [short(month, "M y") for month in found.months[::every]]
    axis = {"title": None, "labelAngle": 0, "ticks": False, "values": shown}
    return {
        "mark": {"type": "bar", "stroke": "#17211f", "strokeWidth": 0.5},
        "encoding": {
            "x": {"field": "label", "type": "ordinal", "sort": None, "axis": axis},
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {"title": _("reports"), "format": ",d", "tickMinStep": 1},
            },
            "color": {"field": "followed", "type": "nominal", **_legend(narrow)},
            "order": {"field": "order", "type": "quantitative"},
        },
    }


def _legend(narrow: bool) -> dict[str, Any]:
    return {
        "scale": {
            "domain": [str(FOLLOWED_WORDS[each]) for each in _BY_LATENESS],
            "range": [_COLOURS[each] for each in _BY_LATENESS],
        },
        "legend": {
            "title": None,
            "orient": "bottom",
            "columns": 1 if narrow else 3,
            "labelFontSize": 13,
            "labelLimit": 300,
            "symbolStrokeColor": "#17211f",
            "symbolStrokeWidth": 0.5,
        },
    }
