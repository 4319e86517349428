"""How the outbox is doing: counts only, over all tenants."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone

from onderdak.foundation.outbox.models import Delivery, Heartbeat
from onderdak.foundation.outbox.sweeping import WORKER

OVERDUE = timedelta(minutes=10)
SILENT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of one kind are in one state, and since when the first is due."""

    kind: str
    state: str
    queue: str
    number: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Health:
    """What is stuck, what is late, and when the worker last ran.

    `failed_tasks` counts tasks of any room that failed in the last day.
    """

    counts: tuple[Tally, ...]
    tasks: tuple[Tally, ...]
    failed_tasks: int
    worker_at: datetime | None
    now: datetime

    @property
    def stuck(self) -> int:
        """Events and messages that somebody must look at."""
        return sum(each.number for each in self.counts if each.state == "stuck")

    @property
    def overdue(self) -> bool:
        """Whether something should have gone out more than ten minutes ago."""
        late = self.now - OVERDUE
        return any(
            each.due is not None and each.due < late
            for each in self.counts
            if each.state in ("waiting", "failed")
        )

    @property
    def silent_for(self) -> timedelta | None:
        """How long the worker has not run; None when it never did."""
        return None if self.worker_at is None else self.now - self.worker_at

    @property
    def worker_runs(self) -> bool:
        """Whether the worker showed itself in the last five minutes."""
        return self.silent_for is not None and self.silent_for < SILENT


def health() -> Health:
    """The state of the outbox."""
    heart = Heartbeat.objects.filter(worker=WORKER).first()
    return Health(
        counts=(*_events(), *_messages()),
        tasks=tuple(_tasks()),
        failed_tasks=_failed_tasks(),
        worker_at=heart.at if heart else None,
        now=timezone.now(),
    )


def _events() -> list[Tally]:
    found = Delivery.objects.values_list("state", "queue").annotate(
        Count("pk"), Min("next_try_at")
    )
    return [Tally("event", *row) for row in found.order_by("state", "queue")]


def _messages() -> list[Tally]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_message_counts() ORDER BY 1, 2")
        return [Tally("message", *row) for row in cursor.fetchall()]


def _tasks() -> list[Tally]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT status::text, queue_name, count(*), min(scheduled_at)"
            " FROM procrastinate_jobs WHERE status IN ('todo', 'doing', 'failed')"
            " GROUP BY 1, 2 ORDER BY 1, 2"
        )
        return [Tally("task", *row) for row in cursor.fetchall()]


def _failed_tasks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_events"
            " WHERE type = 'failed' AND at > now() - interval '1 day'"
        )
        row = cursor.fetchone()
    return int(row[0])


def owner_sees_mail() -> bool:
    """Whether the owner's functions see mail of all tenants, as the deliverer needs.

    Row security shows all rows to whoever does not work as the app; an owner who is a
    member of the app's group would find nothing that is due, and say nothing of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.rolsuper OR r.rolbypassrls"
            " OR NOT pg_has_role(r.oid, 'onderdak_app', 'USAGE')"
            " FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner"
            " WHERE p.proname = 'outbox_due_messages'"
        )
        row = cursor.fetchone()
    return bool(row and row[0])
