"""What was stated about a location: by whom, from which source, observed when."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.domain.whose_counts import Source
from onderdak.register.nights.contract import Location


class StatedFact(models.Model):
    """One fact about a location as one source stated it; never changed afterwards.

    A correction is a newer row. A row that withdraws says that the other was never so,
    and what the source said before counts again; a row without a value says that the
    source does not know, from its day on.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, db_index=False)
    location = models.ForeignKey(Location, on_delete=models.PROTECT, db_index=False)
    # Name of the unit; '' is the location itself, or its only unit.
    place = models.CharField(max_length=60, blank=True)
    path = models.CharField(max_length=100)
    # As in a facts file: quantities with their unit.
    value = models.JSONField(null=True)
    source = models.CharField(max_length=11, choices=[(s, s) for s in Source])
    source_reference = models.CharField(max_length=200, blank=True)
    observed_on = models.DateField()
    withdraws = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="withdrawn_by"
    )
    stated_by_id = models.BigIntegerField()
    stated_at = models.DateTimeField(auto_now_add=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(withdraws__isnull=True)
                | models.Q(value__isnull=True),
                name="withdrawal_states_nothing",
            )
        ]
        indexes = [
            models.Index(
                fields=["location", "path", "place", "-observed_on", "-id"],
                name="stated_of_location",
            ),
            models.Index(fields=["municipality", "-id"], name="stated_newest_of_town"),
            models.Index(fields=["provider", "-id"], name="stated_newest_of_house"),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.source}, {self.observed_on})"
