"""What the rooms of this software say of an address: one function a source."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from onderdak.foundation.identity.contract import local_value, rulebook
from onderdak.foundation.parties.contract import PartAtAddress
from onderdak.housing.quality.contract import (
    Certificate,
    PermitFact,
    Scheme,
    Standing,
    held_of,
    permits_on,
    quality_of,
    standing_on,
    term_on,
)
from onderdak.kernel.ranges import DateRange, add_months
from onderdak.kernel.text import Text, text
from onderdak.register.duty.contract import State as DutyState
from onderdak.register.duty.contract import duty_counts
from onderdak.register.nights.contract import Location
from onderdak.register.nights.contract.supervising import nights_slept
from onderdak.supervision.picture.domain.known import Known
from onderdak.supervision.picture.domain.sources import BY_KEY
from onderdak.supervision.picture.look import Look

NIGHTS_AT_ADDRESS = "picture.nights_at_address"
_MONTHS_BACK = 12

_PARTS = {
    "owner": text("owner"),
    "landlord": text("landlord"),
    "site_manager": text("site manager"),
    "provider": text("provider"),
    "agency": text("agency"),
    "employer": text("employer"),
}
_STANDINGS = {
    Standing.VALID: text("valid"),
    Standing.AHEAD: text("not yet begun"),
    Standing.SUSPENDED: text("suspended"),
    Standing.WITHDRAWN: text("withdrawn"),
    Standing.LAPSED: text("lapsed"),
}
_DUTY = {
    DutyState.APPROACHING: text("people who have to register soon"),
    DutyState.DUE: text("people who have to register"),
    DutyState.OVERDUE: text("people who are late to register"),
}
_PERMITS = {
    PermitFact.Kind.ENVIRONMENT: text("environmental permit"),
    PermitFact.Kind.OPERATING: text("operating permit"),
    PermitFact.Kind.LODGING: text("permit for lodging"),
    PermitFact.Kind.TOLERATED: text("tolerated"),
    PermitFact.Kind.OTHER: text("permit"),
}


def _ground(source: str) -> str:
    return BY_KEY[source].ground


def buildings(look: Look) -> Iterator[Known]:
    """Use, floor area, status and year, as the BAG has them."""
    for each in look.objects:
        facts: list[tuple[Text, int | str | None]] = [
            (text("use"), ", ".join(each.uses) or None),
            (text("floor area in m²"), each.floor_area),
            (text("status"), each.status or None),
        ]
        for what, value in facts:
            yield Known("bag", what, value, each.since, _ground("bag"), each.bag_id)
        for building in each.buildings.all():
            yield Known(
                "bag",
                text("year of building"),
                str(building.year) if building.year else None,
                building.since,
                _ground("bag"),
                building.bag_id,
            )


def parties(look: Look) -> Iterator[Known]:
    """Who plays which part here, now and before, with the evidence."""
    rows = (
        PartAtAddress.objects.filter(
            municipality_id=look.municipality, address=look.address
        )
        .select_related("party")
        .order_by("-since", "id")
    )
    for row in rows:
        yield Known(
            "parties",
            _PARTS[row.part],
            text("%(name)s (disputed)", name=row.party.name)
            if row.disputed
            else row.party.name,
            row.since,
            _ground("parties"),
            row.evidence_reference,
            until=row.until,
        )


def locations(look: Look) -> Iterator[Known]:
    """Which provider houses people here, since when, and for how many there is room."""
    for each in look.locations:
        about, ground = ("location", each.pk), _ground("locations")
        yield Known(
            "locations",
            text("provider of location %(name)s", name=each.name),
            each.provider.name,
            each.opened_on,
            ground,
            about=about,
        )
        yield Known(
            "locations",
            text("permitted places of the whole location %(name)s", name=each.name)
            if _of_the_whole(look, each)
            else text("permitted places"),
            each.permitted_capacity,
            each.opened_on,
            ground,
        )
        if each.closed_on:
            closed = text("location %(name)s closed", name=each.name)
            yield Known("locations", closed, "", each.closed_on, ground, about=about)


def _of_the_whole(look: Look, location: Location) -> bool:
    """Whether this is a unit's address: what is counted is of the whole location."""
    return location.address_id != look.address.pk


def nights_ground(look: Look) -> str | None:
    """The article of the by-law by which nights may be shown here; None without one."""
    found = local_value(NIGHTS_AT_ADDRESS, municipality=look.municipality, on=look.on)
    return found.article if found is not None and found.value is True else None


def nights(look: Look) -> Iterator[Known]:
    """How many nights were slept here in the past twelve months: a count."""
    ground = nights_ground(look)
    if not look.locations or ground is None:
        return
    since = add_months(look.on, -_MONTHS_BACK)
    period = DateRange(since, look.on)
    held = [
        within
        for within, said in rulebook().periods(
            NIGHTS_AT_ADDRESS, period, look.municipality
        )
        if said.value is True
    ]
    since = min((one.start for one in held), default=since)
    slept = nights_slept(
        by=look.by,
        municipality=look.municipality,
        at={each.pk: held for each in look.locations},
        on=look.on,
    )
    for each in look.locations:
        yield Known(
            "nights",
            text(
                "nights slept at the whole location %(name)s since %(since)s",
                name=each.name,
                since=since,
            )
            if _of_the_whole(look, each)
            else text("nights slept since %(since)s", since=since),
            slept.get(each.pk, 0),
            look.on,
            ground,
            about=("location", each.pk),
        )


def duty(look: Look) -> Iterator[Known]:
    """How many people have to register soon, or already; small counts are left out."""
    here = {each.pk for each in look.locations}
    if not here:
        return
    counts = duty_counts(by=look.by, municipality=look.municipality, on=look.on)
    for row in counts["locations"]:
        if row["id"] not in here:
            continue
        for state, what in _DUTY.items():
            number = row[state.value]
            value = text("few: too small a count to show") if number is None else number
            yield Known("duty", what, value, look.on, _ground("duty"))


def certificates(look: Look) -> Iterator[Known]:
    """Which certificates are held here, or by the provider as a whole."""
    if not look.locations:
        return
    rows = (
        Certificate.objects.filter(
            Q(location__in=look.locations)
            | Q(
                provider__in=[each.provider_id for each in look.locations],
                whole_organisation=True,
            ),
            municipality_id=look.municipality,
        )
        .prefetch_related("terms", "changes")
        .order_by("scheme", "-pk")
    )
    for row in rows:
        held = held_of(row)
        term = term_on(held.terms, look.on)
        yield Known(
            "certificates",
            text("%(scheme)s certificate", scheme=Scheme(row.scheme).value.upper()),
            _STANDINGS[standing_on(held, look.on)],
            term.said_on if term else None,
            _ground("certificates"),
            row.number,
            ("certificate", row.pk),
            until=term.valid_until if term else None,
        )


def permits(look: Look) -> Iterator[Known]:
    """The permits of locations here that hold on the day."""
    for each in look.locations:
        for permit in permits_on(each, look.on):
            yield Known(
                "permits",
                _PERMITS[PermitFact.Kind(permit.kind)],
                text("for %(beds)s beds", beds=permit.beds) if permit.beds else "",
                permit.valid_from,
                _ground("permits"),
                permit.number,
                until=permit.valid_until,
            )


def quality(look: Look) -> Iterator[Known]:
    """How many norms are met at the locations here, and how many are not."""
    for each in look.locations:
        if not _open_on(each.opened_on, each.closed_on, look.on):
            continue
        counts = quality_of(by=look.by, location=each, on=look.on).counts
        for what, number in (
            (text("norms that are not met"), sum(counts.breaches.values())),
            (text("norms that cannot be judged yet"), counts.cannot_judge),
            (text("norms that are met"), counts.meets),
        ):
            yield Known(
                "quality",
                what,
                number,
                look.on,
                _ground("quality"),
                about=("quality", each.pk),
            )


def _open_on(opened: date, closed: date | None, on: date) -> bool:
    return opened <= on and (closed is None or on < closed)
