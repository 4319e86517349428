"""What the certificates of a location say of it, put in the form of statements.

A register that says "certified" or "lapsed" states a fact. A suspension and a row that
went missing do not: they are questions to the certifier, and stay unknown here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import Q

from onderdak.housing.quality.certificate_queries import gone_from_registers, held_of
from onderdak.housing.quality.domain.certificates import (
    Held,
    Origin,
    Scheme,
    Standing,
    spoken_of,
    standing_on,
    term_on,
)
from onderdak.housing.quality.domain.whose_counts import Source, Statement
from onderdak.housing.quality.models import Certificate
from onderdak.register.nights.contract import Location

_COVERED: Final[Mapping[Scheme, str]] = {
    Scheme.SNF: "certificates.snf.registered",
    Scheme.AKF: "certificates.akf.covered",
    Scheme.REGIONAL: "landlord.regional_certificate",
}
_SAYS: Final = {
    Standing.VALID: True,
    Standing.LAPSED: False,
    Standing.WITHDRAWN: False,
}


def certificates_of(
    locations: Iterable[Location],
) -> dict[int, list[Held]]:
    """Look up what is held at locations or by their whole provider.

    A fixed number of queries for each municipality. Only the municipality knows which
    rows went missing from a register.
    """
    houses = list(locations)
    by_provider: dict[int, list[int]] = defaultdict(list)
    for house in houses:
        by_provider[house.provider_id].append(house.pk)
    rows = (
        Certificate.objects.filter(
            Q(location__in=[house.pk for house in houses])
            | Q(whole_organisation=True, provider_id__in=list(by_provider))
        )
        .prefetch_related("terms", "changes")
        .order_by("id")
    )
    gone = {
        pk: day
        for town in {house.municipality_id for house in houses}
        for pk, day in gone_from_registers(town).items()
    }
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        held = held_of(row, gone.get(row.pk))
        whole = by_provider[row.provider_id] if row.provider_id is not None else []
        for pk in [row.location_id] if row.location_id is not None else whole:
            found[pk].append(held)
    return found


def certified_elsewhere(held: Sequence[Held], on: date) -> Iterator[Statement]:
    """Say what the certificates of one location tell of it on a day."""
    for scheme, path in _COVERED.items():
        all_known = [one for one in held if one.scheme is scheme]
        # Nor does a provider's own word replace what others say by a second one.
        of_scheme = [one for one in all_known if spoken_of(one)] or all_known
        best = min(of_scheme, key=lambda one: _order(one, on), default=None)
        if best is None or _is_missing(best, on):
            continue
        if (says := _SAYS.get(standing_on(best, on))) is not None:
            yield _stated(best, path, says, on)
        if scheme is Scheme.SNF:
            yield from _inspections(best, on)


def _is_missing(held: Held, on: date) -> bool:
    return held.gone_since is not None and held.gone_since <= on


def _order(held: Held, on: date) -> tuple[bool, int]:
    """What holds goes first, then what was entered last."""
    return standing_on(held, on) is not Standing.VALID, -held.id


def _inspections(held: Held, on: date) -> Iterator[Statement]:
    if standing_on(held, on) is Standing.VALID:
        yield _stated(held, "landlord.snf_registered", True, on)
    said = [term for term in held.terms if term.said_on <= on]
    registered = {term.registered_on for term in said if term.registered_on}
    inspected = {term.inspected_on for term in said if term.inspected_on}
    if registered:
        first = min(registered).isoformat()
        yield _stated(held, "certificates.snf.registered_on", first, on)
    if inspected:
        first, last = min(inspected).isoformat(), max(inspected).isoformat()
        yield _stated(held, "certificates.snf.inspected", True, on)
        yield _stated(held, "certificates.snf.first_inspection", first, on)
        yield _stated(held, "certificates.snf.last_inspection", last, on)


def _stated(held: Held, path: str, value: bool | str, on: date) -> Statement:
    term = term_on(held.terms, on)
    own_word = term is None or term.origin is Origin.PROVIDER
    return Statement(
        id=None,
        place="",
        path=path,
        value=value,
        source=Source.PROVIDER if own_word else Source.CERTIFICATE,
        observed_on=on if term is None else min(term.said_on, on),
        reference=held.scheme.value.upper(),
    )
