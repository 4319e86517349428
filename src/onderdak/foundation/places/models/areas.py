"""Areas: municipalities, and the parts that statistics and the post give them."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality


class Area(models.Model):
    """A municipality, district, neighbourhood or postcode area, outlined in WGS84."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        DISTRICT = "district"
        NEIGHBOURHOOD = "neighbourhood"
        POSTCODE = "postcode"

    code = models.CharField(primary_key=True, max_length=10)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    name = models.CharField(max_length=100)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    inhabitants = models.PositiveIntegerField(null=True)
    # The coordinates of a GeoJSON polygon, or of a multipolygon: one level deeper.
    outline = models.JSONField()
    schematic = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    # CBS codes hold for a year: the same code may mean another area in the next.
    year = models.PositiveSmallIntegerField(null=True)
    # The last year for which it holds; None while it does. A report of an earlier year
    # keeps the neighbourhood of its day.
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^(GM\d{4}|WK\d{6}|BU\d{8}|PC\d{4})$"),
                name="area_code_is_cbs",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def geometry(self) -> dict[str, object]:
        """The outline as a GeoJSON geometry."""
        several = isinstance(self.outline[0][0][0], list)
        kind = "MultiPolygon" if several else "Polygon"
        return {"type": kind, "coordinates": self.outline}
