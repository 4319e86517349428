"""Numbers for the emergency services: links of a control room, and their use."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.identity.contract import Municipality


class EmergencyLink(models.Model):
    """A link with which a control room sees how many people are in a building.

    It gives numbers and no names. Of its secret only a keyed hash is kept.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    holder = models.CharField(max_length=120)
    # NULL: all locations of the municipality.
    locations = ArrayField(models.BigIntegerField(), null=True, blank=True)
    secret_hash = models.BinaryField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField()
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"emergency link {self.pk} of {self.municipality_id}"


class EmergencyUse(models.Model):
    """One use of an emergency link: what was searched, which building was shown.

    The app adds such rows, inside the function that gives the numbers, and can neither
    change nor remove one.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    link = models.ForeignKey(EmergencyLink, on_delete=models.PROTECT, db_index=False)
    at = models.DateTimeField(auto_now_add=True)
    searched = models.CharField(max_length=120, blank=True)
    location_id = models.BigIntegerField(null=True)
    guests = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "-id"], name="emergency_use_by_town"),
            models.Index(fields=["link", "-at"], name="emergency_use_of_link"),
        ]

    def __str__(self) -> str:
        return f"use {self.pk} of emergency link {self.link_id}"


class EmergencyUseSeen(models.Model):
    """That someone of the municipality has looked at a use: it leaves the home page."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    use = models.OneToOneField(EmergencyUse, on_delete=models.PROTECT)
    seen_by_id = models.BigIntegerField()
    seen_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"use {self.use_id} was seen"
