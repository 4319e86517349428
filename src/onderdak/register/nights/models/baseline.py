"""The zero measurement: what was known on the first day, kept for later comparison."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality


class BaselineCount(models.Model):
    """The counts of a municipality on the day its register began."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    on = models.DateField()
    locations = models.PositiveIntegerField()
    beds_permitted = models.PositiveIntegerField()
    beds_factual = models.PositiveIntegerField()
    nights = models.PositiveIntegerField()
    providers_known = models.PositiveIntegerField()
    providers_declaring = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "on"], name="baseline_once")
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} on {self.on}"
