"""The demo loads whole, keeps every constraint, and stays behind row security."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from hashlib import sha256

import psycopg
import pytest
from django.contrib.auth.hashers import check_password
from django.db import connection
from pytest_django import DjangoDbBlocker

from onderdak.foundation.identity.contract import (
    Scope,
    User,
    actor_of,
    scope,
    scope_of,
)
from onderdak.foundation.privacy.contract import Sealed, Sealer, presented_hash
from onderdak.foundation.privacy.domain.grounds import KeyHolder
from onderdak.kernel.errors import Conflict
from onderdak.project.demo import DemoSummary, accounts, is_loaded, load_demo
from onderdak.project.demo import loader as loader_module
from onderdak.project.demo.visit_reports import REPAIR_LINK
from onderdak.project.demo.visit_shared import COMPANION_LINK
from onderdak.project.demo.visit_told import POINTS, SIGNED, SPACE
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.after import (
    RepairLetter,
    RepairState,
    repairs_of_visit,
)
from onderdak.supervision.inspections.contract.companions import PartnerLink
from onderdak.supervision.inspections.contract.handing_over import (
    RegistryDocument,
    read_document,
    take_up_document,
)
from onderdak.supervision.inspections.contract.reports import (
    CopyState,
    copies_due,
    findings_of,
    read_report,
    reports_of,
)

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


def test_a_signed_report_opens_and_is_what_was_signed(loaded: DemoSummary) -> None:
    inspector = actor_of(User.objects.get(email="toezicht@demo.onderdak.example"))
    with scope(scope_of(inspector)):
        visit = Visit.objects.get(pk=SIGNED)
        documents = reports_of(by=inspector, visit=visit, on=ON)
        for on in documents:
            report, pdf = read_report(
                by=inspector,
                municipality=visit.municipality_id,
                number=visit.number,
                report=on.row.uid,
            )
            assert pdf.startswith(b"%PDF")
            assert sha256(pdf).hexdigest() == report.sha256
        assert [on.copy for on in documents if on.dwelling] == [CopyState.HANDED]
        assert copies_due(by=inspector, municipality=visit.municipality_id) == []
        found = findings_of(by=inspector, visit=visit)
        assert {one.row.key for one in found.breaches} == {SPACE, POINTS}
        told = repairs_of_visit(by=inspector, visit=visit, on=ON)
    assert {one.state for one in told} == {RepairState.HANDED_IN, RepairState.MENDED}


def test_a_document_from_the_door_waits_for_a_clerk(loaded: DemoSummary) -> None:
    clerk = actor_of(User.objects.get(email="burgerzaken@demo.onderdak.example"))
    late = datetime(ON.year, ON.month, ON.day, 20, tzinfo=UTC)
    with scope(scope_of(clerk)):
        one = RegistryDocument.objects.get()
        about = {"municipality": "GM0202", "document": one.pk, "at": late}
        take_up_document(by=clerk, **about)
        assert read_document(by=clerk, **about).startswith(b"%PDF")


def test_the_links_of_the_demo_are_known_by_their_hash(loaded: DemoSummary) -> None:
    """They open by the clock of the database, and this demo is of another year."""
    with scope(Scope(municipalities=frozenset({"GM0202", "GM9901"}))):
        [link] = PartnerLink.objects.all()
        letter = RepairLetter.objects.get(secret_hash__isnull=False)
    shown = presented_hash("inspections-visit", COMPANION_LINK)
    assert bytes(link.secret_hash) == shown
    assert bytes(letter.secret_hash) == presented_hash(
        "inspections-repair", REPAIR_LINK
    )


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
