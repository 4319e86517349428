"""Mark, permit and nights of one location side by side: each from its own source."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from onderdak.foundation.identity.contract import Actor, check_may
from onderdak.housing.quality.certificate_queries import (
    KnownCertificate,
    held_of,
    nights_may_be_laid_beside,
)
from onderdak.housing.quality.domain.certificate_permissions import SEE_CERTIFICATES
from onderdak.housing.quality.domain.certificates import (
    OF_LOCATIONS,
    Held,
    Scheme,
    first_in_force,
    in_force,
    standing_on,
    term_on,
)
from onderdak.housing.quality.models import Certificate, PermitFact
from onderdak.kernel.ranges import DateRange, add_months
from onderdak.register.nights.contract import Location
from onderdak.register.nights.contract.supervising import (
    Looked,
    fullness_by_day,
)

_MONTHS_BACK = 11


@dataclass(frozen=True, slots=True)
class MonthBeside:
    """A month of nights: slept, the fullest night, and nights without certificate."""

    month: date
    slept: int
    fullest: int
    without: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is known of a location on a day, each part from its own source.

    `months` is None where no by-law gives the ground to lay nights beside the mark, or
    where the reader is the provider, who has the nights in the own register.
    """

    location: Location
    certificates: Sequence[KnownCertificate]
    permits: Sequence[PermitFact]
    months: Sequence[MonthBeside] | None


def permits_on(location: Location, on: date) -> list[PermitFact]:
    """The permits of a location on a day; of each the row that was recorded last."""
    last: dict[tuple[str, str], PermitFact] = {}
    for one in PermitFact.objects.filter(location=location).order_by("pk"):
        last[(one.kind, one.number)] = one
    return [
        one
        for one in last.values()
        if one.valid_from <= on and (one.valid_until is None or on < one.valid_until)
    ]


def permits_recorded(location: Location) -> list[PermitFact]:
    """Every permit that was ever recorded of a location, the latest first."""
    return list(PermitFact.objects.filter(location=location).order_by("-pk"))


def beside(*, by: Actor, location: Location, on: date, today: date) -> Beside:
    """Mark, permit and nights of a location on a day.

    Raises:
        NotAllowed: the person's role does not see the certificates of this location.
    """
    check_may(
        by,
        SEE_CERTIFICATES,
        municipality=location.municipality_id,
        provider=location.provider_id,
    )
    rows = (
        Certificate.objects.filter(municipality_id=location.municipality_id)
        .filter(
            Q(location=location)
            | Q(provider_id=location.provider_id, whole_organisation=True)
        )
        .select_related("provider", "location")
        .prefetch_related("terms", "changes")
        .order_by("scheme", "-pk")
    )
    known = [_known(row, on) for row in rows]
    of_town = location.municipality_id in by.municipalities
    may = of_town and nights_may_be_laid_beside(location.municipality_id, on)
    return Beside(
        location,
        known,
        permits_on(location, on),
        _months(by, location, known, on, today) if may else None,
    )


def _known(row: Certificate, on: date) -> KnownCertificate:
    held = held_of(row)
    return KnownCertificate(row, held, standing_on(held, on), term_on(held.terms, on))


def _months(
    by: Actor,
    location: Location,
    known: Sequence[KnownCertificate],
    on: date,
    today: date,
) -> list[MonthBeside]:
    """The twelve months up to and with the day, by month; only nights that were."""
    last = min(on, today)
    first = add_months(last.replace(day=1), -_MONTHS_BACK)
    period = DateRange(first, last + timedelta(days=1))
    marks = [
        one.held
        for one in known
        if Scheme(one.row.scheme) in OF_LOCATIONS and one.held.location is not None
    ]
    begun = first_in_force(marks, last)
    nights: dict[date, list[tuple[date, int]]] = defaultdict(list)
    looked = Looked(location.municipality_id, period, location=location.pk)
    for each in fullness_by_day(by=by, looked=looked, on=today):
        day = date.fromisoformat(each.key)
        nights[day.replace(day=1)].append((day, each.slept))
    return [
        MonthBeside(
            month,
            sum(slept for _day, slept in days),
            max(slept for _day, slept in days),
            _without(marks, days) if begun and days[-1][0] >= begun else None,
        )
        for month, days in sorted(nights.items(), reverse=True)
    ]


def _without(marks: Sequence[Held], days: Sequence[tuple[date, int]]) -> int:
    """Nights slept while no mark of the housing held, since the first one did.

    What was before the first mark that is known here is not known, so not counted.
    """
    begun = first_in_force(marks, days[-1][0])
    return sum(
        slept
        for day, slept in days
        if begun and day >= begun and not any(in_force(one, day) for one in marks)
    )
