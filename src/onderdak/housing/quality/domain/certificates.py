"""Certificates of housing and agencies: what holds on a day, and what is missing.

A certificate is told of by statements (beds, from when to when, inspected on) and by
changes of its state. Neither is ever overwritten: a later word is one more row, and on
each day the last word by then counts. What a register, the municipality or an alert
says goes before what the provider says of itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Final

from onderdak.kernel.ranges import DateRange


class Scheme(StrEnum):
    """Under which norm a certificate, membership or admission is held."""

    SNF = "snf"
    AKF = "akf"
    REGIONAL = "regional"
    SNA = "sna"
    ABU = "abu"
    NBBU = "nbbu"
    WTTA = "wtta"


OF_LOCATIONS: Final = frozenset({Scheme.SNF, Scheme.AKF, Scheme.REGIONAL})
"""Schemes that look at the housing itself; the others look at the agency."""

OF_ALL_LOCATIONS: Final = frozenset({Scheme.SNF})
"""Schemes that a company holds for all its locations, or not at all (SNF, A15)."""


class State(StrEnum):
    """What was said of a certificate, from a day on."""

    VALID = "valid"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Standing(StrEnum):
    """Where a certificate stands on a day, its dates looked at as well."""

    VALID = "valid"
    AHEAD = "ahead"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


class Origin(StrEnum):
    """Who said it; what a provider says of itself counts where nobody else spoke."""

    REGISTER = "register"
    MUNICIPALITY = "municipality"
    ALERT = "alert"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Term:
    """What somebody said of a certificate on a day: beds, dates; None is not said."""

    said_on: date
    origin: Origin
    beds: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    registered_on: date | None = None
    inspected_on: date | None = None
    id: int = 0

    def contains(self, day: date) -> bool:
        """Whether a day lies in the range; an end that nobody named is open."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Change:
    """That a certificate is in a state from a day on."""

    since: date
    state: State
    origin: Origin
    id: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate with all that was said of it; `gone` since a register's day."""

    id: int
    scheme: Scheme
    terms: Sequence[Term]
    changes: Sequence[Change]
    location: int | None = None
    provider: int | None = None
    whole_organisation: bool = False
    gone_since: date | None = None


def spoken_of(held: Held) -> bool:
    """Whether anybody else than the provider said anything of a certificate."""
    said = [one.origin for one in held.terms] + [one.origin for one in held.changes]
    return any(origin is not Origin.PROVIDER for origin in said)


def term_on(terms: Iterable[Term], on: date) -> Term | None:
    """The statement that counts on a day, or None where nobody said anything.

    The last word by that day counts. On a day before the first word, the first word
    does: it is the only thing known of that day.
    """
    said = list(terms)
    own = [one for one in said if one.origin is Origin.PROVIDER]
    others = [one for one in said if one.origin is not Origin.PROVIDER]
    among = sorted(others or own, key=lambda one: (one.said_on, one.id))
    by_then = [one for one in among if one.said_on <= on]
    return by_then[-1] if by_then else next(iter(among), None)


def change_on(changes: Iterable[Change], on: date) -> Change | None:
    """The change of state that counts on a day.

    What a provider says of itself counts where nobody else spoke by then. A suspension,
    withdrawal or lapse stands until somebody says "valid" of the same day or a later
    one, after it was recorded: a list that was read before does not lift an alert.
    """
    by_then = [one for one in changes if one.since <= on]
    others = [one for one in by_then if one.origin is not Origin.PROVIDER]
    among = others or by_then
    ended = [one for one in among if one.state is not State.VALID]
    standing = [one for one in ended if not any(_lifts(two, one) for two in among)]
    return max(standing or among, key=lambda one: (one.since, one.id), default=None)


def _lifts(one: Change, ended: Change) -> bool:
    later = one.since >= ended.since and one.id > ended.id
    return one.state is State.VALID and later


def standing_on(held: Held, on: date) -> Standing:
    """Where a certificate stands on a day.

    A state that was said goes first. A certificate that is said to be valid has still
    lapsed on the first day after its range: valid up to, not including, its end.
    """
    change, term = change_on(held.changes, on), term_on(held.terms, on)
    if change is not None and change.state is not State.VALID:
        return Standing(change.state)
    if term is None or term.contains(on):
        return Standing.AHEAD if change is None else Standing.VALID
    begun = term.valid_from is None or term.valid_from <= on
    return Standing.LAPSED if begun else Standing.AHEAD


def in_force(held: Held, on: date) -> bool:
    """Whether a certificate holds on a day."""
    return standing_on(held, on) is Standing.VALID


def _turns(held: Held) -> list[date]:
    """Every day on which where a certificate stands may change."""
    days = {one.since for one in held.changes}
    for term in held.terms:
        days |= {term.said_on}
        days |= {day for day in (term.valid_from, term.valid_until) if day}
    return sorted(days)


def not_in_force_since(held: Held, on: date) -> date | None:
    """The first day of the stretch without the certificate in which a day lies.

    None while it holds, and None where it never held before that day: then nothing
    lapsed.
    """
    if in_force(held, on):
        return None
    stretch: date | None = None
    held_before = False
    for day in (turn for turn in _turns(held) if turn <= on):
        if in_force(held, day):
            stretch, held_before = None, True
        elif stretch is None and held_before:
            stretch = day
    return stretch


def first_in_force(held: Sequence[Held], on: date) -> date | None:
    """The first day by a day on which one of these certificates held."""
    turns = sorted({turn for one in held for turn in _turns(one) if turn <= on})
    found = (day for day in turns if any(in_force(one, day) for one in held))
    return next(found, None)


def covered(held: Sequence[Held], within: DateRange) -> list[DateRange]:
    """The nights of a period on which at least one of these certificates held."""
    end = within.end
    if end is None:
        raise ValueError("look within a period that ends")
    days = {within.start}
    for one in held:
        days |= {turn for turn in _turns(one) if within.contains(turn)}
    found: list[DateRange] = []
    ordered = [*sorted(days), end]
    for start, stop in pairwise(ordered):
        if stop > start and any(in_force(one, start) for one in held):
            joined = found and found[-1].end == start
            first = found.pop().start if joined else start
            found.append(DateRange(first, stop))
    return found


def uncovered(held: Sequence[Held], within: DateRange) -> list[DateRange]:
    """The nights of a period on which none of these certificates held."""
    end = within.end
    if end is None:
        raise ValueError("look within a period that ends")
    found: list[DateRange] = []
    day = within.start
    for one in covered(held, within):
        if one.start > day:
            found.append(DateRange(day, one.start))
        day = one.end or end
    return [*found, DateRange(day, end)] if day < end else found
