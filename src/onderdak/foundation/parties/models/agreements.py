"""Agreements: who promised what to whom, from when to when, and what proves it.

One model for covenants, registration agreements and the like. Nothing is overwritten:
an amendment is a new version with its own parties and duties, an end is a row of its
own. Every row carries the municipality or region whose agreement it is.
"""

from django.db import models

from onderdak.foundation.identity.contract import Municipality, Region
from onderdak.foundation.parties.models.parties import Party, Provider

_ONE_OWNER = models.Q(municipality__isnull=False, region__isnull=True) | models.Q(
    municipality__isnull=True, region__isnull=False
)


class OfOwner(models.Model):
    """A row of the municipality or the region whose agreement it is."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True)

    class Meta:
        abstract = True


class Agreement(OfOwner):
    """An agreement of a municipality or region; what it says stands in its versions."""

    class Kind(models.TextChoices):
        COVENANT = "covenant"
        REGISTRATION = "registration"
        CERTIFICATE = "certificate"
        RESERVE_ROOMS = "reserve_rooms"
        LSI_RIEC = "lsi_riec"

    kind = models.CharField(max_length=13, choices=Kind.choices)
    title = models.CharField(max_length=200)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ONE_OWNER, name="agreement_has_one_owner")
        ]

    def __str__(self) -> str:
        return self.title


class OfAgreement(OfOwner):
    """A row of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class AgreementVersion(OfAgreement):
    """What an agreement says from a day on, until its term or its next version.

    Without `until` it has no end; with `renews_months` it goes on by so many months
    each time that nobody gives notice.
    """

    number = models.PositiveSmallIntegerField()
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    notice_months = models.PositiveSmallIntegerField(null=True, blank=True)
    renews_months = models.PositiveSmallIntegerField(null=True, blank=True)
    summary = models.TextField(max_length=2000, blank=True)
    dispute_rule = models.TextField(max_length=1000, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "number"], name="agreement_version_once"
            ),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(until__gt=models.F("since")),
                name="agreement_term",
            ),
            models.CheckConstraint(
                condition=models.Q(renews_months__isnull=True)
                | models.Q(until__isnull=False, renews_months__gt=0),
                name="agreement_renews_a_term",
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of agreement {self.agreement_id}"


class OfVersion(OfAgreement):
    """A row of one version of an agreement."""

    version = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class AgreementParty(OfVersion):
    """A party to an agreement and its part: a provider, a known party, or by name."""

    class Part(models.TextChoices):
        MUNICIPALITY = "municipality"
        REGION = "region"
        PROVIDER = "provider"
        AGENCY = "agency"
        EMPLOYER = "employer"
        OWNER = "owner"
        CERTIFIER = "certifier"
        PARTNER = "partner"

    part = models.CharField(max_length=12, choices=Part.choices)
    organisation = models.CharField(max_length=200)
    provider = models.ForeignKey(
        Provider, on_delete=models.PROTECT, null=True, blank=True
    )
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation} as {self.part}"


class AgreementDuty(OfVersion):
    """What a party, or each party of a part, does: by a day, or each so often."""

    class Every(models.TextChoices):
        WEEK = "week"
        MONTH = "month"
        QUARTER = "quarter"
        HALF_YEAR = "half_year"
        YEAR = "year"

    part = models.CharField(max_length=12, choices=AgreementParty.Part.choices)
    who = models.ForeignKey(
        AgreementParty, on_delete=models.PROTECT, null=True, blank=True
    )
    what = models.CharField(max_length=500)
    due_on = models.DateField(null=True, blank=True)
    every = models.CharField(max_length=9, choices=Every.choices, blank=True)
    measure = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.part}: {self.what}"


class AgreementProof(OfAgreement):
    """What proves an agreement, or that a duty of it was done."""

    class Kind(models.TextChoices):
        SIGNED_TEXT = "signed_text"
        CERTIFICATE = "certificate"
        REPORT = "report"
        INSPECTION = "inspection"
        STATEMENT = "statement"

    duty = models.ForeignKey(
        AgreementDuty, on_delete=models.PROTECT, null=True, blank=True
    )
    kind = models.CharField(max_length=11, choices=Kind.choices)
    proof_reference = models.CharField(max_length=200)
    on = models.DateField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.kind} of {self.on}"


class AgreementEnd(OfOwner):
    """That an agreement ended, from which day, how and why."""

    class How(models.TextChoices):
        EXPIRED = "expired"
        NOTICE = "notice"
        TOGETHER = "together"
        BREACH = "breach"
        REPLACED = "replaced"

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, primary_key=True, related_name="end"
    )
    on = models.DateField()
    how = models.CharField(max_length=8, choices=How.choices)
    reason = models.CharField(max_length=500)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"agreement {self.agreement_id} ended on {self.on}"


class AgreementReader(OfAgreement):
    """A provider that is, or was, a party: it reads the agreement for good."""

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "provider"], name="agreement_reader_once"
            )
        ]

    def __str__(self) -> str:
        return f"provider {self.provider_id} reads agreement {self.agreement_id}"
