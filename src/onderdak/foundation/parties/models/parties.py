"""Who offers stays, and who plays which part at an address."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func

from onderdak.foundation.identity.contract import Municipality, Organisation
from onderdak.foundation.places.contract import Address


class Provider(models.Model):
    """Who offers the stay and keeps the night register."""

    class Kind(models.TextChoices):
        PERSON = "person"
        COMPANY = "company"

    organisation = models.OneToOneField(
        Organisation, primary_key=True, on_delete=models.CASCADE
    )
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    kvk_number = models.CharField(max_length=8, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kvk_number="")
                | models.Q(kvk_number__regex=r"^\d{8}$"),
                name="provider_kvk_number_form",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Admission(models.Model):
    """That a provider declares to a municipality, since when: makes it known there."""

    provider = models.ForeignKey(Provider, on_delete=models.CASCADE)
    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    since = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "municipality"], name="admission_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} in {self.municipality_id}"


class Party(models.Model):
    """A person or company known to a municipality in some part."""

    class Kind(models.TextChoices):
        PERSON = "person"
        COMPANY = "company"

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    kvk_number = models.CharField(max_length=8, blank=True)
    provider = models.ForeignKey(
        Provider, on_delete=models.SET_NULL, null=True, blank=True
    )

    def __str__(self) -> str:
        return self.name


class PartAtAddress(models.Model):
    """A part that a party plays at an address, for a period, with its evidence.

    Two parties may hold the same part at once: that is what is disputed, and the
    evidence of both is kept. One party cannot hold one part there twice at a time.
    """

    class Part(models.TextChoices):
        OWNER = "owner"
        LANDLORD = "landlord"
        SITE_MANAGER = "site_manager"
        PROVIDER = "provider"
        AGENCY = "agency"
        EMPLOYER = "employer"

    class Evidence(models.TextChoices):
        LAND_REGISTER = "land_register"
        CONTRACT = "contract"
        OWN_STATEMENT = "own_statement"
        INSPECTION = "inspection"
        COURT = "court"

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    address = models.ForeignKey(Address, on_delete=models.CASCADE)
    party = models.ForeignKey(Party, on_delete=models.CASCADE)
    part = models.CharField(max_length=15, choices=Part.choices)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=15, choices=Evidence.choices)
    evidence_reference = models.CharField(max_length=200, blank=True)
    disputed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(until__gt=models.F("since")),
                name="part_period",
            ),
            ExclusionConstraint(
                name="part_once_at_a_time",
                expressions=[
                    (F("address"), RangeOperators.EQUAL),
                    (F("party"), RangeOperators.EQUAL),
                    (F("part"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("since"),
                            F("until"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part} at {self.address_id}"
