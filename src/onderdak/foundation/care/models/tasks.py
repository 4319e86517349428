"""A care task and what happened with it: both for the addressee alone."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from onderdak.foundation.care.domain.tasks import About, Outcome, What
from onderdak.foundation.identity.contract import Municipality, User


class CareTask(models.Model):
    """Somebody must look after a child or a person, by a day.

    Who opens it may not read it back, so its key is made before it is written; a key
    without order also does not tell how many tasks there are.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    about = models.CharField(
        max_length=6, choices=[(each.value, each.value) for each in About]
    )
    words = models.TextField(max_length=2000)
    # Words and not the key of an address: no look at an address leads here.
    place = models.CharField(max_length=200, blank=True)
    origin = models.CharField(max_length=60, blank=True)
    due_on = models.DateField()
    # NULL: every care worker of the municipality.
    addressee = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # Who looks after it now; and when somebody did for the first time.
    worker = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_up_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(
        max_length=12,
        blank=True,
        choices=[(each.value, each.value) for each in Outcome],
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | Q(Q(closed_at__isnull=False), ~Q(outcome="")),
                name="care_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=True) | Q(taken_up_at__isnull=False),
                name="care_worker_took_up",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "due_on", "id"], name="care_task_due"),
        ]

    def __str__(self) -> str:
        return f"care task {self.pk}"


class CareStep(models.Model):
    """What happened with a task; the line is never changed."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    # The key stands in the migration: steps go with their task.
    task = models.ForeignKey(CareTask, on_delete=models.CASCADE, db_constraint=False)
    what = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in What]
    )
    words = models.TextField(max_length=2000, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} of {self.task_id}"
