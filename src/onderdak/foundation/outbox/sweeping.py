"""Sweeping: finding what was missed, trying again what is stuck, wiping what is old."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from onderdak.foundation.outbox.delivering import (
    deliver_event,
    deliver_message,
    queue_delivery,
    queue_message,
    queue_message_number,
)
from onderdak.foundation.outbox.models import OPEN, Delivery, Heartbeat, Message
from onderdak.foundation.outbox.registry import rows_of

_GRACE = timedelta(seconds=60)
_MOST = 500
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Known:
    """All that is known of a mail without opening its tenant: no address, no text."""

    number: int
    municipality: str | None
    provider: int | None
    queue: str


def due_messages(before: datetime, most: int = _MOST) -> list[Known]:
    """Mail of any tenant that should have been sent by now."""
    return _known("SELECT * FROM outbox_due_messages(%s, %s)", [before, most])


def stuck_messages() -> list[Known]:
    """Mail of any tenant that was tried too often."""
    return _known("SELECT * FROM outbox_stuck_messages()", [])


def _known(sql: str, values: list[datetime | int]) -> list[Known]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [Known(*row) for row in cursor.fetchall()]


def sweep(grace: timedelta = _GRACE) -> int:
    """Queue what is due and waits in no queue; returns how much that was.

    What waits in a queue already is left alone: a long queue does not grow by it.
    """
    before = timezone.now() - grace
    with transaction.atomic():
        late = Delivery.objects.filter(state__in=OPEN, next_try_at__lte=before)
        queued = [queue_delivery(row) for row in late.order_by("id")[:_MOST]]
        queued += [
            queue_message_number(m.number, m.municipality, m.provider, m.queue)
            for m in due_messages(before)
        ]
    return sum(queued)


def beat() -> None:
    """Show that the worker runs."""
    Heartbeat.objects.update_or_create(worker=WORKER, defaults={"at": timezone.now()})


def deliver_now() -> Iterator[str]:
    """Deliver here and now all that is due, without a worker; the states afterwards."""
    now = timezone.now()
    due = Delivery.objects.filter(state__in=OPEN, next_try_at__lte=now)
    for number in due.order_by("id").values_list("pk", flat=True):
        yield deliver_event(number)
    while messages := due_messages(now):
        states = [
            deliver_message(m.number, m.municipality, m.provider) for m in messages
        ]
        yield from states
        if not any(states):
            return  # others are sending what is left


def try_again(row: Message) -> bool:
    """Try a mail of the open tenant again; False when it is not stuck."""
    again = Message.objects.filter(pk=row.pk, state="stuck", wiped_at__isnull=True)
    done = again.update(state="waiting", attempts=0, next_try_at=timezone.now())
    if done:
        row.refresh_from_db(fields=["state", "attempts", "next_try_at"])
        queue_message(row)
    return bool(done)


def try_events_again() -> int:
    """Try every stuck delivery of events again; returns how many."""
    with transaction.atomic():
        stuck = list(Delivery.objects.select_for_update().filter(state="stuck"))
        for row in stuck:
            row.state, row.attempts, row.next_try_at = "waiting", 0, timezone.now()
            row.save()
            queue_delivery(row)
    return len(stuck)


def try_messages_again() -> int:
    """Try every stuck mail of any tenant again; for who manages the installation."""
    done = 0
    for known in stuck_messages():
        with rows_of(known.municipality, known.provider):
            row = Message.objects.filter(pk=known.number).first()
            done += bool(row and try_again(row))
    return done


def wipe_old() -> int:
    """Wipe addresses and texts of mail after its term; what was sent when is kept."""
    before = timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT outbox_wipe_messages(%s)", [before])
        row = cursor.fetchone()
    return int(row[0])
