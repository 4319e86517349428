"""Who sees and changes the rows of each table, read from the migrations."""

import re
from dataclasses import dataclass

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunSQL


@dataclass
class Guard:
    """What the migrations say about who sees and changes the rows of one table."""

    own: str = ""
    read: str = ""
    refused: str = ""


_POLICY = re.compile(
    r"CREATE POLICY (in_scope|read_in_scope) ON (\w+)\s+(?:FOR SELECT\s+)?"
    r"USING \((.*?)\)(?: WITH CHECK [^;]*)?;",
    re.DOTALL,
)
_REVOKE = re.compile(r"REVOKE ([A-Z, ]+?) ON ([\w, ]+?) FROM", re.DOTALL)


# Conditions that stand beside a tenant's own rows, in words.
_BESIDES = {
    "certificate_id IN (SELECT c.id FROM quality_certificate c)": (
        "who reads the certificate"
    ),
    "coalesce(current_setting('onderdak.outbox', true), '') = 'installation'": (
        "the outbox handles the installation's own mail"
    ),
    "(SELECT NOT pg_has_role('onderdak_app', 'USAGE'))": "the owner's functions",
}


def guards() -> dict[str, Guard]:
    """Row security and revoked rights, as the migrations make them, by table."""
    found: dict[str, Guard] = {}
    loader = MigrationLoader(None)
    for key in sorted(loader.disk_migrations):
        for operation in loader.disk_migrations[key].operations:
            if isinstance(operation, RunSQL) and isinstance(operation.sql, str):
                _read_sql(operation.sql, found)
    return found


def _read_sql(text: str, found: dict[str, Guard]) -> None:
    for policy, table, condition in _POLICY.findall(text):
        guard = found.setdefault(table, Guard())
        if policy == "in_scope":
            guard.own = _readable(condition)
        else:
            guard.read = _readable(condition.removeprefix(guard.own))
    for rights, tables in _REVOKE.findall(text):
        for table in tables.split(","):
            guard = found.setdefault(table.strip(), Guard())
            guard.refused = ", ".join(
                sorted({*filter(None, guard.refused.split(", ")), *_words(rights)})
            )


def _words(rights: str) -> list[str]:
    return [right.strip().lower() for right in rights.split(",")]


def _readable(condition: str) -> str:
    """A policy in words that fit in a cell."""
    plain = " ".join(condition.split())
    plain = re.sub(
        r"(\w+) IN \(SELECT m\.code FROM identity_municipality m WHERE m\.region_id ="
        r" ANY \(\(SELECT scope_regions\(\)\)::text\[\]\)\)",
        r"`\1` in a region in scope",
        plain,
    )
    plain = re.sub(
        r"(\w+) = ANY \(\(SELECT scope_(\w+)\(\)\)::\w+\[\]\)", r"`\1` in scope", plain
    )
    plain = plain.replace("(SELECT scope_actor())", "the person who acts")
    for condition, words in _BESIDES.items():
        plain = plain.replace(condition, words)
    return plain.replace(" OR ", " or ").replace(" AND ", " and ")


def reading(guard: Guard) -> str:
    if not guard.read:
        return "the same"
    rest = guard.read.removeprefix(guard.own).removeprefix(" or ")
    return "everyone" if rest == "true" else f"also: {rest}"
