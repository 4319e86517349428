"""The order of a frame: most points first, and ties by lot with a seed.

The lot is that of `engines.ranking.order`: arithmetic with integers below 2^63, which
every engine does alike.
"""

from datetime import date
from functools import reduce
from typing import Final

import ibis
import ibis.expr.types as ir

from onderdak.engines.measures.points import (
    PARTS,
    POINTS,
    UNKNOWN,
    check_columns,
    counted,
    parts_of,
    points_of,
    unknown_of,
)
from onderdak.engines.ranking import PointSet
from onderdak.engines.ranking.order import MODULUS, MOST_DIGITS, lot

RANK: Final = "rank"
_LOT: Final = "onderdak_lot"
_NUMBER: Final = "onderdak_number"
_ABOVE: Final = "onderdak_above"
_DIGITS: Final = "0123456789abcdef"
_OF_DIGEST: Final = 15
_AT_ONCE: Final = 5
# How many rows are looked at for a bound on what the best rows have.
_HEAD: Final = 200_000


def ranked(scored: ir.Table, identifier: str, seed: int) -> ir.Table:
    """Every row with its rank, from 1.

    No window goes over the whole frame: rows are put in order among those with the same
    points, and start after all that have more. One machine does that in less memory,
    and a cluster can share it out.
    """
    drawn = _drawn(scored, identifier, seed)
    place = ibis.row_number().over(
        group_by=POINTS, order_by=[_LOT, _NUMBER, identifier]
    )
    counts = drawn.group_by(POINTS).aggregate(here=ibis._.count())
    so_far = counts.here.sum().over(order_by=ibis.desc(POINTS), rows=(None, 0))
    # DuckDB sums in 128 bits, and ibis does not narrow what it takes for 64: by way of
    # a wider type, so that the cast is written.
    above = (so_far - counts.here).cast("decimal(18, 0)").cast("int64")
    before = counts.select(POINTS, **{_ABOVE: above})
    placed = drawn.mutate(**{RANK: place + 1})
    joined = placed.join(before, POINTS)
    return joined.mutate(**{RANK: joined[RANK] + joined[_ABOVE]}).drop(
        _LOT, _NUMBER, _ABOVE
    )


def best(
    frame: ir.Table, point_set: PointSet, on: date, *, seed: int, capacity: int
) -> ir.Table:
    """The first rows of the ranking, as many as there is capacity for, in order.

    Lots are drawn only for rows that may be among them. A row with fewer points than
    the last of the best `capacity` rows of *any* part of the frame cannot be: so the
    first rows of the frame give a bound that is never too high, for one pass over it.
    """
    check_columns(frame, point_set)
    head = _with_points(frame.limit(_HEAD), point_set, on)
    bound = head.order_by(ibis.desc(POINTS)).limit(1, offset=capacity - 1)
    enough = bound[POINTS].max().as_scalar().fill_null(0)
    given = _with_points(frame, point_set, on)
    drawn = _drawn(given.filter(given[POINTS] >= enough), point_set.identifier, seed)
    order = [ibis.desc(POINTS), _LOT, _NUMBER, point_set.identifier]
    first = drawn.order_by(order).limit(capacity)
    counts = counted(first, point_set, on)
    place = ibis.row_number().over(order_by=order)
    said = first.mutate(
        **{PARTS: parts_of(counts), UNKNOWN: unknown_of(counts), RANK: place + 1}
    )
    return said.drop(_LOT, _NUMBER).order_by(RANK)


def _with_points(frame: ir.Table, point_set: PointSet, on: date) -> ir.Table:
    return frame.mutate(**{POINTS: points_of(counted(frame, point_set, on))})


def _drawn(frame: ir.Table, identifier: str, seed: int) -> ir.Table:
    """The frame with the lot of each row, in steps that are each computed once."""
    draw = lot(seed)
    numbered = frame.mutate(**{_NUMBER: _number_of(frame[identifier])})
    number = numbered[_NUMBER]
    rest = number % MODULUS
    # Engines divide whole numbers as floats, which hold 53 bits. What is divided here
    # is a multiple of the modulus and the answer is below 2^30, so that rounding gives
    # it exactly; the whole part of number / MODULUS would not be.
    times = ((number - rest) / MODULUS).round().cast("int64")
    begun = numbered.mutate(
        **{_LOT: (rest * draw.a + times * draw.b + draw.c) % MODULUS}
    )
    first = begun[_LOT]
    square = first * first % MODULUS
    mixed = square * square % MODULUS * first % MODULUS
    return begun.mutate(**{_LOT: (mixed * draw.d + draw.e) % MODULUS})


def _number_of(identifier: ir.Value) -> ir.IntegerValue:
    words = identifier.cast("string")
    length = words.length()
    figures = (length > 0) & (length <= MOST_DIGITS) & ~words.re_search("[^0-9]")
    # No figures, no cast: each engine may compute both ways before it chooses.
    plain = ibis.ifelse(figures, words, "0").cast("int64")
    return ibis.ifelse(figures, plain, _from_hexadecimal(words.hexdigest("md5")))


def _from_hexadecimal(digest: ir.StringValue) -> ir.IntegerValue:
    """The number that the first figures write; engines have no common cast for it."""
    parts = [
        _figures(digest, start, start + _AT_ONCE)
        for start in range(0, _OF_DIGEST, _AT_ONCE)
    ]
    return reduce(lambda number, part: number * len(_DIGITS) ** _AT_ONCE + part, parts)


def _figures(digest: ir.StringValue, start: int, end: int) -> ir.IntegerValue:
    """The number that a few figures write, in 64 bits from here on.

    Spark finds a place in 32 bits, which hold seven figures, while DuckDB and Ibis take
    64 for it: only by way of 32 bits is the wider type written down.
    """
    figures = [
        ibis.literal(_DIGITS).find(digest.substr(place, 1))
        for place in range(start, end)
    ]
    number = reduce(lambda so_far, figure: so_far * len(_DIGITS) + figure, figures)
    return number.cast("int32").cast("int64")
