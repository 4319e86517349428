"""Many writers at once: the database keeps one guest out of two beds in one night."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import psycopg
import pytest
from django.db import connection
from psycopg import IsolationLevel

from onderdak.foundation.identity.contract import scope
from onderdak.register.nights.contract import (
    Guest,
)
from tests.world import House, acting, make_house, make_town

pytestmark = pytest.mark.django_db(transaction=True)

_WRITERS = 6
_TRIES = 40
_OVERLAPS = """
    SELECT count(*) FROM nights_stay a JOIN nights_stay b
        ON b.guest_id = a.guest_id AND b.id > a.id
       AND b.arrival < a.ends AND b.ends > a.arrival
"""


def _own_connection() -> psycopg.Connection:
    """Another connection of the app's role to the same database."""
    known = connection.settings_dict
    return psycopg.connect(
        host=known["HOST"],
        port=known["PORT"],
        user=known["USER"],
        password=known["PASSWORD"],
        dbname=known["NAME"],
    )


def _insert(
    own: psycopg.Connection, house: House, guest: int, arrival: date, nights: int
) -> None:
    own.execute(
        "SELECT set_config('onderdak.scope', 'set', true),"
        " set_config('onderdak.providers', %s, true)",
        [f"{{{house.provider}}}"],
    )
    own.execute(
        "INSERT INTO nights_stay (municipality_id, provider_id, location_id, guest_id,"
        " arrival, departure, declaration_id) VALUES (%s, %s, %s, %s, %s, %s, 0)",
        [
            house.location.municipality_id,
            house.provider,
            house.location.pk,
            guest,
            arrival,
            arrival + timedelta(days=nights),
        ],
    )


def _write(house: House, guest: int, seed: int) -> int:
    """Write colliding stays as fast as one connection can; returns how many held."""
    chance, held = random.Random(seed), 0
    with _own_connection() as own:
        for _ in range(_TRIES):
            arrival = date(2026, 1, 1) + timedelta(days=chance.randrange(60))
            try:
                with own.transaction():
                    _insert(own, house, guest, arrival, chance.randrange(1, 6))
                    held += 1
            except psycopg.errors.ExclusionViolation:
                continue
    return held


def test_colliding_writers_leave_no_guest_in_two_beds() -> None:
    house = make_house(make_town("GM9001", "Teststad"), "Pension Test")
    with scope(acting(house.manager)):
        guest = Guest.objects.create(provider_id=house.provider, reference="A").pk
    with ThreadPoolExecutor(_WRITERS) as pool:
        held = list(pool.map(lambda seed: _write(house, guest, seed), range(_WRITERS)))
    with scope(acting(house.manager)), connection.cursor() as cursor:
        cursor.execute(_OVERLAPS)
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM nights_stay")
        assert cursor.fetchone() == (sum(held),)
    assert sum(held) > 5  # some were first


def test_stays_are_written_in_read_committed_only() -> None:
    """Under a snapshot the check could not see what another writer has just added."""
    house = make_house(make_town("GM9001", "Teststad"), "Pension Test")
    with scope(acting(house.manager)):
        guest = Guest.objects.create(provider_id=house.provider, reference="A").pk
    for level in (IsolationLevel.REPEATABLE_READ, IsolationLevel.SERIALIZABLE):
        with _own_connection() as own:
            own.isolation_level = level
            with pytest.raises(psycopg.DatabaseError, match="read committed"):
                _insert(own, house, guest, date(2026, 1, 1), 2)
            own.rollback()
