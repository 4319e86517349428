"""Writing to the outbox."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from onderdak.foundation.outbox.delivering import queue_delivery
from onderdak.foundation.outbox.models import Delivery, OutboxEvent
from onderdak.foundation.outbox.registry import listeners_of

Identifier = str | int | None


def announce(name: str, payload: Mapping[str, Identifier]) -> None:
    """Write down that something happened, in the caller's own transaction.

    Everybody who listens to it gets a delivery of their own, queued in the same
    transaction; an event to which nobody listens is done at once.

    Args:
        name: `room.past_tense`, such as `nights.stays_declared`.
        payload: identifiers and counts; never a name or another personal field.

    Raises:
        RuntimeError: outside a transaction the event could outlive a failed change.
    """
    check_transaction()
    listeners = listeners_of(name)
    event = OutboxEvent.objects.create(
        name=name,
        payload=dict(payload),
        delivered_at=None if listeners else timezone.now(),
    )
    for one in listeners:
        queue_delivery(
            Delivery.objects.create(event=event, handler=one.name, queue=one.queue)
        )


def check_transaction() -> None:
    """Stop who would write to the outbox apart from the cause.

    Raises:
        RuntimeError: no transaction is open.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is announced inside the transaction of its cause")
