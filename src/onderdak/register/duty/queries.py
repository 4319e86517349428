"""What may be seen of the duty: a municipality's counts, a provider's own guests."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.identity.contract import (
    Actor,
    check_may,
    municipalities_with,
    rulebook,
)
from onderdak.foundation.privacy.contract import is_answered_for, require_room
from onderdak.register.duty import reckoning
from onderdak.register.duty.domain.permissions import SEE_COUNTS, SEE_OWN_GUESTS
from onderdak.register.duty.domain.registration import RULE, State, Terms, terms_on
from onderdak.register.nights.contract import (
    remember,
)

ROOM: Final = "duty"

_LOCATIONS_OF_MUNICIPALITY: Final = """
    SELECT id, name FROM nights_location
    WHERE municipality_id = %(municipality)s AND ((opened_on <= %(on)s
      AND (closed_on IS NULL OR closed_on > %(on)s)) OR id = ANY (%(counted)s))
    ORDER BY name, id"""
_LOCATIONS_OF_PROVIDER: Final = """
    SELECT id, name, municipality_id FROM nights_location
    WHERE provider_id = %(provider)s ORDER BY name, id"""
_REFERENCES: Final = """
    SELECT id, reference FROM nights_guest
    WHERE provider_id = %(provider)s AND id = ANY (%(guests)s)"""


@dataclass(frozen=True, slots=True)
class PersonInDuty:
    """How one person stands to the duty; who it is stays sealed."""

    number: int
    location: int
    state: State
    since: date
    nights: int
    match_hash: bytes


def duty_counts(*, by: Actor, municipality: str, on: date) -> dict[str, Any]:
    """How many people of a municipality stand how to the duty, per location.

    A person at several providers counts once. Where a location has a small count, its
    counts are left out; the totals keep them. Persons are seen in an address
    investigation only: see `look_into_people`.

    Source: art. 2.38(1) Wet BRP; the limit: parameter `disclosure.minimum_count`.

    Raises:
        NotAllowed: the actor may not see the counts of this municipality.
        RoomClosed: the municipality does not use this room.
    """
    check_may(by, SEE_COUNTS, municipality=municipality)
    require_room(municipality, ROOM, on)
    counts = remember(
        "duty_counts", municipality, on, lambda: _counts(municipality, on)
    )
    least = rulebook().value("disclosure.minimum_count", on, municipality).whole()
    asked = {"municipality": municipality, "on": on, "counted": list(counts)}
    return {
        "municipality": municipality,
        "on": on,
        "totals": _by_state(sum(counts.values(), Counter())),
        "locations": [
            {"id": id_, "name": name, **_told(counts[id_], least)}
            for id_, name in _rows(_LOCATIONS_OF_MUNICIPALITY, asked)
        ],
        "people": None,
    }


def duty_for_provider(*, by: Actor, provider: int, on: date) -> list[dict[str, Any]]:
    """A provider's own guests and the duty, per location, by the provider's references.

    Only locations in municipalities that use this room are there.

    Raises:
        NotAllowed: the actor does not manage this provider.
    """
    check_may(by, SEE_OWN_GUESTS, provider=provider)
    places = _rows(_LOCATIONS_OF_PROVIDER, {"provider": provider})
    used = _in_use({code for _, _, code in places}, on)
    shown = {id_: name for id_, name, code in places if code in used}
    terms = terms_on(rulebook(), on)
    found = _guests(provider, on, list(shown), terms)
    references = dict(
        _rows(
            _REFERENCES, {"provider": provider, "guests": [one.number for one in found]}
        )
    )
    guests = defaultdict(list)
    for one in found:
        reference = {"reference": references[one.number]}
        guests[one.location].append(reference | person_as_dict(one, terms))
    return [
        {
            "id": id_,
            "name": name,
            **_by_state(Counter(guest["state"] for guest in guests[id_])),
            "guests": guests[id_],
        }
        for id_, name in shown.items()
    ]


def people_at(municipality: str, addresses: list[int], on: date) -> list[PersonInDuty]:
    """The persons in duty whose location has one of these addresses.

    For `look_into_people` alone, which checks the ground and logs the look.
    """
    terms = terms_on(rulebook(), on, municipality)
    locations = _rows(
        "SELECT id FROM nights_location WHERE municipality_id = %(municipality)s"
        " AND address_id = ANY (%(addresses)s)",
        {"municipality": municipality, "addresses": addresses},
    )
    numbers = [id_ for (id_,) in locations]
    asked = reckoning.settings(on, terms, exact=True, locations=numbers)
    asked["municipality"] = municipality
    return _people(_rows(reckoning.people_statement(), asked))


def person_as_dict(person: PersonInDuty, terms: Terms) -> dict[str, Any]:
    """What is told of one person, with rule and versions of its parameters."""
    return {
        "location": person.location,
        "state": person.state,
        "since": person.since,
        "nights": person.nights,
        "rule": RULE,
        "parameter_version": terms.version,
    }


def _counts(municipality: str, on: date) -> dict[int, Counter[str]]:
    terms = terms_on(rulebook(), on, municipality)
    asked = reckoning.settings(on, terms, exact=False) | {"municipality": municipality}
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for location, state, number in _rows(reckoning.counts_statement(), asked):
        counts[location][state] = number
    return counts


def _guests(
    provider: int, on: date, locations: list[int], terms: Terms
) -> list[PersonInDuty]:
    asked = reckoning.settings(on, terms, exact=True, locations=locations)
    asked["provider"] = provider
    return _people(_rows(reckoning.guests_statement(), asked))


def _people(rows: Iterable[tuple[Any, ...]]) -> list[PersonInDuty]:
    return [
        PersonInDuty(number, location, State(state), since, nights, bytes(match_hash))
        for number, location, state, since, nights, match_hash in rows
    ]


def _in_use(municipalities: set[str], on: date) -> set[str]:
    on_there = municipalities_with(ROOM, frozenset(municipalities))
    return {code for code in on_there if is_answered_for(code, ROOM, on)}


def _by_state(counts: Counter[str]) -> dict[str, int]:
    return {state.value: counts[state] for state in State}


def _told(counts: Counter[str], least: int) -> dict[str, int | bool | None]:
    """A location's counts; a small one is left out, and said to be."""
    told = _by_state(counts)
    shown = {
        state: None if 0 < number < least else number for state, number in told.items()
    }
    return {**shown, "suppressed": None in shown.values()}


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())
