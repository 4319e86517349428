"""What replacing a key promises: every name still opens, and the old key is gone."""

import os
from datetime import date

import pytest
from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from typer.testing import CliRunner, Result

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.privacy.contract import (
    Ground,
    Holder,
    Identity,
    Sealer,
    begin_version,
    open_for_town,
    rewrap,
    rotate_hash,
    rows_left,
    seal_for_town,
)
from onderdak.foundation.privacy.keys import data_key, versions
from onderdak.foundation.privacy.models import DataKey
from onderdak.kernel.errors import ConfigurationError, Conflict
from onderdak.project.commands import app
from onderdak.project.key_removal import remove_older_keys, rotate_master
from onderdak.register.duty.contract import duty_counts
from onderdak.register.nights.contract import (
    DeclaredStay,
    declare_stays,
    open_guest_identity,
)
from onderdak.register.nights.models import (
    Declaration,
    Guest,
    GuestIdentity,
    SupersededIdentity,
)
from tests.world import House, Town, acting, everything, make_house, make_town

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 21)


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


def declare(house: House, *names: str) -> None:
    rows = [
        DeclaredStay(
            line=line,
            location_id=house.location.pk,
            reference=f"R{line}",
            identity=Identity(name, "Voorbeeldowo", "passport"),
            arrival=date(2026, 1, 5),
        )
        for line, name in enumerate(names, start=2)
    ]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=rows,
            on=TODAY,
            channel=Declaration.Channel.FILE,
        )
    assert done.errors == []


def rotate(*words: str) -> Result:
    return CliRunner().invoke(app, ["--language", "en", "keys", "rotate", *words])


def names(house: House, town: Town) -> set[str]:
    """Every name, opened by the provider and by the municipality."""
    found = set()
    with scope(everything()):
        guests = list(Guest.objects.values_list("pk", flat=True))
    for actor, ground in (
        (house.manager, Ground.OWN_ENTRY),
        (town.officer, Ground.THE_PERSON),
    ):
        with scope(acting(actor)):
            found |= {
                open_guest_identity(
                    by=actor,
                    guest=guest,
                    municipality=town.code,
                    ground=ground,
                    case="Z-1",
                ).name
                for guest in guests
            }
    return found


@pytest.mark.parametrize("whose", ["provider", "municipality"])
def test_after_rotation_every_name_opens_and_the_old_key_is_gone(
    whose: str, house: House, town: Town
) -> None:
    declare(house, "Anna", "Piotr", "Ion")
    declare(house, "Anna", "Piotr Pawel", "Ion")
    holder = (
        Holder.provider(house.provider)
        if whose == "provider"
        else Holder.municipality(town.code)
    )
    before = data_key(holder.name, DataKey.Use.SEAL)[1]
    with scope(everything()):
        seals = set(GuestIdentity.objects.values_list("sealed", flat=True))
    done = rotate(f"--{whose}", str(holder.tenant))
    assert done.exit_code == 0, done.output
    assert versions(holder.name, "seal") == [2]
    assert data_key(holder.name, DataKey.Use.SEAL)[1] != before
    with scope(everything()):
        # No seal was made anew: only the wrappings of the row keys.
        assert set(GuestIdentity.objects.values_list("sealed", flat=True)) == seals
        for model in (GuestIdentity, SupersededIdentity):
            assert set(
                model.objects.values_list(f"{whose}_key_version", flat=True)
            ) == {2}
    assert names(house, town) == {"Anna", "Piotr Pawel", "Ion"}
    with pytest.raises(ConfigurationError, match="is gone"):
        data_key(holder.name, DataKey.Use.SEAL, 1)


def test_the_old_key_opens_no_row_any_more(house: House, town: Town) -> None:
    declare(house, "Anna")
    with scope(acting(house.manager)):
        old = Sealer.load(provider=house.provider, municipality=town.code)
    rotate("--provider", str(house.provider))
    with scope(everything()):
        row = GuestIdentity.objects.get()
    stored = type(old.seal(1, Identity("", "", "")))(
        bytes(row.sealed), bytes(row.key_for_provider), bytes(row.key_for_municipality)
    )
    with pytest.raises(InvalidTag):
        old.open(stored, row.guest_id, Holder.provider(house.provider).kind)


def test_a_rotation_that_was_stopped_is_taken_up(
    house: House, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onderdak.foundation.privacy.rotating.BATCH", 2)
    declare(house, "Anna", "Piotr", "Ion", "Maria", "Jan")
    holder = Holder.provider(house.provider)
    newest = begin_version(holder)

    def stop(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rewrap(holder, newest, stop)
    assert rows_left(holder, newest) == 3
    with pytest.raises(Conflict):
        remove_older_keys(holder, newest)
    assert names(house, town) == {"Anna", "Piotr", "Ion", "Maria", "Jan"}
    assert rotate("--provider", str(house.provider)).exit_code == 0
    assert versions(holder.name, "seal") == [newest]  # the same one, not a third
    assert names(house, town) == {"Anna", "Piotr", "Ion", "Maria", "Jan"}


def test_a_seal_under_a_removed_key_is_refused(house: House, town: Town) -> None:
    declare(house, "Anna")
    with scope(everything()):
        row = GuestIdentity.objects.get()
    rotate("--municipality", town.code)
    row.municipality_key_version = 1
    with scope(acting(house.manager)):
        GuestIdentity.objects.filter(guest_id=row.guest_id).delete()
        with pytest.raises(DatabaseError, match="key of this"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE privacy_datakey SET wrapped = ''",
        "DELETE FROM privacy_datakey",
        "UPDATE nights_guestidentity SET sealed = ''",
        "UPDATE nights_guestidentity SET match_hash = ''",
        "UPDATE nights_supersededidentity SET guest_id = 1",
    ],
)
def test_the_app_changes_wrappings_and_nothing_else(
    statement: str, house: House
) -> None:
    with (
        scope(acting(house.manager)),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_new_master_key_replaces_the_old_one(
    house: House, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(house, "Anna")
    old, new = settings.MASTER_KEY, os.urandom(32).hex()
    monkeypatch.setattr(settings, "MASTER_KEY", new)
    with pytest.raises(InvalidTag):
        data_key(f"provider:{house.provider}", DataKey.Use.SEAL)
    monkeypatch.setenv("ONDERDAK_MASTER_KEY_OLD", old)
    done = rotate("--master")
    assert done.exit_code == 0, done.output
    assert names(house, town) == {"Anna"}
    assert rotate_master(old=old, new=new).wrapped == 0
    monkeypatch.setattr(settings, "MASTER_KEY", old)
    with pytest.raises(InvalidTag):
        data_key(f"provider:{house.provider}", DataKey.Use.SEAL)


def test_a_wrong_old_master_key_changes_nothing(house: House, town: Town) -> None:
    declare(house, "Anna")
    with pytest.raises(Conflict, match="neither"):
        rotate_master(old=os.urandom(32).hex(), new=os.urandom(32).hex())
    assert names(house, town) == {"Anna"}


def test_rows_are_compared_under_one_version_only(house: House, town: Town) -> None:
    """The same person under two versions counts twice, never as somebody else."""
    declare(house, "Anna")
    assert rotate_hash(town.code) == 2
    other = make_house(town, "Ander huis")
    third = make_house(town, "Derde huis")
    declare(other, "Anna")
    declare(third, "Anna")
    with scope(everything()):
        hashes = GuestIdentity.objects.values_list("hash_version", "match_hash")
        found = {(version, bytes(one)) for version, one in hashes}
    assert sorted(version for version, _hash in found) == [1, 2]
    with scope(acting(town.officer)):
        counted = duty_counts(by=town.officer, municipality=town.code, on=TODAY)
    assert sum(counted["totals"].values()) == 2


def test_one_key_at_a_time() -> None:
    assert rotate().exit_code == 1
    assert rotate("--master", "--provider", "1").exit_code == 1
    assert rotate("--municipality", "GM0000").exit_code == 4


def test_words_of_a_town_get_a_new_key_and_older_ones_still_open(town: Town) -> None:
    """How a reporter is reached stands in rows that nobody changes."""
    older = seal_for_town(town.code, "contact", "report 1", {"phone": "0612345678"})
    other = seal_for_town("GM9002", "contact", "report 1", {"phone": "0612345678"})
    done = rotate("--municipality", town.code)
    assert done.exit_code == 0
    assert "contact" in done.output
    newer = seal_for_town(town.code, "contact", "report 2", {"phone": "0687654321"})
    assert (older.key_version, newer.key_version) == (1, 2)
    for row, sealed in (("report 1", older), ("report 2", newer)):
        assert open_for_town(town.code, "contact", row, sealed)["phone"]
    same = seal_for_town("GM9002", "contact", "report 3", {"phone": "1"})
    assert same.key_version == other.key_version == 1


def test_a_key_nobody_has_yet_is_made(town: Town) -> None:
    with scope(Scope(municipalities=frozenset({town.code}))):
        assert begin_version(Holder.municipality(town.code)) == 1
