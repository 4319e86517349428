"""Logs by their own term, invitations by theirs, the command and the nightly job."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from croniter import croniter
from django.db import DatabaseError, connection
from django.utils import timezone
from typer.testing import CliRunner, Result

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.identity.models import AuditEvent, Invitation
from onderdak.foundation.places.contract import Address
from onderdak.foundation.privacy import jobs
from onderdak.foundation.privacy.contract import Destroyed, next_run
from onderdak.foundation.privacy.models import (
    DestructionCertificate,
    Opening,
    ProcessingRecord,
)
from onderdak.kernel.errors import Conflict
from onderdak.kernel.text import text
from onderdak.project.commands import app
from onderdak.register.duty.contract import (
    locations_under_investigation,
    open_investigation,
)
from onderdak.register.nights.models import Stay, Unit
from tests.integration.retention.test_destruction import (
    declare,
    left,
    make_town,
    planned,
    proved,
    run,
    set_term,
    stay,
)
from tests.world import House, Town, acting, make_house

pytestmark = pytest.mark.django_db
OLD = datetime(2021, 11, 20, 12, tzinfo=UTC)
YOUNG = datetime(2021, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


@pytest.fixture
def house(town: Town) -> House:
    return make_house(town, "Pension Test")


def write_logs(house: House, town: Town) -> None:
    """A line in each log, on a day past a term of 60 months and on one that is not."""
    with scope(acting(town.officer)), connection.cursor() as cursor:
        for at in (OLD, YOUNG):
            cursor.execute(
                'INSERT INTO privacy_opening (at, actor_id, role, ground, "case",'
                " fields, subject, municipality, provider_id)"
                " VALUES (%s, %s, 'registry_clerk', 'calamity', 'Z', 'name', 'guest 1',"
                " %s, %s)",
                [at, town.officer.user_id, town.code, house.provider],
            )
            cursor.execute(
                "INSERT INTO identity_auditevent (at, actor_id, action, object,"
                " municipality, detail) VALUES (%s, %s, 'x.y', 'z', %s, '{}')",
                [at, town.officer.user_id, town.code],
            )
            ProcessingRecord.objects.create(
                trace_id=uuid4(),
                status="Ok",
                name="x.y",
                start_time=at,
                end_time=at,
                resource="onderdak",
                processing_activity_id="night_register",
                data_subject_id="1",
                data_subject_id_type="guest",
                municipality=town.code,
                provider_id=house.provider,
            )


def test_logs_go_when_their_own_term_is_over(house: House, town: Town) -> None:
    write_logs(house, town)
    assert planned(town) == {}
    set_term(town, "audit", 60)
    done = run(town)
    assert done.failures == ()
    assert proved(town) == {
        "privacy_processingrecord": 1,
        "privacy_opening": 1,
        "identity_auditevent": 1,
    }
    assert left(Opening) == left(ProcessingRecord) == left(AuditEvent) == 1


def test_invitations_go_when_used_or_long_expired(house: House, town: Town) -> None:
    now = timezone.now()
    kept = [(now, None), (now - timedelta(days=28), None), (now, now)]
    gone = [(now - timedelta(days=32), None), (now, now - timedelta(days=3))]
    for number, (expires, accepted) in enumerate([*kept, *gone]):
        Invitation.objects.create(
            email=f"i{number}@test.example",
            role="house_staff",
            provider_id=house.provider,
            secret_hash=str(number),
            expires_at=expires,
            accepted_at=accepted,
        )
    assert proved(town) == {}
    run(town, on=timezone.localdate())
    assert proved(town) == {"identity_invitation": 2}
    assert set(Invitation.objects.values_list("secret_hash", flat=True)) == set("012")


def test_a_unit_under_investigation_holds_its_park(house: House, town: Town) -> None:
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    with scope(acting(town.officer)):
        address = Address.objects.create(
            municipality_id=town.code, street="Parkweg", number=3, town="Teststad"
        )
        Unit.objects.create(
            municipality_id=town.code,
            provider_id=house.provider,
            location=house.location,
            label="3",
            address=address,
        )
        open_investigation(
            by=town.officer,
            municipality=town.code,
            reference="AO-1",
            ground="twijfel",
            address_ids=[address.pk],
            started_on=date(2025, 1, 2),
        )
    assert run(town).certificate is None


def test_holds_are_found_at_once_however_many_there_are(
    house: House, town: Town, django_assert_num_queries: Any
) -> None:
    other = make_house(town, "Ander huis")
    with scope(acting(town.officer)):
        for number, place in enumerate((house, other, house)):
            open_investigation(
                by=town.officer,
                municipality=town.code,
                reference=f"AO-{number}",
                ground="twijfel",
                address_ids=[place.location.address_id],
                started_on=date(2025, 1, 2),
            )
        with django_assert_num_queries(4):
            held = locations_under_investigation(
                municipality=town.code, on=date(2026, 11, 21)
            )
    own = [house.location.pk, other.location.pk, house.location.pk]
    assert [set(each.locations) for each in held] == [{pk} for pk in own]


def call(*words: str) -> Result:
    return CliRunner().invoke(app, ["--language", "en", "retention", *words])


def test_the_command_plans_runs_and_says_what_has_no_term(
    house: House, town: Town
) -> None:
    make_town("GM9002", "Anderstad", months=None)
    declare(house, stay(house, "OLD", date(2024, 2, 1)))
    plans = json.loads(call("plan", "--on", "2026-11-21", "--json").stdout)
    assert [(each["municipality"], each["rows"]) for each in plans] == [
        ("GM9001", 3),
        ("GM9002", 0),
    ]
    assert {"nights", "audit", "duty"} <= set(plans[1]["without_term"])
    dry = call("run", "--on", "2026-11-21", "--dry-run", "--json")
    assert json.loads(dry.stdout) == plans
    assert left(Stay) == 1
    one = ("--municipality", "GM9001", "--on", "2026-11-21")
    (done,) = json.loads(call("run", *one, "--json").stdout)
    assert (done["rows"], done["failures"]) == (3, [])
    assert left(Stay) == 0
    assert "nothing was past its term" in call("run", *one).output
    assert "no term set" in call("run", "--municipality", "GM9002").output
    assert call("plan", "--municipality", "GM0000").exit_code == 4


def test_the_nightly_job_goes_over_every_municipality(
    house: House, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_town("GM9002", "Anderstad")
    there = make_house(other, "Ander huis")
    for each in (house, there):
        declare(each, stay(each, "OLD", date(2024, 2, 1)))
    real = jobs.destroy_past_term

    def first_is_busy(**asked: Any) -> object:
        if asked["municipality"] == "GM9001":
            raise Conflict(text("busy"))
        return real(**asked)

    monkeypatch.setattr(jobs, "destroy_past_term", first_is_busy)
    jobs.destroy_nightly_task.func(timestamp=0)
    assert (proved(town), bool(proved(other))) == ({}, True)
    with scope(Scope(municipalities=frozenset({"GM9002"}))):
        assert DestructionCertificate.objects.get().run.ran_by == "nightly job"


def test_a_town_that_fails_stops_no_other_and_is_seen(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_town("GM9002", "Tweestad")
    asked_of: list[object] = []

    def first_fails(**asked: object) -> Destroyed:
        asked_of.append(asked["municipality"])
        if asked["municipality"] == "GM9001":
            raise DatabaseError("the disk is full")
        return Destroyed("GM9002", YOUNG.date(), 0, None, (), ())

    monkeypatch.setattr(jobs, "destroy_past_term", first_fails)
    with pytest.raises(RuntimeError, match="GM9001"):
        jobs.destroy_nightly_task.func(timestamp=0)
    assert asked_of == ["GM9001", "GM9002"]


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2026-01-10 02:14", "2026-01-10 02:15"),
        ("2026-01-10 02:15", "2026-01-11 02:15"),
        ("2026-07-10 03:14", "2026-07-10 03:15"),
        ("2026-03-28 12:00", "2026-03-29 03:15"),  # the clock jumps that night
        ("2026-10-24 12:00", "2026-10-25 02:15"),
    ],
)
def test_the_time_that_is_told_is_that_of_the_worker(now: str, told: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
    found = next_run(at)
    assert f"{found:%Y-%m-%d %H:%M}" == told
    assert found.timestamp() == croniter(jobs.NIGHTLY, at.timestamp()).get_next()
