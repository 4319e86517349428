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
    items: Iterable[Mapping[str, object]], rule: str, part: str | None
) -> bool:
    """Whether a norm is one of the items that a re-inspection looks at again."""
    return any(
        item.get("rule") == rule and (item.get("part") or None) == part
        for item in items
    )


def facts_asked_again(
    items: Iterable[Mapping[str, object]], norms: Iterable[Norm]
) -> list[str]:
    """The facts that what failed before rests on: a re-inspection asks these first."""
    failed = list(items)
    return sorted(
        {
            fact
            for norm in norms
            if is_failed(failed, norm.rule, norm.part)
            for fact in norm.facts
        }
    )
