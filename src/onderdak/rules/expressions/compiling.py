"""Turns an expression into two functions: what it comes to, and what is missing for it.

The logic has three values. `None` is unknown, and stays unknown unless the rest
decides: false and unknown is false, true or unknown is true. Parameters are filled in
for one day and one municipality, so that judging many locations looks up nothing.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from onderdak.kernel.ranges import add_months
from onderdak.rules.engine.parameters import Dated, ParameterBook
from onderdak.rules.engine.units import StepTable
from onderdak.rules.expressions.compiled import (
    Compiled,
    every,
    missing_of,
    some,
    total,
)
from onderdak.rules.expressions.dimensions import smallest
from onderdak.rules.locations.catalogue import Catalogue, Of
from onderdak.rules.locations.reading import LocationFacts, Record, UnitFacts
from onderdak.rules.locations.values import day_number, day_of


@dataclass(frozen=True, slots=True)
class Moment:
    """For which day and municipality expressions are compiled."""

    book: ParameterBook
    catalogue: Catalogue
    on: date
    municipality: str | None

    def dated(self, id: str) -> Dated | None:
        """Give what holds of a parameter here and then, verified or not."""
        return self.book.find(id, self.on, self.municipality)


def compile_expression(node: object, moment: Moment) -> Compiled:
    """Compile an expression that was checked when it was loaded."""
    if not isinstance(node, dict):
        raise TypeError(f"{node!r} is no expression")
    name = next(iter(node))
    compiled: Compiled = COMPILERS[name](node[name], node, moment)
    return compiled


def _nothing(*_: object) -> tuple[str, ...]:
    return ()


def _constant(value: object, missing: str | None = None) -> Compiled:
    told = () if missing is None else (missing,)
    return Compiled(lambda _l, _u, _r: value, lambda _l, _u, _r: told)


def _fact(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    fact = moment.catalogue.fact(inner)
    path, told, default = fact.path, (fact.path,), False if fact.exception else None
    if fact.of is Of.LOCATION:
        return Compiled(
            lambda location, _u, _r: location.known.get(path, default), lambda *_: told
        )
    if fact.of is Of.UNIT:
        return Compiled(
            lambda _l, unit, _r: unit.known.get(path, default), lambda *_: told
        )
    return Compiled(lambda _l, _u, room: room.get(path, default), lambda *_: told)


def _param(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    dated = moment.dated(inner)
    if dated is None or dated.value is None:
        return _constant(None, f"parameter:{inner}")
    return _constant(smallest(dated.value, dated.unit))


def _literal(inner: Any, _: Mapping[str, Any], _moment: Moment) -> Compiled:
    return _constant(inner)


def _day(_inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    return _constant(day_number(moment.on))


def _on_all(reckon: Callable[[Sequence[Any]], Any]) -> Any:
    """Make a form of numbers: unknown where one of them is."""

    def compile_(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
        parts = [compile_expression(part, moment) for part in inner]
        values = [part.value for part in parts]

        def value(location: LocationFacts, unit: UnitFacts, room: Record) -> Any:
            found = [one(location, unit, room) for one in values]
            return None if None in found else reckon(found)

        return Compiled(value, missing_of(parts))

    return compile_


def _on_two(reckon: Callable[[Any, Any], Any]) -> Any:
    """Make a form of two operands: unknown where one of them is."""

    def compile_(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
        parts = [compile_expression(part, moment) for part in inner]
        first, second = (part.value for part in parts)

        def value(location: LocationFacts, unit: UnitFacts, room: Record) -> Any:
            a, b = first(location, unit, room), second(location, unit, room)
            return None if a is None or b is None else reckon(a, b)

        return Compiled(value, missing_of(parts))

    return compile_


def _product(numbers: Sequence[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


def _divided(above: int, below: int) -> int | None:
    return above // below if below else None


def _divided_up(above: int, below: int) -> int | None:
    return -(-above // below) if below else None


def _share(number: int, ratio: Fraction) -> int:
    return number * ratio.numerator // ratio.denominator


def _share_up(number: int, ratio: Fraction) -> int:
    return -(-number * ratio.numerator // ratio.denominator)


def _step(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    number = compile_expression(inner[0], moment)
    dated = moment.dated(inner[1])
    table = None if dated is None else dated.value
    if not isinstance(table, StepTable):
        return _constant(None, f"parameter:{inner[1]}")

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> Any:
        found = number.value(location, unit, room)
        return None if found is None else table.answer(found)

    return Compiled(value, number.missing)


def _one_of(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    word, words = compile_expression(inner[0], moment), frozenset(inner[1])

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> bool | None:
        found = word.value(location, unit, room)
        return None if found is None else bool(found in words)

    return Compiled(value, word.missing)


def _holds_all(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    found, wanted = inner
    as_list = {"literal": wanted} if isinstance(wanted, list) else wanted
    return _held([compile_expression(found, moment), _wanted(as_list, moment)])


def _wanted(node: Mapping[str, Any], moment: Moment) -> Compiled:
    if "literal" in node:
        return _constant(tuple(node["literal"]))
    return compile_expression(node, moment)


def _held(parts: list[Compiled]) -> Compiled:
    found, wanted = (part.value for part in parts)

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> bool | None:
        words, all_of = found(location, unit, room), wanted(location, unit, room)
        if words is None or all_of is None:
            return None
        return set(all_of) <= set(words)

    return Compiled(value, missing_of(parts))


def _logic(decides: bool) -> Any:
    """Make `all` (false decides) or `any` (true decides)."""

    def compile_(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
        parts = [compile_expression(part, moment) for part in inner]
        values = [part.value for part in parts]

        def value(
            location: LocationFacts, unit: UnitFacts, room: Record
        ) -> bool | None:
            unknown = False
            for one in values:
                found: bool | None = one(location, unit, room)
                if found is decides:
                    return decides
                if found is None:
                    unknown = True
            return None if unknown else not decides

        return Compiled(value, missing_of(parts))

    return compile_


def _not(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    part = compile_expression(inner, moment)

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> bool | None:
        found = part.value(location, unit, room)
        return None if found is None else not found

    return Compiled(value, part.missing)


def _known(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    if inner == "units":
        return Compiled(lambda location, _u, _r: location.units is not None, _nothing)
    if inner == "rooms":
        return Compiled(lambda _l, unit, _r: unit.rooms is not None, _nothing)
    fact = _fact(inner, {}, moment)
    return Compiled(lambda *seen: fact.value(*seen) is not None, _nothing)


def _if(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    when, then, otherwise = (compile_expression(part, moment) for part in inner)

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> Any:
        found = when.value(location, unit, room)
        if found is not None:
            return (then if found else otherwise).value(location, unit, room)
        first, second = (
            then.value(location, unit, room),
            otherwise.value(location, unit, room),
        )
        return first if first == second else None

    def missing(
        location: LocationFacts, unit: UnitFacts, room: Record
    ) -> tuple[str, ...]:
        found = when.value(location, unit, room)
        if found is None:
            return when.missing(location, unit, room)
        return (then if found else otherwise).missing(location, unit, room)

    return Compiled(value, missing)


def _first_known(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    parts = [compile_expression(part, moment) for part in inner]

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> Any:
        for part in parts:
            if (found := part.value(location, unit, room)) is not None:
                return found
        return None

    # Any of them would do; the first is the one to ask for.
    return Compiled(value, parts[0].missing)


def _every(inner: Any, node: Mapping[str, Any], moment: Moment) -> Compiled:
    return every(inner, _part("where", node, moment), _holds(node, moment))


def _some(inner: Any, node: Mapping[str, Any], moment: Moment) -> Compiled:
    return some(inner, _part("where", node, moment), _holds(node, moment))


def _total(inner: Any, node: Mapping[str, Any], moment: Moment) -> Compiled:
    return total(inner, _part("where", node, moment), _part("of", node, moment))


def _holds(node: Mapping[str, Any], moment: Moment) -> Compiled:
    return compile_expression(node["holds"], moment)


def _part(key: str, node: Mapping[str, Any], moment: Moment) -> Compiled | None:
    return compile_expression(node[key], moment) if key in node else None


def _after(inner: Any, _: Mapping[str, Any], moment: Moment) -> Compiled:
    start = compile_expression(inner[0], moment)
    dated = moment.dated(inner[1]["param"])
    if dated is None or dated.unverified:
        return _constant(None, f"parameter:{inner[1]['param']}")
    count, counted_in = dated.whole(), dated.unit

    def value(location: LocationFacts, unit: UnitFacts, room: Record) -> int | None:
        found = start.value(location, unit, room)
        return None if found is None else later(found, count, counted_in)

    return Compiled(value, start.missing)


def later(day: int, count: int, unit: str) -> int:
    """Give the day number so many days, weeks, months or years later."""
    if unit in _DAYS:
        return day + count * _DAYS[unit]
    return day_number(add_months(day_of(day), count * _MONTHS[unit]))


_DAYS: Final = {"days": 1, "weeks": 7}
_MONTHS: Final = {"months": 1, "years": 12}

COMPILERS: Final[dict[str, Any]] = {
    "fact": _fact,
    "param": _param,
    "whole": _literal,
    "word": _literal,
    "day": _day,
    "plus": _on_all(sum),
    "minus": _on_two(operator.sub),
    "times": _on_all(_product),
    "whole_part": _on_two(_divided),
    "rounded_up": _on_two(_divided_up),
    "share": _on_two(_share),
    "share_up": _on_two(_share_up),
    "smallest": _on_all(min),
    "largest": _on_all(max),
    "step": _step,
    "at_least": _on_two(operator.ge),
    "at_most": _on_two(operator.le),
    "more_than": _on_two(operator.gt),
    "less_than": _on_two(operator.lt),
    "same": _on_two(operator.eq),
    "one_of": _one_of,
    "holds_all": _holds_all,
    "all": _logic(decides=False),
    "any": _logic(decides=True),
    "not": _not,
    "known": _known,
    "if": _if,
    "first_known": _first_known,
    "every": _every,
    "some": _some,
    "sum": _total,
    "count": _total,
    "after": _after,
}
