"""The regional certificate: asked for, assessed by one, decided by another.

Nothing of it is changed afterwards. Where it stands follows from the newest line. A
decision names who assessed; the database itself holds that this is who did, and where
four eyes are asked that somebody else decided.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.register.nights.contract import Location


class OfHouse(models.Model):
    """A row of a municipality and a provider: both may read it."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class RegionalApplication(OfHouse):
    """A provider asks for the regional certificate for one location.

    The criteria are those of the day on which it asked, whatever changes later.
    """

    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    applied_on = models.DateField()
    applied_at = models.DateTimeField(auto_now_add=True)
    applied_by_id = models.BigIntegerField()
    words = models.CharField(max_length=1000, blank=True)
    criteria = ArrayField(models.CharField(max_length=10))
    criteria_version = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["location", "applied_on"], name="regional_asked_once_a_day"
            )
        ]
        indexes = [
            models.Index(
                fields=["municipality", "-applied_on"], name="regional_newest_first"
            )
        ]

    def __str__(self) -> str:
        return f"application {self.pk} of {self.applied_on}"


class OfApplication(OfHouse):
    """A row of one application."""

    application = models.ForeignKey(RegionalApplication, on_delete=models.PROTECT)

    class Meta:
        abstract = True


class RegionalRetraction(OfHouse):
    """The provider takes its application back, before anything was decided on it."""

    application = models.OneToOneField(RegionalApplication, on_delete=models.PROTECT)
    reason = models.CharField(max_length=1000, blank=True)
    retracted_on = models.DateField()
    retracted_at = models.DateTimeField(auto_now_add=True)
    by_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"application {self.application_id} taken back on {self.retracted_on}"


class RegionalAssessment(OfApplication):
    """What an assessor found on each criterion, and what is proposed for it.

    `findings` is what the norms said on that day, with what the assessor judged where
    they could not; it is kept as it was, because facts and norms go on changing.
    """

    class Proposal(models.TextChoices):
        GRANT = "grant"
        REFUSE = "refuse"
        WITHDRAW = "withdraw"

    number = models.PositiveSmallIntegerField()
    proposal = models.CharField(max_length=8, choices=Proposal.choices)
    reasons = models.TextField(max_length=4000, blank=True)
    findings = models.JSONField()
    covenant_id = models.BigIntegerField(null=True)
    covenant_version = models.PositiveSmallIntegerField(null=True)
    assessed_on = models.DateField()
    assessed_at = models.DateTimeField(auto_now_add=True)
    assessed_by_id = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "number"], name="regional_assessment_once"
            ),
            models.CheckConstraint(
                condition=Q(proposal="grant") | ~Q(reasons=""),
                name="regional_assessed_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(proposal="grant") | Q(covenant_id__isnull=False),
                name="regional_grant_under_covenant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} proposed on {self.assessed_on}"


class RegionalDecision(OfApplication):
    """What was decided on an assessment: as proposed, or sent back."""

    class Outcome(models.TextChoices):
        GRANTED = "granted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"
        RETURNED = "returned"

    assessment = models.OneToOneField(RegionalAssessment, on_delete=models.PROTECT)
    # Copies of the assessment, which the database compares: see the migration.
    assessed_by_id = models.BigIntegerField()
    proposal = models.CharField(
        max_length=8, choices=RegionalAssessment.Proposal.choices
    )
    outcome = models.CharField(max_length=9, choices=Outcome.choices)
    reasons = models.TextField(max_length=4000, blank=True)
    decided_on = models.DateField()
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by_id = models.BigIntegerField()
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    four_eyes = models.BooleanField()
    is_awb = models.BooleanField()
    settings_version = models.CharField(max_length=240)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(four_eyes=False) | ~Q(decided_by_id=F("assessed_by_id")),
                name="regional_decided_by_another",
            ),
            models.CheckConstraint(
                condition=Q(outcome="returned")
                | Q(outcome="granted", proposal="grant")
                | Q(outcome="refused", proposal="refuse")
                | Q(outcome="withdrawn", proposal="withdraw"),
                name="regional_decided_as_proposed",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="granted")
                | Q(
                    valid_from__isnull=False,
                    valid_until__isnull=False,
                    valid_until__gt=F("valid_from"),
                ),
                name="regional_granted_for_a_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="granted") | ~Q(reasons=""),
                name="regional_refused_with_reasons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} on {self.decided_on}"
