"""What tests share: a real PostgreSQL, with the app's own role."""

import socket
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from psycopg import sql
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from onderdak.project import database
from onderdak.project.postgres import launcher, roles
from onderdak.web.desk.public import brake
from tests.emptying import emptied_by_deleting
from tests.templates import make_database, with_database

database.prepare()
# No test fails by the clock: how fast examples are made says how busy the machine is.
hypothesis_settings.register_profile(
    "explore", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
# The same examples in each run: a change is judged by what it changes, not by luck.
# `make explore` looks for new ones.
hypothesis_settings.register_profile(
    "house", hypothesis_settings.get_profile("explore"), derandomize=True
)
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session")
def owner_address(request: pytest.FixtureRequest) -> str:
    """The owner's address of the test database."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    name = f"test_onderdak_{worker}" if worker else "test_onderdak"
    return with_database(database.addresses().owner, name)


@pytest.fixture(scope="session")
def django_db_setup(
    owner_address: str, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Make the test database as the owner, then work in it as the app does.

    The app's role may truncate here, and only here: tests that commit clean up.
    """
    name = urlsplit(owner_address).path.lstrip("/")
    make_database(_admin_address(), owner_address)
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
    with _emptying(name):
        yield
    with django_db_blocker.unblock():
        connections.close_all()


def _emptying(name: str) -> AbstractContextManager[None]:
    """Only the superuser of an embedded PostgreSQL can delete from logs."""
    if not database.addresses().embedded:
        return nullcontext()
    return emptied_by_deleting(launcher.admin_dsn(name))


def _admin_address() -> str:
    addresses = database.addresses()
    return launcher.admin_dsn() if addresses.embedded else addresses.owner


@pytest.fixture(scope="session", autouse=True)
def _static_files_found_once() -> Iterator[None]:
    """Each client of a test starts the site anew; its files are looked up once."""
    found: dict[str, object] = {}
    look = WhiteNoiseMiddleware.add_files_from_finders

    def look_once(site: WhiteNoiseMiddleware) -> None:
        if not found:
            look(site)
            found.update(site.files)
        site.files.update(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(WhiteNoiseMiddleware, "add_files_from_finders", look_once)
        yield


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
