"""Registers that were read in, alerts' addresses, and reports that went out."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.foundation.parties.contract import Provider
from onderdak.housing.quality.domain.certificates import Scheme
from onderdak.housing.quality.models.certificates import Certificate, KnownTo
from onderdak.register.nights.contract import Location

_SCHEMES = [(one.value, one.value) for one in Scheme]


class RegisterImport(KnownTo):
    """A register that was read in: looked at first, and then recorded or left.

    `rows` holds what was read until somebody decides; after that only the rows that
    concern this municipality are kept, each as a row of its own.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        RECORDED = "recorded"
        LEFT = "left"

    scheme = models.CharField(max_length=8, choices=_SCHEMES)
    filename = models.CharField(max_length=200)
    on = models.DateField()
    whole_list = models.BooleanField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    rows = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(rows=[]), name="register_rows_go"
            )
        ]
        indexes = [
            models.Index(fields=["municipality", "scheme", "-id"], name="register_list")
        ]

    def __str__(self) -> str:
        return f"{self.filename} ({self.on})"


class RegisterRow(models.Model):
    """A line of a register, and the certificate that it is about once that is known."""

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    register = models.ForeignKey(RegisterImport, on_delete=models.PROTECT)
    line = models.PositiveIntegerField()
    key = models.CharField(max_length=300)
    said = models.JSONField()
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, blank=True
    )
    left_on = models.DateField(null=True, blank=True)
    settled_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "line"], name="register_line_once"
            ),
            models.CheckConstraint(
                condition=Q(certificate__isnull=True) | Q(left_on__isnull=True),
                name="register_row_settled_once",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "key"], name="register_row_key")
        ]

    def __str__(self) -> str:
        return f"line {self.line} of register {self.register_id}"


class SchemeContact(KnownTo):
    """Where reports to the keeper of a scheme go; the newest row counts."""

    scheme = models.CharField(max_length=8, choices=_SCHEMES)
    organisation = models.CharField(max_length=200)
    email = models.EmailField()

    def __str__(self) -> str:
        return f"{self.organisation} ({self.scheme})"


class SchemeReport(models.Model):
    """A report about a location to the keeper of a scheme: the decision comes first.

    What is shared is the location, its provider and what was observed; no person.
    """

    class Ground(models.TextChoices):
        LAW = "law"
        COVENANT = "covenant"
        PROJECT_PLAN = "project_plan"

    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    scheme = models.CharField(max_length=8, choices=_SCHEMES)
    location = models.ForeignKey(Location, on_delete=models.PROTECT)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT)
    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, null=True, blank=True
    )
    observed_on = models.DateField()
    subjects = models.JSONField()
    observations = models.CharField(max_length=2000, blank=True)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    ground_reference = models.CharField(max_length=200)
    ground_since = models.DateField()
    ground_until = models.DateField(null=True, blank=True)
    purpose = models.CharField(max_length=500)
    necessity = models.CharField(max_length=500)
    proportionality = models.CharField(max_length=500)
    left_out = models.CharField(max_length=500)
    expires_on = models.DateField()
    decided_on = models.DateField()
    decided_at = models.DateTimeField(auto_now_add=True)
    decided_by_id = models.BigIntegerField()
    sent_on = models.DateField(null=True, blank=True)
    sent_to = models.EmailField(blank=True)
    sent_by_id = models.BigIntegerField(null=True, blank=True)
    message_id = models.BigIntegerField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=2000, blank=True)
    answered_by_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ground_until__isnull=True)
                | Q(ground_until__gt=models.F("ground_since")),
                name="report_ground_range",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gt=models.F("decided_on")),
                name="report_expires_later",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(sent_on__isnull=False),
                name="report_answered_after_sent",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk} on location {self.location_id}"
