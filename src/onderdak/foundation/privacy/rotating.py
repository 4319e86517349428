"""Replacing data keys: row keys are wrapped anew, and no seal is opened.

A row key is taken out of its old wrapping and put into the new one; what it sealed is
never touched. Batches are transactions of their own, so a rotation that was stopped is
taken up where it was: rows say themselves under which version they stand.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection, transaction

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.destruction.ports import SealedTable, sealed_tables
from onderdak.foundation.privacy.domain.grounds import KeyHolder
from onderdak.foundation.privacy.keys import (
    add_version,
    data_key,
    municipality_holder,
    provider_holder,
    versions,
)
from onderdak.foundation.privacy.models import DataKey

BATCH = 2_000
_NONCE = 12
_SEAL = DataKey.Use.SEAL

_SELECT = """
    SELECT guest_id, municipality_id, provider_id, {wrapped}, {version}, {key}
    FROM {table} WHERE {tenant} = %s AND {version} <> %s
    LIMIT %s FOR UPDATE SKIP LOCKED
"""
_UPDATE = "UPDATE {table} SET {wrapped} = %s, {version} = %s WHERE {where}"
_LEFT = "SELECT count(*) FROM {table} WHERE {tenant} = %s AND {version} <> %s"
_PROVIDERS = "SELECT DISTINCT provider_id FROM {table} WHERE municipality_id = %s"


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose data key is replaced: one provider's or one municipality's."""

    kind: KeyHolder
    tenant: str | int

    @classmethod
    def provider(cls, number: int) -> "Holder":
        """A provider, by number."""
        return cls(KeyHolder.PROVIDER, number)

    @classmethod
    def municipality(cls, code: str) -> "Holder":
        """A municipality, by code."""
        return cls(KeyHolder.MUNICIPALITY, code)

    @property
    def name(self) -> str:
        """The name under which its keys stand."""
        if self.kind is KeyHolder.PROVIDER:
            return provider_holder(int(self.tenant))
        return municipality_holder(str(self.tenant))

    def sql(self, template: str, table: SealedTable, **more: str) -> str:
        """A statement about the rows of this holder."""
        return template.format(
            table=table.table,
            key=", ".join(table.key),
            wrapped=f"key_for_{self.kind}",
            version=f"{self.kind}_key_version",
            tenant=f"{self.kind}_id",
            **more,
        )


Progress = Callable[[int], None]


def _quiet(rows: int) -> None:
    """Show nothing."""


def begin_version(holder: Holder) -> int:
    """The version to which rows go: a new one, or that of a rotation not yet done.

    As long as an older version is there, an earlier rotation is unfinished.
    """
    with transaction.atomic():
        known = versions(holder.name, _SEAL)
        if not known:
            return data_key(holder.name, _SEAL)[0]
        if len(known) > 1:
            return known[-1]
        return add_version(holder.name, _SEAL, known[-1] + 1).version


def rewrap(holder: Holder, to: int, progress: Progress = _quiet) -> int:
    """Wrap all row keys of a holder with its newest key; returns how many rows.

    Args:
        to: the version that `begin_version` gave.
        progress: told after every batch how many rows it held.
    """
    newest = data_key(holder.name, _SEAL, to)
    done = 0
    for table in sealed_tables():
        batch = BATCH
        while batch == BATCH:
            batch = _rewrap_batch(holder, table, newest)
            done += batch
            progress(batch)
    return done


def rows_left(holder: Holder, to: int) -> int:
    """How many rows still stand under an older version."""
    with _rows_of(holder):
        return sum(
            _one(holder.sql(_LEFT, table), [holder.tenant, to])
            for table in sealed_tables()
        )


def rotate_hash(municipality: str) -> int:
    """Give a municipality a new key for comparing persons; returns its version.

    Rows that are there keep their hash and version, because a new one would need their
    seal opened: they age out with retention. Hashes of two versions are never equal.
    """
    holder = municipality_holder(municipality)
    newest, _key = data_key(holder, DataKey.Use.HASH)
    return add_version(holder, DataKey.Use.HASH, newest + 1).version


@contextmanager
def _rows_of(holder: Holder) -> Iterator[None]:
    """The rows of a holder; writing asks for the providers of a town's rows too."""
    if holder.kind is KeyHolder.PROVIDER:
        with scope(Scope(providers=frozenset({int(holder.tenant)}))):
            yield
        return
    town = frozenset({str(holder.tenant)})
    with scope(Scope(municipalities=town)):
        providers = _providers_in(str(holder.tenant))
    with scope(Scope(municipalities=town, providers=providers)):
        yield


def _providers_in(municipality: str) -> frozenset[int]:
    found: set[int] = set()
    with connection.cursor() as cursor:
        for table in sealed_tables():
            cursor.execute(_PROVIDERS.format(table=table.table), [municipality])
            found |= {number for (number,) in cursor.fetchall()}
    return frozenset(found)


def _rewrap_batch(holder: Holder, table: SealedTable, newest: tuple[int, bytes]) -> int:
    version, key = newest
    where = " AND ".join(f"{column} = %s" for column in table.key)
    with _rows_of(holder), connection.cursor() as cursor:
        cursor.execute(holder.sql(_SELECT, table), [holder.tenant, version, BATCH])
        rows = cursor.fetchall()
        opened = _OldKeys(holder)
        cursor.executemany(
            holder.sql(_UPDATE, table, where=where),
            [(_moved(row, opened, key), version, *row[5:]) for row in rows],
        )
    return len(rows)


class _OldKeys(dict[int, bytes]):
    """The older keys of a holder, each unwrapped once."""

    def __init__(self, holder: Holder) -> None:
        super().__init__()
        self.holder = holder

    def __missing__(self, version: int) -> bytes:
        self[version] = data_key(self.holder.name, _SEAL, version)[1]
        return self[version]


def _moved(row: tuple[Any, ...], old: _OldKeys, new: bytes) -> bytes:
    """The row key of one row under the new key, bound to that row as before."""
    guest, municipality, provider, wrapped, version = row[:5]
    bound = f"{provider}|{municipality}|{guest}".encode()
    held = bytes(wrapped)
    row_key = AESGCM(old[version]).decrypt(held[:_NONCE], held[_NONCE:], bound)
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(new).encrypt(nonce, row_key, bound)


def _one(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])
