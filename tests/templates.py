"""A migrated database to copy from: migrating takes a minute, copying a second.

The copy is named after the migrations it was made by, so that a change of one makes
another. Whoever needs it first makes it; others wait for that.
"""

import hashlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

import onderdak
from onderdak.project.postgres import roles

_SOURCE = Path(onderdak.__file__).parent
_PACKAGES = Path(__file__).parent.parent / "requirements" / "base.txt"
_IMPORTED = re.compile(r"^from (onderdak\.[\w.]+) import", re.MULTILINE)
_LOCK = 7_305_001  # any number that nothing else in the cluster locks
_PREFIX = "migrated_onderdak_"


def make_database(admin: str, owner_address: str) -> None:
    """Make an empty, migrated database anew, as its owner would."""
    name, owner = _name(owner_address), urlsplit(owner_address).username or ""
    with _alone(admin) as connection:
        template = _template(connection, admin, owner_address)
        _drop(connection, name)
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                *map(sql.Identifier, (name, template, owner))
            )
        )


@contextmanager
def _alone(admin: str) -> Iterator[psycopg.Connection]:
    """No two copy or make at once: a database that is copied takes no visitors."""
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        yield connection


def _template(connection: psycopg.Connection, admin: str, owner_address: str) -> str:
    wanted = _PREFIX + _digest()
    known = connection.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX]
    )
    there = {name for (name,) in known.fetchall()}
    if wanted in there:
        return wanted
    for older in there:
        _drop(connection, older)
    # A name of its own until it is whole: one that was broken off is made again.
    half = f"half_{wanted}"
    address = with_database(owner_address, half)
    _drop(connection, half)
    roles.ensure_database(
        admin, database=half, owner=urlsplit(owner_address).username or ""
    )
    roles.prepare_schema(address)
    _migrate(address)
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(half), sql.Identifier(wanted)
        )
    )
    return wanted


def _drop(connection: psycopg.Connection, name: str) -> None:
    connection.execute(
        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    )


def _digest() -> str:
    """What the schema is made by: the migrations, what they import, the packages."""
    files = sorted(_SOURCE.glob("**/migrations/*.py"))
    imported = {
        module for file in files for module in _IMPORTED.findall(file.read_text())
    }
    helpers = (_SOURCE.parent / Path(*each.split(".")) for each in imported)
    found = hashlib.sha256(_PACKAGES.read_bytes())
    made_by = [*files, *(path.with_suffix(".py") for path in helpers)]
    made_by.append(Path(str(roles.__file__)))
    for file in sorted(set(made_by)):
        if file.is_file():
            found.update(str(file.relative_to(_SOURCE)).encode() + file.read_bytes())
    return found.hexdigest()[:24]


def _migrate(owner_address: str) -> None:
    for command in (["migrate", "--no-input", "-v", "0"], ["createcachetable"]):
        subprocess.run(
            [sys.executable, "-m", "django", *command],
            env={
                **os.environ,
                "ONDERDAK_AS_OWNER": "1",
                "ONDERDAK_DATABASE": _name(owner_address),
                "DJANGO_SETTINGS_MODULE": "onderdak.project.settings",
            },
            check=True,
        )


def with_database(address: str, name: str) -> str:
    """The same server and person, another database."""
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def _name(address: str) -> str:
    return urlsplit(address).path.lstrip("/")
