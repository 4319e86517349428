"""Filling empty tables fast: COPY first, then the indexes and constraints again."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from psycopg import Connection, sql

_BIG: Final = ("nights_stay", "nights_guestidentity", "nights_registrationstatement")

# Tables whose triggers ask who writes: the owner loads what both sides once agreed.
_GUARDED: Final = (
    *("quality_growthplan", "inspections_warrant"),
    "inspections_operation",
)

_CONSTRAINTS: Final = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('f', 'x')
    ORDER BY conname
"""
_INDEXES: Final = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index
    WHERE indrelid = ANY (%s::regclass[])
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
"""
# What the triggers on stays check row by row, asked once of all of them.
_BROKEN: Final = """
    SELECT 'a stay of another location or guest' FROM nights_stay s
    LEFT JOIN nights_location l ON l.id = s.location_id
        AND (l.provider_id, l.municipality_id) = (s.provider_id, s.municipality_id)
    LEFT JOIN nights_guest g ON (g.id, g.provider_id) = (s.guest_id, s.provider_id)
    WHERE l.id IS NULL OR g.id IS NULL
    UNION ALL
    SELECT 'a guest twice in one night' FROM (
        SELECT arrival, lag(ends) OVER (PARTITION BY guest_id ORDER BY arrival, id)
        FROM nights_stay
    ) AS one (arrival, before)
    WHERE arrival < before
    LIMIT 1
"""
_FORCED: Final = """
    SELECT oid::regclass::text FROM pg_class
    WHERE relforcerowsecurity AND relnamespace = 'public'::regnamespace
    ORDER BY 1
"""


@contextmanager
def row_security_lifted(connection: Connection) -> Iterator[None]:
    """Let the owner pass row security until the block ends (COPY is refused under it).

    What happens in the block must be one transaction: if it fails, the old state comes
    back with the roll-back.
    """
    tables = [sql.Identifier(row[0]) for row in connection.execute(_FORCED)]
    for table in tables:
        connection.execute(
            sql.SQL("ALTER TABLE {} NO FORCE ROW LEVEL SECURITY").format(table)
        )
    yield
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        connection.execute(
            sql.SQL("ALTER TABLE {} FORCE ROW LEVEL SECURITY").format(table)
        )


@contextmanager
def without_constraints(connection: Connection) -> Iterator[None]:
    """Take keys, indexes and triggers off the big tables; put them back, and check."""
    names = list(_BIG)
    constraints = connection.execute(_CONSTRAINTS, [names]).fetchall()
    indexes = connection.execute(_INDEXES, [names]).fetchall()
    for table, name, _ in constraints:
        connection.execute(
            sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(
                sql.Identifier(table), sql.Identifier(name)
            )
        )
    for name, _ in indexes:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    _triggers(connection, "DISABLE")
    yield
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for _, definition in indexes:
        connection.execute(sql.SQL(definition))
    for table, name, definition in constraints:
        connection.execute(
            sql.SQL("ALTER TABLE {} ADD CONSTRAINT {} {}").format(
                sql.Identifier(table), sql.Identifier(name), sql.SQL(definition)
            )
        )
    _triggers(connection, "ENABLE")
    if broken := connection.execute(_BROKEN).fetchone():
        raise RuntimeError(f"the demo does not fit the tables: {broken[0]}")


def _triggers(connection: Connection, verb: str) -> None:
    """Switch triggers off or on where rows come in bulk; keys are not among them."""
    for table in (*_BIG, *_GUARDED):
        connection.execute(
            sql.SQL("ALTER TABLE {} {} TRIGGER USER").format(
                sql.Identifier(table), sql.SQL(verb)
            )
        )


def copy(
    connection: Connection,
    table: str,
    columns: str,
    rows: Iterable[Sequence[object]],
) -> int:
    """COPY rows into a table and set its numbering after the last; returns how many."""
    names = columns.split()
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    count = 0
    with connection.cursor() as cursor, cursor.copy(statement) as into:
        for row in rows:
            into.write_row(row)
            count += 1
    if names[0] == "id":
        _set_numbering(connection, table)
    return count


def _set_numbering(connection: Connection, table: str) -> None:
    connection.execute(
        sql.SQL(
            "SELECT setval(pg_get_serial_sequence({}, 'id'), greatest(1, max(id)))"
            " FROM {}"
        ).format(sql.Literal(table), sql.Identifier(table))
    )


def empty(connection: Connection, tables: Iterable[str]) -> None:
    """Empty tables, and let their numbers begin at one again."""
    names = sql.SQL(", ").join(map(sql.Identifier, tables))
    connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY").format(names))


def analyze(connection: Connection, tables: Iterable[str]) -> None:
    """Tell the planner how the filled tables look."""
    for table in tables:
        connection.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(table)))
