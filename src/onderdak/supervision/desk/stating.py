"""Where something is, as a partner's system or file writes it, and what that means."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from onderdak.engines.linkage import (
    AddressBook,
    KnownAddress,
    Level,
    WrittenAddress,
    match,
    read_address,
    read_columns_and_words,
)
from onderdak.foundation.places.contract import Address, DwellingObject
from onderdak.kernel.identifiers import BagKind, bag_id

_OF_PLACE = frozenset(
    {BagKind.ADDRESS, BagKind.DWELLING_OBJECT, BagKind.MOORING, BagKind.PITCH}
)
_CERTAIN = frozenset({Level.BAG_ID, Level.POSTCODE, Level.STREET})


@dataclass(frozen=True, slots=True)
class StatedPlace:
    """An address in columns of its own, or in words; what is not known is left out."""

    bag_id: str = ""
    postcode: str = ""
    number: int | None = None
    addition: str = ""
    words: str = ""

    def __str__(self) -> str:
        number = "" if self.number is None else str(self.number)
        parts = (self.words, self.postcode, number, self.addition, self.bag_id)
        return " ".join(part for part in parts if part)


NOWHERE: Final = StatedPlace()


def bag_id_of_place(written: str) -> str:
    """Check a BAG id that says where something is: of an address or what stands there.

    Raises:
        Invalid: it has not sixteen digits, or is of something else.
    """
    digits = "".join(written.split())
    kind = digits[4:6]
    return bag_id(digits, kind if kind in _OF_PLACE else BagKind.ADDRESS)


def addresses_stated(
    municipality: str, places: Sequence[StatedPlace]
) -> list[int | None]:
    """For each place the one address that is meant for certain; else None.

    A BAG id decides, then a postcode with number and addition, then a street with
    them. Likeness is not weighed: a report about the neighbour's house helps nobody.
    """
    book = AddressBook.of(_known(municipality, [_as_written(one) for one in places]))
    # By the towns of what comes near, a town is known from what stands with a number.
    found = [match(_as_written(each, book.towns), book) for each in places]
    return [one.key if one.level in _CERTAIN else None for one in found]


def _as_written(place: StatedPlace, towns: Collection[str] = ()) -> WrittenAddress:
    """The words with their columns; beside a whole address they may only add to it.

    Where columns say which address it is, words often say where one must be there
    (`bij de ingang`): they count only where they name the same house.
    """
    number = "" if place.number is None else str(place.number)
    whole = place.bag_id or (place.postcode and number)
    names_it = bool(number) and read_address(place.words).number == place.number
    return read_columns_and_words(
        place.words if names_it or not whole else "",
        bag_id=place.bag_id,
        postcode=place.postcode,
        number=number,
        addition=place.addition,
        towns=towns,
    )


def _known(
    municipality: str, written: Sequence[WrittenAddress]
) -> Iterator[KnownAddress]:
    """Only the addresses that share a BAG id, a postcode or a house number."""
    ids = [one.bag_id for one in written if one.bag_id]
    codes = [one.postcode for one in written if one.postcode]
    numbers = [one.number for one in written if one.street and not one.postcode]
    alike = (
        Q(bag_id__in=ids)
        | Q(dwellingobject__bag_id__in=ids)
        | Q(postcode__in=codes)
        | Q(number__in=[each for each in numbers if each is not None])
    )
    there = Address.objects.filter(
        alike, municipality_id=municipality, proposed_by=None, gone_on=None
    ).distinct()
    objects: dict[int, list[str]] = {}
    for address, bag in DwellingObject.objects.filter(
        municipality_id=municipality, bag_id__in=ids
    ).values_list("address_id", "bag_id"):
        objects.setdefault(address, []).append(bag)
    for one in there:
        yield KnownAddress.of(
            one.pk,
            number=one.number,
            addition=one.addition,
            postcode=one.postcode,
            street=one.street,
            town=one.town,
            bag_ids=[*filter(None, [one.bag_id]), *objects.get(one.pk, [])],
        )
