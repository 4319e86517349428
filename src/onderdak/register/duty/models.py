"""Address investigations: the only ground on which duty shows persons."""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.places.contract import Address


class AddressInvestigation(models.Model):
    """An investigation of the BRP over certain addresses (art. 2.37d Wet BRP)."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    reference = models.CharField(max_length=60)
    ground = models.CharField(max_length=300)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    addresses = models.ManyToManyField(
        Address, through="InvestigatedAddress", related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "reference"], name="investigation_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True)
                | models.Q(ended_on__gte=models.F("started_on")),
                name="investigation_period",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class InvestigatedAddress(models.Model):
    """An address that an investigation covers."""

    investigation = models.ForeignKey(AddressInvestigation, on_delete=models.CASCADE)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["investigation", "address"], name="investigated_address_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.investigation_id}: {self.address_id}"
