"""What the database itself lets somebody do who holds no more than a code or a link."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.identity.models import RoomSwitch
from onderdak.foundation.privacy.contract import presented_hash
from onderdak.supervision.desk.contract import Reachable
from onderdak.supervision.desk.contract.clerk import take_report
from onderdak.supervision.desk.forwarding.actions import USE
from onderdak.supervision.desk.forwarding.partner_door import shared_behind
from onderdak.supervision.desk.models import (
    Contact,
    Forward,
    Report,
    ReportPhoto,
    ReportStep,
)
from onderdak.supervision.desk.showing_code import code_hash, presented
from tests.integration.desk.at_work import do, handed_in, report
from tests.integration.desk.desks import DeskTown, make_desk
from tests.integration.desk.test_forwarding import forward, report_in
from tests.world import acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


def values_of(one: Report) -> dict[str, object]:
    return {
        each.attname: getattr(one, each.attname)
        for each in Report._meta.concrete_fields
        if each.name != "id"
    }


@pytest.mark.parametrize(
    "decided",
    [
        {"outcome": "solved"},
        {"state": "closed"},
        {"state": "answered"},
        {"dossier": True},
        {"team": "Handhaving"},
        {"priority": "low"},
        {"danger": False},
        {"sanction_final_on": "2026-01-01", "outcome": "sanction"},
        {"partner_name": "Politie"},
        {"code_hash": b"x"},
    ],
)
def test_by_code_nobody_decides(desk: DeskTown, decided: dict[str, object]) -> None:
    _number, code = handed_in(desk, danger=True)
    with no_scope(), presented(code_hash(code)):
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.update(**decided)
        assert Report.objects.update(state="in_hand") == 1


@pytest.mark.parametrize(
    "begins",
    [
        {"state": "closed"},
        {"channel": "partner"},
        {"partner_kind": "police"},
        {"partner_reference": "P-1"},
        {"team": "Handhaving"},
        {"dossier": True},
        {"outcome": "solved"},
    ],
)
def test_by_code_a_report_begins_as_every_report(
    desk: DeskTown, begins: dict[str, object]
) -> None:
    number, _code = handed_in(desk)
    given = values_of(report(desk, number)) | {"code_hash": code_hash("new")}
    with no_scope(), presented(code_hash("new")):
        with pytest.raises(DatabaseError), transaction.atomic():
            Report.objects.create(**{**given, "number": "2026-08888"} | begins)
        Report.objects.create(**{**given, "number": "2026-09999"})


def test_by_code_nothing_is_reported_where_no_desk_is_in_use(desk: DeskTown) -> None:
    number, _code = handed_in(desk)
    given = values_of(report(desk, number)) | {"code_hash": code_hash("new")}
    with scope(desk.rows):
        RoomSwitch.objects.filter(room="desk").delete()
    with no_scope(), presented(code_hash("new")), pytest.raises(DatabaseError):
        with transaction.atomic():
            Report.objects.create(**{**given, "number": "2026-09999"})


def test_by_code_one_reads_neither_the_contact_nor_what_colleagues_wrote(
    desk: DeskTown,
) -> None:
    number, code = handed_in(desk, contact=Reachable(name="Melder"))
    do(desk, take_report, number)
    with no_scope(), presented(code_hash(code)):
        assert not Contact.objects.exists()
        assert {each.what for each in ReportStep.objects.all()} == {"receive"}
        assert ReportPhoto.objects.update(removed_at=timezone.now()) == 0
    with scope(desk.rows):
        assert Contact.objects.count() == 1


@pytest.mark.parametrize("how", ["update", "delete"])
def test_a_contact_is_written_once_and_goes_with_its_report(
    desk: DeskTown, how: str
) -> None:
    handed_in(desk, contact=Reachable(name="Melder"))
    kept = Contact.objects.all()
    change = {"update": lambda: kept.update(mail_updates=True), "delete": kept.delete}
    with scope(acting(desk.clerk)), pytest.raises(DatabaseError), transaction.atomic():
        change[how]()


@pytest.mark.parametrize(
    ("function", "what"),
    [
        ("desk_event", "identity.make_token"),
        ("desk_forward_event", "desk.close_report"),
    ],
)
def test_the_trail_takes_from_nobody_what_nobody_can_do(
    desk: DeskTown, function: str, what: str
) -> None:
    _number, code = handed_in(desk)
    with no_scope(), pytest.raises(DatabaseError), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {function}(%s, %s)",
                [code_hash(code).hex(), what],
            )


def test_noting_in_the_trail_leaves_nothing_presented(desk: DeskTown) -> None:
    _number, code = handed_in(desk)
    with no_scope(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT desk_event(%s, 'desk.reporter_answered')", [code_hash(code).hex()]
        )
        assert not Report.objects.exists()


@pytest.mark.parametrize(
    "changed",
    [
        {"partner": "Een ander"},
        {"shared": {"number": "1", "text": "alles"}},
        {"report": "other"},
    ],
)
def test_a_decision_carries_one_message_about_one_report_to_one_partner(
    desk: DeskTown, changed: dict[str, object]
) -> None:
    other, sent = report_in(desk), forward(desk, report_in(desk), timezone.now())
    with scope(acting(desk.clerk)):
        made = Forward.objects.get(pk=sent.forward)
        values = {
            each.attname: getattr(made, each.attname)
            for each in Forward._meta.concrete_fields
            if each.name != "id"
        }
        if changed.get("report"):
            changed = {"report_id": Report.objects.get(number=other).pk}
        values |= {"secret_hash": b"another", "sharing_id": None} | changed
        with pytest.raises(DatabaseError), transaction.atomic():
            Forward.objects.create(**values | {"sharing_id": made.sharing_id})


def test_a_link_that_was_taken_back_opens_nothing_for_a_colleague_either(
    desk: DeskTown,
) -> None:
    sent = forward(desk, report_in(desk), timezone.now())
    later = timezone.now() + timedelta(days=30)
    with scope(acting(desk.clerk)):
        assert shared_behind(sent.secret, timezone.now()) is not None
        assert shared_behind(sent.secret, later) is None
        hashed = presented_hash(USE, sent.secret)
        Forward.objects.filter(secret_hash=hashed).update(revoked_at=timezone.now())
        assert shared_behind(sent.secret, timezone.now()) is None
