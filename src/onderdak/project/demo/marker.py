"""Which demo the database holds: one line in the audit trail of the operator."""

from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from psycopg import Connection

LOADED: Final = "demo.loaded"
OPERATOR_ID: Final = 1

_SCOPE: Final = """
    SELECT set_config('onderdak.scope', 'set', true),
           set_config('onderdak.actor', %s, true)
"""


@cache
def version() -> str:
    """A hash of this package's code: other code may make another demo."""
    together = sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        together.update(file.name.encode() + file.read_bytes())
    return together.hexdigest()[:16]


def detail(on: date, seed: int) -> dict[str, str | int]:
    """What the line says."""
    return {"on": on.isoformat(), "seed": seed, "version": version()}


def read_marker(connection: Connection) -> tuple[date, int] | None:
    """Day and seed of the demo that this very code has loaded, if it has."""
    connection.execute(_SCOPE, [str(OPERATOR_ID)])
    found = connection.execute(
        "SELECT detail ->> 'on', (detail ->> 'seed')::bigint FROM identity_auditevent"
        " WHERE action = %s AND actor_id = %s AND detail ->> 'version' = %s"
        " ORDER BY id DESC LIMIT 1",
        [LOADED, OPERATOR_ID, version()],
    ).fetchone()
    return (date.fromisoformat(found[0]), int(found[1])) if found else None
