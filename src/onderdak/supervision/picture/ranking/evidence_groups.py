"""Whether a list falls alike on groups of areas and types of housing."""

from collections.abc import Mapping, Sequence
from typing import Final

from onderdak.engines.ranking import Counts, GroupRates, group_rates
from onderdak.foundation.places.contract import Area
from onderdak.kernel.text import Text, text
from onderdak.supervision.picture.ranking.domain.shapes import Group

_QUINTILES: Final = 5
_USES: Final = {
    "woonfunctie": text("dwelling"),
    "logiesfunctie": text("lodging"),
    "": text("use not known"),
}
Tally = Mapping[str, Sequence[int]]
Visits = Sequence[tuple[str, bool]]


def by_housing(
    counted: Tally, visits: Visits, smallest: int, bounds: tuple[float, float]
) -> list[Group]:
    """Types of housing, as the BAG has their use."""
    tally = _tally(counted, visits)
    names = {name: _USES.get(name, Text(name)) for name in tally}
    return _groups(tally, names, smallest, bounds)


def by_area(
    town: str,
    counted: Tally,
    visits: Visits,
    smallest: int,
    bounds: tuple[float, float],
) -> tuple[list[Group], Text]:
    """Neighbourhoods in five groups by size; by name where their sizes are unknown.

    The only figure of Statistics Netherlands that this software holds of a
    neighbourhood is its number of inhabitants.
    """
    rows = Area.objects.filter(
        municipality_id=town, kind=Area.Kind.NEIGHBOURHOOD
    ).order_by("inhabitants", "code")
    areas = {area.code: area for area in rows}
    if len({area.inhabitants for area in areas.values()} - {None}) < _QUINTILES:
        names = {code: Text(area.name) for code, area in areas.items()}
        names[""] = text("neighbourhood not known")
        tally = _tally(counted, visits)
        return _groups(tally, names, smallest, bounds), text("neighbourhood")
    codes = [code for code, area in areas.items() if area.inhabitants]
    group = {
        code: str(1 + n * _QUINTILES // len(codes)) for n, code in enumerate(codes)
    }
    tally = _tally(
        _merged(counted, group), [(group.get(code, ""), hit) for code, hit in visits]
    )
    by = text("neighbourhoods by number of inhabitants")
    return _groups(tally, _quintiles(), smallest, bounds), by


def _merged(counted: Tally, group: Mapping[str, str]) -> Tally:
    merged: dict[str, list[int]] = {}
    for code, (addresses, selected) in counted.items():
        counts = merged.setdefault(group.get(code, ""), [0, 0])
        counts[0] += addresses
        counts[1] += selected
    return merged


def _tally(counted: Tally, visits: Visits) -> dict[str, Counts]:
    """Addresses and those selected as the run counted them, and visits beside it."""
    found = {
        name: Counts(addresses, selected, 0, 0)
        for name, (addresses, selected) in counted.items()
    }
    for name, hit in visits:
        before = found.get(name, Counts(0, 0, 0, 0))
        found[name] = before + Counts(0, 0, 1, int(hit))
    return found


def _quintiles() -> dict[str, Text]:
    names = {
        str(n): text("group %(number)s of 5 (1: fewest inhabitants)", number=n)
        for n in range(1, _QUINTILES + 1)
    }
    return names | {"": text("neighbourhood not known")}


def _groups(
    counts: Mapping[str, Counts],
    names: Mapping[str, Text],
    smallest: int,
    bounds: tuple[float, float],
) -> list[Group]:
    rates = group_rates(counts, smallest=smallest, bounds=bounds)
    return [_group(one, names.get(one.name, Text(one.name))) for one in rates]


def _group(one: GroupRates, name: Text) -> Group:
    return Group(
        name=name,
        addresses=one.addresses,
        selected=one.selected,
        selection_rate=one.selection_rate,
        selection_ratio=one.selection_ratio,
        visits=one.visits,
        hit_rate=one.hit_rate,
        hit_ratio=one.hit_ratio,
        outside=one.outside,
    )
