"""Hours and talks of neighbourhood workers."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Area
from onderdak.supervision.picture.domain.worked import MOST_QUARTERS, MOST_TALKS


class Worked(models.Model):
    """The hours and talks of one worker in a neighbourhood on a day.

    A worker sees and changes nobody else's: row security holds that. Others see sums.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    neighbourhood = models.ForeignKey(Area, on_delete=models.PROTECT, db_index=False)
    worker_id = models.BigIntegerField()
    day = models.DateField()
    quarters = models.PositiveSmallIntegerField()
    talks_with_residents = models.PositiveSmallIntegerField(default=0)
    talks_with_guests = models.PositiveSmallIntegerField(default=0)
    themes = ArrayField(models.CharField(max_length=12), default=list)
    # On this day it may still be mended or taken back.
    written_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "worker_id", "day", "neighbourhood"],
                name="worked_once",
            ),
            models.CheckConstraint(
                condition=Q(quarters__gte=1, quarters__lte=MOST_QUARTERS),
                name="worked_a_day",
            ),
            models.CheckConstraint(
                condition=Q(
                    talks_with_residents__lte=MOST_TALKS,
                    talks_with_guests__lte=MOST_TALKS,
                ),
                name="worked_talks",
            ),
            models.CheckConstraint(
                condition=Q(
                    themes__contained_by=[
                        "waste",
                        "registration",
                        "housing",
                        "work",
                        "rights",
                        "contact",
                        "other",
                    ]
                ),
                name="worked_themes",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "day"], name="worked_of_town"),
        ]

    def __str__(self) -> str:
        return f"{self.quarters} quarters in {self.neighbourhood_id} on {self.day}"
