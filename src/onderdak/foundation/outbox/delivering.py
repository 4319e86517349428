"""Delivering: one row at a time, under its lock, once.

Whatever dies in the middle leaves the row as it was, and it is found again. A mail
server that took a mail while this machine died gets it a second time: a mail may come
twice after a disaster, and is never lost. After success a row is never tried again.
"""

import logging
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from onderdak.foundation.outbox.domain.patience import wait_after
from onderdak.foundation.outbox.models import (
    OPEN,
    Attachment,
    Delivery,
    Message,
    OutboxEvent,
)
from onderdak.foundation.outbox.queue import enqueue
from onderdak.foundation.outbox.reasons import is_final, reason_of
from onderdak.foundation.outbox.registry import listener, rows_of

log = logging.getLogger("onderdak.outbox")

EVENT_TASK = "outbox.deliver_event"
MESSAGE_TASK = "outbox.deliver_message"


def queue_delivery(row: Delivery, at: datetime | None = None) -> bool:
    """Queue the delivery of an event to one listener."""
    word = f"outbox.delivery.{row.pk}"
    return enqueue(EVENT_TASK, queue=row.queue, at=at, once=word, delivery=row.pk)


def queue_message(row: Message, at: datetime | None = None) -> bool:
    """Queue the sending of a mail."""
    return queue_message_number(
        row.pk, row.municipality, row.provider_id, row.queue, at=at
    )


def queue_message_number(
    number: int,
    municipality: str | None,
    provider: int | None,
    queue: str,
    *,
    at: datetime | None = None,
) -> bool:
    """Queue the sending of a mail of which only number and tenants are known."""
    return enqueue(
        MESSAGE_TASK,
        queue=queue,
        at=at,
        once=f"outbox.message.{number}",
        message=number,
        municipality=municipality,
        provider=provider,
    )


def deliver_event(number: int) -> str:
    """Let one listener act on an event; what it changes and 'done' are kept as one.

    Returns:
        The state afterwards; empty when there was nothing to do.
    """
    with transaction.atomic():
        row = _due_delivery(number)
        if row is None:
            return ""
        try:
            with transaction.atomic():
                listener(row.event.name, row.handler).handle(row.event.payload)
        except Exception as error:
            _failed(row, error)
        else:
            _done(row)
        return row.state


def _due_delivery(number: int) -> Delivery | None:
    due = Delivery.objects.filter(
        pk=number, state__in=OPEN, next_try_at__lte=timezone.now()
    )
    locked = due.select_for_update(skip_locked=True, of=("self",))
    return locked.select_related("event").first()


def _done(row: Delivery) -> None:
    now = timezone.now()
    row.attempts += 1
    row.state, row.tried_at, row.done_at, row.last_error = "done", now, now, ""
    row.save()
    # The last of an event's deliveries closes it; two at once wait for each other.
    event = OutboxEvent.objects.select_for_update().get(pk=row.event_id)
    if not event.delivery_set.exclude(state="done").exists():
        event.delivered_at = now
        event.save(update_fields=["delivered_at"])


def deliver_message(number: int, municipality: str | None, provider: int | None) -> str:
    """Send one mail, with nothing but its own tenant's rows open.

    Returns:
        The state afterwards; empty when there was nothing to do.
    """
    with rows_of(municipality, provider):
        due = Message.objects.filter(
            pk=number, state__in=OPEN, next_try_at__lte=timezone.now()
        )
        row = due.select_for_update(skip_locked=True).first()
        if row is None:
            return ""
        try:
            _composed(row).send()
        except Exception as error:
            _failed(row, error)
        else:
            _sent(row)
        return row.state


def _composed(row: Message) -> EmailMessage:
    mail = EmailMessage(row.subject, row.body, settings.DEFAULT_FROM_EMAIL, [row.email])
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    # The same number each time: who gets it twice can see that it is one mail.
    mail.extra_headers["Message-ID"] = f"<onderdak.{row.pk}.{_stamp(row)}@{domain}>"
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    for file in Attachment.objects.filter(message=row).order_by("id"):
        mail.attach(file.name, bytes(file.content), file.media_type)
    return mail


def _stamp(row: Message) -> int:
    return int(row.created_at.timestamp())


def _sent(row: Message) -> None:
    now = timezone.now()
    row.attempts += 1
    row.state, row.tried_at, row.sent_at, row.last_error = "sent", now, now, ""
    if row.secret:
        row.body = ""
    row.save()


def _failed(row: Delivery | Message, error: Exception) -> None:
    """Write down that it failed, and when it is tried again; or call for help."""
    now = timezone.now()
    row.attempts += 1
    row.tried_at, row.last_error = now, reason_of(error)
    wait = None if is_final(error) else wait_after(row.attempts)
    if wait is None:
        row.state = "stuck"
        row.save()
        log.error(
            "%s is stuck after %d attempts: %s", row, row.attempts, row.last_error
        )
        return
    row.state, row.next_try_at = "failed", now + wait
    row.save()
    log.warning("%s failed, attempt %d: %s", row, row.attempts, row.last_error)
    if isinstance(row, Message):
        queue_message(row, at=row.next_try_at)
    else:
        queue_delivery(row, at=row.next_try_at)
