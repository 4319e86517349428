"""Files that came in, and their lines for which no address is sure."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Address


class Delivery(models.Model):
    """A file of signals: who took it in, what it held, and what became of it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RECORDED = "recorded"
        LEFT = "left"
        TAKEN_BACK = "taken_back"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    filename = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    sources = ArrayField(models.CharField(max_length=20))
    state = models.CharField(
        max_length=10, choices=State.choices, default=State.WAITING
    )
    # The file holds all that its sources know: what it leaves out is no longer so.
    complete = models.BooleanField(default=False, db_default=False)
    counts = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    by_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["municipality", "-id"], name="delivery_list")]

    def __str__(self) -> str:
        return f"delivery {self.pk}: {self.filename}"


class DeliveredFile(models.Model):
    """The file itself while it waits; gone as soon as it is recorded or left.

    `matches` is which address was found for each written one when the file came in:
    what somebody looked at is what is recorded.
    """

    delivery = models.OneToOneField(
        Delivery, primary_key=True, on_delete=models.CASCADE
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    sources = ArrayField(models.CharField(max_length=20))
    content = models.BinaryField()
    matches = models.JSONField(null=True, blank=True)

    def __str__(self) -> str:
        return f"file of delivery {self.delivery_id}"


class Doubt(models.Model):
    """A line of which nobody knows for sure which address it means, until one says so.

    What was decided is used again when the same line comes in once more.
    """

    class State(models.TextChoices):
        OPEN = "open"
        MATCHED = "matched"
        NONE = "none"
        GONE = "gone"  # its file was taken back: nothing was decided

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, db_index=False)
    source = models.CharField(max_length=20)
    key = models.CharField(max_length=140)
    said = models.JSONField()
    # [[address, weight], ...], the likeliest first
    candidates = models.JSONField(default=list)
    weight = models.FloatField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.OPEN)
    address = models.ForeignKey(
        Address, on_delete=models.PROTECT, null=True, blank=True
    )
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "key"], name="doubt_once"
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "id"],
                condition=models.Q(state="open"),
                name="doubt_open",
            )
        ]

    def __str__(self) -> str:
        return f"doubt {self.pk}"
