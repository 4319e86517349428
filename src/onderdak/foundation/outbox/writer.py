"""Writing to the outbox."""

from collections.abc import Mapping

from django.db import transaction

from onderdak.foundation.outbox.models import OutboxEvent

Identifier = str | int | None


def announce(name: str, payload: Mapping[str, Identifier]) -> None:
    """Write down that something happened, in the caller's own transaction.

    Args:
        name: `room.past_tense`, such as `nights.stays_declared`.
        payload: identifiers and counts; never a name or another personal field.

    Raises:
        RuntimeError: outside a transaction the event could outlive a failed change.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an event is announced inside the transaction of its cause")
    OutboxEvent.objects.create(name=name, payload=dict(payload))
