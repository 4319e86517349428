"""Is the list fair: groups of areas and housing as tables and charts, with ranges."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onderdak.engines.ranking import Interval, Ratio, Without
from onderdak.supervision.picture.contract.ranking import (
    Dropped,
    Evaluation,
    Group,
    Grouping,
)
from onderdak.web.pages.shapes import Cell, Column, Empty, Suppressed, Table
from onderdak.web.pages.values import said
from onderdak.web.picture.ranking.charts import Span, spans
from onderdak.web.picture.ranking.words import decimal, percent

# So many groups fit beside each other; of more the largest changes are listed.
_MOST_BESIDE = 8
_MOST_CHANGES = 30
_NONE = 0.005


def title_of(one: Grouping) -> str:
    """By what the addresses are parted."""
    title = capfirst(said(one.by))
    if not one.source:
        return title
    return _("%(title)s (%(source)s, %(year)s)") % {
        "title": title,
        "source": one.source,
        "year": one.year,
    }


def standing_of(one: Grouping) -> str:
    """In a few words, how many groups ask for an explanation."""
    asked = sum(each.rates.outside for each in one.groups)
    if asked:
        return ngettext(
            "%(number)s group to explain", "%(number)s groups to explain", asked
        ) % {"number": asked}
    known = any(each.rates.selection_ratio for each in one.groups)
    return _("within the bounds") if known else _("too few to say")


def group_table(one: Grouping, found: Evaluation) -> Table:
    """How often each group is chosen, and how often rightly, each with its range."""
    return Table(
        name=one.key,
        caption=title_of(one),
        columns=[
            Column(_("Group"), row_header=True),
            Column(_("Verdict")),
            Column(_("Addresses"), numeric=True),
            Column(_("Chosen"), numeric=True),
            Column(_("Ratio of chosen"), numeric=True),
            Column(_("Visits"), numeric=True),
            Column(_("Breach found"), numeric=True),
            Column(_("Nothing found"), numeric=True),
            Column(_("Ratio of breaches"), numeric=True),
        ],
        rows=[_line(each, found) for each in one.groups],
        cards=False,
        empty=Empty(_("There is nothing to compare yet.")),
    )


def _line(one: Group, found: Evaluation) -> list[object]:
    rates = one.rates
    return [
        said(one.name),
        _verdict(one),
        _count(rates.addresses, found),
        _count(rates.selected, found),
        _ratio(rates.selection_ratio),
        _count(rates.visits, found),
        _share(rates.hit_rate, rates.hit_interval),
        _share(rates.false_visit_rate, rates.false_visit_interval),
        _ratio(rates.hit_ratio),
    ]


def _count(value: int | None, found: Evaluation) -> object:
    return Suppressed(found.smallest) if value is None else value


def _ratio(value: Ratio | None) -> str:
    if value is None:
        return ""
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": decimal(value.ratio, 2),
        "low": decimal(value.low, 2),
        "high": decimal(value.high, 2),
    }


def _share(value: float | None, within: Interval | None) -> str:
    if value is None or within is None:
        return ""
    return _("%(value)s (%(low)s to %(high)s)") % {
        "value": percent(value),
        "low": percent(within.low),
        "high": percent(within.high),
    }


def _verdict(one: Group) -> object:
    rates = one.rates
    if rates.certain:
        return Cell(_("explain this"), kind="warning")
    if rates.outside:
        return Cell(_("explain; maybe chance"), kind="info")
    known = rates.selection_ratio is not None or rates.hit_ratio is not None
    return _("within the bounds") if known else _("too few to say")


def group_chart(one: Grouping, found: Evaluation, *, narrow: bool) -> dict[str, Any]:
    """The ratio of each group with its range, and the bounds as lines."""
    given = [Span(said(each.name), *_ends(each)) for each in one.groups]
    highest = [each.high for each in given if each.high is not None]
    unit = _("times the average; the dashed lines are the bounds")
    most = min(max([2.0, *highest]), 4.0)
    return spans(given, unit, narrow=narrow, most=most, marks=found.bounds)


def _ends(one: Group) -> tuple[float | None, float | None, float | None]:
    return one.rates.selection_ratio or (None, None, None)


def dropped_table(one: Grouping) -> Table | None:
    """What leaving out a fact does to each ratio; None where nothing can be said."""
    told = [
        each
        for each in one.dropped
        if any(group.change is not None for group in each.groups)
    ]
    if not told:
        return None
    if len(one.groups) <= _MOST_BESIDE:
        return _beside(one, told)
    return _largest(one, told)


def _beside(one: Grouping, told: Sequence[Dropped]) -> Table:
    return Table(
        name=f"{one.key}-without",
        caption=_("The ratio of chosen without one fact, and how much it changes"),
        columns=[
            Column(_("Without"), row_header=True),
            *(Column(said(group.name), numeric=True) for group in one.groups),
        ],
        rows=[
            [said(each.title), *(_change(group) for group in each.groups)]
            for each in told
        ],
        cards=False,
    )


def _largest(one: Grouping, told: Sequence[Dropped]) -> Table:
    names = {group.rates.name: said(group.name) for group in one.groups}
    changes = [
        (abs(group.change), each, group)
        for each in told
        for group in each.groups
        if group.change is not None and abs(group.change) >= _NONE
    ]
    changes.sort(key=lambda change: -change[0])
    return Table(
        name=f"{one.key}-without",
        caption=_("The ratios of chosen that change most without one fact"),
        columns=[
            Column(_("Without"), row_header=True),
            Column(_("Group")),
            Column(_("Ratio of chosen"), numeric=True),
        ],
        rows=[
            [said(each.title), names[group.name], _change(group)]
            for _size, each, group in changes[:_MOST_CHANGES]
        ],
        cards=False,
        empty=Empty(_("No ratio changes.")),
    )


def _change(one: Without) -> str:
    if one.after is None or one.change is None:
        return _("too few")
    if abs(one.change) < _NONE:
        return _("%(ratio)s (the same)") % {"ratio": decimal(one.after.ratio, 2)}
    sign = "+" if one.change > 0 else "−"
    return f"{decimal(one.after.ratio, 2)} ({sign}{decimal(abs(one.change), 2)})"
