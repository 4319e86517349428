"""`onderdak ranking evaluate`: what a ranking found, with how sure that is."""

from collections.abc import Mapping
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
from onderdak.cli.ranking_groups import (
    dropped_figures,
    group_counts,
    group_figures,
    ratios_dropped,
    rounded,
    show_groups,
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
    group_rates,
    replay,
    stability,
)
from onderdak.engines.ranking.outcome_table import Asked, RankedTable, read_ranked
from onderdak.engines.ranking.table import points_by_row
from onderdak.foundation.identity.contract import rulebook
from onderdak.kernel.errors import Invalid
from onderdak.kernel.text import text


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
        int,
        typer.Option(
            min=1,
            help="How many can be visited; counted are the highest with an outcome.",
        ),
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
            help="1 where nobody chose: by lot or turn. Left out of the highest.",
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
    """Say what was found at the highest that were visited, beside visits not chosen."""
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
        counts = group_counts(ranked, capacity) if group else {}
        groups = group_rates(counts, smallest=norms.smallest, bounds=norms.bounds)
        weighed = _weighed(config, header, rows, day(on), group) if config else None
        stays = stability(weighed.parts, capacity, seed=0) if weighed else {}
        dropped = (
            ratios_dropped(
                counts, weighed.groups, weighed.parts, capacity, norms.smallest
            )
            if group and weighed
            else {}
        )
    found = _figures(at, again)
    if full:
        found |= _more(ranked, at, again, by_points, groups, norms)
        found |= {"stability": {key: rounded(share) for key, share in stays.items()}}
        found |= {"ratios_without": dropped_figures(dropped)}

    def show() -> None:
        _show(at, again, by_points, stays, norms)
        show_groups(groups, dropped)

    answer(
        found,
        as_json=as_json,
        show=show,
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
        "precision": rounded(at.precision.share),
        "interval": [rounded(limit) for limit in at.precision.interval],
        "base_rate": rounded(at.base.share),
        "lift": rounded(at.lift.ratio) if at.lift else None,
        "lift_interval": [rounded(at.lift.low), rounded(at.lift.high)]
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
        "recall": rounded(at.recall),
        "base_from": "sample" if at.base_is_sample else "all outcomes",
        "base_interval": [rounded(limit) for limit in at.base.interval],
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
        "groups": [group_figures(one) for one in groups],
    }


def _share(found: Share, smallest: int) -> dict[str, Any]:
    if found.of < smallest:
        return {"visits": None, "share": None, "interval": None}
    return {
        "visits": found.of,
        "share": rounded(found.share),
        "interval": [rounded(limit) for limit in found.interval],
    }


def _bands(ranked: RankedTable) -> tuple[Band, ...]:
    return bands(
        [(one.points, one.hit) for one in ranked.rows if one.points is not None]
    )


class Weighed(NamedTuple):
    """For each row the points that each indicator gave, and its group."""

    parts: dict[str, dict[str, int]]
    groups: dict[str, str]


def _weighed(
    config: Path, header: list[str], rows: list[Numbered], on: date, group: str
) -> Weighed:
    """The rows by points alone, so that one indicator can be left out.

    One fixed lot among equals: what is compared is points, not the luck of a draw.
    """
    point_set, catalogue = points_of(config)
    parts = points_by_row(header, rows, point_set, catalogue, on=on)
    named = header.index(point_set.identifier)
    column = header.index(group) if group else named
    return Weighed(parts, {row[named].strip(): row[column].strip() for _, row in rows})


def _show(
    at: AtCapacity,
    again: Replay | None,
    by_points: tuple[Band, ...],
    stays: Mapping[str, float],
    norms: Norms,
) -> None:
    base = "drawn or at their turn" if at.base_is_sample else "all visits together"
    rows: list[list[object]] = [
        [
            "found at the highest visited, less the sample"
            if at.base_is_sample
            else "found at the highest visited",
            _of(at.precision),
        ],
        [f"base rate ({base})" if at.base_is_sample else base, _of(at.base)],
        ["lift", _times(at.lift)],
        ["share of all that was found", f"{at.recall:.3f}"],
        ["found earlier, days on average", f"{again.days:.1f}" if again else None],
    ]
    table(f"The {at.capacity} highest that were visited", ["", ""], rows)
    if at.precision.of < norms.needed:
        console.print(f"Not enough visits yet: {at.precision.of} of {norms.needed}.")
    if not at.base_is_sample:
        console.print("No base rate known: people chose where to go.")
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


def _of(share: Share) -> str:
    low, high = share.interval
    return f"{share.share:.3f} ({low:.3f} to {high:.3f}), {share.hits} of {share.of}"


def _times(lift: Ratio | None) -> str | None:
    return lift and f"{lift.ratio:.2f} ({lift.low:.2f} to {lift.high:.2f})"


def _short(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"
