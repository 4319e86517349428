"""What a region may be told: counts too small to tell stay out of every figure.

Each municipality's own minimum decides, where it set one. What is too small is left out
of totals, of charts and of the classes of a map, so that no subtraction brings it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onderdak.foundation.identity.contract import (
    Actor,
    municipality_names,
    rulebook,
)
from onderdak.register.nights.contract import (
    Occupancy,
    occupancy_per_municipality,
)
from onderdak.register.nights.contract.supervising import (
    MonthThere,
    region_months,
)
from onderdak.web.pages.shapes import Suppressed


def least_in(codes: Iterable[str], on: date) -> dict[str, int]:
    """From how many people on each municipality lets a count be told."""
    book = rulebook()
    name = "disclosure.minimum_count"
    return {code: book.value(name, on, code).whole() for code in codes}


def is_small(people: int, least: int) -> bool:
    """Whether a number could point at single people; nobody is no secret."""
    return 0 < people < least


@dataclass(frozen=True)
class Counts:
    """A region tonight; a municipality with very few guests shows no number."""

    rows: Sequence[Occupancy]
    least: Mapping[str, int]

    def guests(self, row: Occupancy) -> int | Suppressed:
        """The guests of a municipality, or that they are too few to tell."""
        least = self.least[row.code]
        return Suppressed(least) if is_small(row.guests, least) else row.guests

    @property
    def told(self) -> list[Occupancy]:
        """The municipalities whose numbers may be added up."""
        return [
            row for row in self.rows if not is_small(row.guests, self.least[row.code])
        ]


def counts_tonight(actor: Actor, on: date) -> Counts:
    """The guests of tonight, per municipality of one's own region."""
    region = actor.grants[0].region or ""
    rows = occupancy_per_municipality(
        by=actor, region=region, names=municipality_names(), on=on
    )
    return Counts(rows, least_in([row.code for row in rows], on))


@dataclass(frozen=True)
class Months:
    """Nights per municipality and whole month, as far as they may be told."""

    names: Mapping[str, str]
    found: Sequence[MonthThere]
    least: Mapping[str, int]

    @property
    def months(self) -> list[date]:
        """The months, oldest first."""
        return sorted({each.month for each in self.found})

    @property
    def codes(self) -> list[str]:
        """The municipalities, by name."""
        return list(dict.fromkeys(each.municipality for each in self.found))

    def nights(self, each: MonthThere) -> int | Suppressed:
        """The nights, or that too few people slept them."""
        least = self.least[each.municipality]
        return Suppressed(least) if is_small(each.guests, least) else each.nights

    def line(self, code: str) -> list[int | Suppressed]:
        """A municipality's nights, month by month."""
        return [self.nights(each) for each in self.found if each.municipality == code]

    def total(self, month: date) -> int:
        """The nights of a month in the municipalities that may be told."""
        shown = [self.nights(each) for each in self.found if each.month == month]
        return sum(each for each in shown if isinstance(each, int))


def months_of(actor: Actor, on: date) -> Months:
    """The last twelve whole months of one's own region."""
    found = region_months(by=actor, region=actor.grants[0].region or "", on=on)
    codes = {each.municipality for each in found}
    return Months(municipality_names(), found, least_in(codes, on))
