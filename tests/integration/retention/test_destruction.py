"""What destruction promises: what is past its term goes, nothing else, with proof."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.privacy.contract import (
    Destroyed,
    DestroyingRoom,
    Identity,
    destroy_past_term,
    destroying_rooms,
    plan_destruction,
)
from onderdak.foundation.privacy.destruction.running import digest_of
from onderdak.foundation.privacy.models import (
    DestroyedBatch,
    DestructionCertificate,
    DestructionRun,
    ProcessingRecord,
    RetentionTerm,
)
from onderdak.kernel.ranges import add_months
from onderdak.register.duty.contract import close_investigation, open_investigation
from onderdak.register.duty.models import AddressInvestigation, InvestigatedAddress
from onderdak.register.nights.contract import (
    DeclaredStay,
    declare_stays,
)
from onderdak.register.nights.models import (
    Declaration,
    DoubleLet,
    Guest,
    GuestIdentity,
    RegistrationStatement,
    Stay,
    SupersededIdentity,
    SupersededStatement,
    SupersededStay,
)
from tests.world import House, Town, acting, add_location, everything, make_house
from tests.world import make_town as _make_town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
MONTHS = 24
LONG_AGO = date(2025, 1, 2)


def make_town(code: str, name: str, *, months: int | None = MONTHS) -> Town:
    town = _make_town(code, name, retention=False)
    if months:
        set_term(town, "nights", months)
    return town


def set_term(
    town: Town, room: str, months: int, since: date = date(2020, 1, 1)
) -> None:
    with scope(Scope(municipalities=frozenset({town.code}))):
        RetentionTerm.objects.create(
            municipality_id=town.code,
            room=room,
            months=months,
            reason="decided by the council",
            since=since,
        )


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


def stay(
    house: House,
    reference: str,
    departure: date | None,
    *,
    arrival: date = date(2024, 1, 1),
    name: str = "",
    **more: Any,
) -> DeclaredStay:
    return DeclaredStay(
        line=2,
        location_id=house.location.pk,
        reference=reference,
        identity=Identity(name or f"Gast {reference}", "Voorbeeldowo", "passport"),
        arrival=arrival,
        departure=departure,
        **more,
    )


def declare(house: House, *rows: DeclaredStay, on: date = LONG_AGO) -> None:
    numbered = [row._replace(line=line) for line, row in enumerate(rows, start=2)]
    with scope(acting(house.manager)):
        done = declare_stays(
            by=house.manager,
            location=house.location,
            rows=numbered,
            on=on,
            channel=Declaration.Channel.FILE,
        )
    assert done.errors == []


def run(town: Town, on: date = TODAY, **more: Any) -> Destroyed:
    return destroy_past_term(municipality=town.code, on=on, ran_by="test", **more)


def planned(town: Town, on: date = TODAY) -> dict[str, int]:
    with scope(Scope(municipalities=frozenset({town.code}))):
        plan = plan_destruction(municipality=town.code, on=on)
    return {t.table: t.rows for room in plan.rooms for t in room.tables if t.rows}


def left(model: type[Any]) -> int:
    with scope(everything()):
        return int(model.objects.count())


def references() -> set[str]:
    with scope(everything()):
        return set(Guest.objects.values_list("reference", flat=True))


def proved(town: Town) -> dict[str, int]:
    with scope(Scope(municipalities=frozenset({town.code}))):
        found: dict[str, int] = {}
        for batch in DestroyedBatch.objects.all():
            found[batch.table_name] = found.get(batch.table_name, 0) + batch.rows
        return found


def test_what_is_past_its_term_goes_and_nothing_else(house: House, town: Town) -> None:
    declare(
        house,
        stay(house, "OLD", date(2024, 11, 21)),  # 24 months ago today
        stay(house, "YOUNG", date(2024, 11, 22)),
        stay(house, "OPEN", None),
    )
    done = run(town)
    assert done.failures == ()
    assert references() == {"YOUNG", "OPEN"}
    assert left(Stay) == left(GuestIdentity) == 2


def test_an_open_stay_never_goes(house: House, town: Town) -> None:
    declare(house, stay(house, "OPEN", None, arrival=date(2020, 1, 1)))
    assert run(town).certificate is None
    assert left(Stay) == 1


def test_a_guest_with_a_younger_stay_keeps_name_and_number(
    house: House, town: Town
) -> None:
    declare(
        house,
        stay(house, "A1", date(2024, 2, 1)),
        stay(house, "A1", date(2026, 2, 1), arrival=date(2026, 1, 1)),
    )
    run(town)
    assert (left(Stay), left(GuestIdentity), references()) == (1, 1, {"A1"})


def test_a_guest_who_stays_in_another_town_keeps_the_number_only_there(
    house: House, town: Town
) -> None:
    other = make_town("GM9002", "Anderstad")
    with scope(everything()):
        there = add_location(house.provider, other, "Huis Anderstad", capacity=4)
    elsewhere = House(house.provider, there, house.manager)
    declare(house, stay(house, "A1", date(2024, 2, 1)))
    declare(elsewhere, stay(elsewhere, "A1", None, arrival=date(2024, 2, 1)))
    run(town)
    assert references() == {"A1"}
    with scope(everything()):
        assert GuestIdentity.objects.get().municipality_id == "GM9002"


def test_corrections_and_statements_go_with_the_stay(house: House, town: Town) -> None:
    declare(house, stay(house, "A1", date(2024, 2, 1), status="none", bed="1"))
    declare(
        house,
        stay(house, "A1", date(2024, 2, 3), status="brp", bed="1", name="Ander"),
        stay(house, "B2", date(2024, 2, 3), bed="1"),
    )
    models = (
        *(Stay, SupersededStay, GuestIdentity, SupersededIdentity, DoubleLet),
        *(RegistrationStatement, Guest),
    )
    assert all(left(model) for model in models)
    # Corrected today, in fact: what replaced them counts from their own departure.
    run(town, on=TODAY)
    assert {model.__name__: left(model) for model in models if left(model)} == {}
    assert left(SupersededStatement) == 0


def test_a_statement_stays_while_it_says_how_a_kept_stay_counts(
    house: House, town: Town
) -> None:
    declare(house, stay(house, "A1", None, status="rni"))
    declare(house, stay(house, "A1", None, status="brp"), on=date(2025, 3, 1))
    run(town)
    assert left(RegistrationStatement) == 2


def test_where_no_term_is_set_nothing_goes_and_it_is_said(house: House) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    town = Town("GM9001", house.manager)
    with scope(Scope(municipalities=frozenset({"GM9001"}))):
        RetentionTerm.objects.all().delete()
    done = run(town)
    assert (done.certificate, done.rows) == (None, 0)
    asked = {room.room for room in destroying_rooms() if room.own_term}
    assert "nights" in asked
    assert set(done.without_term) == asked
    assert left(Stay) == 1


def test_a_term_of_the_future_holds_from_its_day(house: House, town: Town) -> None:
    set_term(town, "nights", 1, since=date(2090, 1, 1))
    declare(house, stay(house, "A1", date(2026, 1, 1)))
    assert planned(town, on=date(2095, 1, 1)) == {}


@pytest.mark.parametrize("looking_back", [True, False])
def test_a_term_made_longer_holds_for_a_run_of_before_too(
    *, looking_back: bool
) -> None:
    town = make_town("GM9003", "Derdestad", months=6)
    house = make_house(town, "Pension Drie")
    left_then, before = date(2025, 2, 1), date(2026, 10, 1)
    declare(house, stay(house, "OLD", left_then, arrival=date(2025, 1, 5)))
    assert planned(town, on=before)["nights_stay"] == 1
    set_term(town, "nights", 60, since=date(2026, 11, 1))
    if looking_back:
        assert "nights_stay" not in planned(town, on=before)
    else:  # a run that was stopped, and is taken up under the new term
        with scope(Scope(municipalities=frozenset({town.code}))):
            DestructionRun.objects.create(
                municipality_id=town.code,
                on_day=before,
                ran_by="nightly job",
                software="onderdak",
            )
    run(town, on=before)
    assert left(Stay) == 1


def test_a_lying_date_destroys_nothing_younger(house: House, town: Town) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    declare(
        house,
        stay(house, "A1", yesterday, arrival=yesterday - timedelta(days=3)),
        on=timezone.localdate(),
    )
    assert planned(town, on=date(2099, 1, 1)) == {}
    with scope(Scope(municipalities=frozenset({town.code}))):
        lie = DestructionRun.objects.create(
            municipality_id=town.code,
            on_day=date(2099, 1, 1),
            ran_by="somebody",
            software="onderdak",
        )
        with connection.cursor() as cursor:
            for table in ("nights_stay", "nights_guestidentity", "nights_guest"):
                cursor.execute(f"SELECT {table}_destroy(%s, 100, '{{}}')", [lie.pk])
                assert cursor.fetchone() == (0,)
    assert left(Stay) == left(Guest) == 1


def _call(statement: str, values: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_nobody_destroys_outside_their_own_town(house: House, town: Town) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    other = make_town("GM9002", "Anderstad")
    with scope(Scope(municipalities=frozenset({town.code}))):
        begun = DestructionRun.objects.create(
            municipality_id=town.code, on_day=TODAY, ran_by="x", software="x"
        )
    with (
        scope(Scope(municipalities=frozenset({other.code}))),
        pytest.raises(DatabaseError, match="no open run"),
    ):
        _call("SELECT nights_stay_destroy(%s, 100, '{}')", [begun.pk])
    with scope(acting(house.manager)), pytest.raises(DatabaseError, match="outside"):
        _call("SELECT * FROM nights_stay_plan(%s, %s, '{}')", [town.code, TODAY])
    assert left(Stay) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO privacy_destroyedbatch (run_id, municipality_id, room, table_name,"
        " months, reason, rows, digest, at) SELECT 1, 'GM9001', 'nights', 'x', 1, '',"
        " 1, '', now()",
        "UPDATE privacy_destroyedbatch SET rows = 0",
        "DELETE FROM privacy_destructioncertificate",
        "DELETE FROM privacy_destructionrun",
        "DELETE FROM nights_supersededstay",
        "DELETE FROM privacy_opening",
        "SELECT * FROM nights_stay_past('GM9001', 1, '2099-01-01', '{}')",
        "SELECT nights_widen('GM9001')",
    ],
)
def test_the_app_can_neither_forge_nor_undo_the_proof(
    statement: str, town: Town
) -> None:
    with (
        scope(Scope(municipalities=frozenset({town.code}))),
        pytest.raises(DatabaseError, match="permission denied"),
    ):
        _call(statement, [])


def test_a_running_investigation_holds_stays_names_and_numbers(
    house: House, town: Town
) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    with scope(acting(town.officer)):
        open_investigation(
            by=town.officer,
            municipality=town.code,
            reference="AO-1",
            ground="twijfel",
            address_ids=[house.location.address_id],
            started_on=date(2025, 1, 2),
        )
        plan = plan_destruction(municipality=town.code, on=TODAY)
    assert [hold.reference for hold in plan.holds] == ["AO-1"]
    held = {t.table: t.held for room in plan.rooms for t in room.tables}
    assert held["nights_stay"] == held["nights_guestidentity"] == 1
    assert run(town).certificate is None
    assert references() == {"OLD"}
    with scope(acting(town.officer)):
        close_investigation(
            by=town.officer,
            municipality=town.code,
            reference="AO-1",
            ended_on=date(2026, 11, 20),
        )
    run(town)
    assert references() == set()


def test_an_investigation_goes_by_its_own_term(house: House, town: Town) -> None:
    set_term(town, "duty", 12)
    for number, ended in enumerate((date(2025, 11, 21), date(2025, 11, 22))):
        with scope(acting(town.officer)):
            open_investigation(
                by=town.officer,
                municipality=town.code,
                reference=f"AO-{number}",
                ground="twijfel",
                address_ids=[house.location.address_id],
                started_on=date(2025, 1, 1),
            )
            close_investigation(
                by=town.officer,
                municipality=town.code,
                reference=f"AO-{number}",
                ended_on=ended,
            )
    run(town)
    with scope(acting(town.officer)):
        assert [one.reference for one in AddressInvestigation.objects.all()] == ["AO-1"]
        assert InvestigatedAddress.objects.count() == 1


def test_logs_go_by_their_own_term_and_not_by_the_registers(
    house: House, town: Town
) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    run(town)
    assert left(ProcessingRecord) == 1
    assert left(AuditEvent) > 0
    set_term(town, "audit", 1)
    run(town)  # written today: younger than a month
    assert left(ProcessingRecord) == 1


def test_the_certificate_counts_what_vanished(house: House, town: Town) -> None:
    declare(house, *(stay(house, f"G{n}", date(2024, 2, 1)) for n in range(25)))
    with scope(everything()):
        numbers = sorted(str(pk) for pk in Stay.objects.values_list("pk", flat=True))
    expected = planned(town)
    done = run(town)
    assert proved(town) == expected
    assert expected["nights_stay"] == expected["nights_guest"] == 25
    with scope(Scope(municipalities=frozenset({town.code}))):
        certificate = DestructionCertificate.objects.get(pk=done.certificate)
        batches = list(DestroyedBatch.objects.order_by("id"))
        first = batches[0]
    assert certificate.rows == sum(expected.values()) == done.rows
    assert first.digest == sha256("\n".join(numbers).encode()).hexdigest()
    assert (first.oldest, first.newest) == (date(2024, 2, 1), date(2024, 2, 1))
    assert (first.months, first.reason) == (MONTHS, "decided by the council")
    assert certificate.digest == digest_of(
        [(each.table_name, each.rows, each.digest) for each in batches]
    )


def test_a_run_that_was_stopped_is_taken_up_and_certified_once(
    house: House, town: Town
) -> None:
    declare(house, *(stay(house, f"G{n}", date(2024, 2, 1)) for n in range(10)))
    expected = planned(town)

    def stop(table: str, rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(town, progress=stop, batch=4)
    assert left(Stay) == 6
    assert proved(town) == {"nights_stay": 4}
    with scope(Scope(municipalities=frozenset({town.code}))):
        assert not DestructionCertificate.objects.exists()
    done = run(town, batch=4)
    assert (left(Stay), left(Guest)) == (0, 0)
    assert proved(town) == expected
    with scope(Scope(municipalities=frozenset({town.code}))):
        assert DestructionCertificate.objects.get().rows == done.rows
        assert DestructionRun.objects.count() == 1
    assert run(town).certificate is None


def test_a_certified_run_destroys_no_more(house: House, town: Town) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    run(town)
    with scope(Scope(municipalities=frozenset({town.code}))):
        old = DestructionRun.objects.get()
        with pytest.raises(DatabaseError, match="no open run"):
            _call("SELECT nights_stay_destroy(%s, 100, '{}')", [old.pk])


def test_a_table_that_fails_does_not_stop_the_others(
    house: House, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    real = run.__globals__["destroy_past_term"].__globals__["_destroy"]

    def fail(
        room: DestroyingRoom, table: str, begun: DestructionRun, batch: int
    ) -> int:
        if table == "nights_doublelet":
            with transaction.atomic():
                raise DatabaseError("the disk is full")
        return int(real(room, table, begun, batch))

    monkeypatch.setattr(
        "onderdak.foundation.privacy.destruction.running._destroy", fail
    )
    done = run(town)
    assert [(one.table, one.message) for one in done.failures] == [
        ("nights_doublelet", "the disk is full")
    ]
    assert references() == set()
    with scope(Scope(municipalities=frozenset({town.code}))):
        assert DestructionCertificate.objects.get().errors == [
            {"table": "nights_doublelet", "message": "the disk is full"}
        ]


def test_months_are_added_as_everywhere_else_in_the_software() -> None:
    """The database's own arithmetic agrees with the kernel's, at every month's end."""
    days = [date(2023, 12, 28) + timedelta(days=n) for n in range(430)]
    with connection.cursor() as cursor:
        for months in (1, 2, 11, 12, 13, 24, 84):
            cursor.execute(
                "SELECT array_agg((d + make_interval(months => %s))::date ORDER BY d)"
                " FROM unnest(%s::date[]) AS d",
                [months, days],
            )
            assert cursor.fetchone()[0] == [add_months(day, months) for day in days]
