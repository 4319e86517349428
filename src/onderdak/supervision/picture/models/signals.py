"""What sources without a room of their own say of addresses."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.models.deliveries import Delivery


class Signal(models.Model):
    """A dated fact about an address, with its source and ground.

    A correction replaces it and keeps it, and so does who takes it back: with why, and
    by whom. Which sources are seen depends on the purpose that is in force: row
    security holds that, beside the municipality.
    """

    class Level(models.TextChoices):
        BAG_ID = "bag_id"
        POSTCODE = "postcode"
        STREET = "street"
        LIKENESS = "likeness"
        PERSON = "person"

    class Because(models.TextChoices):
        CORRECTED = "corrected"
        NO_LONGER = "no_longer"  # a complete file of later no longer has it
        TAKEN_BACK = "taken_back"
        MOVED = "moved"

    class Condition(models.TextChoices):
        OPEN = "open"
        MENDED = "mended"

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    address = models.ForeignKey(Address, on_delete=models.PROTECT, db_index=False)
    source = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=140)
    # A whole number (euros in cents) or words: {"count": 9}
    value = models.JSONField()
    on_date = models.DateField()
    # What the file itself says of it; the ground of the source stands, this is beside.
    ground = models.CharField(max_length=200, blank=True)
    # The address as it was written, so that what was matched can be looked into.
    place = models.JSONField(default=list)
    until = models.DateField(null=True, blank=True)
    # Of a finding: the reference of its inspection, and whether it was mended.
    part_of = models.CharField(max_length=80, blank=True, db_default="")
    condition = models.CharField(
        max_length=6, choices=Condition.choices, blank=True, db_default=""
    )
    source_reference = models.CharField(max_length=80, blank=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, db_index=False)
    match_level = models.CharField(max_length=8, choices=Level.choices)
    match_weight = models.FloatField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)
    replaced_because = models.CharField(
        max_length=10, choices=Because.choices, blank=True, db_default=""
    )
    # Of what a person took back: the reason from a closed list, and by whom.
    replaced_why = models.CharField(max_length=20, blank=True, db_default="")
    replaced_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "key"],
                condition=models.Q(replaced_at__isnull=True),
                name="signal_in_force_once",
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "address", "-on_date"], name="signal_of_address"
            ),
            models.Index(
                fields=["municipality", "source", "on_date"], name="signal_of_source"
            ),
            # A source that says little of a large town is found without the town.
            models.Index(
                fields=["municipality", "source", "address", "-on_date"],
                condition=models.Q(replaced_at__isnull=True),
                name="signal_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} at {self.address_id} on {self.on_date}"
