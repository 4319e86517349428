"""Shares that describe a neighbourhood; a list is held against them, never made of."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Area


class AreaShare(models.Model):
    """A published share of a neighbourhood, of Statistics Netherlands; of no person."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    area = models.ForeignKey(Area, on_delete=models.CASCADE, db_index=False)
    key = models.CharField(max_length=20)
    per_thousand = models.PositiveSmallIntegerField()
    year = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "key"], name="areashare_once"),
            models.CheckConstraint(
                condition=models.Q(per_thousand__lte=1000), name="areashare_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.area_id}: {self.per_thousand}"
