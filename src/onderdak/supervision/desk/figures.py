"""The figures of a desk: how many, where, about what, and how it was followed up.

They are about all reports on housing in a municipality. Who lives where a report is
about is not in them, for that is not asked and not kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import Actor, Role, check_may
from onderdak.foundation.places.contract import Address
from onderdak.kernel.ranges import add_months
from onderdak.supervision.desk.counting import area_names, counted
from onderdak.supervision.desk.domain.figures import (
    FOLLOWED,
    NOWHERE,
    Line,
    summed,
    without_exploitation,
)
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.permissions import SEE_FIGURES
from onderdak.supervision.desk.models import Report
from onderdak.supervision.desk.reminding import count_pass_reminders

MONTHS = 12
_MOST_SPOTS = 25


@dataclass(frozen=True, slots=True)
class Figures:
    """The reports of twelve months, for who works with them."""

    since: date
    until: date
    months: Sequence[date]
    # By CBS code, in the order of their names; what has no known neighbourhood is last.
    names: Mapping[str, str]
    kinds: Sequence[Kind]
    lines: Sequence[Line]
    # How often owners of houses were reminded of the waste pass.
    reminded: int = 0

    @property
    def total(self) -> int:
        """All reports together."""
        return sum(each.reports for each in self.lines)

    @property
    def per_kind(self) -> Mapping[Kind, int]:
        """What they are about."""
        found = summed((each.kind, each.reports) for each in self.lines)
        return {kind: found[kind] for kind in self.kinds}

    @property
    def per_month(self) -> Mapping[date, int]:
        """When they came in."""
        found = summed((each.month, each.reports) for each in self.lines)
        return {month: found[month] for month in self.months}

    @property
    def areas(self) -> Sequence[str]:
        """The codes of all neighbourhoods, and last what is in none that is known."""
        return [*self.names, NOWHERE]

    def _area(self, line: Line) -> str:
        return line.area if line.area in self.names else NOWHERE

    @property
    def per_neighbourhood(self) -> Mapping[str, int]:
        """Where they are."""
        found = summed((self._area(each), each.reports) for each in self.lines)
        return {area: found[area] for area in self.areas}

    @property
    def per_neighbourhood_and_month(self) -> Mapping[tuple[str, date], int]:
        """Where and when; what is not there is nought."""
        return summed(
            ((self._area(each), each.month), each.reports) for each in self.lines
        )

    @property
    def followed(self) -> Mapping[str, int]:
        """How they were followed up."""
        found = summed((each.followed, each.reports) for each in self.lines)
        return {each: found[each] for each in FOLLOWED}

    @property
    def followed_per_month(self) -> Mapping[tuple[date, str], int]:
        """How the reports of each month were followed up; not there is nought."""
        return summed(
            ((each.month, each.followed), each.reports) for each in self.lines
        )


@dataclass(frozen=True, slots=True)
class Spot:
    """An address with more than one report of dumped waste."""

    place: str
    neighbourhood: str
    reports: int
    last: date
    longitude: float | None
    latitude: float | None


def figures(
    *, by: Actor, municipality: str, on: date, kind: str = "", area: str | None = None
) -> Figures:
    """The figures of the last twelve months, this one included, exact.

    Who does not work at the desk sees signs of exploitation among the other reports.

    Args:
        kind: one kind of report alone.
        area: one neighbourhood alone, by its code; '' is where none is known.

    Raises:
        NotAllowed: this person does not see the figures of this desk.
    """
    check_may(by, SEE_FIGURES, municipality=municipality)
    since, until = first_month(on), on + timedelta(days=1)
    lines, kinds = counted(municipality, since, until, on), list(Kind)
    if not sees_exploitation(by, municipality):
        lines = without_exploitation(lines)
        kinds.remove(Kind.EXPLOITATION)
    names = area_names(municipality)
    return Figures(
        since=since,
        until=on,
        months=[add_months(since, each) for each in range(MONTHS)],
        names=names,
        kinds=[each for each in kinds if kind in ("", each)],
        lines=[
            each
            for each in lines
            if kind in ("", each.kind)
            and area in (None, each.area if each.area in names else NOWHERE)
        ],
        reminded=count_pass_reminders(
            municipality=municipality, since=since, until=until, neighbourhood=area
        ),
    )


def kinds_told(by: Actor, municipality: str) -> list[Kind]:
    """The kinds of report that somebody sees counted apart."""
    every = list(Kind)
    if not sees_exploitation(by, municipality):
        every.remove(Kind.EXPLOITATION)
    return every


def sees_exploitation(by: Actor, municipality: str) -> bool:
    """Whether signs of exploitation may be told apart to somebody.

    Whoever may be a victim comes first: only the desk knows of single reports.
    """
    return any(
        each.role is Role.DESK_CLERK and each.municipality == municipality
        for each in by.grants
    )


def first_month(on: date) -> date:
    """The first of the twelve months that end with this one."""
    return add_months(on.replace(day=1), 1 - MONTHS)


def waste_spots(*, by: Actor, municipality: str, on: date) -> Sequence[Spot]:
    """The addresses with the most reports of dumped waste in twelve months.

    Raises:
        NotAllowed: this person does not see the figures of this desk.
    """
    check_may(by, SEE_FIGURES, municipality=municipality)
    counts = (
        Report.objects.filter(
            municipality_id=municipality,
            received_at__date__range=(first_month(on), on),
            category__kind=Kind.WASTE,
            address__isnull=False,
            merged_into=None,
        )
        .order_by()
        .values_list("address_id")
        .annotate(reports=Count("id"), last=Max("received_at"))
        .filter(reports__gte=2)
        .order_by("-reports", "-last", "address_id")[:_MOST_SPOTS]
    )
    found = list(counts)
    addresses = Address.objects.select_related("neighbourhood").in_bulk(
        [pk for pk, _reports, _last in found]
    )
    return [
        _spot(addresses[pk], reports, localdate(last)) for pk, reports, last in found
    ]


def _spot(address: Address, reports: int, last: date) -> Spot:
    return Spot(
        place=str(address),
        neighbourhood=address.neighbourhood.name if address.neighbourhood else "",
        reports=reports,
        last=last,
        longitude=address.longitude,
        latitude=address.latitude,
    )
