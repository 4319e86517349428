"""Sealing, on the other core while the server writes.

The seals are needed last, so they are made in a thread of their own: cryptography and
waiting for the server both leave the interpreter free.
"""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple

from onderdak.foundation.privacy.contract import Identity, Sealer
from onderdak.register.nights.bulk.numbering import Numbers
from onderdak.register.nights.domain.declared import DeclaredStay
from onderdak.register.nights.domain.initials import initials

Seals = list[tuple[Any, ...]]


class ToSeal(NamedTuple):
    """Who is to be sealed, by number; lines that name a second guest, or nobody."""

    identities: dict[int, Identity]
    conflicts: dict[int, int]  # line -> the line that used the reference first
    unnamed: frozenset[int] = frozenset()  # lines about someone who is not known here


def find_to_seal(
    rows: Sequence[DeclaredStay], numbers: Numbers, sealer: Sealer
) -> ToSeal:
    """Whose identity is new or changed here, by the provider's keyed fingerprint."""
    seen: dict[str, tuple[Identity, int]] = {}
    identities: dict[int, Identity] = {}
    conflicts: dict[int, int] = {}
    without: list[DeclaredStay] = []
    for row in rows:
        if row.identity is None:
            without.append(row)
            continue
        first = seen.get(row.reference)
        if first is None:
            seen[row.reference] = (row.identity, row.line)
            guest, known = numbers.guests[row.reference]
            if known is None or known != sealer.fingerprint(row.identity):
                identities[guest] = row.identity
        elif first[0] != row.identity:
            conflicts[row.line] = first[1]
    unnamed = [
        row.line
        for row in without
        if row.reference not in seen and numbers.guests[row.reference][1] is None
    ]
    return ToSeal(identities, conflicts, frozenset(unnamed))


def start_sealing(
    to_seal: ToSeal, sealer: Sealer, pool: ThreadPoolExecutor
) -> Future[Seals]:
    """Begin to seal; the result is collected when the stays are written."""
    return pool.submit(_seal_all, to_seal, sealer)


def _seal_all(to_seal: ToSeal, sealer: Sealer) -> Seals:
    return [
        (
            guest,
            *sealer.seal(guest, identity),
            sealer.fingerprint(identity),
            *sealer.match_hash(identity),
            initials(identity.name),
        )
        for guest, identity in to_seal.identities.items()
    ]
