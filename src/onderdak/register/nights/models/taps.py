"""Taps: what a site manager did on the page of an evening, once and in order."""

from django.db import models

from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.domain.evening import Act
from onderdak.register.nights.models.locations import Location


class Tap(models.Model):
    """One tap, as it was recorded or refused.

    The key is made where the finger was, so that a tap that is sent twice acts once.
    A device numbers its taps; they are recorded in that order and none is passed over.
    What a tap changed stands in its declaration. No name is kept here.
    """

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    location = models.ForeignKey(
        Location, on_delete=models.CASCADE, db_index=False, db_constraint=False
    )
    key = models.UUIDField()
    device = models.UUIDField(null=True)
    sequence = models.PositiveIntegerField(null=True)
    act = models.CharField(
        max_length=9,
        choices=[(each.value, each.name.title().replace("_", " ")) for each in Act],
    )
    night = models.DateField()
    guest_id = models.BigIntegerField(null=True)
    declaration_id = models.BigIntegerField(null=True)
    takes_back_id = models.BigIntegerField(null=True)
    refused = models.JSONField(default=list)  # why, as texts to be translated
    tapped_by_id = models.BigIntegerField()
    tapped_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "key"], name="tap_acts_once"),
            models.UniqueConstraint(
                fields=["provider", "device", "sequence"],
                condition=models.Q(device__isnull=False),
                name="tap_has_its_turn",
            ),
        ]
        indexes = [
            models.Index(fields=["location", "night", "-id"], name="tap_of_evening")
        ]

    def __str__(self) -> str:
        return f"{self.act} on {self.night}"
