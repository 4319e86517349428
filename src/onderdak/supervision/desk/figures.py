"""The figures of a desk: how many, where, about what, and how it was followed up.

They are about all reports on housing in a municipality. Who lives where a report is
about is not in them, for that is not asked and not kept.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import Count
from django.utils.timezone import localdate

from onderdak.foundation.identity.contract import (
    Actor,
    Scope,
    check_may,
    rooms_on,
    rulebook,
    scope,
)
from onderdak.foundation.places.contract import Area
from onderdak.kernel.errors import NotFound
from onderdak.kernel.ranges import add_months
from onderdak.kernel.text import text
from onderdak.supervision.desk.domain.figures import shown_counts
from onderdak.supervision.desk.domain.kinds import Kind
from onderdak.supervision.desk.domain.permissions import SEE_FIGURES
from onderdak.supervision.desk.domain.states import OPEN_STATES
from onderdak.supervision.desk.models import Report

MONTHS = 12
K = TypeVar("K", bound=Hashable)
_MOST_SPOTS = 10
FOLLOWED = ("in_time", "late", "open_in_time", "open_late", "no_answer")


@dataclass(frozen=True, slots=True)
class Figures:
    """Reports of twelve months, counted in four ways; None is too small to show."""

    since: date
    until: date
    total: int | None
    per_kind: Mapping[Kind, int | None]
    per_month: Mapping[date, int | None]
    # By CBS code; '' is no known neighbourhood.
    per_neighbourhood: Mapping[str, int | None]
    followed: Mapping[str, int | None]
    names: Mapping[str, str]
    least: int = 0


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with more than one report of dumped waste."""

    place: str
    reports: int
    last: date


def figures(*, by: Actor, municipality: str, on: date, kind: str = "") -> Figures:
    """The figures for who works for the municipality.

    Raises:
        NotAllowed: this person does not see the figures of this desk.
    """
    check_may(by, SEE_FIGURES, municipality=municipality)
    return _counted(municipality, on, kind, least=0)


def public_figures(municipality: str, on: date) -> Figures:
    """The figures for everyone: small counts are left out.

    Raises:
        NotFound: this municipality has no report desk in use.
    """
    if "desk" not in rooms_on(municipality):
        raise NotFound(text("This municipality does not use the report desk."))
    book = rulebook()
    least = book.value("disclosure.minimum_count", on, municipality).whole()
    with scope(Scope(municipalities=frozenset({municipality}))):
        return _counted(municipality, on, "", least=least)


def first_month(on: date) -> date:
    """The first of the twelve months that end with this one."""
    return add_months(on.replace(day=1), 1 - MONTHS)


def _counted(municipality: str, on: date, kind: str, least: int) -> Figures:
    since = first_month(on)
    found = Report.objects.filter(
        municipality_id=municipality, received_at__date__range=(since, on)
    )
    if kind:
        found = found.filter(category__kind=kind)
    rows = found.values_list(
        *("received_at", "category__kind", "neighbourhood_id", "state"),
        *("answered_at", "closed_at", "due_on"),
    )
    kinds = Counter(dict.fromkeys([Kind(kind)] if kind else Kind, 0))
    months = Counter(dict.fromkeys(_months(since, on), 0))
    areas = _areas(municipality)
    places = Counter(dict.fromkeys(areas, 0))
    followed = Counter(dict.fromkeys(FOLLOWED, 0))
    for received, of_kind, area, state, answered, closed, due in rows.iterator():
        kinds[Kind(of_kind)] += 1
        months[localdate(received).replace(day=1)] += 1
        places[area if area in areas else ""] += 1
        done = answered or closed
        followed[_follow(state, localdate(done) if done else None, due, on)] += 1
    return Figures(
        since=since,
        until=on,
        total=shown_counts({0: sum(kinds.values())}, least)[0],
        per_kind=_shown(kinds, least),
        per_month=_shown(months, least),
        per_neighbourhood=_shown(places, least),
        followed=_shown(followed, least),
        names=areas,
        least=least,
    )


def _shown(counts: Counter[K], least: int) -> Mapping[K, int | None]:
    return shown_counts(counts, least)


def _follow(state: str, done: date | None, due: date, on: date) -> str:
    if state in OPEN_STATES:
        return "open_late" if due < on else "open_in_time"
    if done is None:
        return "no_answer"
    return "in_time" if done <= due else "late"


def _months(since: date, on: date) -> Iterator[date]:
    return (
        month
        for month in (add_months(since, each) for each in range(MONTHS))
        if month <= on
    )


def _areas(municipality: str) -> dict[str, str]:
    found = Area.objects.filter(
        municipality_id=municipality, kind=Area.Kind.NEIGHBOURHOOD
    ).order_by("name")
    return dict(found.values_list("code", "name"))


def waste_spots(*, by: Actor, municipality: str, on: date) -> Sequence[Spot]:
    """The addresses with the most reports of dumped waste in twelve months.

    Raises:
        NotAllowed: this person does not see the figures of this desk.
    """
    check_may(by, SEE_FIGURES, municipality=municipality)
    found = Report.objects.filter(
        municipality_id=municipality,
        received_at__date__range=(first_month(on), on),
        category__kind=Kind.WASTE,
        address__isnull=False,
    ).select_related("address")
    counted = (
        found.order_by()
        .values("address_id")
        .annotate(reports=Count("id"))
        .filter(reports__gte=2)
        .order_by("-reports", "address_id")[:_MOST_SPOTS]
    )
    spots = []
    for row in counted:
        last = found.filter(address_id=row["address_id"]).latest("received_at")
        place, day = str(last.address), localdate(last.received_at)
        spots.append(Spot(place, row["reports"], day))
    return spots
