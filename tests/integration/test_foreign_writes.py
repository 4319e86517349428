"""Writing across tenants: refused by the database for every table of the register."""

from contextlib import suppress
from datetime import date

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.contract import Identity
from onderdak.register.nights.contract import (
    DeclaredStay,
    declare_stays,
)
from onderdak.register.nights.models import Guest
from tests.world import House, acting, everything, make_house, make_town

pytestmark = pytest.mark.django_db

WRITES = {
    "statement of another's guest": (
        "INSERT INTO nights_registrationstatement (guest_id, municipality_id,"
        " valid_from, provider_id, status, brp_municipality, declaration_id)"
        " VALUES ({their_guest}, 'GM9001', '2026-01-01', {own}, 'brp', 'GM9001', 0)"
    ),
    "identity of another's guest": (
        "INSERT INTO nights_guestidentity (guest_id, municipality_id, provider_id,"
        " sealed, key_for_provider, key_for_municipality, fingerprint, match_hash,"
        " hash_version, hash_strength, provider_key_version, municipality_key_version)"
        " VALUES ({their_guest}, 'GM9002', {own}, '', '', '', '', '', 1, 1, 1, 1)"
    ),
    "room at another's location": (
        "INSERT INTO nights_room (municipality_id, provider_id, location_id, label)"
        " VALUES ('GM9001', {own}, {their_location}, 'x')"
    ),
    "own admission": (
        "INSERT INTO parties_admission (provider_id, municipality_id, since)"
        " VALUES ({own}, 'GM9002', '2026-01-01')"
    ),
    "declaration where not admitted": (
        "INSERT INTO nights_declaration (municipality_id, provider_id, declared_by_id,"
        " declared_at, channel, source_name, trace_id, rows, new, corrected, unchanged,"
        " rejected) VALUES ('GM9002', {own}, 1, now(), 'page', '', gen_random_uuid(),"
        " 0, 0, 0, 0, 0)"
    ),
    "move of a location": "UPDATE nights_location SET municipality_id = 'GM9002'",
    "event in another's name": (
        "INSERT INTO identity_auditevent (at, actor_id, action, object, municipality,"
        " provider_id, detail) VALUES (now(), 999999, 'x', 'x', NULL, {own}, '{{}}')"
    ),
    "opening in another's name": (
        'INSERT INTO privacy_opening (at, actor_id, role, ground, "case", fields,'
        " subject, municipality, provider_id)"
        " VALUES (now(), 999999, 'x', 'x', '', 'name', 'x', 'GM9001', {own})"
    ),
    "removal of keys": "DELETE FROM privacy_datakey",
    "removal of accounts": "DELETE FROM identity_user",
    "removal of evidence": "DELETE FROM nights_supersededstay",
    "removal of declarations": "DELETE FROM nights_declaration",
    "removal of events": "DELETE FROM outbox_outboxevent",
    "renaming a municipality": "UPDATE identity_municipality SET name = 'x'",
}


_REFUSED = "row-level security|permission denied|not of this provider|not at a loc"


# What a provider keeps is the municipality's to read; its rows go by the functions of
# destruction only. `0` rows gone, or refused: both leave everything where it was.
KEPT = (
    "nights_stay",
    "nights_guest",
    "nights_guestidentity",
    "nights_registrationstatement",
    "nights_room",
    "nights_bed",
    "nights_doublelet",
    "nights_nightconfirmation",
    "nights_guestcode",
    "nights_locationcode",
    "nights_mendingrequest",
    "nights_compliancestep",
)


@pytest.fixture
def known() -> dict[str, object]:
    town = make_town("GM9001", "Eenstad")
    make_town("GM9002", "Tweestad")
    own, other = make_house(town, "Eigen"), make_house(town, "Ander")
    for house in (own, other):
        _declare(house)
    with scope(Scope(providers=frozenset({other.provider}))):
        their_guest = Guest.objects.get().pk
    return {
        "own": own.provider,
        "their_guest": their_guest,
        "their_location": other.location.pk,
        "manager": own.manager,
        "officer": town.officer,
    }


def _declare(house: House) -> None:
    with scope(acting(house.manager)):
        declare_stays(
            by=house.manager,
            location=house.location,
            rows=[
                DeclaredStay(
                    2,
                    house.location.pk,
                    "A",
                    Identity("Gast", "Voorbeeldowo", "passport"),
                    date(2026, 11, 1),
                    room="1",
                    bed="A",
                    status="brp",
                    registered_since=date(2026, 11, 1),
                )
            ],
            on=date(2026, 11, 21),
            channel="page",
        )


@pytest.mark.parametrize("name", WRITES)
def test_a_provider_cannot(name: str, known: dict[str, object]) -> None:
    with scope(acting(known["manager"])):
        with pytest.raises(DatabaseError, match=_REFUSED), transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(WRITES[name].format(**known))


def _all_rows(table: str) -> int:
    with scope(everything()), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


@pytest.mark.parametrize("table", KEPT)
def test_a_municipality_removes_nothing_that_a_provider_keeps(
    table: str, known: dict[str, object]
) -> None:
    before, gone = _all_rows(table), 0
    with scope(acting(known["officer"])):
        with suppress(ProgrammingError), transaction.atomic():  # permission denied
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table}")
                gone = cursor.rowcount
    assert gone == 0
    assert _all_rows(table) == before


def test_what_is_kept_was_there_to_be_removed(known: dict[str, object]) -> None:
    for table in KEPT[:6]:
        assert _all_rows(table), table
