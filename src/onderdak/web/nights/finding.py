"""Finding the locations of a page: by first letters, 50 at a time, by key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.http import QueryDict

from onderdak.foundation.identity.contract import Actor
from onderdak.kernel.identifiers import whole_number
from onderdak.register.nights.contract import (
    DoubleLet,
    Location,
    municipal_locations,
    own_locations,
)

PAGE = 50
_CHUNK = 500


@dataclass(frozen=True)
class Key:
    """The place of a location in its list."""

    name: str
    id: int

    def __str__(self) -> str:
        return f"{self.id}:{self.name}"


@dataclass(frozen=True)
class Asked:
    """What the address bar asks of the list."""

    prefix: str = ""
    after: Key | None = None
    before: Key | None = None


@dataclass(frozen=True)
class Found:
    """One page of locations, and what lies around it."""

    locations: list[Location]
    double_let: dict[int, int]
    asked: Asked
    total: int
    has_next: bool
    has_previous: bool

    def address(self, *, after: Key | None = None, before: Key | None = None) -> str:
        """The query string of a neighbouring page."""
        return "?" + urlencode(
            {
                name: str(value)
                for name, value in (
                    ("q", self.asked.prefix),
                    ("after", after),
                    ("before", before),
                )
                if value
            }
        )


def asked_by(query: QueryDict) -> Asked:
    """What is asked; a key that cannot be read is the beginning of the list."""
    return Asked(
        prefix=query.get("q", "").replace("\x00", "").strip()[:120],
        after=_key(query.get("after", "")),
        before=_key(query.get("before", "")),
    )


def _key(written: str) -> Key | None:
    number, _, name = written.replace("\x00", "").partition(":")
    found = whole_number(number)
    return Key(name[:120], found) if found is not None and name else None


def locations_of(actor: Actor, on: date) -> QuerySet[Location]:
    """The locations that someone sees, with tonight's guests."""
    grant = actor.grants[0]
    if grant.provider is not None:
        return own_locations(by=actor, provider=grant.provider, on=on)
    return municipal_locations(by=actor, municipality=grant.municipality or "", on=on)


def find(actor: Actor, asked: Asked, on: date) -> Found:
    """One page of the list. The page is chosen first, and only then counted."""
    seen = locations_of(actor, on)
    everything = _matching(actor, asked.prefix, on)
    ids, has_next, has_previous = _page(everything, asked)
    locations = list(seen.filter(pk__in=ids).order_by("name", "id"))
    return Found(
        locations=locations,
        double_let=double_let_beds(ids, on),
        asked=asked,
        total=everything.count(),
        has_next=has_next,
        has_previous=has_previous,
    )


def find_all(actor: Actor, asked: Asked, on: date) -> Iterator[tuple[Location, int]]:
    """The whole list that a search gives, each with its beds let twice; in chunks."""
    last: Key | None = None
    while True:
        part = _after(_matching(actor, asked.prefix, on), last)
        ids = list(part.order_by("name", "id").values_list("pk", flat=True)[:_CHUNK])
        chunk = list(locations_of(actor, on).filter(pk__in=ids).order_by("name", "id"))
        double_let = double_let_beds(ids, on)
        yield from ((each, double_let.get(each.pk, 0)) for each in chunk)
        if len(ids) < _CHUNK or not chunk:
            return
        last = Key(chunk[-1].name, chunk[-1].pk)


def double_let_beds(locations: list[int], on: date) -> dict[int, int]:
    """How many beds of each location are let twice on a night."""
    tonight = DoubleLet.objects.filter(location__in=locations, since__lte=on).filter(
        Q(until__isnull=True) | Q(until__gt=on)
    )
    return dict(
        tonight.values_list("location_id").annotate(beds=Count("bed_id", distinct=True))
    )


def _matching(actor: Actor, prefix: str, on: date) -> QuerySet[Location]:
    """Open locations of the tenant, before anything is counted."""
    grant = actor.grants[0]
    own = (
        Q(provider_id=grant.provider)
        if grant.provider is not None
        else Q(municipality_id=grant.municipality)
    )
    still_open = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    found = Location.objects.filter(own, still_open, opened_on__lte=on)
    return found.filter(name__istartswith=prefix) if prefix else found


def _after(found: QuerySet[Location], key: Key | None) -> QuerySet[Location]:
    if key is None:
        return found
    return found.filter(Q(name__gt=key.name) | Q(id__gt=key.id), name__gte=key.name)


def _page(found: QuerySet[Location], asked: Asked) -> tuple[list[int], bool, bool]:
    """Numbers of one page, and whether there is more after and before it."""
    if asked.before is not None:
        key = asked.before
        earlier = found.filter(
            Q(name__lt=key.name) | Q(id__lt=key.id), name__lte=key.name
        )
        ids = _first(earlier.order_by("-name", "-id"))
        return ids[:PAGE], True, len(ids) > PAGE
    ids = _first(_after(found, asked.after).order_by("name", "id"))
    return ids[:PAGE], len(ids) > PAGE, asked.after is not None


def _first(found: QuerySet[Location]) -> list[int]:
    return list(found.values_list("pk", flat=True)[: PAGE + 1])
