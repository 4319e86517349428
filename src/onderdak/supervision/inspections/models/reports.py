"""Reports of visits: made once, signed over their hash, and never changed then."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.inspections.domain.reports import HandedHow, Kind, Oath
from onderdak.supervision.inspections.models.visits import OfVisit


class VisitReport(OfVisit):
    """A report as a document. Statements can stand in it, so it is kept sealed.

    Its text is made once. Who wants it otherwise before it is signed by all makes a new
    one, that replaces it; afterwards there is an addendum, with signatures of its own.
    """

    uid = models.UUIDField(unique=True)
    kind = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Kind]
    )
    # Which of the documents of this visit it is.
    nth = models.PositiveSmallIntegerField()
    amends = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        db_constraint=False,
        related_name="addenda",
    )
    warrant_id = models.BigIntegerField(null=True)
    # Which dwelling of the warrant was entered: each resident has a copy of their own.
    dwelling_id = models.BigIntegerField(null=True)
    # Who is to sign: [{user, name, function}], as they stand in the document.
    signers = models.JSONField()
    pdf_sealed = models.BinaryField()
    pdf_row_key = models.BinaryField()
    key_version = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveIntegerField()
    # Why statements were opened from their seal for it; empty when none was.
    opened_because = models.CharField(max_length=500, blank=True)
    opened = models.PositiveSmallIntegerField(default=0)
    made_by_id = models.BigIntegerField()
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "nth"], name="inspections_report_nth"
            ),
            models.CheckConstraint(
                condition=Q(kind="addendum", amends__isnull=False)
                | Q(~Q(kind="addendum"), Q(amends__isnull=True)),
                name="inspections_addendum_amends",
            ),
            models.CheckConstraint(
                condition=Q(opened=0) | ~Q(opened_because=""),
                name="inspections_opened_because",
            ),
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True) | Q(replaced_at__isnull=True),
                name="inspections_report_one_end",
            ),
            models.CheckConstraint(
                condition=Q(warrant_id__isnull=True, dwelling_id__isnull=True)
                | Q(warrant_id__isnull=False, dwelling_id__isnull=False),
                name="inspections_report_of_dwelling",
            ),
            models.UniqueConstraint(
                fields=["dwelling_id"],
                condition=Q(replaced_at__isnull=True),
                name="inspections_report_one_each",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="inspections_report_new"),
            models.Index(
                fields=["municipality", "sha256"], name="inspections_report_hash"
            ),
        ]


class OfReport(models.Model):
    """Something that belongs to a report, and goes with it."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    report = models.ForeignKey(
        VisitReport, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk} of report {self.report_id}"


class Signature(OfReport):
    """Who signed, when, over which hash, and on what."""

    user_id = models.BigIntegerField()
    name = models.CharField(max_length=200)
    function = models.CharField(max_length=200, blank=True)
    oath = models.CharField(
        max_length=7, choices=[(each.value, each.value) for each in Oath]
    )
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "user_id"], name="inspections_signed_once"
            )
        ]


class CopyStep(OfReport):
    """What was done to bring the report of an entry to the resident (Awbi art. 11)."""

    how = models.CharField(
        max_length=13, choices=[(each.value, each.value) for each in HandedHow]
    )
    on_day = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    # For one that could not be handed over: until when it lies ready.
    kept_until = models.DateField(null=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how="undeliverable", kept_until__isnull=False)
                | Q(~Q(how="undeliverable"), Q(kept_until__isnull=True)),
                name="inspections_copy_kept",
            )
        ]
        indexes = [models.Index(fields=["report", "-id"], name="inspections_copy_new")]
