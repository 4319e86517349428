"""The demo loads whole, keeps every constraint, and stays behind row security."""

from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from pytest_django import DjangoDbBlocker

from onderdak.foundation.identity.contract import Scope, User, scope
from onderdak.foundation.privacy.contract import Sealed, Sealer
from onderdak.foundation.privacy.domain.grounds import KeyHolder
from onderdak.kernel.errors import Conflict
from onderdak.project.demo import DemoSummary, accounts, is_loaded, load_demo
from onderdak.project.demo import loader as loader_module

ON = date(2025, 2, 3)
pytestmark = pytest.mark.django_db


def _silent(_step: str, _ready: float) -> None:
    """Nobody watches."""


_CATALOGUE = """
    SELECT 'constraint', conname::text, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND convalidated
    UNION ALL
    SELECT 'index', indexname::text, indexdef FROM pg_indexes
    WHERE schemaname = 'public'
    UNION ALL
    SELECT 'trigger', tgname::text, tgenabled::text FROM pg_trigger
    WHERE NOT tgisinternal
    UNION ALL
    SELECT 'table', relname::text, relforcerowsecurity::text FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""


def _catalogue(owner_address: str) -> set[tuple[str, str, str]]:
    with psycopg.connect(owner_address) as owner:
        return set(owner.execute(_CATALOGUE).fetchall())


@pytest.fixture(scope="module")
def before(django_db_setup: None, owner_address: str) -> set[tuple[str, str, str]]:
    """Constraints, indexes, triggers and row security before the demo is loaded."""
    return _catalogue(owner_address)


@pytest.fixture(scope="module")
def loaded(
    before: set[tuple[str, str, str]],
    django_db_blocker: DjangoDbBlocker,
    owner_address: str,
) -> Iterator[DemoSummary]:
    """The demo, committed; the tables are emptied again at the end."""
    with django_db_blocker.unblock():
        connection.close()
        yield load_demo(on=ON, progress=_silent)
        connection.close()
        with psycopg.connect(owner_address) as owner:
            loader_module.empty(owner, loader_module._tables())


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def test_the_demo_is_there_and_says_for_which_day(loaded: DemoSummary) -> None:
    assert is_loaded() == (ON, loaded.seed)
    assert loaded.fresh
    assert loaded.counts["nights_stay"] > 9000
    assert 9000 < loaded.guests_tonight < 12500


def test_a_second_load_of_the_same_day_changes_nothing(loaded: DemoSummary) -> None:
    again = load_demo(on=ON, progress=_silent)
    assert not again.fresh
    assert again.guests_tonight == loaded.guests_tonight


def test_constraints_and_row_security_stand_as_before(
    loaded: DemoSummary, before: set[tuple[str, str, str]], owner_address: str
) -> None:
    assert _catalogue(owner_address) == before
    assert ("trigger", "stays_are_whole", "O") in before
    assert ("table", "nights_stay", "true") in before


def test_the_app_sees_only_what_is_in_scope(loaded: DemoSummary) -> None:
    with scope(Scope(municipalities=frozenset({"GM0202"}))):
        arnhem = _count("nights_stay")
        guests = _count("nights_guest")
    with scope(Scope(providers=frozenset({1}))):
        agency = _count("nights_stay")
    with scope(Scope(municipalities=frozenset({"GM9901"}))):
        town = _count("nights_stay")
    assert 0 < arnhem < loaded.counts["nights_stay"]
    assert 0 < agency < loaded.counts["nights_stay"]
    assert guests == 0  # references are the provider's own
    assert town == 0


def test_a_sealed_identity_opens_for_both_readers(loaded: DemoSummary) -> None:
    wanted = Scope(municipalities=frozenset({"GM0202"}), providers=frozenset({1}))
    with scope(wanted), connection.cursor() as cursor:
        cursor.execute(
            "SELECT guest_id, sealed, key_for_provider, key_for_municipality,"
            " match_hash FROM nights_guestidentity"
            " WHERE provider_id = 1 AND municipality_id = 'GM0202' LIMIT 1"
        )
        guest, *ciphertexts, match_hash = cursor.fetchone()
        sealer = Sealer.load(provider=1, municipality="GM0202")
    row = Sealed(*map(bytes, ciphertexts))
    opened = {sealer.open(row, guest, holder) for holder in KeyHolder}
    assert len(opened) == 1
    assert sealer.match_hash(opened.pop())[0] == bytes(match_hash)


def test_everyone_can_sign_in_with_the_password_of_this_installation(
    loaded: DemoSummary,
) -> None:
    for account in accounts():
        user = User.objects.get(email=account.email)
        assert check_password(account.password, user.password)
        assert (account.totp_now is None) == account.email.startswith("pension@")


def test_numbers_go_on_after_the_last(loaded: DemoSummary, owner_address: str) -> None:
    with psycopg.connect(owner_address) as owner:
        row = owner.execute(
            "SELECT nextval(pg_get_serial_sequence('identity_user', 'id'))"
        ).fetchone()
        owner.rollback()
    assert row is not None
    assert row[0] > len(accounts())


def test_a_database_with_other_data_is_left_alone(
    loaded: DemoSummary, owner_address: str
) -> None:
    with psycopg.connect(owner_address) as owner:
        owner.execute("UPDATE identity_user SET email = 'x@y.example' WHERE id = 1")
        owner.commit()
        try:
            with pytest.raises(Conflict):
                load_demo(on=date(2025, 2, 4), progress=_silent)
        finally:
            owner.execute(
                "UPDATE identity_user SET email = 'beheer@demo.onderdak.example'"
                " WHERE id = 1"
            )
            owner.commit()
