"""What a phone typed is kept once, whatever happens on the way, and nothing is lost."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test import Client

from onderdak.foundation.care.contract import opened_tasks
from onderdak.foundation.identity.contract import Membership, Role, Scope, User, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.kernel.errors import Invalid, NotAllowed
from onderdak.kernel.text import text
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.planning import close_visit
from onderdak.supervision.inspections.contract.syncing import (
    facts_of,
    keep_operations,
    open_statements,
    operations_since,
    recorded,
    state_of,
    take_over_late,
)
from onderdak.supervision.inspections.models import Finding, Operation
from tests.integration.conftest import SignedIn
from tests.integration.inspections.typing_along import Device, send, sent_by
from tests.integration.inspections.visiting import NOW, VisitTown, make_visit_town
from tests.world import use_rooms

pytestmark = pytest.mark.django_db

BEDS = "room/r1/beds"


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


@pytest.fixture
def visit(town: VisitTown) -> Visit:
    return town.begun()


@pytest.fixture
def lead(town: VisitTown, signed_in: SignedIn) -> Client:
    return signed_in(town.lead)


@pytest.fixture
def second(town: VisitTown, signed_in: SignedIn) -> Client:
    return signed_in(town.second)


def rows(town: VisitTown) -> list[Operation]:
    with scope(Scope(municipalities=frozenset({town.code}))):
        return list(Operation.objects.order_by("pk"))


def test_what_two_inspectors_type_at_one_place_stands_side_by_side(
    town: VisitTown, visit: Visit, lead: Client, second: Client
) -> None:
    one, other = Device(), Device()
    one.type(BEDS, "3")
    other.type(BEDS, "4", at="1999-01-01T00:00:00.000Z")

    sent_by(lead, visit.pk, town.lead.user_id, [one])
    sent_by(second, visit.pk, town.second.user_id, [other])
    sent_by(lead, visit.pk, town.lead.user_id, [one])

    assert sorted(map(str, one.values()[BEDS])) == ["3", "4"]
    assert one.values() == other.values()
    other.type(BEDS, "4")
    sent_by(second, visit.pk, town.second.user_id, [other])
    sent_by(lead, visit.pk, town.lead.user_id, [one])
    assert one.values()[BEDS] == ["4"]
    with town.seen_by(town.lead):
        assert state_of(visit)[BEDS].value == "4"
        history = state_of(visit)[BEDS].history
        assert sorted(str(each.typed) for each in history) == ["3", "4", "4"]
        assert facts_of(visit).raw == {"units": [{"rooms": [{"beds": 4}]}]}


def test_sent_again_after_an_answer_was_lost_it_is_kept_once(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    typed = [device.type(BEDS, "3"), device.type("room/r1/name", "Kamer 1")]
    body = device.body(town.lead.user_id)

    send(lead, visit.pk, body)  # the answer never came
    answer = send(lead, visit.pk, body).json()

    assert (answer["kept"], answer["refused"], answer["operations"]) == (typed, [], [])
    assert [str(row.uid) for row in rows(town)] == typed


def test_a_device_that_was_restored_gets_back_what_it_sent(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    device.type(BEDS, "3")
    sent_by(lead, visit.pk, town.lead.user_id, [device])

    restored = Device()
    sent_by(lead, visit.pk, town.lead.user_id, [restored])

    assert restored.values() == {BEDS: ["3"]}
    assert next(iter(restored.known.values()))["by"] == town.lead.user_id


def test_made_empty_is_a_value_too(town: VisitTown, visit: Visit, lead: Client) -> None:
    device = Device()
    device.type(BEDS, "3")
    device.type(BEDS, None)
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    with town.seen_by(town.lead):
        assert (state_of(visit)[BEDS].settled, state_of(visit)[BEDS].value) == (
            True,
            None,
        )


def test_one_that_does_not_fit_is_refused_by_itself_with_why(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    good = device.type(BEDS, "3")
    heavy, torn = device.type(BEDS, "x" * 9_000), device.type(BEDS, "half \ud800")
    zero, odd = device.type(BEDS, "\x00"), device.type("../up", "1")
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    assert device.kept == {good}
    assert device.refused == {heavy: "size", torn: "text", zero: "text", odd: "path"}
    assert len(rows(town)) == 1


def test_another_value_under_a_known_id_is_refused_and_overwrites_nothing(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    id_ = device.type(BEDS, "3")
    body = device.body(town.lead.user_id)
    send(lead, visit.pk, body)
    body["operations"][0]["typed"] = "30"
    answer = send(lead, visit.pk, body).json()
    assert answer["refused"] == [{"id": id_, "why": "other"}]
    assert [row.typed for row in rows(town)] == ["3"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b'{"owner": 1}',
        b'{"owner": 1, "known": 0, "operations": {}}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_what_cannot_be_read_is_refused_as_a_whole(
    body: bytes, visit: Visit, lead: Client
) -> None:
    answer = lead.post(f"/round/{visit.pk}/sync/", body, "application/json")
    assert (answer.status_code, answer.json()) == (400, {"why": "shape"})


def test_too_much_at_once_is_refused_and_nothing_of_it_kept(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    id_ = device.type(BEDS, "3")
    body = device.body(town.lead.user_id)
    body["operations"] *= 501
    assert send(lead, visit.pk, body).status_code == 413
    body["operations"] = [{"id": id_, "typed": "x" * 3_000_000}]
    assert send(lead, visit.pk, body).status_code == 413
    assert rows(town) == []


def test_after_the_session_ended_all_stays_and_goes_after_signing_in(
    town: VisitTown, visit: Visit, signed_in: SignedIn
) -> None:
    device = Device()
    id_ = device.type(BEDS, "3")
    client = Client()
    answer = send(client, visit.pk, device.body(town.lead.user_id))
    assert (answer.status_code, answer.json()) == (401, {"signedOut": True})
    assert [each["id"] for each in device.waiting()] == [id_]

    sent_by(signed_in(town.lead), visit.pk, town.lead.user_id, [device])
    assert device.waiting() == []


def test_another_account_sends_nothing_of_this_one(
    town: VisitTown, visit: Visit, second: Client
) -> None:
    device = Device()
    device.type(BEDS, "3")
    answer = send(second, visit.pk, device.body(town.lead.user_id))
    assert answer.status_code == 409
    assert rows(town) == []


def test_a_request_from_another_page_is_refused(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = lead.cookies
    body = json.dumps(Device().body(town.lead.user_id))
    path = f"/round/{visit.pk}/"
    answer = strict.post(f"{path}sync/", body, "application/json")
    assert answer.status_code == 403
    answer = strict.put(f"{path}photos/{uuid4()}/", b"", "image/jpeg")
    assert answer.status_code == 403


def test_who_does_not_go_on_a_visit_writes_nothing_in_it(
    town: VisitTown, signed_in: SignedIn
) -> None:
    alone = town.begun(others=(), alone_because="A short look outside only")
    device = Device()
    device.type(BEDS, "3")
    client = signed_in(town.second)
    answer = send(client, alone.pk, device.body(town.second.user_id))
    assert answer.status_code == 403
    other = make_visit_town("GM9002", "Tweestad")
    stranger = signed_in(other.lead)
    answer = send(stranger, alone.pk, device.body(other.lead.user_id))
    assert answer.status_code == 400
    assert rows(town) == []


def test_what_arrives_after_the_end_is_late_until_the_lead_takes_it_over(
    town: VisitTown, visit: Visit, lead: Client, second: Client
) -> None:
    early, late = Device(), Device()
    early.type(BEDS, "3")
    sent_by(lead, visit.pk, town.lead.user_id, [early])
    with town.seen_by(town.lead):
        close_visit(by=town.lead, municipality=town.code, number=visit.number, at=NOW)
    id_ = late.type(BEDS, "4")
    answer = send(second, visit.pk, late.body(town.second.user_id)).json()

    assert (answer["kept"], answer["late"], answer["state"]) == ([id_], True, "closed")
    with town.seen_by(town.lead):
        assert state_of(visit)[BEDS].value == "3"
        assert [str(row.uid) for row in recorded(visit).late] == [id_]
        asked: dict[str, Any] = {
            "municipality": town.code,
            "number": visit.number,
            "operations": [id_],
            "at": NOW,
        }
        with pytest.raises(NotAllowed), transaction.atomic():
            take_over_late(by=town.second, **asked)
        assert take_over_late(by=town.lead, **asked) == 1
        assert take_over_late(by=town.lead, **asked) == 0
        assert not state_of(visit)[BEDS].settled
        assert recorded(visit).late == ()


def test_a_statement_is_sealed_on_arrival_and_opened_for_a_reason_only(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    device.type("statement/s1/words", "Ik betaal 110 euro per week.")
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    (row,) = rows(town)
    assert row.typed is None
    assert b"110 euro" not in bytes(row.sealed or b"")
    with town.seen_by(town.lead):
        since = operations_since(visit, 0)
        assert [(one.typed, one.sealed) for one in since.operations] == [(None, True)]
        asked = {"municipality": town.code, "number": visit.number}
        with pytest.raises(Invalid), transaction.atomic():
            open_statements(by=town.lead, because=" ", **asked)
        (opened,) = open_statements(by=town.lead, because="the report", **asked)
        assert opened.typed == "Ik betaal 110 euro per week."
        assert AuditEvent.objects.filter(
            action="inspections.open_statements", detail__because="the report"
        ).exists()
    # Sent again it is the same, and nothing was opened for that.
    device.kept.clear()
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    assert len(rows(town)) == 1


def test_a_child_becomes_a_task_of_a_care_worker_and_stays_sealed_here(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    use_rooms(town.code, "care")
    worker = User.objects.create_user("care@test.example")
    with town.seen_by(town.admin):
        Membership.objects.create(
            user=worker, role=Role.CARE_WORKER, municipality_id=town.code
        )
    device = Device()
    device.type(
        f"child/{uuid4()}", {"words": "Een kind slaapt hier.", "where": "zolder"}
    )
    body = device.body(town.lead.user_id)
    send(lead, visit.pk, body)
    send(lead, visit.pk, body)
    (row,) = rows(town)
    assert row.typed is None
    with town.seen_by(town.lead):
        (task,) = opened_tasks(by=town.lead, municipality=town.code)
        assert task.origin == f"visit {visit.number}"
        assert not AuditEvent.objects.filter(
            action="inspections.child_not_handed_over"
        ).exists()


def test_where_care_takes_no_tasks_what_was_typed_is_kept_all_the_same(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    id_ = device.type(f"child/{uuid4()}", {"words": "Een kind slaapt hier."})
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    assert device.kept == {id_}
    with town.seen_by(town.lead):
        assert AuditEvent.objects.filter(
            action="inspections.child_not_handed_over"
        ).exists()


def test_no_row_is_changed_or_removed_and_nobody_types_for_another(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    device.type(BEDS, "3")
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    (row,) = rows(town)
    for sql in (
        "UPDATE inspections_operation SET typed = '\"9\"'",
        "DELETE FROM inspections_operation",
        "DELETE FROM inspections_photo",
    ):
        with (
            town.seen_by(town.lead),
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    row.pk, row.uid = None, uuid4()
    with (
        town.seen_by(town.second),
        pytest.raises(ProgrammingError),
        transaction.atomic(),
    ):
        row.save(force_insert=True)


def test_a_page_of_what_is_new_leads_to_the_next(
    town: VisitTown, visit: Visit, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    device, other = Device(), Device()
    for number in range(7):
        device.type(f"room/r{number}/beds", str(number))
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    monkeypatch.setattr("onderdak.supervision.inspections.syncing.MOST_GIVEN", 3)
    more = [True]
    while more[-1]:
        answer = send(lead, visit.pk, other.body(town.lead.user_id)).json()
        other.hear(answer)
        more.append(answer["more"])
    assert more == [True, True, True, False]
    assert other.values() == device.values()


def test_a_phone_that_never_stops_sending_is_told_to_wait(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "onderdak.web.inspections.syncing.answers._too_often", lambda *_: True
        )
        answer = send(lead, visit.pk, Device().body(town.lead.user_id))
    assert answer.status_code == 429


def test_too_many_operations_for_one_batch_are_refused_in_the_action_too(
    town: VisitTown, visit: Visit
) -> None:
    with town.seen_by(town.lead), pytest.raises(Invalid):
        keep_operations(by=town.lead, visit=visit.pk, operations=[{}] * 501, at=NOW)


def test_the_norms_judge_when_the_last_of_what_waited_is_in(
    town: VisitTown, visit: Visit, lead: Client
) -> None:
    device = Device()
    for path, typed in (
        ("unit/main/use", "dwelling"),
        ("unit/main/floor_area", "20"),
        ("unit/main/people", "9"),
    ):
        device.type(path, typed)
    body = device.body(town.lead.user_id) | {"more": True}
    send(lead, visit.pk, body)
    with town.seen_by(town.lead):
        assert not Finding.objects.filter(visit=visit).exists()
    sent_by(lead, visit.pk, town.lead.user_id, [device])
    with town.seen_by(town.lead):
        assert Finding.objects.filter(visit=visit, outcome="breaches").exists()


def test_the_first_thing_that_was_typed_begins_a_visit(
    town: VisitTown, lead: Client
) -> None:
    planned, device = town.planned(), Device()
    answer = send(lead, planned.pk, device.body(town.lead.user_id)).json()
    assert answer["state"] == "planned"
    device.type("entry/doorbell", True)
    answer = send(lead, planned.pk, device.body(town.lead.user_id)).json()
    assert (answer["state"], answer["late"]) == ("under_way", False)


def test_a_visit_that_cannot_begin_keeps_what_was_typed_all_the_same(
    town: VisitTown, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no(**_: object) -> None:
        raise Invalid(text("There is no such visit here."))

    monkeypatch.setattr("onderdak.supervision.inspections.sync_actions.begin_visit", no)
    planned, device = town.planned(), Device()
    id_ = device.type("entry/doorbell", True)
    answer = send(lead, planned.pk, device.body(town.lead.user_id)).json()
    assert (answer["kept"], answer["state"]) == ([id_], "planned")


def test_a_visit_that_is_full_refuses_one_by_one_and_still_knows_what_it_has(
    town: VisitTown, visit: Visit, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "onderdak.supervision.inspections.sync_actions.MOST_OF_VISIT", 2
    )
    device = Device()
    ids = [device.type(f"room/r{number}/beds", "1") for number in range(3)]
    body = device.body(town.lead.user_id)
    for _ in range(2):
        answer = send(lead, visit.pk, body).json()
        assert answer["kept"] == ids[:2]
        assert answer["refused"] == [{"id": ids[2], "why": "full"}]


def test_what_was_typed_goes_with_its_visit_and_nobody_takes_it_away_before(
    town: VisitTown,
) -> None:
    with town.seen_by(town.lead), connection.cursor() as cursor:
        cursor.execute(
            "SELECT confdeltype::text FROM pg_constraint WHERE conname = ANY (%s)",
            [["inspections_operation_visit", "inspections_photo_visit"]],
        )
        assert cursor.fetchall() == [("c",), ("c",)]
        cursor.execute(
            "SELECT privilege_type FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE',"
            " 'DELETE', 'TRUNCATE']) AS privilege_type WHERE has_table_privilege("
            "'onderdak_app', 'inspections_operation', privilege_type)"
        )
        # Tests alone may truncate: tests/conftest.py.
        held = {name for (name,) in cursor.fetchall()} - {"TRUNCATE"}
        assert held == {"SELECT", "INSERT"}
