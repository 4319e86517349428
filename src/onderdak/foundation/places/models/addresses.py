"""Addresses, as they stand on an envelope and in the BAG."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality, Organisation
from onderdak.foundation.places.models.areas import Area


def _key_of(column: str) -> models.GeneratedField:
    """What is left of a name when small differences in writing are taken out.

    Made by the database, so that every way in gives the same; in byte order, because
    a prefix of it is then a range of the index (row security allows no LIKE there).
    """
    return models.GeneratedField(
        expression=models.Func(models.F(column), function="places_key"),
        output_field=models.CharField(max_length=200, db_collation="C"),
        db_persist=True,
    )


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
    postcode = models.CharField(max_length=6, blank=True, db_collation="C")
    town = models.CharField(max_length=100)
    rd_x = models.FloatField(null=True)
    rd_y = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    proposed_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True
    )
    # From which day it is as written here, and from which day it is no more (BAG).
    since = models.DateField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)
    street_key = _key_of("street")
    addition_key = _key_of("addition")

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
        indexes = [
            models.Index(
                fields=["municipality", "street_key", "number", "addition_key"],
                name="address_by_street",
            ),
            models.Index(
                fields=["municipality", "postcode", "number", "addition_key"],
                name="address_by_postcode",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}{self.addition}, {self.town}"

    @property
    def in_full(self) -> str:
        """The address as on an envelope, the postcode with its space."""
        postcode = f"{self.postcode[:4]} {self.postcode[4:]} " if self.postcode else ""
        return f"{self.street} {self.number}{self.addition}, {postcode}{self.town}"
