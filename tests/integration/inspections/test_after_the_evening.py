"""What a phone sends after the visit: its day, the entry, consent, and a child."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from onderdak.foundation.care.contract import opened_tasks
from onderdak.foundation.identity.contract import Membership, Role, User
from onderdak.foundation.outbox.models import Message
from onderdak.kernel.errors import Conflict
from onderdak.supervision.inspections.children import _tasks
from onderdak.supervision.inspections.contract import Visit
from onderdak.supervision.inspections.contract.planning import (
    close_visit,
    steps_of,
    visit_for,
)
from onderdak.supervision.inspections.contract.reports import (
    Consent,
    give_term,
    other_day,
)
from onderdak.supervision.inspections.contract.syncing import recorded, take_over_late
from onderdak.supervision.inspections.contract.warrants import (
    entries_to_note,
    warrant_of,
)
from onderdak.supervision.inspections.findings_computing import day_of
from onderdak.supervision.inspections.models import Finding, FindingTerm
from onderdak.supervision.inspections.report_gathering import gathered
from tests.integration.conftest import SignedIn
from tests.integration.inspections.reporting import (
    LATER,
    MAIN,
    OVERCROWDED,
    confirm,
    found,
    record,
    signed,
)
from tests.integration.inspections.test_warrants import ask, decide
from tests.integration.inspections.typing_along import Device, send, sent_by
from tests.integration.inspections.visiting import (
    TUESDAY,
    VisitTown,
    make_visit_town,
)
from tests.world import use_rooms

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 3, 11, 8, tzinfo=UTC)
ENTERED = {"entry/warrant": True, "entry/entered": True}


@pytest.fixture
def town() -> VisitTown:
    return make_visit_town()


def again(town: VisitTown, visit: Visit) -> Visit:
    return visit_for(by=town.lead, municipality=town.code, number=visit.number)


def test_an_evening_that_is_sent_next_morning_keeps_its_own_day(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = town.planned()
    record(town, visit, MAIN, at=MORNING)
    with town.seen_by(town.lead):
        close_visit(
            by=town.lead, municipality=town.code, number=visit.number, at=MORNING
        )
        here = again(town, visit)
        assert (day_of(here), other_day(here)) == (TUESDAY, TUESDAY)
        assert gathered(here, recorded(here)).visited == TUESDAY
    confirm(town, visit)
    lead = signed_in(town.lead)
    lead.cookies["django_language"] = "nl"
    page = lead.get(reverse("visit_report", args=[visit.number])).content.decode()
    assert "10 maart 2026" in page
    make = reverse("visit_report_make", args=[visit.number])
    assert lead.post(make, {"kind": "findings"}).status_code == 200
    assert lead.post(make, {"kind": "findings", "day": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-10", date(2026, 3, 10)),  # by the door
        ("2026-03-14", date(2026, 3, 11)),  # not yet, when it came in
        ("1999-01-01", date(2026, 3, 11)),  # before it was planned
        ("yesterday", date(2026, 3, 11)),
    ],
)
def test_the_day_at_the_door_counts_where_it_can_be(
    town: VisitTown, typed: str, day: date
) -> None:
    visit = town.planned(day=date(2026, 3, 12))
    record(town, visit, {"entry/entered_on": typed}, at=MORNING)
    with town.seen_by(town.lead):
        assert day_of(again(town, visit)) == day


def test_an_entry_with_a_warrant_starts_the_term_of_the_copy(town: VisitTown) -> None:
    visit = town.planned()
    decide(town, ask(town, visit))
    record(town, visit, ENTERED | {"entry/entered_on": "2026-03-10"}, at=MORNING)
    with town.seen_by(town.lead):
        warrant = warrant_of(visit)
        assert warrant is not None
        assert warrant.entered_on == TUESDAY
        assert warrant.copy_due_on == date(2026, 3, 14)
        assert gathered(again(town, visit), recorded(visit)).warrant
        assert entries_to_note(by=town.lead, municipality=town.code) == []


def test_an_entry_that_cannot_be_noted_waits_on_the_first_page_of_the_lead(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = town.planned(day=date(2026, 3, 16))
    warrant = decide(town, ask(town, visit))
    record(town, visit, ENTERED, at=datetime(2026, 3, 16, 20, tzinfo=UTC))
    with town.seen_by(town.lead):
        waiting = entries_to_note(by=town.lead, municipality=town.code)
        assert [one.pk for one in waiting] == [warrant.pk]
        assert entries_to_note(by=town.second, municipality=town.code) == []
    page = signed_in(town.lead).get(reverse("home")).content.decode()
    assert reverse("warrant_entry", args=[warrant.pk]) in page


def test_of_rooms_that_are_one_the_strictest_answer_counts_and_both_are_shown(
    town: VisitTown,
) -> None:
    visit, one, other = town.begun(), str(uuid4()), str(uuid4())
    record(
        town,
        visit,
        {
            "unit/main/use": "dwelling",
            f"room/{one}/name": "Kamer 1",
            f"room/{one}/consent": "given",
            f"room/{other}/name": "Achterkamer",
            f"room/{other}/same_as": one,
            f"room/{other}/consent": "refused",
        },
    )
    with town.seen_by(town.lead):
        (room,) = gathered(again(town, visit), recorded(visit)).rooms
        assert room.consent is Consent.REFUSED
        said = [value for _, value in room.rows if ";" in value]
        assert len(said) == 1
        record(town, visit, {f"room/{one}/consent": "withdrawn"}, by=town.second)
        (room,) = gathered(again(town, visit), recorded(visit)).rooms
        assert room.consent is Consent.WITHDRAWN


def test_nothing_of_what_was_written_of_a_child_is_cut(town: VisitTown) -> None:
    visit = town.begun()
    where, words = "achter " * 40, "kind " * 700
    tasks = list(_tasks(visit, {"words": words, "where": where}))
    written = "".join(one.words for one in tasks)
    assert where.strip() in written
    assert words.strip() in written
    assert all(len(one.place) <= 200 and len(one.words) <= 2000 for one in tasks)


def test_a_child_that_care_cannot_take_is_told_to_the_lead_and_tried_again(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit, client, device = town.begun(), signed_in(town.second), Device()
    device.type(f"child/{uuid4()}", {"words": "Een kind slaapt hier."})
    with town.seen_by(town.lead):
        before = Message.objects.filter(email=town.lead.email).count()
    sent_by(client, visit.pk, town.second.user_id, [device])
    sent_by(client, visit.pk, town.second.user_id, [device])
    with town.seen_by(town.lead):
        assert Message.objects.filter(email=town.lead.email).count() == before + 1

    use_rooms(town.code, "care")
    worker = User.objects.create_user("care@test.example")
    with town.seen_by(town.admin):
        Membership.objects.create(
            user=worker, role=Role.CARE_WORKER, municipality_id=town.code
        )
    for _ in range(2):
        sent_by(client, visit.pk, town.second.user_id, [device])
    with town.seen_by(town.second):
        assert len(list(opened_tasks(by=town.second, municipality=town.code))) == 1
        said = [one.what for one in steps_of(visit)]
        assert (said.count("child_waits"), said.count("child_handed")) == (1, 1)


def test_under_a_signed_report_no_late_words_and_no_other_term(
    town: VisitTown, signed_in: SignedIn
) -> None:
    visit = found(town)
    term: dict[str, Any] = {
        "by": town.lead,
        "municipality": town.code,
        "number": visit.number,
        "key": OVERCROWDED,
        "reason": "They must find another home.",
        "at": LATER,
    }
    with town.seen_by(town.lead):
        give_term(**term, days=14)
    signed(town, visit)
    (late,) = record(town, visit, {"unit/main/people": "2"}, at=LATER)
    with town.seen_by(town.lead):
        with pytest.raises(Conflict), transaction.atomic():
            give_term(**term, days=28)
        with pytest.raises(Conflict) as refused, transaction.atomic():
            take_over_late(
                by=town.lead,
                municipality=town.code,
                number=visit.number,
                operations=[late],
                at=LATER,
            )
        assert refused.value.next_step
        assert [one.days for one in FindingTerm.objects.filter(visit=visit)] == [14]
        assert len(recorded(visit).late) == 1


def test_a_fault_in_judging_loses_nothing_and_is_logged(
    town: VisitTown,
    signed_in: SignedIn,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(
        "onderdak.supervision.inspections.findings_computing.renew_findings", broken
    )
    visit, device = town.begun(), Device()
    id_ = device.type("unit/main/people", "7")
    client: Client = signed_in(town.lead)
    answer = send(client, visit.pk, device.body(town.lead.user_id))
    assert answer.status_code == 200
    assert answer.json()["kept"] == [id_]
    assert "ZeroDivisionError" in caplog.text
    with town.seen_by(town.lead):
        assert not Finding.objects.filter(visit=visit).exists()
