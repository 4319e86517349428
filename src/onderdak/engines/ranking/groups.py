"""Whether a ranking falls alike on groups of addresses: areas, types of housing.

A group is of addresses, never of people. Small counts are not shown, and where one
alone would be left out a second is too, so that nobody can take it from the total.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from onderdak.engines.ranking.intervals import Interval, Ratio, lift_within, wilson


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

    Ratios lie beside all groups together, with the interval of a part beside its whole
    (`lift_within`); rates have the interval of Wilson. A false visit is one that found
    nothing.

    Attributes:
        outside: a ratio lies outside the bounds, which asks for an explanation; it is
            no proof of anything by itself.
        certain: of such a ratio the whole interval lies outside: chance alone does
            not explain it.
    """

    name: str
    addresses: int | None
    selected: int | None
    selection_rate: float | None
    selection_ratio: Ratio | None
    visits: int | None
    hits: int | None
    hit_rate: float | None
    hit_interval: Interval | None
    false_visit_rate: float | None
    false_visit_interval: Interval | None
    hit_ratio: Ratio | None
    outside: bool
    certain: bool


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
        smallest: counts below this are left out, with every rate made from them; of
            visits both those that found something and those that did not.
        bounds: the ratios between which no explanation is asked.
    """
    names = sorted(groups)
    total = sum(groups.values(), Counts(0, 0, 0, 0))
    shown = {
        "addresses": _shown(groups, names, lambda one: one.addresses, smallest),
        "selected": _shown(groups, names, lambda one: one.selected, smallest),
        "visits": _shown(groups, names, lambda one: one.visits, smallest),
        "hits": _shown(groups, names, lambda one: one.hits, smallest, _least_found),
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
    least: Callable[[Counts], int] | None = None,
) -> dict[str, int | None]:
    """The counts that may be shown; never just one hidden, for a total is known.

    Args:
        least: the smallest count that can be worked out from it, where that is less.
    """
    least = least or count
    hidden = {name for name in names if least(groups[name]) < smallest}
    if len(hidden) == 1 and len(names) > 1:
        others = [name for name in names if name not in hidden]
        hidden.add(min(others, key=lambda name: count(groups[name])))
    return {name: None if name in hidden else count(groups[name]) for name in names}


def _least_found(one: Counts) -> int:
    """Of visits with hits known, those that found nothing are known too."""
    return min(one.hits, one.visits - one.hits)


def _rates(
    name: str,
    shown: Mapping[str, int | None],
    total: Counts,
    bounds: tuple[float, float],
) -> GroupRates:
    selected, addresses = shown["selected"], shown["addresses"]
    hits, visits = shown["hits"], shown["visits"]
    hit = _share(hits, visits)
    found = None if hits is None or not visits else wilson(hits, visits)
    selection_ratio = _beside(selected, addresses, total.selected, total.addresses)
    hit_ratio = _beside(hits, visits, total.hits, total.visits)
    ratios = [one for one in (selection_ratio, hit_ratio) if one is not None]
    low, high = bounds
    return GroupRates(
        name,
        addresses,
        selected,
        _share(selected, addresses),
        selection_ratio,
        visits,
        hits,
        hit,
        found,
        None if hit is None else 1 - hit,
        None if found is None else Interval(1 - found.high, 1 - found.low),
        hit_ratio,
        any(not low <= one.ratio <= high for one in ratios),
        any(one.high < low or one.low > high for one in ratios),
    )


def _share(part: int | None, of: int | None) -> float | None:
    return None if part is None or not of else part / of


def _beside(
    part: int | None, of: int | None, all_parts: int, all_of: int
) -> Ratio | None:
    if part is None or not of:
        return None
    return lift_within(part, of, all_parts, all_of)


@dataclass(frozen=True, slots=True)
class Without:
    """How often a group is chosen beside all groups, with and without an indicator.

    None: too few to show, in one order or the other.
    """

    name: str
    before: Ratio | None
    after: Ratio | None

    @property
    def change(self) -> float | None:
        """How much the ratio goes up without the indicator; None: not known."""
        if self.before is None or self.after is None:
            return None
        return self.after.ratio - self.before.ratio


def ratios_without(
    groups: Mapping[str, Counts],
    selected: Mapping[str, Mapping[str, int]],
    *,
    smallest: int,
) -> dict[str, tuple[Without, ...]]:
    """Lay the ratios beside those of the same list without one indicator.

    What was found in a group stays the same whatever the order, so only how often it
    is chosen changes.

    Args:
        selected: by key of the indicator that is left out, how many of each group
            are among the first then.
    """
    now = _ratios(groups, smallest)
    return {
        key: tuple(
            Without(name, now[name], ratio)
            for name, ratio in _ratios(_reselected(groups, chosen), smallest).items()
        )
        for key, chosen in selected.items()
    }


def _reselected(
    groups: Mapping[str, Counts], chosen: Mapping[str, int]
) -> dict[str, Counts]:
    return {
        name: replace(one, selected=chosen.get(name, 0)) for name, one in groups.items()
    }


def _ratios(groups: Mapping[str, Counts], smallest: int) -> dict[str, Ratio | None]:
    # Bounds do not matter here: no explanation is asked of a list that nobody uses.
    rates = group_rates(groups, smallest=smallest, bounds=(0.0, 0.0))
    return {one.name: one.selection_ratio for one in rates}
