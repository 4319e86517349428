"""Whether a ranking falls alike on groups of addresses: areas, types of housing.

A group is of addresses, never of people. Small counts are not shown, and where one
alone would be left out a second is too, so that nobody can take it from the total.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """What there is of a group: addresses, those among the first, visits and hits."""

    addresses: int
    selected: int
    visits: int
    hits: int

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.addresses + other.addresses,
            self.selected + other.selected,
            self.visits + other.visits,
            self.hits + other.hits,
        )


@dataclass(frozen=True, slots=True)
class GroupRates:
    """How often a group is chosen, and how often rightly; None: too few to show.

    Ratios lie beside all groups together. `outside` asks for an explanation; it is no
    proof of anything by itself.
    """

    name: str
    addresses: int | None
    selected: int | None
    selection_rate: float | None
    selection_ratio: float | None
    visits: int | None
    hits: int | None
    hit_rate: float | None
    false_visit_rate: float | None
    hit_ratio: float | None
    outside: bool


def counted(rows: Iterable[tuple[str, bool, bool | None]]) -> dict[str, Counts]:
    """Count rows of (group, among the first, found or None when not visited)."""
    found: dict[str, Counts] = {}
    for name, selected, hit in rows:
        one = Counts(1, int(selected), int(hit is not None), int(bool(hit)))
        found[name] = found[name] + one if name in found else one
    return found


def group_rates(
    groups: Mapping[str, Counts],
    *,
    smallest: int,
    bounds: tuple[float, float],
) -> tuple[GroupRates, ...]:
    """Selection and hit rates of each group, beside all groups together.

    Args:
        smallest: counts below this are left out, with every rate made from them.
        bounds: the ratios between which no explanation is asked.
    """
    names = sorted(groups)
    total = sum(groups.values(), Counts(0, 0, 0, 0))
    shown = {
        "addresses": _shown(groups, names, lambda one: one.addresses, smallest),
        "selected": _shown(groups, names, lambda one: one.selected, smallest),
        "visits": _shown(groups, names, lambda one: one.visits, smallest),
        "hits": _shown(groups, names, lambda one: one.hits, smallest),
    }
    return tuple(
        _rates(name, {key: found[name] for key, found in shown.items()}, total, bounds)
        for name in names
    )


def _shown(
    groups: Mapping[str, Counts],
    names: Sequence[str],
    count: Callable[[Counts], int],
    smallest: int,
) -> dict[str, int | None]:
    """The counts that may be shown; never just one hidden, for a total is known."""
    hidden = {name for name in names if count(groups[name]) < smallest}
    if len(hidden) == 1 and len(names) > 1:
        others = [name for name in names if name not in hidden]
        hidden.add(min(others, key=lambda name: count(groups[name])))
    return {name: None if name in hidden else count(groups[name]) for name in names}


def _rates(
    name: str,
    shown: Mapping[str, int | None],
    total: Counts,
    bounds: tuple[float, float],
) -> GroupRates:
    selection = _share(shown["selected"], shown["addresses"])
    hit = _share(shown["hits"], shown["visits"])
    selection_ratio = _beside(selection, _share(total.selected, total.addresses))
    hit_ratio = _beside(hit, _share(total.hits, total.visits))
    low, high = bounds
    return GroupRates(
        name,
        shown["addresses"],
        shown["selected"],
        selection,
        selection_ratio,
        shown["visits"],
        shown["hits"],
        hit,
        None if hit is None else 1 - hit,
        hit_ratio,
        any(
            ratio is not None and not low <= ratio <= high
            for ratio in (selection_ratio, hit_ratio)
        ),
    )


def _share(part: int | None, of: int | None) -> float | None:
    return None if part is None or not of else part / of


def _beside(one: float | None, other: float | None) -> float | None:
    return None if one is None or not other else one / other
