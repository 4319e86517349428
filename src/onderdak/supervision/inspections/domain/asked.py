"""Which norms a visit has anything to say about, and what is asked for these."""

from collections.abc import Iterable, Mapping
from typing import Final

from onderdak.rules import Norm

_OF: Final[Mapping[str, str]] = {"unit": "unit.", "room": "room."}


def fact_paths(paths: Iterable[str]) -> frozenset[str]:
    """The facts of which something was typed, by the paths of a visit.

    >>> sorted(fact_paths(["place/people", "unit/main/floor_area", "entry/card"]))
    ['people', 'unit.floor_area']
    """
    return frozenset(found for path in paths if (found := _fact_of(path)))


def _fact_of(path: str) -> str:
    kind, _, rest = path.partition("/")
    if kind == "place":
        return rest
    id_, _, name = rest.partition("/")
    return f"{_OF[kind]}{name}" if kind in _OF and id_ and name else ""


def is_failed(
    items: Iterable[Mapping[str, object]],
    rule: str,
    part: str | None,
    place: str | None,
) -> bool:
    """Whether a norm is, there, one of the items that a re-inspection looks at again.

    The place is the name of a housing unit. Where one of the two has none, it is of the
    house as a whole or nobody named the only unit: then it counts as the same place.

    >>> kitchen = {"rule": "A12", "part": "", "place": "Unit 1"}
    >>> is_failed([kitchen], "A12", None, "unit 1 ")
    True
    >>> is_failed([kitchen], "A12", None, "Unit 2")
    False
    """
    return any(
        item.get("rule") == rule
        and (item.get("part") or None) == part
        and is_there(place_of(item), as_place(place))
        for item in items
    )


def place_of(item: Mapping[str, object]) -> str:
    """Where something failed, as it is compared; '' where no place has a name."""
    return as_place(str(item.get("place") or ""))


def as_place(named: str | None) -> str:
    """The name of a place as it is compared: two people type it in two ways."""
    return " ".join((named or "").split()).casefold()


def is_there(failed: str, found: str) -> bool:
    """Whether two places are one: where either has no name they count as the same."""
    return not failed or not found or failed == found


def facts_asked_again(
    items: Iterable[Mapping[str, object]], norms: Iterable[Norm]
) -> dict[str, list[str]]:
    """The facts that what failed before rests on, each with the places where it failed.

    A re-inspection asks these first. A fact without places is asked everywhere.
    """
    failed = list(items)
    found: dict[str, set[str]] = {}
    for norm in norms:
        here = [one for one in failed if is_failed([one], norm.rule, norm.part, None)]
        for fact in norm.facts if here else ():
            found.setdefault(fact, set()).update(map(place_of, here))
    return {
        fact: [] if "" in places else sorted(places)
        for fact, places in sorted(found.items())
    }
