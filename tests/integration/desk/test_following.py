"""A reporter follows a report by code, answers, and says that it is not solved."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import no_scope, scope
from onderdak.foundation.outbox.models import Message as Mail
from onderdak.kernel.errors import Conflict
from onderdak.supervision.desk.contract import (
    Message,
    NewReport,
    Reachable,
    Report,
    tell_reporter,
)
from onderdak.supervision.desk.contract.public import (
    answer_by_code,
    in_groups,
    new_code,
    own_report,
    reopen_by_code,
    report_in_public,
)
from onderdak.supervision.desk.models import ReportStep
from onderdak.web.desk.public import brake
from tests.integration.desk.desks import DeskTown, make_desk

pytestmark = pytest.mark.django_db
AT = timezone.make_aware(datetime(2026, 11, 20, 12))


@pytest.fixture(autouse=True)
def _fresh_brakes() -> None:
    for each in brake.ALL:
        each.forget()


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


@pytest.fixture
def code(desk: DeskTown) -> str:
    made = new_code()
    contact = Reachable(email="iemand@test.example", mail_updates=True)
    with no_scope():
        report_in_public(
            desk.code,
            NewReport("bad_letting", "Brak umowy.", language="pl", contact=contact),
            made,
            AT,
        )
    return made


def _say(desk: DeskTown, kind: str, words: str, **changed: object) -> None:
    with scope(desk.rows):
        report = Report.objects.get()
        Report.objects.update(**changed)
        Message.objects.create(
            municipality_id=desk.code, report=report, kind=kind, text=words, at=AT
        )


def test_a_code_is_typed_in_any_way_and_a_wrong_one_shows_nothing(
    desk: DeskTown, code: str
) -> None:
    with no_scope():
        found = own_report(in_groups(code).replace(" ", "-"), AT.date())
        assert found is not None
        assert found.is_open
        assert own_report(new_code(), AT.date()) is None
        assert own_report("123", AT.date()) is None


def test_a_question_is_read_and_answered_and_a_note_is_never_seen(
    desk: DeskTown, code: str
) -> None:
    _say(desk, "note", "onder ons")
    _say(desk, "question", "Welke kamer?", state="waiting_for_reporter")
    client = Client()
    page = client.post(reverse("report_follow"), {"code": code, "lang": "pl"})
    assert "Welke kamer?" in page.content.decode()
    assert "onder ons" not in page.content.decode()
    sent = client.post(
        reverse("report_follow"),
        {"code": code, "lang": "pl", "do": "answer", "message": "Pokój 12"},
    ).content.decode()
    assert "Pokój 12" in sent
    with scope(desk.rows):
        report = Report.objects.get()
        assert report.state == "in_hand"
        answer = Message.objects.get(kind="answer")
        assert (answer.text, answer.language, answer.by_id) == ("Pokój 12", "pl", None)
        assert Message.objects.get(kind="question").read_at is not None
        assert ReportStep.objects.filter(what="reporter_answers").count() == 1
    assert client.cookies == {}


def test_so_many_messages_a_day_and_what_is_too_much_stays_typed(
    desk: DeskTown, code: str
) -> None:
    with no_scope():
        said = [
            answer_by_code(code, message=f"{n}", language="pl", at=AT) for n in range(6)
        ]
        later = AT + timedelta(days=1)
        assert answer_by_code(code, message="later", language="pl", at=later)
    assert said == [True] * 5 + [False]


def test_what_is_not_solved_is_looked_at_again_within_the_term(
    desk: DeskTown, code: str
) -> None:
    _say(desk, "result", "Opgelost.", state="answered", answered_at=AT)
    with no_scope():
        found = own_report(code, AT.date())
        assert found is not None
        assert found.reopens_until == AT.date() + timedelta(days=42)
        due = reopen_by_code(
            code, message="Nadal", language="pl", at=AT + timedelta(days=3)
        )
    assert due > date(2026, 11, 27)
    with scope(desk.rows):
        report = Report.objects.get()
        assert (report.state, report.reopened_count) == ("reopened", 1)
        assert report.due_on == due
    with no_scope(), pytest.raises(Conflict):
        reopen_by_code(code, message="Nadal", language="pl", at=AT + timedelta(days=3))


def test_after_the_term_it_is_a_new_report(desk: DeskTown, code: str) -> None:
    _say(desk, "result", "Opgelost.", state="closed", closed_at=AT)
    late = AT + timedelta(days=43)
    with no_scope():
        found = own_report(code, late.date())
        assert found is not None
        assert found.reopens_until is None
        with pytest.raises(Conflict):
            reopen_by_code(code, message="Nadal", language="pl", at=late)


def test_wrong_codes_are_braked(desk: DeskTown, code: str) -> None:
    client = Client()
    address = reverse("report_follow")
    for _ in range(10):
        wrong = client.post(address, {"code": new_code(), "do": "show"})
        assert wrong.status_code == 200
    assert client.post(address, {"code": code}).status_code == 429


def test_mail_says_that_there_is_news_and_nothing_else(
    desk: DeskTown, code: str
) -> None:
    with scope(desk.rows):
        report = Report.objects.get()
    tell_reporter({"municipality": desk.code, "report": report.pk})
    with scope(desk.rows):
        sent = Mail.objects.get(kind="news")
    assert sent.email == "iemand@test.example"
    assert sent.subject == "Wiadomość dla Ciebie"
    for telling in (report.number, code, "umow", "Eenstad", "wynajm"):
        assert telling not in sent.subject + sent.body
    assert mail.outbox == []
