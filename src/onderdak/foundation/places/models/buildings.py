"""Buildings, and what is used in them: dwelling objects, berths and pitches."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.models.addresses import Address


class Building(models.Model):
    """A building (pand) with its status, year and footprint, as the BAG has it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    bag_id = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField(null=True)
    footprint = models.FloatField()  # square metres
    rd_x = models.FloatField()
    rd_y = models.FloatField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    since = models.DateField()
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bag_id__regex=r"^\d{4}10\d{10}$"),
                name="building_bag_id_is_pand",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bag_id}: {self.status}"


class DwellingObject(models.Model):
    """A dwelling object, berth or pitch with its BAG status, uses and floor area."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    address = models.ForeignKey(Address, on_delete=models.CASCADE)
    bag_id = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=60, blank=True)
    uses = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    floor_area = models.PositiveIntegerField(null=True)
    buildings = models.ManyToManyField(
        Building, through="PartOfBuilding", related_name="objects_in"
    )
    side_addresses = models.ManyToManyField(
        Address, through="SideAddress", related_name="objects_beside"
    )
    since = models.DateField(null=True, blank=True)
    gone_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bag_id__regex=r"^\d{4}(01|02|03)\d{10}$"),
                name="dwelling_object_bag_id",
            )
        ]

    def __str__(self) -> str:
        return f"{self.bag_id}: {', '.join(self.uses)}"


class PartOfBuilding(models.Model):
    """A dwelling object lies in a building; it may lie in several."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    dwelling_object = models.ForeignKey(DwellingObject, on_delete=models.CASCADE)
    building = models.ForeignKey(Building, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling_object", "building"], name="in_a_building_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dwelling_object_id} in {self.building_id}"


class SideAddress(models.Model):
    """A dwelling object has a further address beside its main one."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    dwelling_object = models.ForeignKey(DwellingObject, on_delete=models.CASCADE)
    address = models.ForeignKey(Address, on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling_object", "address"], name="side_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dwelling_object_id} also at {self.address_id}"
