"""Rows of certificates and permits, invented: most hold, some ask for a look."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from onderdak.kernel.ranges import add_months
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, LINGEWAARD, NIJMEGEN
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import DAY_ONE, LocationPlan, ProviderPlan, World
from onderdak.project.demo.standing_rows import Row, Table

_SOURCE: Final = "Verzonnen voor de demo"
_ADDRESS: Final = "keurmerk@demo.onderdak.example"
_YEARS: Final = 24  # months
_LEFT_OUT: Final = 11  # one in so many has no certificate
_PERMIT_EACH: Final = 3  # one in so many has a permit on record here


@dataclass(frozen=True, slots=True)
class CertificatePlan:
    """A certificate with what is said of it and what became of it."""

    scheme: str
    municipality: str
    holder: ProviderPlan
    location: LocationPlan | None
    beds: int | None
    since: date
    until: date
    inspected: date | None
    registered: date | None = None
    address: str = ""
    changes: tuple[tuple[str, date, str], ...] = ()


def certificates(world: World, on: date) -> Iterator[Table]:
    """Each table of certificates as it is on the evening of a day."""
    plans = numbered(world, on)
    yield (
        "quality_certificate",
        "id municipality_id provider_id location_id scheme number holder holder_kvk"
        " whole_organisation address recorded_at recorded_by_id",
        (
            (
                *(id_, plan.municipality, None if plan.address else plan.holder.id),
                *(plan.location.id if plan.location else None, plan.scheme),
                *(number_of(id_, plan), plan.holder.name),
                *(plan.holder.kvk_number, not plan.location and not plan.address),
                *(plan.address, *_by(plan.since)),
            )
            for id_, plan in plans
        ),
    )
    yield (
        "quality_certificateterm",
        "id municipality_id certificate_id said_on origin source beds valid_from"
        " valid_until registered_on inspected_on recorded_at recorded_by_id",
        (
            (
                *(id_, plan.municipality, id_, plan.since, "register", _SOURCE),
                *(plan.beds, plan.since, plan.until, plan.registered),
                *(plan.inspected, *_by(plan.since)),
            )
            for id_, plan in plans
        ),
    )
    yield (
        "quality_certificatechange",
        "id municipality_id certificate_id state since origin source words recorded_at"
        " recorded_by_id",
        _changes(plans),
    )
    yield (
        "quality_permitfact",
        "id municipality_id provider_id location_id kind number beds valid_from"
        " valid_until source recorded_at recorded_by_id",
        _permits(world),
    )
    yield (
        "quality_schemecontact",
        "id municipality_id scheme organisation email recorded_at recorded_by_id",
        iter([(1, ARNHEM, "snf", "Keurmerk (demo)", _ADDRESS, *_by(DAY_ONE))]),
    )


def numbered(world: World, on: date) -> list[tuple[int, CertificatePlan]]:
    """The certificates of the demo, each with its number."""
    return list(enumerate(_plans(world, on), 1))


def number_of(id_: int, plan: CertificatePlan) -> str:
    """As the demo's register names it: by the number of its location."""
    number = plan.location.id if plan.location else 9000 + id_
    return f"DEMO-{plan.scheme.upper()}-{number:04d}"


def _by(day: date) -> tuple[object, int]:
    return instant(max(day, DAY_ONE), 9), OPERATOR_ID


def _changes(plans: list[tuple[int, CertificatePlan]]) -> Iterator[Row]:
    rows = [
        (id_, plan, change)
        for id_, plan in plans
        for change in (("valid", plan.since, "register"), *plan.changes)
    ]
    for number, (id_, plan, (state, since, origin)) in enumerate(rows, 1):
        yield (
            *(number, plan.municipality, id_, state, since, origin, _SOURCE, ""),
            *_by(since),
        )


def _houses(world: World, code: str) -> list[tuple[LocationPlan, ProviderPlan]]:
    """The locations of companies in a town; persons hold no certificate here."""
    companies = {one.id: one for one in world.providers if one.kvk_number}
    return [
        (spot, companies[spot.provider])
        for spot in world.locations
        if spot.municipality == code and spot.provider in companies
    ]


def _plans(world: World, on: date) -> Iterator[CertificatePlan]:
    """Of Arnhem, Nijmegen and Lingewaard; the first ones of Arnhem ask for a look."""
    month = on.replace(day=1)
    for code, scheme in ((ARNHEM, "snf"), (NIJMEGEN, "snf"), (LINGEWAARD, "akf")):
        for number, (spot, holder) in enumerate(_houses(world, code)):
            if number % _LEFT_OUT == _LEFT_OUT - 1:
                continue
            plan = _valid(scheme, spot, holder, month, number)
            yield _odd(plan, number, month) if code == ARNHEM else plan
    (_spot, first), (_other, second) = _houses(world, ARNHEM)[:2]
    yield _of_company("abu", first, month)
    yield _of_company("nbbu", second, month)
    yield CertificatePlan(
        *("snf", ARNHEM, second, None, 6, month, add_months(month, _YEARS), month),
        address="Onbekendelaan 99, Arnhem",
    )


def _valid(
    scheme: str, spot: LocationPlan, holder: ProviderPlan, month: date, number: int
) -> CertificatePlan:
    since = add_months(month, -6 - number % 9)
    beds = spot.factual or spot.permitted
    until = add_months(since, _YEARS)
    return CertificatePlan(
        scheme, spot.municipality, holder, spot, beds, since, until, since
    )


def _of_company(scheme: str, holder: ProviderPlan, month: date) -> CertificatePlan:
    since = add_months(month, -10)
    until = add_months(since, _YEARS)
    return CertificatePlan(scheme, ARNHEM, holder, None, None, since, until, None)


def _odd(plan: CertificatePlan, number: int, month: date) -> CertificatePlan:
    """The cases to look at: one ends, one is suspended, one new, one too full."""
    start = add_months(month, -23)
    match number:
        case 1:
            soon = add_months(month, 2) - timedelta(days=10)
            return _like(plan, start, soon, start)
        case 2:
            suspended = ("suspended", month, "alert")
            return _like(plan, plan.since, plan.until, plan.since, suspended)
        case 3:
            registered = add_months(month, -3)
            until = add_months(month, _YEARS)
            return _like(plan, registered, until, None, registered=registered)
        case 4:
            beds = max(1, (plan.beds or 4) // 2)
            return _like(plan, plan.since, plan.until, plan.since, beds=beds)
        case 5:
            return _like(plan, add_months(month, -25), add_months(month, -1), start)
    return plan


def _like(
    plan: CertificatePlan,
    since: date,
    until: date,
    inspected: date | None,
    *changes: tuple[str, date, str],
    registered: date | None = None,
    beds: int | None = None,
) -> CertificatePlan:
    return replace(
        plan,
        beds=beds or plan.beds,
        since=since,
        until=until,
        inspected=inspected,
        registered=registered,
        changes=changes,
    )


def _permits(world: World) -> Iterator[Row]:
    spots = [
        spot
        for code in (ARNHEM, NIJMEGEN, LINGEWAARD)
        for spot, _holder in _houses(world, code)
    ]
    for number, spot in enumerate(spots[::_PERMIT_EACH], 1):
        yield (
            *(number, spot.municipality, spot.provider, spot.id, "environment"),
            *(f"DEMO-OV-{number:04d}", spot.permitted, DAY_ONE, None, _SOURCE),
            *_by(DAY_ONE),
        )
