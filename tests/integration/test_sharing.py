"""What is shared is on record first, in the database as well."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from onderdak.foundation.identity.contract import Scope, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.privacy.contract import (
    SharingRecord,
    record_sharing,
    sharing_records,
    what_is_shared,
)
from onderdak.kernel.errors import NotAllowed
from tests.unit.foundation.test_sharing import GOOD, OFFERED, ON
from tests.world import Town, acting, make_house, make_town

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    return make_town("GM9001", "Teststad")


def share(town: Town) -> SharingRecord:
    return record_sharing(
        by=town.officer,
        municipality=town.code,
        room="desk",
        object="report 2026-00001",
        decision=GOOD,
        offered=OFFERED,
        on=ON,
    )


def test_a_decision_is_recorded_and_told_in_the_trail(town: Town) -> None:
    with scope(acting(town.officer)):
        record = share(town)
        event = AuditEvent.objects.get(action="privacy.record_sharing")
        assert (event.object, event.detail["sharing"]) == (record.object, record.pk)
        assert list(sharing_records(town.officer, town.code)) == [record]
        assert what_is_shared(record, {"address": "Kade 1", "text": "x"}, ON) == {
            "address": "Kade 1"
        }


def test_a_provider_may_not_share_what_the_municipality_has(town: Town) -> None:
    house = make_house(town, "Pension")
    with scope(acting(house.manager)), pytest.raises(NotAllowed):
        record_sharing(
            by=house.manager,
            municipality=town.code,
            room="desk",
            object="report 1",
            decision=GOOD,
            offered=OFFERED,
            on=ON,
        )


def test_another_town_does_not_see_it(town: Town) -> None:
    other = make_town("GM9002", "Anderstad")
    with scope(acting(town.officer)):
        share(town)
    with scope(acting(other.officer)):
        assert not SharingRecord.objects.exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_app_can_neither_change_nor_remove_a_record(
    town: Town, change: str
) -> None:
    with scope(acting(town.officer)):
        record = share(town)
        rows = SharingRecord.objects.filter(pk=record.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(left_out="niets") if change == "update" else rows.delete()


def test_nobody_shares_in_somebody_elses_name(town: Town) -> None:
    with (
        scope(Scope(municipalities=frozenset({town.code}), actor=0)),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        share(town)


def test_the_database_refuses_a_covenant_without_a_last_day(town: Town) -> None:
    with scope(acting(town.officer)):
        record = share(town)
        record.pk = None
        record.ground_kind = "covenant"
        record.expires_on = date(2026, 12, 1)
        with pytest.raises(DatabaseError), transaction.atomic():
            record.save(force_insert=True)
