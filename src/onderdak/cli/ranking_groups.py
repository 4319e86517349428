"""Groups in `onderdak ranking evaluate`: rates and ratios with how sure they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from onderdak.cli.frame import table
from onderdak.engines.ranking import (
    Counts,
    GroupRates,
    Interval,
    Ratio,
    Without,
    counted,
    first_without,
    ratios_without,
)
from onderdak.engines.ranking.outcome_table import RankedTable

_FIGURES = 4
_Parts = Mapping[str, Mapping[str, int]]


def group_counts(ranked: RankedTable, capacity: int) -> dict[str, Counts]:
    """What there is of each group, among the first rows and among visits."""
    return counted((one.group, one.place <= capacity, one.hit) for one in ranked.rows)


def ratios_dropped(
    groups: Mapping[str, Counts],
    group_of: Mapping[str, str],
    parts: _Parts,
    capacity: int,
    smallest: int,
) -> dict[str, tuple[Without, ...]]:
    """What leaving out each indicator does to the ratio of each group.

    By points alone, with one fixed lot among equals, as for what stays of the first.

    Args:
        group_of: the group of each row.
        parts: for each row the points that each indicator gave.
    """
    firsts = first_without(parts, capacity, seed=0)
    chosen = {
        key: Counter(group_of[one] for one in first) for key, first in firsts.items()
    }
    now = {
        name: Counts(one.addresses, chosen[""].get(name, 0), one.visits, one.hits)
        for name, one in groups.items()
    }
    left = {key: found for key, found in chosen.items() if key}
    return ratios_without(now, left, smallest=smallest)


def group_figures(one: GroupRates) -> dict[str, Any]:
    """A group as JSON; a limit that has no end has no number."""
    return {
        "name": one.name,
        "addresses": one.addresses,
        "selected": one.selected,
        "selection_rate": rounded(one.selection_rate),
        **_ratio("selection_ratio", one.selection_ratio),
        "visits": one.visits,
        "hits": one.hits,
        "hit_rate": rounded(one.hit_rate),
        "hit_rate_interval": limits(one.hit_interval),
        "false_visit_rate": rounded(one.false_visit_rate),
        "false_visit_rate_interval": limits(one.false_visit_interval),
        **_ratio("hit_ratio", one.hit_ratio),
        "outside": one.outside,
        "certain": one.certain,
    }


def dropped_figures(
    dropped: Mapping[str, Sequence[Without]],
) -> dict[str, list[dict[str, Any]]]:
    """For each indicator the ratio of each group with and without it."""
    return {
        key: [
            {
                "name": one.name,
                "selection_ratio": rounded(one.before and one.before.ratio),
                "without": rounded(one.after and one.after.ratio),
                "change": rounded(one.change),
            }
            for one in groups
        ]
        for key, groups in dropped.items()
    }


def show_groups(
    groups: Sequence[GroupRates], dropped: Mapping[str, Sequence[Without]]
) -> None:
    """The groups for people, each number with its range."""
    if groups:
        table(
            "By group",
            [
                *("group", "rows", "first", "ratio", "visits", "found"),
                *("nothing found", "ratio of finds", "explain"),
            ],
            [_line(one) for one in groups],
        )
    if dropped:
        table(
            "Ratio of the first rows without one indicator",
            ["indicator", "group", "ratio", "without"],
            [
                [key, one.name, _short(one.before), _short(one.after)]
                for key, found in dropped.items()
                for one in found
            ],
        )


def _line(one: GroupRates) -> list[object]:
    return [
        one.name,
        one.addresses,
        one.selected,
        _of(one.selection_ratio),
        one.visits,
        _share(one.hit_rate, one.hit_interval),
        _share(one.false_visit_rate, one.false_visit_interval),
        _of(one.hit_ratio),
        ("yes" if one.certain else "may be chance") if one.outside else "",
    ]


def limits(interval: Interval | None) -> list[float | None] | None:
    """Both ends of an interval, as JSON has them."""
    return None if interval is None else [rounded(limit) for limit in interval]


def rounded(value: float | None) -> float | None:
    """Four figures behind the point; an interval without an end has none in JSON."""
    return None if value in (None, float("inf")) else round(float(value), _FIGURES)


def _ratio(name: str, value: Ratio | None) -> dict[str, Any]:
    return {
        name: rounded(value and value.ratio),
        f"{name}_interval": limits(Interval(value.low, value.high)) if value else None,
    }


def _of(value: Ratio | None) -> str | None:
    return value and f"{value.ratio:.2f} ({value.low:.2f} to {value.high:.2f})"


def _share(value: float | None, within: Interval | None) -> str | None:
    if value is None or within is None:
        return None
    return f"{value:.2f} ({within.low:.2f} to {within.high:.2f})"


def _short(value: Ratio | None) -> str | None:
    return None if value is None else f"{value.ratio:.2f}"
