"""Rows of the regional certificate, of what is public, and of management; invented.

The largest provider signed the covenant: one of its locations has the certificate, one
waits to be decided and one to be assessed. De Linde signed none and was refused.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onderdak.foundation.identity.contract import Role
from onderdak.housing.quality.contract.regional import criteria_on
from onderdak.kernel.ranges import add_months
from onderdak.project.demo.accounts import holds, kinds
from onderdak.project.demo.clock import instant
from onderdak.project.demo.facts import ARNHEM, LINGEWAARD, NIJMEGEN
from onderdak.project.demo.marker import OPERATOR_ID
from onderdak.project.demo.plan import LocationPlan, World
from onderdak.project.demo.standing_rows import Row, Table

_SAID: Final = "Verzonnen voor de demo"
_MONTHS: Final = 24
_COVENANT: Final = (1, 2)  # the region's covenant, in its second version
_CERTIFICATE: Final = 900_001  # apart from the certificates of registers
_ASSESSED: Final = timedelta(days=14)
_DECIDED: Final = timedelta(days=20)
_CALLED: Final = 3  # one location in so many was called
_TENANTS: Final = "municipality_id provider_id"
_TOWNS: Final = (ARNHEM, NIJMEGEN, LINGEWAARD)


@dataclass(frozen=True, slots=True)
class _Case:
    """An application, how far it is, and what was proposed."""

    spot: LocationPlan
    applied_on: date
    proposal: str = ""
    decided: bool = False
    reasons: str = ""

    @property
    def both(self) -> tuple[str, int]:
        """The municipality and the provider."""
        return self.spot.municipality, self.spot.provider


def regional(world: World, on: date) -> Iterator[Table]:
    """Each table as it is on the evening of a day."""
    cases = list(enumerate(_cases(world, on), 1))
    decider = _decider(world)
    assessors = {code: _assessor(world, code, decider) for code in _TOWNS}
    yield (
        "quality_regionalapplication",
        "id location_id applied_on applied_at applied_by_id words criteria"
        f" criteria_version {_TENANTS}",
        (
            (
                *(id_, case.spot.id, case.applied_on, instant(case.applied_on, 10)),
                *(OPERATOR_ID, _SAID, *_criteria(case), *case.both),
            )
            for id_, case in cases
        ),
    )
    yield (
        "quality_regionalassessment",
        "id application_id number proposal reasons findings covenant_id"
        f" covenant_version assessed_on assessed_at assessed_by_id {_TENANTS}",
        (
            (
                *(id_, id_, 1, case.proposal, case.reasons, _findings(case)),
                *(_COVENANT if case.proposal == "grant" else (None, None)),
                *_by(case.applied_on + _ASSESSED),
                *(assessors[case.spot.municipality], *case.both),
            )
            for id_, case in cases
            if case.proposal
        ),
    )
    yield (
        "quality_regionaldecision",
        "id application_id assessment_id assessed_by_id proposal outcome reasons"
        " decided_on decided_at decided_by_id valid_from valid_until four_eyes is_awb"
        f" settings_version {_TENANTS}",
        (
            _decision(id_, case, assessors[case.spot.municipality], decider)
            for id_, case in cases
            if case.decided
        ),
    )
    granted = [(id_, c) for id_, c in cases if c.decided and c.proposal == "grant"]
    yield from _certificates(world, granted)
    yield from _public(world, on, [case.spot for _id, case in granted])
    yield from _management(world, on)


def _by(day: date) -> tuple[date, object]:
    return day, instant(day, 11)


def _decider(world: World) -> int:
    """A supervisor of Arnhem: somebody other than who assessed."""
    return next(
        number
        for number, kind in enumerate(kinds(), 1)
        for held in holds(kind, world)
        if held.role is Role.SUPERVISOR
        and held.municipality == ARNHEM
        and number != OPERATOR_ID
    )


def _assessor(world: World, town: str, decider: int) -> int:
    """An official of the town, or else of Arnhem; the operator belongs to everyone."""
    found = {
        held.municipality: number
        for number, kind in enumerate(kinds(), 1)
        for held in holds(kind, world)
        if held.role in {Role.SUPERVISOR, Role.MUNICIPAL_ADMIN}
        and number not in {OPERATOR_ID, decider}
    }
    return found.get(town, found[ARNHEM])


def _cases(world: World, on: date) -> Iterator[_Case]:
    month = on.replace(day=1)
    own = [
        spot
        for code in _TOWNS
        for spot in world.locations
        if spot.provider == world.largest and spot.municipality == code
    ]
    for spot, (ago, proposal, decided) in zip(
        own, ((4, "grant", True), (1, "grant", False), (0, "", False)), strict=False
    ):
        yield _Case(spot, add_months(month, -ago), proposal, decided)
    pension = next(
        spot
        for spot in world.locations
        if spot.provider == world.pension and spot.municipality == ARNHEM
    )
    yield _Case(
        pension,
        add_months(month, -3),
        "refuse",
        True,
        "De verblijfsbieder is geen partij bij het convenant. Verzonnen voor de demo.",
    )


def _criteria(case: _Case) -> tuple[list[str], str]:
    rules, version = criteria_on(case.spot.municipality, case.applied_on)
    return list(rules), version


def _findings(case: _Case) -> str:
    """Judged by hand; the covenant is what the agreements say."""
    met = case.proposal == "grant"
    rules = _criteria(case)[0]
    return json.dumps(
        [
            {
                "rule": rule,
                "judged": ("meets" if met else "breaches")
                if rule == "B08"
                else "cannot_judge",
                "findings": [],
                "met": None if rule == "B08" else _is_met(number, met=met),
                "why": "" if rule == "B08" else _why(number, met=met),
            }
            for number, rule in enumerate(rules)
        ]
    )


_FAILED_EACH: Final = 4  # in a refused application one criterion in so many is not met


def _is_met(number: int, *, met: bool) -> bool:
    return met or number % _FAILED_EACH != 0


def _why(number: int, *, met: bool) -> str:
    if met:
        return _SAID
    if _is_met(number, met=met):
        return "Gezien bij het bezoek: in orde. Verzonnen voor de demo."
    return (
        "Bij het bezoek was dit niet in orde. Herstel het en vraag daarna opnieuw aan."
        " Verzonnen voor de demo."
    )


def _decision(id_: int, case: _Case, assessor: int, decider: int) -> Row:
    day = case.applied_on + _DECIDED
    granted = case.proposal == "grant"
    valid = (day, add_months(day, _MONTHS)) if granted else (None, None)
    return (
        *(id_, id_, id_, assessor, case.proposal),
        *("granted" if granted else "refused", case.reasons, *_by(day), decider),
        *(*valid, True, False, "", *case.both),
    )


def _certificates(world: World, granted: list[tuple[int, _Case]]) -> Iterator[Table]:
    """The certificate that each grant made."""
    names = {one.id: one for one in world.providers}
    rows = [
        (_CERTIFICATE + number, id_, case, case.applied_on + _DECIDED)
        for number, (id_, case) in enumerate(granted)
    ]
    stamp = "recorded_at recorded_by_id"
    yield (
        "quality_certificate",
        f"id {_TENANTS} location_id scheme number holder holder_kvk"
        f" whole_organisation address {stamp}",
        (
            (
                *(number, *case.both, case.spot.id, "regional", f"RC-{id_}"),
                *(names[case.spot.provider].name, names[case.spot.provider].kvk_number),
                *(False, "", instant(day, 11), OPERATOR_ID),
            )
            for number, id_, case, day in rows
        ),
    )
    yield (
        "quality_certificateterm",
        "id municipality_id certificate_id said_on origin source beds valid_from"
        f" valid_until registered_on {stamp}",
        (
            (
                *(number, case.spot.municipality, number, day, "municipality"),
                *(f"RC-{id_}/{id_}", case.spot.factual, day, add_months(day, _MONTHS)),
                *(case.applied_on, instant(day, 11), OPERATOR_ID),
            )
            for number, id_, case, day in rows
        ),
    )
    yield (
        "quality_certificatechange",
        f"id municipality_id certificate_id state since origin source words {stamp}",
        (
            (
                *(number, case.spot.municipality, number, "valid", day),
                *("municipality", f"RC-{id_}/{id_}", "", instant(day, 11), OPERATOR_ID),
            )
            for number, id_, case, day in rows
        ),
    )


def _public(world: World, on: date, certified: list[LocationPlan]) -> Iterator[Table]:
    """One address that may be shown, one example that is, and one to review."""
    month = on.replace(day=1)
    spots = [*certified[:1], *_of_pension(world)]
    texts = (
        ("Samen een moestuin", "Bewoners en buren houden samen een tuin bij."),
        ("Huisregels met tekeningen", "Een tekening bij elke regel voorkomt vragen."),
    )
    examples = list(enumerate(zip(spots, texts, strict=False), 1))
    when = (month, instant(month, 9), OPERATOR_ID)
    yield (
        "quality_goodexample",
        f"id location_id title story written_on written_at written_by_id {_TENANTS}",
        (
            (id_, spot.id, *words, *when, spot.municipality, spot.provider)
            for id_, (spot, words) in examples
        ),
    )
    line = f"on at by_id words what location_id example_id {_TENANTS}"
    address = [
        ("address", spot.id, None, spot.municipality, spot.provider)
        for spot in certified[:1]
    ]
    told = [
        ("example", None, id_, spot.municipality, spot.provider)
        for id_, (spot, _words) in examples
    ]
    yield (
        "quality_publicconsent",
        f"id given {line}",
        (
            (id_, True, *when, _SAID, *about)
            for id_, about in enumerate([*address, *told], 1)
        ),
    )
    yield (
        "quality_publicreview",
        f"id allowed {line}",
        (
            (id_, True, *when, _SAID, *about)
            for id_, about in enumerate([*address, *told[:1]], 1)
        ),
    )


def _of_pension(world: World) -> list[LocationPlan]:
    return [spot for spot in world.locations if spot.provider == world.pension][:1]


def _management(world: World, on: date) -> Iterator[Table]:
    """How locations in three towns are reached, and some calls that were made."""
    month = add_months(on.replace(day=1), -2)
    spots = [
        spot
        for spot in world.locations
        if spot.municipality in (ARNHEM, NIJMEGEN, LINGEWAARD)
    ]
    contacts = [
        (spot, kind, function)
        for spot in spots
        for kind, function in (
            ("manager", "Beheerder van dienst"),
            ("neighbours", "Meldpunt voor omwonenden"),
        )
    ]
    numbered = list(enumerate(contacts, 1))
    yield (
        "quality_managementcontact",
        "id location_id contact_for function phone email day_and_night since at by_id"
        f" {_TENANTS}",
        (
            (
                *(id_, spot.id, kind, function, f"000 {id_:07d}", ""),
                *(kind == "manager", month, instant(month, 9), OPERATOR_ID),
                *(spot.municipality, spot.provider),
            )
            for id_, (spot, kind, function) in numbered
        ),
    )
    called = [
        (id_, spot)
        for id_, (spot, kind, _function) in numbered
        if kind == "manager" and spot.id % _CALLED == 0
    ]
    day = month + _ASSESSED
    yield (
        "quality_managercheck",
        "id location_id contact_id called_at answered after_minutes words recorded_at"
        f" by_id {_TENANTS}",
        (
            (
                *(number, spot.id, id_, instant(day, 22), number % 5 > 0),
                *(number % 4 if number % 5 else None, "", instant(day, 23)),
                *(OPERATOR_ID, spot.municipality, spot.provider),
            )
            for number, (id_, spot) in enumerate(called, 1)
        ),
    )
