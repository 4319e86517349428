"""Addresses of which a source says something: found by street, source or prompt."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import connection

from onderdak.foundation.identity.contract import Actor, check_may, rulebook
from onderdak.foundation.places.contract import Address, find_addresses
from onderdak.foundation.privacy.contract import require_room
from onderdak.supervision.picture.deliveries import ROOM, roles_in
from onderdak.supervision.picture.domain.permissions import SEE_PICTURE
from onderdak.supervision.picture.domain.sources import Purpose, open_to
from onderdak.supervision.picture.list_log import log_list
from onderdak.supervision.picture.listing_queries import LATEST, page_of
from onderdak.supervision.picture.models import View
from onderdak.supervision.picture.picture import (
    AREA_PER_PERSON,
    oldest_count,
    purposes_here,
)
from onderdak.supervision.picture.purposes import looking_for


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

    by: Actor
    municipality: str
    purpose: Purpose
    sources: list[str]
    area: int
    on: date
    oldest: date

    @property
    def known(self) -> dict[str, Any]:
        """The values of a query."""
        return {
            "municipality": self.municipality,
            "sources": self.sources,
            "area": self.area,
            "on": self.on,
            "oldest": self.oldest,
        }


def check_list(
    *, by: Actor, municipality: str, asked: Asked, on: date
) -> tuple[Purpose, Sequence[str]]:
    """For what a list would be made, and of which sources; nothing is read.

    Raises:
        NotAllowed, RoomClosed: this person does not look at addresses here.
    """
    asking = _asking(by, municipality, asked, on)
    return asking.purpose, asking.sources


def listed_addresses(
    *,
    by: Actor,
    municipality: str,
    asked: Asked,
    on: date,
    after: Key | None = None,
    before: Key | None = None,
    most: int = 50,
    how: View.How = View.How.PAGE,
) -> list[Listed]:
    """Addresses with signals that this person may see, in the order of the streets.

    That somebody saw them is written down.

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
        key = after or before
        known = {**asking.known, "most": most, **(asdict(key) if key else {})}
        page = page_of(known, prompts=prompts, after=bool(key), backward=bool(before))
        return _logged(asking, asked, _told(asking, page), how)


def found_addresses(
    *,
    by: Actor,
    municipality: str,
    words: str,
    asked: Asked,
    on: date,
    most: int = 50,
    how: View.How = View.How.PAGE,
) -> list[Listed]:
    """Addresses that begin with these words, also those of which nothing is known.

    Raises:
        NotAllowed, RoomClosed: this person does not look at addresses here.
    """
    asking = _asking(by, municipality, asked, on)
    found = find_addresses(municipality=municipality, words=words, limit=most)
    with looking_for(asking.purpose):
        told = _told(asking, [one.id for one in found])
        return _logged(asking, asked, told, how)


def _asking(by: Actor, municipality: str, asked: Asked, on: date) -> _Asking:
    check_may(by, SEE_PICTURE, municipality=municipality)
    require_room(municipality, ROOM, on)
    possible = purposes_here(by, municipality)
    purpose = asked.purpose if asked.purpose in possible else possible[0]
    opened = open_to(roles_in(by, municipality), purpose)
    return _Asking(
        by,
        municipality,
        purpose,
        [
            one.key
            for one in opened
            if one.by_file and (not asked.source or one.key == asked.source)
        ],
        rulebook().value(AREA_PER_PERSON, on, municipality).whole(),
        on,
        oldest_count(municipality, on),
    )


def _logged(
    asking: _Asking, asked: Asked, found: list[Listed], how: View.How
) -> list[Listed]:
    """Write down which list was seen: from which address to which, never the words."""
    if found:
        ends = {
            "from": str(found[0].address),
            "to": str(found[-1].address),
            "source": asked.source,
            "prompts": "yes" if asked.prompts else "",
        }
        log_list(
            by=asking.by,
            municipality=asking.municipality,
            purpose=asking.purpose,
            sources=asking.sources,
            addresses=len(found),
            asked={name: value for name, value in ends.items() if value},
            how=how,
        )
    return found


def _told(asking: _Asking, ids: Sequence[int]) -> list[Listed]:
    with connection.cursor() as cursor:
        cursor.execute(LATEST, {**asking.known, "ids": list(ids)})
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
    addresses = Address.objects.in_bulk(ids)
    return [
        Listed(addresses[pk], *counted.get(pk, (0, None, [])))
        for pk in ids
        if pk in addresses
    ]
