"""Photos of visits, as they were sent or drawn anew."""

from django.db import models

from onderdak.supervision.inspections.models.visits import OfVisit


class VisitPhoto(OfVisit):
    """A photo of an item of a visit; which item it is of stands in `photo/<id>`.

    It is kept as it was sent where the file holds nothing but the picture. Where it
    held more (a place, a device, words), it was drawn anew; both hashes are kept.
    """

    # Made on the device: the same one sent again is known by it.
    uid = models.UUIDField()
    sha256_sent = models.CharField(max_length=64)
    sha256_kept = models.CharField(max_length=64)
    drawn_anew = models.BooleanField()
    image = models.BinaryField()
    thumbnail = models.BinaryField()
    bytes = models.PositiveIntegerField()
    # Whether a scanner looked at it: one is not connected everywhere.
    scanned = models.BooleanField()
    by_id = models.BigIntegerField()
    received_at = models.DateTimeField()
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "uid"], name="inspections_photo_once"
            )
        ]
        db_table = "inspections_photo"
