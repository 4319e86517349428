"""Files that were handed in, and which column of a file holds what."""

from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.models.declarations import Declaration
from onderdak.register.nights.models.locations import Location


class ColumnChoice(models.Model):
    """What a provider said about the columns of files with this header."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    signature = models.CharField(max_length=64)
    headers = models.JSONField()
    mapping = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "signature"], name="one_choice_per_header"
            )
        ]

    def __str__(self) -> str:
        return f"columns {self.signature[:8]}"


class HandIn(models.Model):
    """One file of a provider, from upload to register; a large one takes its time.

    `done` counts the rows that are recorded, in the fixed order of the file's guests:
    who goes on after a break begins there.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        READING = "reading"
        CHECKING = "checking"
        WAITING = "waiting_for_confirmation", "Waiting For Confirmation"
        RECORDING = "recording"
        DONE = "done"
        STOPPED = "stopped"
        FAILED = "failed"

    AT_WORK = (State.RECEIVED, State.READING, State.CHECKING, State.RECORDING)

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    declared_by_id = models.BigIntegerField()
    channel = models.CharField(max_length=7, choices=Declaration.Channel.choices)
    filename = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=24, choices=State.choices)
    as_of = models.DateField()
    received_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True)
    kept = models.CharField(max_length=64, blank=True)
    plan = models.CharField(max_length=64, blank=True)
    mapping = models.JSONField(default=dict)
    complete_from = models.DateField(null=True)
    complete_to = models.DateField(null=True)
    accept_good = models.BooleanField(default=False)
    leave_renamed = models.BooleanField(default=False)
    stop_asked = models.BooleanField(default=False)
    problem = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    rows = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    corrected = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    ended = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)
    double_let = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["provider", "-id"], name="hand_in_by_provider")]
        constraints = [
            models.CheckConstraint(
                condition=Q(done__lte=F("total")), name="hand_in_done_within_total"
            ),
            models.CheckConstraint(
                condition=Q(complete_from__isnull=True, complete_to__isnull=True)
                | Q(complete_from__lt=F("complete_to")),
                name="hand_in_complete_for_a_period",
            ),
        ]

    def __str__(self) -> str:
        return f"hand-in {self.pk}"

    @property
    def is_at_work(self) -> bool:
        """Whether a worker has it, or is about to."""
        return self.state in self.AT_WORK
