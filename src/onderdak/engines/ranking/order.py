"""The order of a list: most points first, and ties by lot with a seed that is logged.

The lot is arithmetic with whole numbers below 2^63 only, so that Python, DuckDB and
Spark draw the same one. For a row with the number n (`id_number`) and p = 2^31 - 1::

    x   = ((n mod p) * a + (n div p) * b + c) mod p      # div: whole division
    x   = x^5 mod p                                     # one to one, for 5 does not
                                                        # divide p - 1
    lot = (x * d + e) mod p

Lower lots come first; the few rows with the same lot follow by their number, then id.
The constants a to e come from the seed alone. Nobody who knows the points only can
tell who will be first among equals; who knows the seed can draw it again.
"""

import hashlib
from dataclasses import dataclass
from typing import Final

MODULUS: Final = 2**31 - 1
# n div p has to be below p, so that no product passes 2^62.
MOST_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class Lot:
    """The constants of one draw, to compute lots with in any engine."""

    seed: int
    a: int
    b: int
    c: int
    d: int
    e: int

    def of(self, identifier: str | int) -> int:
        """The lot of a row: lower comes first among equals."""
        return self.of_number(id_number(identifier))

    def of_number(self, number: int) -> int:
        """The lot of a row by its number (`id_number`)."""
        first = (
            (number % MODULUS) * self.a + (number // MODULUS) * self.b + self.c
        ) % MODULUS
        square = first * first % MODULUS
        mixed = square * square % MODULUS * first % MODULUS
        return (mixed * self.d + self.e) % MODULUS


def lot(seed: int) -> Lot:
    """The draw of a seed."""
    if not 0 <= seed < 2**63:
        raise ValueError("a seed is a whole number from 0 to 2^63 - 1")
    drawn = [_constant(seed, name) for name in "abcde"]
    return Lot(seed, *drawn)


def id_number(identifier: str | int) -> int:
    """The number of a row, below 2^60.

    A row whose identifier is a number of at most 18 figures (a BAG id has 16) has that
    number; another has the first 15 hexadecimal figures of the MD5 of its identifier
    in UTF-8, which is no secret and no safeguard here.
    """
    written = str(identifier)
    if written.isascii() and written.isdigit() and len(written) <= MOST_DIGITS:
        return int(written)
    digest = hashlib.md5(written.encode(), usedforsecurity=False).hexdigest()
    return int(digest[:15], 16)


def _constant(seed: int, name: str) -> int:
    """A number from 1 to p - 1 by the seed: the multipliers are never zero."""
    digest = hashlib.sha256(f"onderdak:{name}:{seed}".encode()).digest()
    return 1 + int.from_bytes(digest[:8], "big") % (MODULUS - 1)
