"""Finding an address in the municipality's own data while somebody types.

Every search is a range of an index. Row security lets the database use an index only
for comparing, so names are kept in a plain form of which a prefix is a range.
"""

from typing import Final, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from onderdak.foundation.places.domain.wanted import Wanted, readings
from onderdak.foundation.places.models import Address

_AFTER: Final = "~"  # follows every sign that a key can hold
_ORDER: Final = ("street_key", "number", "addition_key", "pk")
_TURNED_DOWN: Final = 3  # letters a word must have to be looked for inside names

# Each next street is one step in the index, however many addresses the last one has.
_STREETS: Final = """
    WITH RECURSIVE street(name) AS (
        (SELECT street_key FROM places_address
         WHERE municipality_id = %(municipality)s ORDER BY street_key LIMIT 1)
        UNION ALL
        SELECT (SELECT a.street_key FROM places_address a
                WHERE a.municipality_id = %(municipality)s
                  AND a.street_key > street.name
                ORDER BY a.street_key LIMIT 1)
        FROM street WHERE street.name IS NOT NULL
    )
    SELECT name FROM street
    WHERE position(%(part)s IN name) > 1 LIMIT %(limit)s
"""


class FoundAddress(NamedTuple):
    """An address to choose; the label is all of it on one line."""

    id: int
    label: str
    postcode: str
    town: str


def find_addresses(
    *, municipality: str, words: str, limit: int = 10
) -> list[FoundAddress]:
    """Addresses of a municipality that begin with these words, the likeliest first.

    Understood are a street with or without a number, addition and town, and a postcode
    with or without a number. What a provider proposed and what is withdrawn is left
    out. Public facts: called in any scope.
    """
    found: dict[int, FoundAddress] = {}
    for wanted in readings(words):
        for each in _matching(municipality, wanted, limit):
            found.setdefault(each.id, each)
        if len(found) >= limit:
            break
    if not found:
        found = _inside_names(municipality, words, limit)
    return list(found.values())[:limit]


def _matching(municipality: str, wanted: Wanted, limit: int) -> list[FoundAddress]:
    """The street of exactly that name first, then those that begin like it."""
    there = _there(municipality, wanted)
    if not wanted.street:
        return _exact_number_first(there, wanted, limit)
    exact = there.filter(street_key=wanted.street)
    found = _exact_number_first(exact, wanted, limit)
    if len(found) < limit:
        longer = there.filter(
            street_key__gt=wanted.street, street_key__lt=wanted.street + _AFTER
        )
        found += _exact_number_first(longer, wanted, limit - len(found))
    return found


def _there(municipality: str, wanted: Wanted) -> QuerySet[Address]:
    there = Address.objects.filter(
        municipality_id=municipality, proposed_by=None, gone_on=None
    )
    if wanted.postcode:
        there = there.filter(
            postcode__gte=wanted.postcode, postcode__lt=wanted.postcode + _AFTER
        )
    if wanted.addition:
        there = there.filter(addition_key__startswith=wanted.addition)
    return there


def _exact_number_first(
    there: QuerySet[Address], wanted: Wanted, limit: int
) -> list[FoundAddress]:
    if wanted.number is None:
        return _taken(there, wanted, limit)
    found = _taken(there.filter(number=wanted.number), wanted, limit)
    if not wanted.addition and len(found) < limit:
        longer = there.filter(_begins_with(wanted.number))
        found += _taken(longer, wanted, limit - len(found))
    return found


def _begins_with(number: int) -> Q:
    """House numbers that go on where this one stops: 12 is followed by 120 to 129."""
    found = Q()
    for zeros in (10, 100, 1000):
        found |= Q(number__gte=number * zeros, number__lt=(number + 1) * zeros)
    return found


def _taken(there: QuerySet[Address], wanted: Wanted, limit: int) -> list[FoundAddress]:
    if wanted.town:
        there = there.extra(
            where=["starts_with(places_key(town), %s)"], params=[wanted.town]
        )
    order = _ORDER if wanted.street else ("postcode", *_ORDER[1:])
    return [_shown(each) for each in there.order_by(*order)[:limit]]


def _shown(address: Address) -> FoundAddress:
    place = f"{address.postcode} {address.town}".strip()
    line = f"{address.street} {address.number}{address.addition}"
    label = f"{line}, {place}"
    return FoundAddress(address.pk, label, address.postcode, address.town)


def _inside_names(municipality: str, words: str, limit: int) -> dict[int, FoundAddress]:
    """The same words further on in a street's name: 'meerstraat' of 'van der ...'."""
    found: dict[int, FoundAddress] = {}
    for wanted in readings(words):
        if len(wanted.street) < _TURNED_DOWN:
            continue
        for street in _streets_with(municipality, wanted.street, limit):
            there = _there(municipality, wanted).filter(street_key=street)
            for each in _exact_number_first(there, wanted, limit):
                found.setdefault(each.id, each)
        if len(found) >= limit:
            break
    return found


def _streets_with(municipality: str, part: str, limit: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            _STREETS, {"municipality": municipality, "part": part, "limit": limit}
        )
        return [name for (name,) in cursor.fetchall()]
