"""The door of the outbox."""

from onderdak.foundation.outbox.health import Health, health, owner_sees_mail
from onderdak.foundation.outbox.mail import (
    File,
    messages_about,
    messages_of,
    send_mail,
)
from onderdak.foundation.outbox.models import Message
from onderdak.foundation.outbox.queue import Queue, enqueue
from onderdak.foundation.outbox.registry import on_event, open_tenants_with
from onderdak.foundation.outbox.sweeping import (
    deliver_now,
    try_again,
    try_events_again,
    try_messages_again,
)
from onderdak.foundation.outbox.writer import announce

__all__ = [
    "File",
    "Health",
    "Message",
    "Queue",
    "announce",
    "deliver_now",
    "enqueue",
    "health",
    "messages_about",
    "messages_of",
    "on_event",
    "open_tenants_with",
    "owner_sees_mail",
    "send_mail",
    "try_again",
    "try_events_again",
    "try_messages_again",
]
