"""Rows with keys and sealed identities: sealed as a declaration seals them."""

import os
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from onderdak.foundation.privacy.contract import Sealer
from onderdak.foundation.privacy.keys import (
    municipality_holder,
    provider_holder,
    wrap,
)
from onderdak.project.demo.clock import instant
from onderdak.project.demo.guests import identity
from onderdak.project.demo.plan import World
from onderdak.project.demo.register import Register
from onderdak.project.demo.standing_rows import Row, Table

_KEY: Final = 32
_Keys = dict[tuple[str, str], bytes]


def sealed(world: World, register: Register) -> Iterator[Table]:
    """Data keys, made anew at each loading, and the identities sealed with them."""
    keys = _new_keys(world)
    yield (
        "privacy_datakey",
        "id holder use version wrapped created_at",
        _key_rows(keys, register.on),
    )
    yield (
        "nights_guestidentity",
        "guest_id municipality_id provider_id sealed key_for_provider"
        " key_for_municipality fingerprint match_hash hash_version hash_strength"
        " provider_key_version municipality_key_version",
        _identities(register, keys),
    )


def _new_keys(world: World) -> _Keys:
    municipalities = sorted({code for _, code in world.pairs})
    holders = [
        *((provider_holder(p.id), "seal") for p in world.providers),
        *((provider_holder(p.id), "hash") for p in world.providers),
        *((municipality_holder(code), "seal") for code in municipalities),
        *((municipality_holder(code), "hash") for code in municipalities),
    ]
    return {holder: os.urandom(_KEY) for holder in holders}


def _key_rows(keys: _Keys, on: date) -> Iterator[Row]:
    for id_, ((holder, use), key) in enumerate(keys.items(), 1):
        yield id_, holder, use, 1, wrap(holder, use, 1, key), instant(on, 8)


def _identities(register: Register, keys: _Keys) -> Iterator[Row]:
    """One per guest and municipality, sealed set by set."""
    where: dict[tuple[int, str], dict[int, None]] = defaultdict(dict)
    for stay in register.stays:
        spot = stay.visit.chain.location
        where[spot.provider, spot.municipality][stay.visit.guest] = None
    for (provider, code), guests in sorted(where.items()):
        yield from _sealed_set(register, _sealer(provider, code, keys), list(guests))


def _sealer(provider: int, code: str, keys: _Keys) -> Sealer:
    return Sealer(
        provider=provider,
        municipality=code,
        provider_key=keys[provider_holder(provider), "seal"],
        municipality_key=keys[municipality_holder(code), "seal"],
        fingerprint_key=keys[provider_holder(provider), "hash"],
        hash_key=keys[municipality_holder(code), "hash"],
    )


def _sealed_set(register: Register, sealer: Sealer, guests: list[int]) -> Iterator[Row]:
    people = [identity(register.guests[guest].person) for guest in guests]
    rows = sealer.seal_all(zip(guests, people, strict=True))
    for guest, person, row in zip(guests, people, rows, strict=True):
        match_hash, strength = sealer.match_hash(person)
        yield (
            guest,
            sealer.municipality,
            sealer.provider,
            *row,
            sealer.fingerprint(person),
            match_hash,
            sealer.hash_version,
            int(strength),
            sealer.provider_key_version,
            sealer.municipality_key_version,
        )
