"""What tests share: a real PostgreSQL, with the app's own role."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.utils import translation
from psycopg import sql
from pytest_django import DjangoDbBlocker

from onderdak.project import database
from onderdak.project.postgres import launcher, roles
from onderdak.web.desk.public import brake

database.prepare()


def _with_database(address: str, name: str) -> str:
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


@pytest.fixture(scope="session")
def owner_address(request: pytest.FixtureRequest) -> str:
    """The owner's address of the test database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = f"test_onderdak_{worker}" if worker else "test_onderdak"
    return _with_database(database.addresses().owner, name)


@pytest.fixture(scope="session")
def django_db_setup(
    owner_address: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database as the owner, then work in it as the app does.

    The app's role may truncate here, and only here: tests that commit clean up.
    """
    name = urlsplit(owner_address).path.lstrip("/")
    admin = _admin_address()
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(
                sql.Identifier(name)
            )
        )
    roles.ensure_database(
        admin, database=name, owner=urlsplit(owner_address).username or ""
    )
    roles.prepare_schema(owner_address)
    _migrate(owner_address)
    with psycopg.connect(owner_address, autocommit=True) as connection:
        for grant in (
            "GRANT TRUNCATE ON ALL TABLES IN SCHEMA public TO {app}",
            "GRANT UPDATE ON ALL SEQUENCES IN SCHEMA public TO {app}",
        ):
            connection.execute(
                sql.SQL(grant).format(app=sql.Identifier(roles.APP_GROUP))
            )
    settings.OWNER_ADDRESS = owner_address
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = name
    yield
    with django_db_blocker.unblock():
        connections.close_all()


def _admin_address() -> str:
    addresses = database.addresses()
    return launcher.admin_dsn() if addresses.embedded else addresses.owner


def _migrate(owner_address: str) -> None:
    for command in (["migrate", "--no-input", "-v", "0"], ["createcachetable"]):
        subprocess.run(
            [sys.executable, "-m", "django", *command],
            env={
                **os.environ,
                "ONDERDAK_AS_OWNER": "1",
                "ONDERDAK_DATABASE": urlsplit(owner_address).path.lstrip("/"),
                "DJANGO_SETTINGS_MODULE": "onderdak.project.settings",
            },
            check=True,
        )


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Counts of one test say nothing about the next, nor do visits that were braked."""
    caches["counts"].clear()
    for each in brake.ALL:
        each.forget()


@pytest.fixture(autouse=True)
def _in_the_language_of_the_house() -> None:
    """A visit or a command of one test leaves its language to the thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_outside_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only addresses of this machine can be reached from a test."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else "127.0.0.1"
        if host not in {"127.0.0.1", "::1", "localhost"}:
            raise RuntimeError(f"a test reached for {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", only_here)
