"""Reads of the night register; every one asks who wants to know."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.foundation.parties.contract import PartAtAddress
from onderdak.foundation.privacy.contract import require_room
from onderdak.kernel.errors import NotFound
from onderdak.kernel.identifiers import whole_number
from onderdak.kernel.ranges import DateRange
from onderdak.kernel.text import text
from onderdak.register.nights.domain.permissions import (
    SEE_COUNTS,
    SEE_LOCATION,
    SEE_OWN_GUESTS,
    SEE_REGION,
)
from onderdak.register.nights.models import (
    BaselineCount,
    DoubleLet,
    Guest,
    Location,
    Stay,
)
from onderdak.register.nights.remembering import remember

ROOM = "nights"

_NIGHTS = """
    SELECT l.id, l.name, count(s.id),
           coalesce(sum(least(s.ends, %(until)s) - greatest(s.arrival, %(since)s)), 0)
    FROM nights_location l
    LEFT JOIN nights_stay s ON s.location_id = l.id
        AND s.arrival < %(until)s AND s.ends > %(since)s
    WHERE l.municipality_id = %(municipality)s
    GROUP BY l.id, l.name ORDER BY l.name, l.id
"""


def count_nights(
    *, by: Actor, municipality: str, period: DateRange, on: date
) -> dict[str, Any]:
    """Nights and stays per location of a municipality in a period.

    Nights after `on` are not counted: nobody has slept them. A night in a bed that was
    let twice counts for each guest.

    Returns:
        `{municipality, from, to, nights, stays, locations: [{id, name, nights}]}`
    """
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    slept = period.until(_day_after(on)) if period.start <= on else None
    rows = _nights_per_location(municipality, slept)
    return {
        "municipality": municipality,
        "from": period.start,
        "to": period.end,
        "on": on,
        "nights": sum(row["nights"] for row in rows),
        "stays": sum(row["stays"] for row in rows),
        "locations": rows,
    }


def _day_after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def _nights_per_location(
    municipality: str, slept: DateRange | None
) -> list[dict[str, Any]]:
    never = date.min
    known: dict[str, Any] = {
        "municipality": municipality,
        "since": slept.start if slept else never,
        "until": (slept.end if slept else never) or never,
    }
    with connection.cursor() as cursor:
        cursor.execute(_NIGHTS, known)
        return [
            {"id": pk, "name": name, "nights": nights, "stays": stays}
            for pk, name, stays, nights in cursor.fetchall()
        ]


def locations_with_guests(on: date) -> QuerySet[Location]:
    """Locations in scope, each with `guests`: how many sleep there that night.

    The caller filters by its own municipality or provider; row security stands behind.
    """
    # Per location, so that the index on (location, ends) passes over all who have left.
    tonight = (
        Stay.objects.filter(location=OuterRef("pk"), arrival__lte=on, ends__gt=on)
        .order_by()
        .values("location")
        .annotate(guests=Count("pk"))
        .values("guests")
    )
    found = (
        Location.objects.filter(opened_on__lte=on)
        .filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
        .select_related("address", "address__neighbourhood", "municipality", "provider")
    )
    guests = Coalesce(Subquery(tonight), 0)
    return found.annotate(guests=guests)  # type: ignore[no-redef]  # no column: counted


def own_locations(*, by: Actor, provider: int, on: date) -> QuerySet[Location]:
    """The provider's own locations with tonight's number of guests."""
    check_may(by, SEE_OWN_GUESTS, provider=provider)
    return locations_with_guests(on).filter(provider_id=provider)


def municipal_locations(
    *, by: Actor, municipality: str, on: date
) -> QuerySet[Location]:
    """A municipality's locations with tonight's number of guests: counts, no guests."""
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    return locations_with_guests(on).filter(municipality_id=municipality)


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How full a municipality or neighbourhood is on a night."""

    code: str
    name: str
    locations: int
    permitted: int
    factual: int
    guests: int

    @property
    def percentage(self) -> int | None:
        """Guests per hundred permitted places, or None where none are known."""
        return round(100 * self.guests / self.permitted) if self.permitted else None


def occupancy_per_neighbourhood(
    *, by: Actor, municipality: str, on: date
) -> list[Occupancy]:
    """Tonight per neighbourhood; two aggregates, so that no place counts twice."""
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    open_here = Location.objects.filter(
        municipality_id=municipality, opened_on__lte=on
    ).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))
    places = open_here.values(
        code=F("address__neighbourhood_id"), area=F("address__neighbourhood__name")
    ).annotate(
        locations=Count("id"),
        permitted=Sum("permitted_capacity", default=0),
        factual=Sum("factual_capacity", default=0),
    )
    guests = dict(
        Stay.objects.filter(
            municipality_id=municipality,
            location__in=open_here,
            arrival__lte=on,
            ends__gt=on,
        )
        .values_list("location__address__neighbourhood_id")
        .annotate(guests=Count("id"))
    )
    return [
        Occupancy(
            code=row["code"] or "",
            name=row["area"] or "",
            locations=row["locations"],
            permitted=row["permitted"],
            factual=row["factual"],
            guests=guests.get(row["code"], 0),
        )
        for row in places.order_by("address__neighbourhood__name")
    ]


def occupancy_per_municipality(
    *, by: Actor, region: str, names: dict[str, str], on: date
) -> list[Occupancy]:
    """A region's municipalities tonight: counts by a function that shows no rows."""
    check_may(by, SEE_REGION, region=region)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nights_region_occupancy(%s, %s)", [region, on])
        return [
            Occupancy(
                code, names.get(code, code), locations, permitted, factual, guests
            )
            for code, locations, permitted, factual, guests in cursor.fetchall()
        ]


_PER_MONTH = """
    WITH months AS (
        SELECT day::date AS since, (day + interval '1 month')::date AS until
        FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') AS day
    )
    SELECT m.since, coalesce(sum(
        least(s.ends, m.until, %(today)s) - greatest(s.arrival, m.since)), 0)
    FROM months m
    LEFT JOIN nights_stay s ON s.arrival < least(m.until, %(today)s)
        AND s.ends > m.since AND s.municipality_id = %(municipality)s
    GROUP BY m.since ORDER BY m.since
"""


def nights_per_month(
    *, by: Actor, municipality: str, first: date, on: date
) -> list[tuple[date, int]]:
    """Nights slept in a municipality per calendar month, from a first month on."""
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    return remember(
        f"nights_per_month:{first}",
        municipality,
        on,
        lambda: _nights_per_month(municipality, first, on),
    )


def _nights_per_month(
    municipality: str, first: date, on: date
) -> list[tuple[date, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            _PER_MONTH,
            {
                "first": first,
                "last": on,
                "today": _day_after(on),
                "municipality": municipality,
            },
        )
        return list(cursor.fetchall())


def location_for(*, by: Actor, location: int, on: date) -> Location:
    """One location, for its provider or its municipality.

    Raises:
        NotFound: there is none in this person's scope.
        NotAllowed: the person's role does not see locations.
    """
    found = locations_with_guests(on).filter(pk=location).first()
    if found is None:
        found = _closed_location(location)
    check_may(
        by,
        SEE_LOCATION,
        municipality=found.municipality_id,
        provider=found.provider_id,
    )
    require_room(found.municipality_id, ROOM, on)
    return found


def find_location(*, by: Actor, wanted: str, on: date) -> Location:
    """A location by number or by exact name, for whoever may see it.

    Raises:
        NotFound: none has this number or name, or several have this name.
    """
    number = whole_number(wanted)
    if number is not None:
        return location_for(by=by, location=number, on=on)
    named = list(Location.objects.filter(name__iexact=wanted).values_list("pk")[:2])
    if len(named) != 1:
        raise NotFound(
            text("There is not one location called '%(name)s' for you.", name=wanted),
            next_step=text("Give the location's number; it is in its page's address."),
        )
    return location_for(by=by, location=named[0][0], on=on)


def find_guest(*, wanted: str) -> int:
    """The number of a guest by the provider's own reference, else the number itself.

    References are in a provider's scope only; opening the name checks who may.

    Raises:
        NotFound: several providers in scope use this reference, or it is no number.
    """
    known = list(
        Guest.objects.filter(reference=wanted).values_list("pk", flat=True)[:2]
    )
    if len(known) == 1:
        return known[0]
    number = whole_number(wanted)
    if known or number is None:
        raise NotFound(
            text("There is not one guest '%(wanted)s' for you.", wanted=wanted)
        )
    return number


def _closed_location(location: int) -> Location:
    found = (
        Location.objects.select_related("address", "municipality", "provider")
        .filter(pk=location)
        .first()
    )
    if found is None:
        raise NotFound(
            text("There is no location %(number)s for you.", number=location),
            next_step=text("Choose a location from your list."),
        )
    found.guests = 0  # closed: nobody sleeps there
    return found


def guests_tonight(*, by: Actor, location: Location, on: date) -> QuerySet[Stay]:
    """Who sleeps at a provider's own location, by the provider's own references."""
    check_may(by, SEE_OWN_GUESTS, provider=location.provider_id)
    return (
        Stay.objects.filter(location=location, arrival__lte=on, ends__gt=on)
        .select_related("guest")
        .order_by("guest__reference", "id")
    )


def double_lets(location: Location, on: date) -> QuerySet[DoubleLet]:
    """Beds of a location that are let to two guests on a night."""
    return DoubleLet.objects.filter(location=location, since__lte=on).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )


def parts_at(location: Location, on: date) -> QuerySet[PartAtAddress]:
    """Who plays which part at a location's address, with the evidence."""
    return (
        PartAtAddress.objects.filter(address=location.address_id, since__lte=on)
        .filter(Q(until__isnull=True) | Q(until__gt=on))
        .select_related("party")
        .order_by("part", "since")
    )


def baselines(
    *, by: Actor, region: str | None, municipality: str | None
) -> QuerySet[BaselineCount]:
    """The zero measurement of a municipality, or of each municipality of a region."""
    if region:
        check_may(by, SEE_REGION, region=region)
        return BaselineCount.objects.filter(municipality__region_id=region).order_by(
            "municipality__name"
        )
    check_may(by, SEE_COUNTS, municipality=municipality)
    return BaselineCount.objects.filter(municipality_id=municipality)
