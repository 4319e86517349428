"""What only the owner of the database does with keys: remove one, re-wrap all.

The app adds keys and can neither change nor remove one, because a lost key is every
name lost. So this works with the owner's login, from the command line alone.
"""

from dataclasses import dataclass

import psycopg
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from psycopg import sql

from onderdak.foundation.privacy.contract import (
    Holder,
    master_key,
    sealed_tables,
    unwrap,
    wrap,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text

_SCOPE = (
    "SELECT set_config('onderdak.scope', 'set', true),"
    " set_config('onderdak.municipalities', %s, true),"
    " set_config('onderdak.providers', %s, true)"
)
_KEYS = "SELECT id, holder, use, version, wrapped FROM privacy_datakey"


def remove_older_keys(holder: Holder, newest: int) -> int:
    """Remove the versions of a holder's key that no row uses any more.

    The tables are locked for writing meanwhile, so that no row can come in under a
    version that is about to go; a row that comes later is refused by the database.

    Raises:
        Conflict: rows still stand under an older version.
    """
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        own = "{" + str(holder.tenant) + "}"
        is_town = isinstance(holder.tenant, str)
        owner.execute(_SCOPE, [own if is_town else "{}", "{}" if is_town else own])
        for table in sealed_tables():
            owner.execute(
                sql.SQL("LOCK TABLE {} IN SHARE MODE").format(
                    sql.Identifier(table.table)
                )
            )
            query = holder.sql(
                "SELECT count(*) FROM {table} WHERE {tenant} = %s AND {version} <> %s",
                table,
            )
            found = owner.execute(query.encode(), [holder.tenant, newest]).fetchone()
            if found is None or found[0]:
                raise Conflict(
                    text(
                        "Rows still stand under an older key of %(holder)s.",
                        holder=holder.name,
                    ),
                    next_step=text("Run the same command again."),
                )
        gone = owner.execute(
            "DELETE FROM privacy_datakey WHERE holder = %s AND use = 'seal'"
            " AND version < %s",
            [holder.name, newest],
        )
        return gone.rowcount


@dataclass(frozen=True, slots=True)
class MasterRotation:
    """How many data keys were wrapped anew, and how many were so already."""

    wrapped: int
    already: int


def rotate_master(*, old: str, new: str) -> MasterRotation:
    """Wrap every data key with the new master key, in one transaction.

    Raises:
        ConfigurationError: one of the two is missing or has another form.
        Conflict: a data key opens under neither; then nothing is changed.
    """
    before, after = master_key(old), master_key(new)
    wrapped = already = 0
    with psycopg.connect(settings.OWNER_ADDRESS) as owner:
        owner.execute("LOCK TABLE privacy_datakey IN EXCLUSIVE MODE")
        for number, holder, use, version, held in owner.execute(_KEYS).fetchall():
            if _opens(holder, use, version, held, after) is not None:
                already += 1
                continue
            key = _opens(holder, use, version, held, before)
            if key is None:
                raise Conflict(
                    text(
                        "Key %(version)s of %(holder)s opens under neither master key.",
                        version=version,
                        holder=holder,
                    ),
                    why=text("Nothing was changed."),
                )
            owner.execute(
                "UPDATE privacy_datakey SET wrapped = %s WHERE id = %s",
                [wrap(holder, use, version, key, after), number],
            )
            wrapped += 1
    return MasterRotation(wrapped, already)


def _opens(
    holder: str, use: str, version: int, held: bytes, master: AESGCM
) -> bytes | None:
    try:
        return unwrap(holder, use, version, held, master)
    except InvalidTag:
        return None
