"""What guests are told and may see: cards, personal codes, and asking for mending."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.models.guests import Guest
from onderdak.register.nights.models.locations import Location


class LocationCode(models.Model):
    """The short code in the address of a location's card; printed, so it never changes.

    It opens what everyone may read about the register there, and nothing of anybody.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)
    location = models.OneToOneField(Location, on_delete=models.CASCADE)
    code = models.CharField(max_length=12, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"card of location {self.location_id}"


class GuestCode(models.Model):
    """A personal code with which a guest sees their own entries with one provider.

    Only its keyed hash is kept. It works until it is withdrawn, or until `keep_days`
    after the last night, and shows rows of this guest only (the functions of
    `migrations/0006_guest_access.py`).
    """

    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, db_index=False, db_constraint=False
    )
    # The key stands in the migration, because a code goes with its guest.
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, db_constraint=False)
    code_hash = models.BinaryField(unique=True)
    keep_days = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by_id = models.BigIntegerField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["guest"],
                condition=Q(revoked_at__isnull=True),
                name="one_live_code_per_guest",
            )
        ]

    def __str__(self) -> str:
        return f"code {self.pk} of guest {self.guest_id}"


class MendingRequest(models.Model):
    """'This is not right': what a guest asks the provider to mend (art. 16 AVG)."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, db_constraint=False)
    stay_id = models.BigIntegerField(null=True)
    message = models.CharField(max_length=1000)
    language = models.CharField(max_length=5)
    asked_at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["provider", "-id"], name="mending_by_provider"),
            models.Index(fields=["municipality", "-id"], name="mending_by_town"),
        ]

    def __str__(self) -> str:
        return f"mending request {self.pk}"


class RegisteringText(models.Model):
    """What a municipality itself says about registering, in one language.

    Without a review the reader is told that no native speaker has read it yet.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    language = models.CharField(max_length=5)
    text = models.CharField(max_length=1500)
    written_on = models.DateField()
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "language"], name="registering_text_once"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by="", reviewed_on__isnull=True)
                | (~Q(reviewed_by="") & Q(reviewed_on__isnull=False)),
                name="review_has_name_and_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.language} in {self.municipality_id}"
