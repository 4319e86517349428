"""From a written address to one that is on record: through the engine of linkage.

First only the addresses that share a BAG id or postcode with the lines are looked up;
the whole municipality is read for what is left, where likeness is weighed.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q

from onderdak.engines.linkage import (
    AddressBook,
    KnownAddress,
    Match,
    WrittenAddress,
    match,
    read_address,
)
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.supervision.picture.domain.signals import WrittenPlace

_CHUNK = 2_000


def match_places(municipality: str, places: Sequence[WrittenPlace]) -> list[Match]:
    """For each written address what is meant: one for sure, candidates, or nothing."""
    written = [_as_written(place) for place in places]
    found: dict[WrittenAddress, Match] = {}
    for start in range(0, len(written), _CHUNK):
        chunk = set(written[start : start + _CHUNK])
        book = _book(municipality, _alike(chunk))
        found |= {one: match(one, book) for one in chunk if one.bag_id or one.postcode}
    rest = {one for one in written if one not in found or not found[one].sure}
    # A number of the BAG that is not on record says: not here, or not yet.
    rest = {one for one in rest if not one.bag_id or one.number is not None}
    if rest:
        whole = _book(municipality, Q())
        found |= {one: match(one, whole) for one in rest}
    return [found[one] for one in written]


def _as_written(place: WrittenPlace) -> WrittenAddress:
    if place.postcode and place.number:
        return WrittenAddress.of_columns(
            bag_id=place.words if place.words.isdigit() else "",
            postcode=place.postcode,
            number=place.number,
            addition=place.addition,
            street="" if place.words.isdigit() else place.words,
        )
    return read_address(place.words)


def _alike(written: Iterable[WrittenAddress]) -> Q:
    ids = [one.bag_id for one in written if one.bag_id]
    codes = [one.postcode for one in written if one.postcode]
    return Q(bag_id__in=ids) | Q(dwellingobject__bag_id__in=ids) | Q(postcode__in=codes)


def _book(municipality: str, which: Q) -> AddressBook:
    """The municipality's own addresses, those that are gone left out."""
    return AddressBook.of(_known(municipality, which))


def _known(municipality: str, which: Q) -> Iterator[KnownAddress]:
    rows = (
        Address.objects.filter(
            which, municipality_id=municipality, proposed_by=None, gone_on=None
        )
        .distinct()
        .values_list("pk", "number", "addition", "postcode", "street", "town", "bag_id")
    )
    found = list(rows)
    objects: dict[int, list[str]] = {}
    for address, bag in DwellingObject.objects.filter(
        municipality_id=municipality, address__in=[row[0] for row in found]
    ).values_list("address_id", "bag_id"):
        objects.setdefault(address, []).append(bag)
    for pk, number, addition, postal, street, town, own in found:
        yield KnownAddress.of(
            pk,
            number=number,
            addition=addition,
            postcode=postal,
            street=street,
            town=town,
            bag_ids=[*filter(None, [own]), *objects.get(pk, [])],
        )
