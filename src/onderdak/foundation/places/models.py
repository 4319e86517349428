"""Tables of places."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality, Organisation


class Area(models.Model):
    """A municipality's or neighbourhood's area, with its outline in WGS84."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality"
        NEIGHBOURHOOD = "neighbourhood"

    code = models.CharField(primary_key=True, max_length=10)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    name = models.CharField(max_length=100)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    inhabitants = models.PositiveIntegerField(null=True)
    outline = models.JSONField()  # the coordinates of a GeoJSON polygon
    schematic = models.BooleanField(default=False)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex=r"^(GM\d{4}|WK\d{6}|BU\d{8})$"),
                name="area_code_is_cbs",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class Address(models.Model):
    """An address, with its place in RD metres (EPSG:28992) and WGS84 degrees.

    What a provider proposed is not yet a public fact: that provider and the
    municipality see it, until the municipality takes it over.
    """

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    neighbourhood = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True
    )
    # NULL, because unknown ids may stand side by side under the unique constraint.
    bag_id = models.CharField(max_length=16, unique=True, null=True)  # noqa: DJ001 - as said
    street = models.CharField(max_length=100)
    number = models.PositiveIntegerField()
    addition = models.CharField(max_length=10, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    town = models.CharField(max_length=100)
    rd_x = models.FloatField(null=True)
    rd_y = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    proposed_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bag_id__isnull=True)
                | models.Q(bag_id__regex=r"^\d{4}20\d{10}$"),
                name="address_bag_id_is_nummeraanduiding",
            ),
            models.CheckConstraint(
                condition=models.Q(postcode="")
                | models.Q(postcode__regex=r"^[1-9]\d{3}[A-Z]{2}$"),
                name="address_postcode_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}{self.addition}, {self.town}"


class DwellingObject(models.Model):
    """A dwelling object (verblijfsobject) with its BAG use and floor area."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    address = models.ForeignKey(Address, on_delete=models.CASCADE)
    bag_id = models.CharField(max_length=16, unique=True)
    use = models.CharField(max_length=60)
    floor_area = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bag_id__regex=r"^\d{4}(01|02|03)\d{10}$"),
                name="dwelling_object_bag_id",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bag_id}: {self.use}"
