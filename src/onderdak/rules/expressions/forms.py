"""What may stand in an expression, and what each form measures.

The list is closed: a file with another form, or one that compares square metres with
people, is refused when it is loaded.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from onderdak.rules.engine.parameters import ParameterBook, UnknownParameter
from onderdak.rules.engine.reading import Place
from onderdak.rules.expressions.dimensions import (
    NUMBERS,
    PARAMETER_UNITS,
    Dimension,
)
from onderdak.rules.locations.catalogue import Catalogue, Of

Node = Mapping[str, object]

# Which facts may be looked at where: a room knows its unit, a unit its location.
_SEEN_FROM: Final = {
    Of.LOCATION: {Of.LOCATION},
    Of.UNIT: {Of.LOCATION, Of.UNIT},
    Of.ROOM: {Of.LOCATION, Of.UNIT, Of.ROOM},
}
_LISTS: Final = {"units": (Of.LOCATION, Of.UNIT), "rooms": (Of.UNIT, Of.ROOM)}
_COMPARABLE: Final = NUMBERS | {Dimension.DATE}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an expression stands: in which file, and what it can see."""

    book: ParameterBook
    catalogue: Catalogue
    of: Of
    place: Place

    def inside(self, of: Of) -> "Scope":
        """Step down to each unit or room of a list."""
        return Scope(self.book, self.catalogue, of, self.place)


def form_of(node: object, place: Place) -> tuple[str, object, Node]:
    """Give the name of a form, what it is applied to, and its other keys."""
    if not isinstance(node, dict) or not node:
        raise place.error("-", f"{node!r} is no expression")
    name = next(iter(node))
    if name not in FORMS:
        raise place.error(str(name), "there is no such form")
    return str(name), node[name], node


def dimension_of(node: object, scope: Scope) -> Dimension:
    """Say what an expression measures, or refuse it with the file and the form."""
    name, inner, whole = form_of(node, scope.place)
    more = set(map(str, whole)) - {name} - MORE.get(name, frozenset())
    if more:
        raise scope.place.error(name, f"{sorted(more)[0]} does not belong here")
    here = Scope(scope.book, scope.catalogue, scope.of, scope.place.at(name))
    return FORMS[name](inner, whole, here)


def parts_of(inner: object, place: Place, count: int | None = None) -> Sequence[object]:
    """Give the operands of a form: a list, of a fixed length where one is given."""
    if not isinstance(inner, list) or not inner:
        raise place.error("-", "expected a list")
    if count is not None and len(inner) != count:
        raise place.error("-", f"expected {count} operands")
    return inner


def elements_of(inner: object, scope: Scope) -> Scope:
    """Give the scope of each element of a list of units or rooms."""
    if not isinstance(inner, str) or inner not in _LISTS:
        raise scope.place.error("-", f"{inner!r} is no list: say units or rooms")
    from_, to = _LISTS[inner]
    if scope.of is not from_:
        raise scope.place.error("-", f"{inner} cannot be seen from a {scope.of}")
    return scope.inside(to)


def _fact(inner: object, _: Node, scope: Scope) -> Dimension:
    if not isinstance(inner, str) or inner not in scope.catalogue:
        raise scope.place.error("-", f"there is no fact {inner!r}")
    fact = scope.catalogue.fact(inner)
    if fact.of not in _SEEN_FROM[scope.of]:
        raise scope.place.error("-", f"{inner} cannot be seen from a {scope.of}")
    return fact.type


def _param(inner: object, _: Node, scope: Scope) -> Dimension:
    try:
        return PARAMETER_UNITS[scope.book.described(str(inner)).unit].dimension
    except (UnknownParameter, KeyError) as fault:
        raise scope.place.error(
            "-", f"no parameter {inner!r} to compute with"
        ) from fault


def _whole(inner: object, _: Node, scope: Scope) -> Dimension:
    # A number that means something is a parameter, with its article and its dates.
    if isinstance(inner, bool) or inner not in (0, 1):
        raise scope.place.error("-", "write 0 or 1; other numbers are parameters")
    return Dimension.COUNT


def _word(inner: object, _: Node, scope: Scope) -> Dimension:
    if not isinstance(inner, str):
        raise scope.place.error("-", "expected a word")
    return Dimension.WORD


def _day(inner: object, _: Node, scope: Scope) -> Dimension:
    # YAML reads a bare `on` as true.
    if inner not in ("on", True):
        raise scope.place.error("-", "the only day is `on`, the day judged for")
    return Dimension.DATE


def _same_numbers(inner: object, _: Node, scope: Scope) -> Dimension:
    return _one(scope, [_counted(part, scope) for part in parts_of(inner, scope.place)])


def _minus(inner: object, _: Node, scope: Scope) -> Dimension:
    parts = parts_of(inner, scope.place, 2)
    return _one(scope, [_counted(part, scope) for part in parts])


def _times(inner: object, _: Node, scope: Scope) -> Dimension:
    found = [_counted(part, scope) for part in parts_of(inner, scope.place)]
    measured = [one for one in found if one is not Dimension.COUNT]
    if len(measured) > 1:
        raise scope.place.error("-", f"{' times '.join(measured)} measures nothing")
    return measured[0] if measured else Dimension.COUNT


def _divided(inner: object, _: Node, scope: Scope) -> Dimension:
    above, below = (_counted(one, scope) for one in parts_of(inner, scope.place, 2))
    if above is below:
        return Dimension.COUNT
    if below is Dimension.COUNT:
        return above
    raise scope.place.error("-", f"{above} cannot be divided by {below}")


def _share(inner: object, _: Node, scope: Scope) -> Dimension:
    of, ratio = parts_of(inner, scope.place, 2)
    _expect(ratio, {Dimension.RATIO}, scope)
    return _counted(of, scope)


def _step(inner: object, _: Node, scope: Scope) -> Dimension:
    number, table = parts_of(inner, scope.place, 2)
    _expect(number, {Dimension.COUNT}, scope)
    if _param(table, {}, scope) is not Dimension.STEPS:
        raise scope.place.error("-", f"{table} is no table of steps")
    return Dimension.COUNT


def _compared(inner: object, _: Node, scope: Scope) -> Dimension:
    found = [_plain(part, scope) for part in parts_of(inner, scope.place, 2)]
    if _one(scope, found) not in _COMPARABLE:
        raise scope.place.error("-", f"{found[0]} has no more or less")
    return Dimension.TRUTH


def _same(inner: object, _: Node, scope: Scope) -> Dimension:
    _one(scope, [_plain(part, scope) for part in parts_of(inner, scope.place, 2)])
    return Dimension.TRUTH


def _one_of(inner: object, _: Node, scope: Scope) -> Dimension:
    word, words = parts_of(inner, scope.place, 2)
    _expect(word, {Dimension.WORD}, scope)
    _known_words(word, parts_of(words, scope.place), scope)
    return Dimension.TRUTH


def _holds_all(inner: object, _: Node, scope: Scope) -> Dimension:
    found, wanted = parts_of(inner, scope.place, 2)
    _expect(found, {Dimension.WORDS}, scope)
    if isinstance(wanted, list):
        _known_words(found, wanted, scope)
    else:
        _expect(wanted, {Dimension.WORDS}, scope)
    return Dimension.TRUTH


def _logic(inner: object, _: Node, scope: Scope) -> Dimension:
    for part in parts_of(inner, scope.place):
        _expect(part, {Dimension.TRUTH}, scope)
    return Dimension.TRUTH


def _not(inner: object, _: Node, scope: Scope) -> Dimension:
    _expect(inner, {Dimension.TRUTH}, scope)
    return Dimension.TRUTH


def _known(inner: object, _: Node, scope: Scope) -> Dimension:
    if inner not in _LISTS:
        _fact(inner, {}, scope)
    return Dimension.TRUTH


def _if(inner: object, _: Node, scope: Scope) -> Dimension:
    when, then, otherwise = parts_of(inner, scope.place, 3)
    _expect(when, {Dimension.TRUTH}, scope)
    return _one(scope, [_plain(then, scope), _plain(otherwise, scope)])


def _first_known(inner: object, _: Node, scope: Scope) -> Dimension:
    return _one(scope, [_plain(part, scope) for part in parts_of(inner, scope.place)])


def _every(inner: object, node: Node, scope: Scope) -> Dimension:
    inside = elements_of(inner, scope)
    _where(node, inside)
    if "holds" not in node:
        raise scope.place.error("holds", "this is missing")
    _expect(node["holds"], {Dimension.TRUTH}, inside)
    return Dimension.TRUTH


def _sum(inner: object, node: Node, scope: Scope) -> Dimension:
    inside = elements_of(inner, scope)
    _where(node, inside)
    if "of" not in node:
        raise scope.place.error("of", "this is missing")
    return _counted(node["of"], inside)


def _count(inner: object, node: Node, scope: Scope) -> Dimension:
    _where(node, elements_of(inner, scope))
    return Dimension.COUNT


def _after(inner: object, _: Node, scope: Scope) -> Dimension:
    start, term = parts_of(inner, scope.place, 2)
    _expect(start, {Dimension.DATE}, scope)
    _expect(term, {Dimension.TERM}, scope)
    return Dimension.DATE


def _where(node: Node, inside: Scope) -> None:
    if "where" in node:
        _expect(node["where"], {Dimension.TRUTH}, inside)


def _plain(node: object, scope: Scope) -> Dimension:
    # A term counts as its number where it is compared with a count.
    found = dimension_of(node, scope)
    return Dimension.COUNT if found is Dimension.TERM else found


def _counted(node: object, scope: Scope) -> Dimension:
    found = _plain(node, scope)
    if found not in NUMBERS:
        raise scope.place.error("-", f"one cannot count with a {found}")
    return found


def _expect(node: object, allowed: set[Dimension], scope: Scope) -> None:
    found = dimension_of(node, scope)
    if found not in allowed:
        raise scope.place.error("-", f"expected {', '.join(allowed)}, not {found}")


def _one(scope: Scope, found: list[Dimension]) -> Dimension:
    if len(set(found)) != 1:
        raise scope.place.error("-", f"{' and '.join(found)} do not go together")
    return found[0]


def _known_words(node: object, words: Sequence[object], scope: Scope) -> None:
    if not isinstance(node, dict) or "fact" not in node:
        return
    fact = scope.catalogue.fact(str(node["fact"]))
    for word in words:
        if fact.words and word not in fact.words:
            raise scope.place.error("-", f"{fact.path} is never {word!r}")


Check = Callable[[object, Node, Scope], Dimension]

FORMS: Final[Mapping[str, Check]] = {
    "fact": _fact,
    "param": _param,
    "whole": _whole,
    "word": _word,
    "day": _day,
    "plus": _same_numbers,
    "minus": _minus,
    "times": _times,
    "whole_part": _divided,
    "rounded_up": _divided,
    "share": _share,
    "share_up": _share,
    "smallest": _same_numbers,
    "largest": _same_numbers,
    "step": _step,
    "at_least": _compared,
    "at_most": _compared,
    "more_than": _compared,
    "less_than": _compared,
    "same": _same,
    "one_of": _one_of,
    "holds_all": _holds_all,
    "all": _logic,
    "any": _logic,
    "not": _not,
    "known": _known,
    "if": _if,
    "first_known": _first_known,
    "every": _every,
    "some": _every,
    "sum": _sum,
    "count": _count,
    "after": _after,
}

# Which further keys a form may have.
MORE: Final[Mapping[str, frozenset[str]]] = {
    "every": frozenset({"where", "holds"}),
    "some": frozenset({"where", "holds"}),
    "sum": frozenset({"where", "of"}),
    "count": frozenset({"where"}),
}


def parameters_in(node: object) -> tuple[str, ...]:
    """Name the parameters that an expression computes with, in order, each once."""
    return tuple(dict.fromkeys(_named(node, "param", "step")))


def facts_in(node: object) -> tuple[str, ...]:
    """Name the facts that an expression looks at, in order, each once."""
    return tuple(dict.fromkeys(_named(node, "fact", "known")))


def looks_at_day(node: object) -> bool:
    """Whether an expression looks at the day that is judged for."""
    match node:
        case dict():
            return "day" in node or any(map(looks_at_day, node.values()))
        case list():
            return any(map(looks_at_day, node))
        case _:
            return False


def _named(node: object, *forms: str) -> list[str]:
    match node:
        case dict():
            found = [name for form in forms for name in _own(node.get(form))]
            return found + [
                name for one in node.values() for name in _named(one, *forms)
            ]
        case list():
            return [name for one in node for name in _named(one, *forms)]
        case _:
            return []


def _own(inner: object) -> list[str]:
    match inner:
        case str():
            return [inner]
        case [_, str() as table]:
            return [table]
        case _:
            return []
