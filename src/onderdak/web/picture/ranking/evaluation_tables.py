"""The evidence as numbers, tables and charts; each number with its range."""

from typing import Any

from django.utils.translation import gettext as _

from onderdak.supervision.picture.contract.ranking import (
    Band,
    BaseFrom,
    Evaluation,
)
from onderdak.web.pages.shapes import Column, Empty, Table, Tile
from onderdak.web.pages.values import number, said
from onderdak.web.picture.ranking.charts import Span, spans
from onderdak.web.picture.ranking.words import (
    BASES,
    SHORT,
    decimal,
    interval,
    of_total,
    percent,
)


def tiles(found: Evaluation) -> list[Tile]:
    """What the first find, the base, the lift, days earlier; only what can be said.

    The first are the highest of those that were visited: of others nobody knows what
    is there. What people chose to visit is never called a base rate.
    """
    source = _("results of visits")
    by_choice = found.base_from is BaseFrom.ALL
    shown: list[Tile] = []

    def add(label: str, value: str, *, interval: str, coverage: str) -> None:
        tile = Tile(label, value, found.until, source, "", coverage, interval)
        shown.append(tile)

    if found.precision:
        add(
            _("Of the %(capacity)s highest that were visited: a breach at")
            % {"capacity": found.capacity},
            percent(found.precision.share),
            interval=interval(found.precision),
            coverage=of_total(found.precision),
        )
    if found.base and found.base_from is not BaseFrom.NONE:
        add(
            _("All visits together: a breach at")
            if by_choice
            else _("Elsewhere (base rate): a breach at"),
            percent(found.base.share),
            interval=interval(found.base),
            coverage=_("%(counts)s; from %(base)s")
            % {"counts": of_total(found.base), "base": BASES[found.base_from]},
        )
    if found.lift:
        add(
            _("Times more than all visits together")
            if by_choice
            else _("Times more than the base rate"),
            decimal(found.lift.ratio),
            interval=_("probably between %(low)s and %(high)s")
            % {"low": decimal(found.lift.low), "high": decimal(found.lift.high)},
            coverage="",
        )
    if found.earlier:
        add(
            _("Days that breaches are found earlier"),
            decimal(found.earlier.days),
            interval="",
            coverage=_(
                "%(breaches)s breaches in %(visits)s visits, %(per_week)s a week, in"
                " the order of the list beside the order of dates"
            )
            % {
                "breaches": number(found.earlier.breaches),
                "visits": number(found.earlier.visits),
                "per_week": number(found.earlier.per_week),
            },
        )
    return shown


def read_aloud(found: Evaluation) -> list[str]:
    """What the numbers say, in words that nobody can read two ways."""
    return [said(one) for one in found.says]


def _band_name(one: Band) -> str:
    if one.at_most is None:
        return _("%(least)s points and more") % {"least": one.at_least}
    if one.at_most == one.at_least:
        return _("%(least)s points") % {"least": one.at_least}
    return _("%(least)s to %(most)s points") % {
        "least": one.at_least,
        "most": one.at_most,
    }


def bands_table(found: Evaluation) -> Table:
    """What was found, by points."""
    return Table(
        name="bands",
        caption=_("What was found, by points"),
        columns=[
            Column(_("Points"), row_header=True),
            Column(_("Addresses"), numeric=True),
            Column(_("With a result"), numeric=True),
            Column(_("With a breach"), numeric=True),
            Column(_("Range")),
        ],
        rows=[
            [
                _band_name(one),
                one.addresses,
                one.found.of if one.found else _("too few"),
                percent(one.found.share) if one.found else "",
                interval(one.found),
            ]
            for one in found.bands
        ],
        cards=False,
    )


def bands_chart(found: Evaluation, *, narrow: bool) -> dict[str, Any]:
    """The share with a breach for each range of points."""
    given = [Span(_band_name(one), *_hundredths(one)) for one in reversed(found.bands)]
    base = [100 * found.base.share] if found.base else []
    unit = (
        _("percent with a breach; the dashed line is all visits together")
        if found.base_from is BaseFrom.ALL
        else _("percent with a breach; the dashed line is the base rate")
    )
    return spans(given, unit, narrow=narrow, most=100, marks=base)


def _hundredths(one: Band) -> tuple[float | None, float | None, float | None]:
    if one.found is None:
        return None, None, None
    return 100 * one.found.share, 100 * one.found.low, 100 * one.found.high


def stable_table(found: Evaluation) -> Table:
    """What stays of the top when one fact is left out."""
    return Table(
        name="stable",
        caption=_("What stays of the top without one fact"),
        columns=[
            Column(_("Without"), row_header=True),
            Column(_("Stays"), numeric=True),
        ],
        rows=[[said(one.title), percent(one.share)] for one in found.stable],
        empty=Empty(_("This was not computed for this list.")),
    )


def stable_chart(found: Evaluation, *, narrow: bool) -> dict[str, Any]:
    """The share of the top that stays, fact by fact."""
    names = SHORT if narrow else {}
    given = [
        Span(str(names.get(one.key) or said(one.title)), *(3 * [100 * one.share]))
        for one in found.stable
    ]
    return spans(given, _("percent that stays"), narrow=narrow, most=100)
