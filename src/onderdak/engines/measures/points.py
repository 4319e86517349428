"""The points of each row of a frame, as one expression for any engine.

The expression says the same as the reference scorer of `engines.ranking`, row by row:
generated data hold the two together. It keeps to what DuckDB and Spark both speak.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import zip_longest
from operator import add
from typing import Final

import ibis
import ibis.expr.types as ir

from onderdak.engines.ranking import Fault, Indicator, PointSet, Step, Unreadable
from onderdak.engines.ranking.scoring import Fate, fate_on
from onderdak.kernel.text import text

# What is added to the columns of a frame; a frame may not have them yet.
POINTS: Final = "points"
PARTS: Final = "parts"
UNKNOWN: Final = "unknown"
ADDED: Final = (POINTS, PARTS, UNKNOWN)


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator that counts today, and where its values are."""

    indicator: Indicator
    value: ir.IntegerValue

    @property
    def points(self) -> ir.IntegerValue:
        """What it gives; nothing where the value is unknown."""
        return _from_step(self.value, tuple(step for step, _ in self.levels))

    @property
    def levels(self) -> tuple[tuple[Step, int | None], ...]:
        """Each step that a capped value can reach, and the value where the next begins.

        So the cap needs no work for each row.
        """
        cap = self.indicator.at_most
        steps = [
            step for step in self.indicator.steps if cap is None or step.at_least <= cap
        ]
        return tuple(zip_longest(steps, (one.at_least for one in steps[1:])))


def check_columns(frame: ir.Table, point_set: PointSet) -> None:
    """Refuse a frame whose columns do not hold integers, with all that is wrong."""
    faults = list(_faults(frame, point_set))
    if faults:
        raise Unreadable(text("This table cannot be given points."), faults)


def counted(frame: ir.Table, point_set: PointSet, on: date) -> tuple[Counted, ...]:
    """What counts on a day, and its values in a frame that was checked."""
    return tuple(
        Counted(one, _whole_column(frame[one.column]))
        for one in point_set.indicators
        if fate_on(point_set, one, on) is Fate.COUNTED
    )


def points_of(counts: tuple[Counted, ...]) -> ir.IntegerValue:
    """The sum of what each indicator gives."""
    return reduce(add, (one.points for one in counts), _whole(0))


def scored(frame: ir.Table, point_set: PointSet, on: date) -> ir.Table:
    """The frame with its points, the parts that gave them, and what is unknown.

    `parts` holds key, value and points of what gave points, most first; `unknown` the
    keys of what counts on this day and is empty. What is switched off or expired gives
    nothing and is not among the unknown, as it would not count if it were known.
    """
    check_columns(frame, point_set)
    counts = counted(frame, point_set, on)
    return frame.mutate(
        **{
            POINTS: points_of(counts),
            PARTS: parts_of(counts),
            UNKNOWN: unknown_of(counts),
        }
    )


def parts_of(counts: tuple[Counted, ...]) -> ir.ArrayValue:
    """What gave points: key, value and points, most points first."""
    if not counts:
        kind = "array<struct<key: string, value: int64, points: int32>>"
        return ibis.literal([], type=kind)
    # A struct is sorted by its fields from the first on: most points, then the place
    # in the set, as the reference does.
    placed = [
        ibis.struct(
            {
                "less": -one.points,
                "place": _whole(place),
                "key": one.indicator.key,
                "value": one.value.cast("int64"),
            }
        )
        for place, one in enumerate(counts)
    ]
    gave = ibis.array(placed).filter(lambda part: part["less"] < 0).sort()
    return gave.map(
        lambda part: ibis.struct(
            {"key": part["key"], "value": part["value"], "points": -part["less"]}
        )
    )


def unknown_of(counts: tuple[Counted, ...]) -> ir.ArrayValue:
    """The keys of what counts and is empty, in the order of the set."""
    if not counts:
        return ibis.literal([], type="array<string>")
    nothing = ibis.null("string")
    keys = [
        ibis.ifelse(one.value.isnull(), one.indicator.key, nothing) for one in counts
    ]
    return ibis.array(keys).filter(lambda key: key.notnull())


def _from_step(
    value: ir.IntegerValue, steps: tuple[Step, ...], given: int = 0
) -> ir.IntegerValue:
    """Ask for the lowest step first: most values stop there, which halves the work."""
    if not steps:
        return _whole(given)
    first, *higher = steps
    reached = _from_step(value, tuple(higher), first.points)
    return ibis.ifelse(value >= first.at_least, reached, _whole(given))


def _whole(number: int) -> ir.IntegerValue:
    # A set gives at most 60 times 1,000 points. Narrower integers overflow in sums.
    return ibis.literal(number, type="int32")


def _whole_column(column: ir.Value) -> ir.IntegerValue:
    # Only what has to be widened is: a cast of twelve columns costs as much as a sum.
    return column.cast("int8") if column.type().is_boolean() else column


def _faults(frame: ir.Table, point_set: PointSet) -> Iterator[Fault]:
    kinds = frame.schema()
    for one in point_set.indicators:
        kind = kinds.get(one.column)
        if kind is None:
            yield Fault(one.column, text("This column is missing."))
        elif not (kind.is_integer() or kind.is_boolean()):
            yield Fault(
                one.column,
                text("Whole numbers are expected here, not %(kind)s.", kind=kind),
            )
    taken = {name.casefold() for name in kinds.names} & set(ADDED)
    for name in sorted(taken):
        yield Fault(name, text("This column is made here; give it another name."))
