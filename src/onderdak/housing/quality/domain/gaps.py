"""Gaps in certificates: what a register does not show, or will soon not show.

A gap is a question to somebody, never an offence: the schemes are private norms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from onderdak.housing.quality.domain.certificates import (
    OF_ALL_LOCATIONS,
    OF_LOCATIONS,
    Held,
    Scheme,
    Standing,
    not_in_force_since,
    standing_on,
    term_on,
)
from onderdak.kernel.ranges import add_months

_MONTHS: Final = 12


class GapKind(StrEnum):
    """What is missing; the first are the most pressing."""

    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    BEDS_OVER = "beds_over"
    NIGHTS_WITHOUT = "nights_without"
    INSPECTION_LATE = "inspection_late"
    RHYTHM_LATE = "rhythm_late"
    GONE = "gone"
    MISSING = "missing"
    NOT_SHOWN = "not_shown"
    WITHOUT_LOCATION = "without_location"
    EXPIRING = "expiring"
    INSPECTION_DUE = "inspection_due"


ORDER: Final = {kind: number for number, kind in enumerate(GapKind)}
_OF_STANDING: Final = {
    Standing.SUSPENDED: GapKind.SUSPENDED,
    Standing.WITHDRAWN: GapKind.WITHDRAWN,
    Standing.LAPSED: GapKind.LAPSED,
}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a scheme inspects: a new location within weeks, then each so many years."""

    first_weeks: int | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms by which gaps are found, each read from a dated parameter."""

    warn_days: int
    rhythms: Mapping[Scheme, Rhythm]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing: of a certificate, of a location, or of both.

    `day` is the day by which, or since which; `measured` and `threshold` are counts.
    """

    kind: GapKind
    scheme: Scheme
    certificate: int | None = None
    location: int | None = None
    provider: int | None = None
    day: date | None = None
    measured: int | None = None
    threshold: int | None = None


@dataclass(frozen=True, slots=True)
class House:
    """A location in use, and whose it is."""

    id: int
    provider: int
    opened_on: date


@dataclass(frozen=True, slots=True)
class Slept:
    """What was slept at a location, where a by-law lets the two be compared.

    `fullest` is the fullest night of the last while, `after` the nights slept since the
    certificate of a scheme stopped holding.
    """

    fullest: Mapping[int, int]
    after: Mapping[tuple[int, Scheme], int]


def gaps_of(held: Held, on: date, terms: Terms) -> list[Gap]:
    """What is missing of one certificate on a day, the most pressing first."""
    found = [
        *_of_standing(held, on, terms.warn_days),
        *_of_inspection(held, on, terms.rhythms.get(held.scheme, Rhythm())),
    ]
    if held.gone_since is not None and held.gone_since <= on:
        found.append(_gap(GapKind.GONE, held, held.gone_since))
    located = held.location is not None or held.whole_organisation
    if held.scheme in OF_LOCATIONS and not located:
        found.append(_gap(GapKind.WITHOUT_LOCATION, held, None))
    return sorted(found, key=lambda gap: ORDER[gap.kind])


def _gap(kind: GapKind, held: Held, day: date | None) -> Gap:
    return Gap(kind, held.scheme, held.id, held.location, held.provider, day)


def _of_standing(held: Held, on: date, warn_days: int) -> list[Gap]:
    standing, term = standing_on(held, on), term_on(held.terms, on)
    until = term.valid_until if term else None
    if kind := _OF_STANDING.get(standing):
        return [_gap(kind, held, not_in_force_since(held, on) or until)]
    soon = until is not None and until <= on + timedelta(days=warn_days)
    if standing is Standing.VALID and soon:
        return [_gap(GapKind.EXPIRING, held, until)]
    return []


def _of_inspection(held: Held, on: date, rhythm: Rhythm) -> list[Gap]:
    term = term_on(held.terms, on)
    ended = standing_on(held, on) in {Standing.WITHDRAWN, Standing.LAPSED}
    if term is None or ended or held.whole_organisation:
        return []
    if term.inspected_on is None or term.inspected_on > on:
        return _of_first(held, term.registered_on, on, rhythm)
    due = next_inspection(term.inspected_on, rhythm)
    return [_gap(GapKind.RHYTHM_LATE, held, due)] if due and on > due else []


def _of_first(
    held: Held, registered: date | None, on: date, rhythm: Rhythm
) -> list[Gap]:
    due = first_inspection(registered, rhythm)
    if due is None or registered is None or registered > on:
        return []
    late = on > due
    return [
        _gap(GapKind.INSPECTION_LATE if late else GapKind.INSPECTION_DUE, held, due)
    ]


def first_inspection(registered: date | None, rhythm: Rhythm) -> date | None:
    """The last day on which a new location is inspected in time (A15).

    Registered on 2-3-2026, six weeks: by 13-4-2026. The term is one of a private norm,
    so the Algemene termijnenwet does not lengthen it.
    """
    if registered is None or rhythm.first_weeks is None:
        return None
    return registered + timedelta(weeks=rhythm.first_weeks)


def next_inspection(inspected: date | None, rhythm: Rhythm) -> date | None:
    """The last day on which a location is inspected again in time (A15)."""
    if inspected is None or rhythm.years is None:
        return None
    return add_months(inspected, rhythm.years * _MONTHS)


def missing_houses(
    houses: Sequence[House], held: Sequence[Held], on: date
) -> list[Gap]:
    """Locations of a certified company that no certificate of it names.

    Where the scheme's locations of this company are known, a location that is not
    among them is missing. Where only the company is known to be certified, nobody can
    say; that is told as such and never taken for good.
    """
    found: list[Gap] = []
    for scheme in sorted(OF_ALL_LOCATIONS):
        of_scheme = [one for one in held if one.scheme is scheme]
        certified = {
            one.provider
            for one in of_scheme
            if standing_on(one, on) is Standing.VALID and one.provider
        }
        named = {one.location for one in of_scheme}
        listed = {one.provider for one in of_scheme if one.location is not None}
        found += [
            Gap(
                GapKind.MISSING if house.provider in listed else GapKind.NOT_SHOWN,
                scheme,
                location=house.id,
                provider=house.provider,
            )
            for house in houses
            if house.provider in certified and house.id not in named
        ]
    return found


def all_gaps(
    held: Sequence[Held],
    houses: Sequence[House],
    on: date,
    terms: Terms,
    slept: Slept | None = None,
) -> list[Gap]:
    """Every gap on a day, the most pressing first.

    A certificate that a newer one took the place of is no gap any more.
    """
    standing = _not_replaced(held, on)
    found = [gap for one in standing for gap in gaps_of(one, on, terms)]
    found += missing_houses(houses, held, on)
    if slept is not None:
        found += slept_gaps(standing, slept, on)
    return sorted(found, key=lambda gap: (ORDER[gap.kind], gap.day or date.max))


def _not_replaced(held: Sequence[Held], on: date) -> list[Held]:
    """Leave out what does not hold, where another of its kind and place does."""
    now = [(one, standing_on(one, on)) for one in held]
    valid = {_place(one) for one, standing in now if standing is Standing.VALID}
    return [
        one
        for one, standing in now
        if standing in {Standing.VALID, Standing.AHEAD} or _place(one) not in valid
    ]


def _place(one: Held) -> tuple[Scheme, int | None, int | None, bool, int]:
    """What a certificate is about; one without any place is like no other."""
    alone = one.id if one.location is None and not one.whole_organisation else 0
    return one.scheme, one.provider, one.location, one.whole_organisation, alone


def slept_gaps(held: Sequence[Held], slept: Slept, on: date) -> list[Gap]:
    """Nights and beds against certificates, where a by-law gives the ground."""
    found: list[Gap] = []
    told: set[tuple[int, Scheme]] = set()
    for one in held:
        if one.location is None or one.scheme not in OF_LOCATIONS:
            continue
        term = term_on(one.terms, on)
        beds, fullest = term.beds if term else None, slept.fullest.get(one.location)
        valid = standing_on(one, on) is Standing.VALID
        if valid and beds is not None and fullest is not None and fullest > beds:
            found.append(_counted(GapKind.BEDS_OVER, one, fullest, beds))
        place = (one.location, one.scheme)
        after = slept.after.get(place, 0)
        if not valid and after and place not in told:
            told.add(place)
            found.append(_counted(GapKind.NIGHTS_WITHOUT, one, after, 0))
    return found


def _counted(kind: GapKind, held: Held, measured: int, threshold: int) -> Gap:
    return Gap(
        kind,
        held.scheme,
        held.id,
        held.location,
        held.provider,
        measured=measured,
        threshold=threshold,
    )
