"""Certificates as a municipality knows them: whose, of which location, what was said.

Nothing is overwritten. What is said of a certificate is a statement, what becomes of it
a change; both are only added to. Every row carries the municipality whose knowledge it
is: each rests on its own source.
"""

from django.db import models

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.domain.certificates import Origin, Scheme, State
from onderdak.register.nights.contract import Location

_SCHEMES = [(one.value, one.value) for one in Scheme]
_STATES = [(one.value, one.value) for one in State]
_ORIGINS = [(one.value, one.value) for one in Origin]


class KnownTo(models.Model):
    """A row of what a municipality knows."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField()

    class Meta:
        abstract = True


class Certificate(KnownTo):
    """A certificate, membership or admission, of one location or a whole organisation.

    Without a location and not of the whole organisation it is one whose address nobody
    has recognised yet. A provider that is known reads what is said of its own.
    """

    scheme = models.CharField(max_length=8, choices=_SCHEMES)
    number = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=200)
    holder_kvk = models.CharField(max_length=8, blank=True)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True
    )
    location = models.ForeignKey(
        Location, on_delete=models.PROTECT, null=True, blank=True
    )
    whole_organisation = models.BooleanField(default=False)
    address = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(location__isnull=True)
                | models.Q(whole_organisation=False),
                name="certificate_of_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(location__isnull=True)
                | models.Q(provider__isnull=False),
                name="certificate_of_known_provider",
            ),
            models.UniqueConstraint(
                fields=[
                    *("municipality", "scheme", "holder", "holder_kvk", "number"),
                    *("location", "address"),
                ],
                nulls_distinct=False,
                name="certificate_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["municipality", "scheme", "id"], name="certificate_list"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.number} of {self.holder}"


class CertificateTerm(KnownTo):
    """What a source said of a certificate on a day: beds, range, inspections."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="terms"
    )
    said_on = models.DateField()
    origin = models.CharField(max_length=12, choices=_ORIGINS)
    source = models.CharField(max_length=200)
    beds = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    registered_on = models.DateField(null=True, blank=True)
    inspected_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_from__isnull=True)
                | models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="certificate_range",
            )
        ]

    def __str__(self) -> str:
        return f"said on {self.said_on} of certificate {self.certificate_id}"


class CertificateChange(KnownTo):
    """That a certificate is in a state from a day on, and who said so."""

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="changes"
    )
    state = models.CharField(max_length=9, choices=_STATES)
    since = models.DateField()
    origin = models.CharField(max_length=12, choices=_ORIGINS)
    source = models.CharField(max_length=200)
    words = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"certificate {self.certificate_id} {self.state} since {self.since}"


class PermitFact(KnownTo):
    """A permit of a location as a dated fact with its source; the newest row counts."""

    class Kind(models.TextChoices):
        ENVIRONMENT = "environment"
        OPERATING = "operating"
        LODGING = "lodging"
        TOLERATED = "tolerated"
        OTHER = "other"

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    kind = models.CharField(max_length=11, choices=Kind.choices)
    number = models.CharField(max_length=60)
    beds = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(valid_until__gt=models.F("valid_from")),
                name="permit_fact_range",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
