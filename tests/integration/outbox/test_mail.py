"""Mail: kept with its cause, sent once, tried again, and seen when it is stuck."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from typer.testing import CliRunner

from onderdak.foundation.identity.contract import Scope, no_scope, scope
from onderdak.foundation.outbox.contract import (
    File,
    Message,
    deliver_now,
    health,
    messages_about,
    messages_of,
    send_mail,
)
from onderdak.foundation.outbox.delivering import deliver_message
from onderdak.foundation.outbox.domain.patience import MOST_ATTEMPTS
from onderdak.foundation.outbox.sweeping import due_messages, sweep, wipe_old
from onderdak.kernel.errors import Invalid
from onderdak.project.commands import app
from tests.mail_server import Postbox, postbox

pytestmark = pytest.mark.django_db(transaction=True)

TOWN = Scope(municipalities=frozenset({"GM9001"}))
ELSEWHERE = Scope(municipalities=frozenset({"GM9002"}), providers=frozenset({1, 2}))


@pytest.fixture
def box(settings: Any) -> Iterator[Postbox]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 5
    with postbox() as one:
        settings.EMAIL_PORT = one.port
        yield one


def write(to: str = "wie@test.example", **more: Any) -> int:
    with scope(TOWN):
        return send_mail(
            **{
                "to": to,
                "subject": "Onderwerp",
                "body": "Tekst",
                "kind": "test",
                "municipality": "GM9001",
                **more,
            }
        )


def write_in_vain() -> None:
    with transaction.atomic():
        write()
        raise ZeroDivisionError


def state_of(number: int) -> Message:
    with scope(TOWN):
        return Message.objects.get(pk=number)


def deliver(number: int) -> str:
    return deliver_message(number, "GM9001", None)


def make_due(number: int) -> None:
    with scope(TOWN):
        Message.objects.filter(pk=number).update(
            next_try_at=timezone.now() - timedelta(hours=1)
        )


def jobs() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo'")
        return int(cursor.fetchone()[0])


def fail_until_stuck(number: int) -> None:
    for _ in range(MOST_ATTEMPTS):
        deliver(number)
        make_due(number)


def test_a_mail_is_kept_and_queued_with_its_cause() -> None:
    number = write()
    assert (state_of(number).state, jobs()) == ("waiting", 1)


def test_a_cause_that_fails_takes_its_mail_along() -> None:
    with pytest.raises(ZeroDivisionError):
        write_in_vain()
    with scope(TOWN):
        assert Message.objects.count() == 0
    assert jobs() == 0


def test_a_mail_apart_from_its_cause_is_refused() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        send_mail(to="a@test.example", subject="", body="", kind="test")


def test_a_mail_is_sent_once_however_often_it_is_tried(box: Postbox) -> None:
    number = write(attachments=[File("kaart.txt", "text/plain", b"inhoud")])
    assert [deliver(number) for _ in range(3)] == ["sent", "", ""]
    assert [to for to, _ in box.received] == ["wie@test.example"]
    assert "kaart.txt" in box.received[0][1]
    assert state_of(number).sent_at is not None


class Slow(EmailBackend):
    """Sends slowly, so that two workers meet."""

    def send_messages(self, messages: Any) -> int:
        threading.Event().wait(0.5)
        return int(super().send_messages(messages))


def test_workers_at_the_same_time_send_once(settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Slow"
    number = write()

    def one_worker(_: int) -> str:
        try:
            return deliver(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        states = list(pool.map(one_worker, range(4)))
    assert sorted(states) == ["", "", "", "sent"]
    assert len(mail.outbox) == 1


def test_without_a_mail_server_it_is_tried_again_then_stuck_then_helped(
    box: Postbox, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    number, working = write(), settings.EMAIL_PORT
    settings.EMAIL_PORT = 1  # nobody listens there
    assert deliver(number) == "failed"
    assert deliver(number) == ""  # not before its time
    assert state_of(number).next_try_at > timezone.now()
    make_due(number)
    for _ in range(MOST_ATTEMPTS - 1):
        deliver(number)
        make_due(number)
    stuck = state_of(number)
    assert (stuck.state, stuck.attempts) == ("stuck", MOST_ATTEMPTS)
    assert stuck.last_error == "ConnectionRefusedError"
    assert [r.levelname for r in caplog.records if "is stuck" in r.message] == ["ERROR"]
    assert health().stuck == 1
    shown = CliRunner().invoke(app, ["doctor", "--json"])
    assert "1 messages" in shown.output
    assert shown.exit_code == 1
    settings.EMAIL_PORT = working
    assert "1 messages" in CliRunner().invoke(app, ["outbox", "retry"]).output
    assert "1 delivered" in CliRunner().invoke(app, ["outbox", "deliver"]).output
    assert (state_of(number).state, box.to("wie")) == ("sent", 1)
    assert health().stuck == 0


def test_an_address_that_is_refused_for_good_is_not_tried_again(box: Postbox) -> None:
    number = write("refused@test.example")
    assert deliver(number) == "stuck"
    row = state_of(number)
    assert (row.attempts, row.last_error) == (1, "SMTPRecipientsRefused 550")


def test_an_error_is_kept_without_what_it_says_about_people(settings: Any) -> None:
    settings.EMAIL_PORT, settings.EMAIL_HOST = 1, "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    number = write("geheim@test.example")
    deliver(number)
    assert "geheim" not in state_of(number).last_error


def test_mail_is_seen_by_its_own_tenant_only() -> None:
    write(attachments=[File("a.txt", "text/plain", b"a")])
    with scope(TOWN):
        assert messages_of(municipality="GM9001").count() == 1
    with scope(ELSEWHERE):
        assert Message.objects.count() == 0
        assert list(messages_of(municipality="GM9001")) == []
    with no_scope():
        assert Message.objects.count() == 0


def test_mail_cannot_be_written_for_another_tenant() -> None:
    with scope(ELSEWHERE), pytest.raises(ProgrammingError, match="row-level security"):
        with transaction.atomic():
            send_mail(
                to="a@test.example",
                subject="x",
                body="x",
                kind="test",
                municipality="GM9001",
            )


def test_mail_of_the_installation_is_seen_by_no_tenant(box: Postbox) -> None:
    with no_scope():
        number = send_mail(
            to="wie@test.example", subject="x", body="x", kind="password"
        )
        assert Message.objects.count() == 0
    with scope(TOWN):
        assert Message.objects.count() == 0
    assert deliver_message(number, None, None) == "sent"
    assert box.to("wie") == 1


def test_across_tenants_only_numbers_are_known() -> None:
    number = write()
    with scope(ELSEWHERE):
        (known,) = due_messages(timezone.now())
        assert (known.number, known.municipality, known.provider) == (
            number,
            "GM9001",
            None,
        )
        assert Message.objects.count() == 0  # and the scope is what it was


def test_what_the_queue_lost_is_found_again(box: Postbox) -> None:
    number = write()
    assert sweep(timedelta(0)) == 0  # it waits in the queue: left alone
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    assert sweep(timedelta(0)) == 1
    assert (jobs(), state_of(number).state) == (1, "waiting")


def test_what_is_due_can_be_delivered_without_a_worker(box: Postbox) -> None:
    write()
    write("refused@test.example")
    assert sorted(deliver_now()) == ["sent", "stuck"]


def test_a_link_is_wiped_once_it_is_sent(box: Postbox) -> None:
    number = write(secret=True)
    assert state_of(number).body == "Tekst"
    deliver(number)
    assert state_of(number).body == ""
    assert "Tekst" in box.received[0][1]


def test_address_and_text_are_wiped_after_their_term(
    box: Postbox, settings: Any
) -> None:
    old = write(attachments=[File("a.txt", "text/plain", b"a")])
    new = write()
    waiting = write()
    for number in (old, new):
        deliver(number)
    with scope(TOWN):
        long_ago = timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS + 1)
        Message.objects.filter(pk__in=[old, waiting]).update(tried_at=long_ago)
    assert wipe_old() == 1
    row = state_of(old)
    assert (row.email, row.subject, row.body) == ("", "", "")
    assert (row.state, row.kind) == ("sent", "test")
    with scope(TOWN):
        assert row.attachment_set.count() == 0
    assert state_of(new).email == state_of(waiting).email == "wie@test.example"


def test_fresh_mail_is_not_wiped_whatever_the_app_asks(box: Postbox) -> None:
    number = write()
    deliver(number)
    with (
        pytest.raises(IntegrityError, match="a day at least"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT outbox_wipe_messages(clock_timestamp())")
    assert state_of(number).email == "wie@test.example"


def test_what_went_out_about_an_object_is_known() -> None:
    number = write(about="hand-in 12")
    write(about="hand-in 13")
    with scope(TOWN):
        assert [each.pk for each in messages_about("hand-in 12")] == [number]


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "geen adres"},
        {"to": "a@test.example\nBcc: b@test.example"},
        {"attachments": [File("groot", "text/plain", b"x" * 6_000_000)]},
    ],
)
def test_a_mail_that_cannot_be_sent_is_refused_at_once(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        write(**wrong)


def test_a_subject_of_two_lines_becomes_one(box: Postbox) -> None:
    deliver(write(subject="Een\nBcc: b@test.example"))
    assert "Subject: Een Bcc: b@test.example" in box.received[0][1]
