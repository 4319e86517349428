"""Which address is meant: by its BAG id, by postcode and number, or by likeness.

One engine for every room that takes in files or free words. It never guesses: where two
addresses may be meant, or none quite fits, it says so and gives the candidates.
"""

from onderdak.engines.linkage.book import AddressBook, KnownAddress
from onderdak.engines.linkage.likeness import Likeness, load_likeness
from onderdak.engines.linkage.matching import Candidate, Level, Match, match
from onderdak.engines.linkage.reading import (
    WrittenAddress,
    read_address,
    read_columns_and_words,
)

__all__ = [
    "AddressBook",
    "Candidate",
    "KnownAddress",
    "Level",
    "Likeness",
    "Match",
    "WrittenAddress",
    "load_likeness",
    "match",
    "read_address",
    "read_columns_and_words",
]
