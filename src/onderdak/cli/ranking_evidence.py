"""`onderdak ranking evaluate`: what a ranking found, with how sure that is."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from onderdak.cli.frame import Json, On, answer, console, day, table
from onderdak.cli.ranking_files import (
    Numbered,
    faults_shown,
    points_of,
    read_rows,
)
from onderdak.engines.ranking import (
    AtCapacity,
    Band,
    GroupRates,
    Ratio,
    Replay,
    Share,
    at_capacity,
    bands,
    counted,
    group_rates,
    replay,
    stability,
)
from onderdak.engines.ranking.outcome_table import Asked, RankedTable, read_ranked
from onderdak.engines.ranking.table import points_by_row
from onderdak.foundation.identity.contract import rulebook
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text

_FIGURES = 4


class Norms(NamedTuple):
    """What the software takes for few, and for far apart; a municipality may differ."""

    needed: int
    smallest: int
    bounds: tuple[float, float]


def evaluate(
    file: Annotated[Path, typer.Argument(help="A ranked CSV file.")],
    outcome: Annotated[
        str, typer.Option(help="The column with 1 for found, 0 for not, or empty.")
    ],
    capacity: Annotated[
        int, typer.Option(min=1, help="How many addresses can be visited.")
    ] = 100,
    rank: Annotated[str, typer.Option(help="The column with the place.")] = "rank",
    date_column: Annotated[
        str,
        typer.Option(
            "--date",
            metavar="COLUMN",
            help="The day of the visit, for the replay; else a known name such as"
            " inspected_on or bezoekdatum.",
        ),
    ] = "",
    sample: Annotated[
        str,
        typer.Option(
            metavar="COLUMN",
            help="1 where nobody chose: by lot or turn. Left out of the first.",
        ),
    ] = "",
    group: Annotated[
        str, typer.Option(metavar="COLUMN", help="Compare groups of addresses.")
    ] = "",
    config: Annotated[
        Path | None,
        typer.Option(help="The points: how far the first rows hang on each of them."),
    ] = None,
    on: On = None,
    full: Annotated[
        bool, typer.Option("--full", help="All figures in JSON, also bands and groups.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Say what the first visits found, beside what visits find without choosing."""
    with faults_shown():
        norms = _norms(day(None))
        header, rows, _ = read_rows(file)
        ranked = read_ranked(
            header, rows, Asked(outcome, rank, date_column, sample, group)
        )
        visited = ranked.visited
        if not visited:
            raise Invalid(what=text("No row of this file has an outcome."))
        at = at_capacity(visited, capacity, ranked.drawn)
        again = replay(visited)
        by_points = _bands(ranked)
        groups = _groups(ranked, capacity, norms) if group else ()
        stays = _stability(config, header, rows, capacity, day(on)) if config else {}
    found = _figures(at, again)
    if full:
        found |= _more(ranked, at, again, by_points, groups, norms)
        found |= {"stability": {key: _round(share) for key, share in stays.items()}}
    answer(
        found,
        as_json=as_json,
        show=lambda: _show(at, again, by_points, groups, stays, norms),
    )


def _norms(on: date) -> Norms:
    book = rulebook()

    def ratio(name: str) -> float:
        return float(book.value(f"ranking.{name}", on).ratio())

    return Norms(
        book.value("ranking.needed_visits", on).whole(),
        book.value("ranking.smallest_count", on).whole(),
        (ratio("ratio_low"), ratio("ratio_high")),
    )


def _figures(at: AtCapacity, again: Replay | None) -> dict[str, Any]:
    return {
        "capacity": at.capacity,
        "precision": _round(at.precision.share),
        "interval": [_round(limit) for limit in at.precision.interval],
        "base_rate": _round(at.base.share),
        "lift": _round(at.lift.ratio) if at.lift else None,
        "lift_interval": [_round(at.lift.low), _round(at.lift.high)]
        if at.lift
        else None,
        "hits": at.precision.hits,
        "found_earlier_days": round(again.days, 2) if again else None,
    }


def _more(
    ranked: RankedTable,
    at: AtCapacity,
    again: Replay | None,
    by_points: tuple[Band, ...],
    groups: tuple[GroupRates, ...],
    norms: Norms,
) -> dict[str, Any]:
    return {
        "rows": len(ranked.rows),
        "visits": len(ranked.visited),
        "enough_visits": len(ranked.visited) >= norms.needed,
        "recall": _round(at.recall),
        "base_from": "sample" if at.base_is_sample else "all outcomes",
        "base_interval": [_round(limit) for limit in at.base.interval],
        "date_column": ranked.day_column or None,
        "replay": {
            "hits": again.hits,
            "visits": again.visits,
            "first": again.first,
            "last": again.last,
            "per_week": round(again.per_week, 1),
        }
        if again
        else None,
        "bands": [
            {
                "at_least": one.at_least,
                "at_most": one.at_most,
                "rows": one.addresses,
                **_share(one.found, norms.smallest),
            }
            for one in by_points
        ],
        "groups": [asdict(one) for one in groups],
    }


def _share(found: Share, smallest: int) -> dict[str, Any]:
    if found.of < smallest:
        return {"visits": None, "share": None, "interval": None}
    return {
        "visits": found.of,
        "share": _round(found.share),
        "interval": [_round(limit) for limit in found.interval],
    }


def _bands(ranked: RankedTable) -> tuple[Band, ...]:
    return bands(
        [(one.points, one.hit) for one in ranked.rows if one.points is not None]
    )


def _groups(ranked: RankedTable, capacity: int, norms: Norms) -> tuple[GroupRates, ...]:
    rows = ((one.group, one.place <= capacity, one.hit) for one in ranked.rows)
    return group_rates(counted(rows), smallest=norms.smallest, bounds=norms.bounds)


def _stability(
    config: Path, header: list[str], rows: list[Numbered], capacity: int, on: date
) -> dict[str, float]:
    """The first rows by points alone, with and without each indicator.

    One fixed lot among equals: what is compared is points, not the luck of a draw.
    """
    point_set, catalogue = points_of(config)
    parts = points_by_row(header, rows, point_set, catalogue, on=on)
    return stability(parts, capacity, seed=0)


def _show(
    at: AtCapacity,
    again: Replay | None,
    by_points: tuple[Band, ...],
    groups: tuple[GroupRates, ...],
    stays: Mapping[str, float],
    norms: Norms,
) -> None:
    base = "drawn or at their turn" if at.base_is_sample else "all with an outcome"
    rows: list[list[object]] = [
        [
            "found in the first visits, less the sample"
            if at.base_is_sample
            else "found in the first visits",
            _of(at.precision),
        ],
        [f"base rate ({base})", _of(at.base)],
        ["lift", _times(at.lift)],
        ["share of all that was found", f"{at.recall:.3f}"],
        ["found earlier, days on average", f"{again.days:.1f}" if again else None],
    ]
    table(f"The first {at.capacity}", ["", ""], rows)
    if at.precision.of < norms.needed:
        console.print(f"Not enough visits yet: {at.precision.of} of {norms.needed}.")
    if not at.base_is_sample:
        console.print("Nobody drew these addresses: people chose where to go.")
    if by_points:
        table(
            "By points",
            ["from", "to", "rows", "found"],
            [
                [
                    one.at_least,
                    one.at_most,
                    one.addresses,
                    _of(one.found) if one.found.of >= norms.smallest else None,
                ]
                for one in by_points
            ],
        )
    if stays:
        table(
            "Share of the first rows that stays without",
            ["indicator", "stays"],
            [[key, _short(share)] for key, share in stays.items()],
        )
    if groups:
        table(
            "By group",
            ["group", "rows", "first", "ratio", "visits", "found", "ratio", "explain"],
            [
                [
                    one.name,
                    one.addresses,
                    one.selected,
                    _short(one.selection_ratio),
                    one.visits,
                    _short(one.hit_rate),
                    _short(one.hit_ratio),
                    "yes" if one.outside else "",
                ]
                for one in groups
            ],
        )


def _of(share: Share) -> str:
    low, high = share.interval
    return f"{share.share:.3f} ({low:.3f} to {high:.3f}), {share.hits} of {share.of}"


def _times(lift: Ratio | None) -> str | None:
    return lift and f"{lift.ratio:.2f} ({lift.low:.2f} to {lift.high:.2f})"


def _short(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _round(value: float) -> float | None:
    """Four figures behind the point; an interval without an end has none in JSON."""
    return None if value == float("inf") else round(value, _FIGURES)
