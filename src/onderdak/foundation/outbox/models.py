"""The tables of the outbox: what happened, who is told, and mail on its way."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

OPEN = ("waiting", "failed")


class OutboxEvent(models.Model):
    """One thing that happened and that others may want to act on."""

    name = models.CharField(max_length=100)
    payload = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["id"],
                name="outbox_undelivered",
                condition=models.Q(delivered_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Delivery(models.Model):
    """One event on its way to one who listens, apart from all others who do.

    It waits, has failed and will be tried again, is done, or is stuck: tried so often
    that somebody must look.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        FAILED = "failed"
        DONE = "done"
        STUCK = "stuck"

    event = models.ForeignKey(OutboxEvent, on_delete=models.PROTECT)
    handler = models.CharField(max_length=100)
    queue = models.CharField(max_length=10, default="normal")
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=100, blank=True, default="")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="outbox_delivery_due",
                condition=Q(state__in=OPEN),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "handler"], name="outbox_delivered_once_to_each"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed", "done", "stuck"]),
                name="outbox_delivery_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.handler} of event {self.event_id}"


class Message(models.Model):
    """A mail on its way, or sent: to whom, about what, and how it went.

    It belongs to a municipality, a provider, both, or neither: then it is mail of the
    installation itself, such as a new password.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        FAILED = "failed"
        SENT = "sent"
        STUCK = "stuck"

    class Queue(models.TextChoices):
        URGENT = "urgent"
        NORMAL = "normal"
        BULK = "bulk"

    municipality = models.CharField(max_length=6, null=True)  # noqa: DJ001 - NULL: none
    provider_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=100, blank=True)
    email = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    secret = models.BooleanField(default=False)  # the text goes once it is sent
    queue = models.CharField(max_length=10, choices=Queue.choices)
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=100, blank=True, default="")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    wiped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                name="outbox_message_due",
                condition=Q(state__in=OPEN),
            ),
            models.Index(fields=["municipality", "-id"], name="outbox_mail_municipal"),
            models.Index(fields=["provider_id", "-id"], name="outbox_mail_provider"),
            models.Index(fields=["about"], name="outbox_mail_about"),
            models.Index(
                fields=["municipality", "provider_id"],
                name="outbox_mail_stuck",
                condition=Q(state="stuck"),
            ),
            models.Index(
                fields=["tried_at"],
                name="outbox_mail_to_wipe",
                condition=Q(wiped_at__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "failed", "sent", "stuck"]),
                name="outbox_message_state_known",
            ),
            models.CheckConstraint(
                condition=Q(queue__in=["urgent", "normal", "bulk"]),
                name="outbox_message_queue_known",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Attachment(models.Model):
    """A file that goes with a mail."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE)
    municipality = models.CharField(max_length=6, null=True)  # noqa: DJ001 - NULL: none
    provider_id = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Heartbeat(models.Model):
    """When the worker last showed that it runs."""

    worker = models.CharField(primary_key=True, max_length=20)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.worker} at {self.at}"
