"""What all processes share is made once, also when several begin at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg import sql

from onderdak.project import database
from onderdak.project.postgres import launcher, roles

LOGIN = "onderdak_begins_at_once"


@pytest.fixture
def admin() -> Iterator[str]:
    addresses = database.addresses()
    address = launcher.admin_dsn() if addresses.embedded else addresses.owner
    yield address
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(
            sql.SQL("DROP ROLE IF EXISTS {}").format(sql.Identifier(LOGIN))
        )


def test_processes_that_begin_at_once_do_not_get_in_each_others_way(admin: str) -> None:
    def begin(number: int) -> None:
        for turn in range(10):
            roles.ensure_app_role(admin, login=LOGIN, password=f"{number}-{turn}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, range(4)))
    with psycopg.connect(admin) as connection:
        made = connection.execute(
            "SELECT count(*) FROM pg_roles WHERE rolname = %s", [LOGIN]
        ).fetchone()
    assert made == (1,)


def test_processes_that_begin_at_once_prepare_one_schema() -> None:
    """Without turns the server says that somebody else changed the same rights."""
    address = database.addresses().owner

    def begin(_number: int) -> None:
        for _turn in range(15):
            roles.prepare_schema(address)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, range(4)))
    with psycopg.connect(address) as connection:
        open_to_all = connection.execute(
            "SELECT has_schema_privilege('public', 'public', 'USAGE')"
        ).fetchone()
    assert open_to_all == (False,)
