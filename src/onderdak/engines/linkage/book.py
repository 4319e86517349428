"""The addresses among which one is sought, ready to be looked up in several ways."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from onderdak.engines.linkage.reading import WrittenAddress
from onderdak.engines.linkage.wording import addition_key, street_key, town_key

_STREET_LETTERS = 4


@dataclass(frozen=True, slots=True)
class KnownAddress:
    """An address of the register, in the spelling in which it is compared."""

    key: int
    number: int
    addition: str = ""
    postcode: str = ""
    street: str = ""
    town: str = ""
    bag_ids: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        key: int,
        *,
        number: int,
        addition: str = "",
        postcode: str = "",
        street: str = "",
        town: str = "",
        bag_ids: Sequence[str] = (),
    ) -> "KnownAddress":
        """From the words of the register; ids are those of address and object."""
        return cls(
            key=key,
            number=number,
            addition=addition_key(addition),
            postcode=postcode.replace(" ", "").upper(),
            street=street_key(street),
            town=town_key(town),
            bag_ids=tuple(bag_ids),
        )


Index = dict[object, list[KnownAddress]]


def _index() -> Index:
    return defaultdict(list)


@dataclass(slots=True)
class AddressBook:
    """Known addresses by BAG id, postcode and number, and blocks that may be alike."""

    _by_bag: Index = field(default_factory=_index)
    _by_postcode: Index = field(default_factory=_index)
    _by_street: Index = field(default_factory=_index)
    _blocks: Index = field(default_factory=_index)
    _towns: set[str] = field(default_factory=set)
    _size: int = 0

    def __len__(self) -> int:
        return self._size

    @classmethod
    def of(cls, known: Iterable[KnownAddress]) -> "AddressBook":
        """A book of these addresses; about 1 kB of memory for each."""
        book = cls()
        for one in known:
            book._add(one)
        return book

    def _add(self, one: KnownAddress) -> None:
        self._size += 1
        for number in one.bag_ids:
            self._by_bag[number].append(one)
        if one.postcode:
            self._by_postcode[one.postcode, one.number].append(one)
        if one.street:
            self._by_street[one.street, one.town, one.number].append(one)
            if one.town:
                self._by_street[one.street, "", one.number].append(one)
        if one.town:
            self._towns.add(one.town)
        for block in _blocks(one.postcode, one.number, one.street):
            self._blocks[block].append(one)

    @property
    def towns(self) -> Collection[str]:
        """The towns of the book, in the spelling in which they are compared."""
        return self._towns

    def with_bag_id(self, bag_id: str) -> Sequence[KnownAddress]:
        """The addresses that carry this BAG id, of the address or of its object."""
        return self._by_bag.get(bag_id, ())

    def at_postcode(self, postcode: str, number: int) -> Sequence[KnownAddress]:
        """All additions of one number within a postcode."""
        return self._by_postcode.get((postcode, number), ())

    def in_street(self, street: str, town: str, number: int) -> Sequence[KnownAddress]:
        """All additions of one number in a street; without a town, in all towns."""
        return self._by_street.get((street, town, number), ())

    def alike(self, written: WrittenAddress) -> Sequence[KnownAddress]:
        """Addresses that share enough with what was written to be compared with it.

        Without a house number there are none: every house of the street is as likely.
        """
        found = {
            one.key: one
            for block in _blocks(written.postcode, written.number, written.street)
            for one in self._blocks.get(block, ())
        }
        return list(found.values())


def _blocks(postcode: str, number: int | None, street: str) -> Iterable[object]:
    """What two addresses must share to be compared at all; one of these is enough.

    Blocks differ in length, so one kind is never taken for another.
    """
    if number is None:
        return
    if postcode:
        yield "postcode", postcode[:4], number
        yield "whole postcode", postcode
    if street:
        yield "street", street[:_STREET_LETTERS], number
        yield "end of street", street[-_STREET_LETTERS:], street[:1], number
        yield "house", street
