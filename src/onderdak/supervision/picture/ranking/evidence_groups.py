"""Whether a list falls alike on groups of areas and types of housing.

Published shares of neighbourhoods are read here alone, after the list was made: it is
held against them and never made of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onderdak.engines.ranking import (
    Counts,
    group_rates,
    load_catalogue,
    ratios_without,
)
from onderdak.foundation.places.contract import Area
from onderdak.kernel.text import Text, text
from onderdak.supervision.picture.ranking.area_shares import KnownShare, shares_of
from onderdak.supervision.picture.ranking.domain.area_shares import SHARES
from onderdak.supervision.picture.ranking.domain.shapes import (
    Dropped,
    Group,
    Grouping,
)
from onderdak.supervision.picture.ranking.point_sets import CATALOGUE

_QUINTILES: Final = 5
_USES: Final = {
    "woonfunctie": text("dwelling"),
    "logiesfunctie": text("lodging"),
    "": text("use not known"),
}
_NOT_KNOWN: Final = text("neighbourhood not known")
Tally = Mapping[str, Sequence[int]]
Visits = Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What a run counted by place, and what visits found there afterwards.

    `without` has for each indicator how many are chosen when it is left out.
    """

    addresses: Tally
    visits: Visits
    without: Mapping[str, Mapping[str, int]]

    def merged(self, group: Mapping[str, str]) -> "Counted":
        """The same by groups of places; a place in no group is not known."""
        found: dict[str, list[int]] = {}
        for place, (addresses, selected) in self.addresses.items():
            counts = found.setdefault(group.get(place, ""), [0, 0])
            counts[0] += addresses
            counts[1] += selected
        return Counted(
            found,
            [(group.get(place, ""), hit) for place, hit in self.visits],
            {key: _summed(chosen, group) for key, chosen in self.without.items()},
        )


def _summed(chosen: Mapping[str, int], group: Mapping[str, str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, number in chosen.items():
        name = group.get(place, "")
        found[name] = found.get(name, 0) + number
    return found


@dataclass(frozen=True, slots=True)
class Judging:
    """Which counts are too small to show, and between which ratios nothing is asked."""

    smallest: int
    bounds: tuple[float, float]

    def grouping(
        self,
        key: str,
        by: Text,
        names: Mapping[str, Text],
        counted: Counted,
        *,
        source: str = "",
        year: int | None = None,
    ) -> Grouping:
        """Rates and ratios of each group, and what each indicator does to them."""
        tally = _tally(counted)
        rates = group_rates(tally, smallest=self.smallest, bounds=self.bounds)
        catalogue = load_catalogue(CATALOGUE)
        without = ratios_without(tally, counted.without, smallest=self.smallest)
        return Grouping(
            key=key,
            by=by,
            groups=[Group(names.get(one.name, Text(one.name)), one) for one in rates],
            dropped=[
                Dropped(dropped, Text(catalogue[dropped].title), groups)
                for dropped, groups in without.items()
                if dropped in catalogue
            ],
            source=source,
            year=year,
        )


def groupings_of(
    town: str,
    counts: Mapping[str, Any],
    visits: Sequence[tuple[str, str, bool]],
    judging: Judging,
) -> list[Grouping]:
    """Every way in which the addresses of a municipality are parted.

    Args:
        counts: those of the run.
        visits: area, housing type and whether something was found, for each visit.
    """
    without = counts.get("without", {})

    def counted(name: str, found: Visits) -> Counted:
        chosen = {key: groups[name] for key, groups in without.items()}
        return Counted(counts.get(name, {}), found, chosen)

    areas = counted("areas", [(area, hit) for area, _, hit in visits])
    housing = counted("housing", [(use, hit) for _, use, hit in visits])
    neighbourhoods = list(
        Area.objects.filter(
            municipality_id=town, kind=Area.Kind.NEIGHBOURHOOD
        ).order_by("inhabitants", "code")
    )
    return [
        _by_size(neighbourhoods, areas, judging),
        *_by_district(town, neighbourhoods, areas, judging),
        *(_by_share(one, areas, judging) for one in shares_of(town)),
        judging.grouping(
            "housing",
            text("by kind of housing"),
            {name: _USES.get(name, Text(name)) for name in _tally(housing)},
            housing,
        ),
    ]


def _by_size(
    neighbourhoods: Sequence[Area], counted: Counted, judging: Judging
) -> Grouping:
    """Neighbourhoods in five groups by size; by name where their sizes are unknown."""
    known = [area.code for area in neighbourhoods if area.inhabitants]
    if len({area.inhabitants for area in neighbourhoods} - {None}) < _QUINTILES:
        names = {area.code: Text(area.name) for area in neighbourhoods}
        names[""] = _NOT_KNOWN
        return judging.grouping("areas", text("neighbourhood"), names, counted)
    by = text("neighbourhoods by number of inhabitants")
    names = _fifths(text("fewest inhabitants"), text("most inhabitants"))
    return judging.grouping("areas", by, names, counted.merged(_in_fifths(known)))


def _by_district(
    town: str, neighbourhoods: Sequence[Area], counted: Counted, judging: Judging
) -> list[Grouping]:
    """A neighbourhood lies in the district whose digits it begins with (CBS)."""
    rows = Area.objects.filter(municipality_id=town, kind=Area.Kind.DISTRICT)
    names = {area.code: Text(area.name) for area in rows}
    if not names:
        return []
    group = {area.code: f"WK{area.code[2:8]}" for area in neighbourhoods}
    merged = counted.merged(group)
    return [
        judging.grouping(
            "districts", text("districts"), names | {"": _NOT_KNOWN}, merged
        )
    ]


def _by_share(share: KnownShare, counted: Counted, judging: Judging) -> Grouping:
    order = sorted(share.by_area, key=lambda code: (share.by_area[code], code))
    names = _fifths(text("smallest share"), text("largest share"))
    names[""] = text("share not published")
    return judging.grouping(
        share.key,
        Text(SHARES[share.key]),
        names,
        counted.merged(_in_fifths(order)),
        source=share.source,
        year=share.year,
    )


def _in_fifths(order: Sequence[str]) -> dict[str, str]:
    """Neighbourhoods in five groups of about as many, in their order."""
    return {code: str(1 + n * _QUINTILES // len(order)) for n, code in enumerate(order)}


def _fifths(first: Text, last: Text) -> dict[str, Text]:
    said = {1: first, _QUINTILES: last}
    names = {
        str(number): text("group %(number)s: %(which)s", number=number, which=which)
        if (which := said.get(number))
        else text("group %(number)s", number=number)
        for number in range(1, _QUINTILES + 1)
    }
    return names | {"": _NOT_KNOWN}


def _tally(counted: Counted) -> dict[str, Counts]:
    """Addresses and those selected as the run counted them, and visits beside it."""
    found = {
        name: Counts(addresses, selected, 0, 0)
        for name, (addresses, selected) in counted.addresses.items()
    }
    for name, hit in counted.visits:
        before = found.get(name, Counts(0, 0, 0, 0))
        found[name] = before + Counts(0, 0, 1, int(hit))
    return found
