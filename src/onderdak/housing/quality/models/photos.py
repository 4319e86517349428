"""What a location looks like: a photo with a step of its assessment."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.domain.whose_counts import Source
from onderdak.register.nights.contract import Location


class Photo(models.Model):
    """A photo as it was drawn anew; once removed, only that it was there stays."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, db_index=False)
    # Name of the unit; '' is the location itself, or its only unit.
    place = models.CharField(max_length=60, blank=True)
    # The group of facts it is about, and of the rooms which one.
    subject = models.CharField(max_length=40)
    room = models.CharField(max_length=60, blank=True)
    source = models.CharField(
        max_length=11,
        choices=[(one, one) for one in (Source.PROVIDER, Source.INSPECTION)],
    )
    observed_on = models.DateField()
    image = models.BinaryField()
    thumbnail = models.BinaryField()
    # Of the photo as it was kept; stays when it is wiped.
    bytes = models.PositiveIntegerField()
    added_by_id = models.BigIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    removed_by_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    ~Q(image=b""),
                    ~Q(thumbnail=b""),
                    removed_at__isnull=True,
                    removed_by_id__isnull=True,
                )
                | Q(
                    image=b"",
                    thumbnail=b"",
                    removed_at__isnull=False,
                    removed_by_id__isnull=False,
                ),
                name="photo_there_or_wiped",
            )
        ]
        indexes = [models.Index(fields=["location", "-id"], name="photo_of_location")]

    def __str__(self) -> str:
        return f"{self.subject} {self.room} ({self.source}, {self.observed_on})"
