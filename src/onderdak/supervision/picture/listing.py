"""Addresses of which a source says something: found by street, source or prompt."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.foundation.privacy.contract import require_room
from onderdak.supervision.picture.deliveries import ROOM, roles_in
from onderdak.supervision.picture.domain.permissions import SEE_PICTURE
from onderdak.supervision.picture.domain.sources import Purpose, open_to
from onderdak.supervision.picture.picture import AREA_PER_PERSON, purposes_here
from onderdak.supervision.picture.purposes import looking_for

# In the order of the streets, one address after the other until the page is full.
_PAGE: Final = """
    SELECT a.id FROM places_address a
    WHERE a.municipality_id = %(municipality)s AND a.gone_on IS NULL
      AND a.proposed_by_id IS NULL
      {beyond}
      AND EXISTS (SELECT FROM picture_signal s
          WHERE s.municipality_id = a.municipality_id AND s.address_id = a.id
            AND s.replaced_at IS NULL AND s.source = ANY (%(sources)s))
      {prompt}
    ORDER BY {order} LIMIT %(most)s
"""
_KEY: Final = ("a.street_key", "a.number", "a.addition_key", "a.id")
_BEYOND: Final = """
      AND (a.street_key, a.number, a.addition_key, a.id) {sign}
          (%(street)s, %(number)s, %(addition)s, %(id)s)
"""
# The latest count of registrations is more than the floor area allows; dwellings only.
_PROMPT: Final = """
      AND (SELECT s.value::int FROM picture_signal s
           WHERE s.municipality_id = a.municipality_id AND s.address_id = a.id
             AND s.source = 'brp' AND s.kind = 'registrations'
             AND s.replaced_at IS NULL ORDER BY s.on_date DESC LIMIT 1)
          > (SELECT sum(floor(o.floor_area / %(area)s)) FROM places_dwellingobject o
             WHERE o.address_id = a.id AND o.gone_on IS NULL
             HAVING bool_and(o.floor_area IS NOT NULL
                 AND lower(array_to_string(o.uses, ',')) = 'woonfunctie'))
"""
_LATEST: Final = """
    SELECT s.address_id, count(*), max(s.on_date), array_agg(DISTINCT s.source)
    FROM picture_signal s
    WHERE s.municipality_id = %(municipality)s AND s.address_id = ANY (%(ids)s)
      AND s.replaced_at IS NULL AND s.source = ANY (%(sources)s)
    GROUP BY s.address_id
"""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the list: a source, only prompts, for a purpose."""

    source: str = ""
    prompts: bool = False
    purpose: Purpose | None = None


@dataclass(frozen=True, slots=True)
class Key:
    """The place of an address in the list."""

    street: str
    number: int
    addition: str
    id: int


@dataclass(frozen=True, slots=True)
class Listed:
    """An address with its number of signals, their sources and the latest day."""

    address: Address
    signals: int
    latest: date | None
    sources: Sequence[str]

    @property
    def key(self) -> Key:
        """Where it stands."""
        here = self.address
        return Key(here.street_key, here.number, here.addition_key, here.pk)


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a query of the list needs, once it is known what this person may see."""

    municipality: str
    purpose: Purpose
    sources: list[str]
    area: int


def listed_addresses(
    *,
    by: Actor,
    municipality: str,
    asked: Asked,
    on: date,
    after: Key | None = None,
    before: Key | None = None,
    most: int = 50,
) -> list[Listed]:
    """Addresses with signals that this person may see, in the order of the streets.

    Args:
        after: the address before the page; `before`: the address after it.

    Raises:
        NotAllowed, RoomClosed: this person does not look at addresses here.
    """
    asking = _asking(by, municipality, asked, on)
    if not asking.sources:
        return []
    with looking_for(asking.purpose):
        prompts = asked.prompts and "brp" in asking.sources
        ids = _page(asking, after or before, bool(before), prompts, most)
        return _told(asking, ids)


def found_addresses(
    *, by: Actor, municipality: str, words: str, asked: Asked, on: date, most: int = 50
) -> list[Listed]:
    """Addresses that begin with these words, also those of which nothing is known.

    Raises:
        NotAllowed, RoomClosed: this person does not look at addresses here.
    """
    asking = _asking(by, municipality, asked, on)
    found = find_addresses(municipality=municipality, words=words, limit=most)
    with looking_for(asking.purpose):
        return _told(asking, [one.id for one in found])


def _asking(by: Actor, municipality: str, asked: Asked, on: date) -> _Asking:
    check_may(by, SEE_PICTURE, municipality=municipality)
    require_room(municipality, ROOM, on)
    possible = purposes_here(by, municipality)
    purpose = asked.purpose if asked.purpose in possible else possible[0]
    opened = open_to(roles_in(by, municipality), purpose)
    return _Asking(
        municipality,
        purpose,
        [
            one.key
            for one in opened
            if one.by_file and (not asked.source or one.key == asked.source)
        ],
        rulebook().value(AREA_PER_PERSON, on, municipality).whole(),
    )


def _page(
    asking: _Asking, key: Key | None, backward: bool, prompts: bool, most: int
) -> list[int]:
    order = ", ".join(f"{each} DESC" if backward else each for each in _KEY)
    statement = _PAGE.format(
        beyond=_BEYOND.format(sign="<" if backward else ">") if key else "",
        prompt=_PROMPT if prompts else "",
        order=order,
    )
    known: dict[str, Any] = {
        "municipality": asking.municipality,
        "sources": asking.sources,
        "area": asking.area,
        "most": most,
        **(asdict(key) if key else {}),
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, known)
        ids = [pk for (pk,) in cursor.fetchall()]
    return ids[::-1] if backward else ids


def _told(asking: _Asking, ids: Sequence[int]) -> list[Listed]:
    with connection.cursor() as cursor:
        cursor.execute(
            _LATEST,
            {
                "municipality": asking.municipality,
                "ids": list(ids),
                "sources": asking.sources,
            },
        )
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
    addresses = Address.objects.in_bulk(ids)
    return [
        Listed(addresses[pk], *counted.get(pk, (0, None, [])))
        for pk in ids
        if pk in addresses
    ]
