"""A report goes to a partner by a decision only, and exactly as far as that goes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from onderdak.foundation.identity.contract import Actor, scope
from onderdak.foundation.identity.models import AuditEvent
from onderdak.foundation.outbox.contract import Message as Mail
from onderdak.foundation.outbox.contract import deliver_now
from onderdak.foundation.privacy.contract import (
    SharingDecision,
    SharingGround,
    SharingRecord,
)
from onderdak.kernel.errors import Conflict, Invalid, NotAllowed
from onderdak.supervision.desk.contract import (
    Channel,
    Message,
    NewReport,
    Reachable,
    Report,
    ReportStep,
    record_report,
)
from onderdak.supervision.desk.contract.forwarding import (
    Forward,
    Sent,
    forward_report,
    forwards_of,
    resend_forward,
    revoke_forward,
    shared_behind,
)
from onderdak.web.desk.public import brake
from tests.integration.desk.desks import DeskTown, make_desk
from tests.world import acting

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2025, 3, 3, 9, tzinfo=UTC)
SECRET_WORDS = "De buurvrouw van nummer 7 belde erover."
REPORTER = Reachable(name="MELDERSNAAM", email="melder@test.example")


@pytest.fixture(autouse=True)
def _free() -> None:
    for each in brake.ALL:
        each.forget()


@pytest.fixture
def desk() -> DeskTown:
    return make_desk()


@contextmanager
def as_(actor: Actor) -> Iterator[None]:
    with scope(acting(actor)):
        yield


def report_in(desk: DeskTown) -> str:
    with as_(desk.clerk):
        return record_report(
            by=desk.clerk,
            municipality=desk.code,
            new=NewReport(
                category="unsafe",
                text=SECRET_WORDS,
                place_text="Kade 12",
                contact=REPORTER,
            ),
            channel=Channel.PHONE,
            at=timezone.now(),
        ).number


def decision(on: date, **changes: Any) -> SharingDecision:
    plain = SharingDecision(
        partner="Brandweer Eenstad",
        kind=SharingGround.LAW,
        ground="Wet veiligheidsregio's art. 3",
        ground_since=date(2010, 10, 1),
        ground_until=None,
        purpose="Kijken of het gebouw veilig is",
        necessity="Alleen de brandweer kan dat beoordelen",
        proportionality="Alleen de plaats en wat er is gezien",
        left_out="De tekst en de naam van de melder",
        fields=("number", "address", "summary"),
        expires_on=on + timedelta(days=10),
    )
    return replace(plain, **changes)


def forward(desk: DeskTown, number: str, at: datetime, **changes: Any) -> Sent:
    with as_(desk.clerk):
        return forward_report(
            by=desk.clerk,
            municipality=desk.code,
            number=number,
            decision=decision(timezone.localdate(at), **changes),
            summary="De nooduitgang is dicht.",
            email="partner@test.example",
            at=at,
        )


def page_of(sent: Sent) -> Any:
    return Client().get(reverse("shared", args=[sent.secret]))


def test_the_partner_reads_what_was_decided_and_not_a_byte_of_the_rest(
    desk: DeskTown,
) -> None:
    sent = forward(desk, report_in(desk), timezone.now())
    answer = page_of(sent)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Kade 12" in body
    assert "De nooduitgang is dicht." in body
    for left_out in (SECRET_WORDS, "buurvrouw", "MELDERSNAAM", "melder@test.example"):
        assert left_out not in body
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Referrer-Policy"] == "no-referrer"


def test_what_was_left_out_is_not_in_what_is_kept_for_the_partner(
    desk: DeskTown,
) -> None:
    forward(desk, report_in(desk), timezone.now())
    with as_(desk.clerk):
        found = Forward.objects.get()
    assert set(found.shared) == {"number", "address", "summary"}


def test_without_a_good_decision_nothing_is_built(desk: DeskTown) -> None:
    number = report_in(desk)
    with pytest.raises(Invalid):
        forward(desk, number, timezone.now(), necessity="")
    with pytest.raises(Invalid):
        forward(desk, number, timezone.now(), fields=("number", "contact", "summary"))
    with as_(desk.clerk):
        assert not Forward.objects.exists()
        assert not SharingRecord.objects.exists()
        assert Report.objects.get().state == "received"


def test_the_database_builds_no_message_without_a_decision(desk: DeskTown) -> None:
    forward(desk, report_in(desk), timezone.now())
    with as_(desk.clerk):
        found = Forward.objects.get()
        found.pk, found.secret_hash, found.sharing_id = None, b"other", None
        with pytest.raises(DatabaseError), transaction.atomic():
            found.save(force_insert=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            Forward.objects.update(shared={"text": SECRET_WORDS})


def test_after_it_expired_the_link_shows_nothing(desk: DeskTown) -> None:
    sent = forward(desk, report_in(desk), LONG_AGO)
    answer = page_of(sent)
    assert answer.status_code == 404
    assert "Kade 12" not in answer.content.decode()
    posted = Client().post(reverse("shared", args=[sent.secret]), {"answer": "Ja."})
    assert posted.status_code == 404
    with as_(desk.clerk):
        assert Forward.objects.get().answer == ""


def test_what_was_taken_back_shows_nothing(desk: DeskTown) -> None:
    sent = forward(desk, report_in(desk), timezone.now())
    with as_(desk.clerk):
        revoke_forward(
            by=desk.clerk,
            municipality=desk.code,
            forward=sent.forward,
            at=timezone.now(),
        )
    assert page_of(sent).status_code == 404
    with as_(desk.clerk), pytest.raises(Conflict):
        resend_forward(
            by=desk.clerk,
            municipality=desk.code,
            forward=sent.forward,
            on=timezone.localdate(),
        )


def test_a_new_link_ends_the_old_one(desk: DeskTown) -> None:
    old = forward(desk, report_in(desk), timezone.now())
    with as_(desk.clerk):
        new = resend_forward(
            by=desk.clerk,
            municipality=desk.code,
            forward=old.forward,
            on=timezone.localdate(),
        )
    assert [page_of(each).status_code for each in (old, new)] == [404, 200]


def test_the_answer_arrives_with_the_report_and_stays_inside(desk: DeskTown) -> None:
    sent = forward(desk, report_in(desk), timezone.now())
    url = reverse("shared", args=[sent.secret])
    assert Client().post(url, {"answer": "Wij gaan morgen kijken."}).status_code == 302
    list(deliver_now())
    with as_(desk.clerk):
        note = Message.objects.get()
        report = Report.objects.get()
        steps = list(ReportStep.objects.order_by("id").values_list("what", flat=True))
    assert (note.kind, report.state) == ("note", "in_hand")
    assert "Wij gaan morgen kijken." in note.text
    assert steps == ["receive", "forward", "partner_answers"]
    again = Client().post(url, {"answer": "Nog iets."})
    assert again.status_code == 409


def test_the_mail_holds_the_link_and_nothing_of_the_report(desk: DeskTown) -> None:
    number = report_in(desk)
    sent = forward(desk, number, timezone.now())
    with as_(desk.clerk):
        mail = Mail.objects.get(kind="forward")
        event = AuditEvent.objects.get(action="desk.forward_report")
    assert sent.link in mail.body
    for kept in (number, "Kade 12", "nooduitgang"):
        assert kept not in mail.subject + mail.body
    assert set(event.detail) == {"report", "sharing"}


def test_another_town_neither_forwards_nor_reads_it(desk: DeskTown) -> None:
    number = report_in(desk)
    forward(desk, number, timezone.now())
    other = make_desk("GM9002")
    with as_(other.clerk):
        assert not Forward.objects.exists()
        with pytest.raises(NotAllowed):
            forwards_of(by=other.clerk, municipality=desk.code, number=number)


def test_a_wrong_secret_shows_nothing(desk: DeskTown) -> None:
    forward(desk, report_in(desk), timezone.now())
    assert shared_behind("x" * 43, timezone.now()) is None
    assert Client().get(reverse("shared", args=["x" * 43])).status_code == 404


def test_the_partners_door_brakes(desk: DeskTown) -> None:
    client = Client()
    codes = {
        client.get(reverse("shared", args=["y" * 43])).status_code for _ in range(15)
    }
    assert codes == {404, 429}
