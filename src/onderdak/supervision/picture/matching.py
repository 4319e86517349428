"""From a written address to one that is on record: through the engine of linkage.

First only the addresses that share a BAG id or postcode with the lines are looked up;
the whole municipality is read for what is left, where likeness is weighed.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from django.db.models import Q

from onderdak.engines.linkage import (
    AddressBook,
    KnownAddress,
    Level,
    Match,
    WrittenAddress,
    match,
    read_columns_and_words,
)
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.supervision.picture.domain.signals import WrittenPlace

_CHUNK = 2_000
_EXACT = frozenset({Level.BAG_ID, Level.POSTCODE})


def match_places(municipality: str, places: Sequence[WrittenPlace]) -> list[Match]:
    """For each written address what is meant: one for sure, candidates, or nothing."""
    asked = list(dict.fromkeys(places))
    found: dict[WrittenPlace, Match] = {}
    for start in range(0, len(asked), _CHUNK):
        found |= _exactly(municipality, asked[start : start + _CHUNK])
    rest = [place for place in asked if place not in found]
    if rest:
        whole = _book(municipality, Q())
        found |= {
            place: match(_as_written(place, whole.towns), whole) for place in rest
        }
    return [found[place] for place in places]


def _exactly(
    municipality: str, places: Sequence[WrittenPlace]
) -> dict[WrittenPlace, Match]:
    """What a BAG id, or postcode and number, decides; the rest waits for all addresses.

    Likeness is not weighed here: among a few addresses the best may still be wrong.
    """
    written = {place: _as_written(place) for place in places}
    book = _book(municipality, _alike(written.values()))
    found = {place: match(one, book) for place, one in written.items()}
    return {
        place: answer
        for place, answer in found.items()
        if answer.level in _EXACT or _says_only_a_bag_id(written[place])
    }


def _says_only_a_bag_id(written: WrittenAddress) -> bool:
    """A number of the BAG that is not on record says: not here, or not yet."""
    return bool(written.bag_id) and written.number is None


def _as_written(place: WrittenPlace, towns: Collection[str] = ()) -> WrittenAddress:
    """The words, with what the columns of their own say more exactly."""
    return read_columns_and_words(
        place.words,
        postcode=place.postcode,
        number=place.number,
        addition=place.addition,
        street=place.street,
        town=place.town,
        towns=towns,
    )


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
