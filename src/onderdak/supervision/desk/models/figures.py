"""Figures that everyone may see: written once, never changed."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality


class PublishedFigures(models.Model):
    """What was published about the reports of a period.

    It holds the numbers that are shown and nothing else: what was too small was never
    written. So a number does not change when a report is merged, moved or destroyed
    later, and nobody reads a single report from the difference of two days.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    since = models.DateField()
    until = models.DateField()
    told_on = models.DateField()
    least = models.PositiveSmallIntegerField()
    figures = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "since"], name="desk_published_once"
            ),
            models.CheckConstraint(
                condition=Q(since__lt=models.F("until"))
                & Q(until__lte=models.F("told_on")),
                name="desk_published_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"reports of {self.municipality_id} from {self.since}"
