"""What sources without a room of their own say of addresses."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Address
from onderdak.supervision.picture.models.deliveries import Delivery


class Signal(models.Model):
    """A dated fact about an address, with its source and ground.

    A correction replaces it and keeps it. Which sources are seen depends on the purpose
    that is in force: row security holds that, beside the municipality.
    """

    class Level(models.TextChoices):
        BAG_ID = "bag_id"
        POSTCODE = "postcode"
        STREET = "street"
        LIKENESS = "likeness"
        PERSON = "person"

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
    ground = models.CharField(max_length=200)
    source_reference = models.CharField(max_length=80, blank=True)
    delivery = models.ForeignKey(Delivery, on_delete=models.PROTECT, db_index=False)
    match_level = models.CharField(max_length=8, choices=Level.choices)
    match_weight = models.FloatField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    replaced_at = models.DateTimeField(null=True, blank=True)

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
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} at {self.address_id} on {self.on_date}"
