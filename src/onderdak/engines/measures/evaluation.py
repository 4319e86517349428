"""What a ranking found, counted over a frame: expressions that give small tables.

A frame holds a rank for each row, and an outcome where somebody went: true or 1 when
something was found, false or 0 when not, empty when nobody went. What nobody knows is
left out, never counted as nothing found. Intervals and ratios of the counts come from
`engines.ranking`, which takes them as they are.
"""

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from onderdak.engines.measures.order import RANK
from onderdak.engines.ranking import Counts, Share, Visited


def visits(frame: ir.Table, outcome: str, day: str | None = None) -> ir.Table:
    """The rows with an outcome: their place, whether something was found, and when.

    They are few, however large the frame is: each is a place where people went.
    """
    went = frame.filter(frame[outcome].notnull())
    when = went[day].cast("date") if day else ibis.null("date")
    return went.select(place=went[RANK], hit=_found(went[outcome]), on=when)


def visited(table: ir.Table) -> list[Visited]:
    """The rows of `visits`, for the reference to measure."""
    return [
        Visited(row["place"], bool(row["hit"]), row["on"])
        for row in table.to_pyarrow().to_pylist()
    ]


def found_at(frame: ir.Table, outcome: str, capacity: int) -> ir.Table:
    """One row: hits and visits of the first, and of all, with an outcome that is known.

    The first are the first `capacity` rows *with* an outcome, as in the reference: a
    past period can only be judged by where people went.
    """
    went = visits(frame, outcome)
    first = went.order_by("place").limit(capacity)
    hits = first.aggregate(hits=first.hit.sum().fill_null(0), visits=first.count())
    everything = went.aggregate(
        all_hits=went.hit.sum().fill_null(0), all_visits=went.count()
    )
    return hits.cross_join(everything)


def shares(table: ir.Table) -> tuple[Share, Share]:
    """The row of `found_at`: the share of the first, and of all."""
    [row] = table.to_pyarrow().to_pylist()
    return (
        Share(row["hits"], row["visits"]),
        Share(row["all_hits"], row["all_visits"]),
    )


def counts_by(frame: ir.Table, group: str, outcome: str, capacity: int) -> ir.Table:
    """For each group its rows, those among the first, the visits and the hits.

    A group is of addresses: an area, a type of housing, or the points themselves.
    """
    hit = _found(frame[outcome])
    return frame.group_by(ibis._[group].cast("string").name("group")).aggregate(
        addresses=frame.count(),
        selected=(frame[RANK] <= capacity).sum(),
        visits=hit.count(),
        hits=hit.sum().fill_null(0),
    )


def counts(table: ir.Table) -> Mapping[str, Counts]:
    """The rows of `counts_by`, for the rates of the reference; no group has no name."""
    rows: list[dict[str, Any]] = table.to_pyarrow().to_pylist()
    return {
        row["group"] or "": Counts(
            row["addresses"], row["selected"], row["visits"], row["hits"]
        )
        for row in rows
    }


def _found(outcome: ir.Value) -> ir.IntegerValue:
    return outcome.cast("int64")
