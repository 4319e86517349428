"""What was set against a decision, and each step in the life of that."""

from django.db import models
from django.db.models import F, Q

from onderdak.supervision.enforcement.domain.remedies import (
    Outcome,
    Party,
    RemedyKind,
)
from onderdak.supervision.enforcement.models.cases import Case
from onderdak.supervision.enforcement.models.measures import OfMeasure, Step


class OfBoth(OfMeasure):
    """Something that belongs to a measure, and is found by its case as well."""

    case = models.ForeignKey(
        Case, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )

    class Meta:
        abstract = True


class Remedy(OfBoth):
    """Objection, appeal, higher appeal or injunction against one decision.

    It says which side filed it, and never who: names stand in the papers of the case.
    """

    step = models.ForeignKey(
        Step, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    kind = models.CharField(
        max_length=13, choices=[(each.value, each.value) for each in RemedyKind]
    )
    party = models.CharField(
        max_length=11, choices=[(each.value, each.value) for each in Party]
    )
    # The number that a court or a committee gave it.
    reference = models.CharField(max_length=60, blank=True, default="")
    about = models.ForeignKey(
        "self", on_delete=models.CASCADE, db_constraint=False, null=True
    )
    filed_on = models.DateField()
    late_because = models.CharField(max_length=1000, blank=True, default="")
    committee = models.BooleanField(default=False)
    put_off_on = models.DateField(null=True)
    outcome = models.CharField(
        max_length=14,
        choices=[(each.value, each.value) for each in Outcome],
        blank=True,
        default="",
    )
    words = models.CharField(max_length=2000, blank=True, default="")
    decided_on = models.DateField(null=True)
    # When that was made known, if later: terms count from then (art. 6:8 Awb).
    made_known_on = models.DateField(null=True)
    # Only an injunction that was granted; until a day that the judge named, if any.
    suspends = models.BooleanField(default=False)
    suspends_until = models.DateField(null=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_on__isnull=True)
                | Q(~Q(outcome=""), Q(decided_on__gte=F("filed_on"))),
                name="enforcement_remedy_decided",
            ),
            models.CheckConstraint(
                condition=Q(made_known_on__isnull=True)
                | Q(made_known_on__gte=F("decided_on"), decided_on__isnull=False),
                name="enforcement_remedy_made_known",
            ),
            models.CheckConstraint(
                condition=Q(suspends=False, suspends_until__isnull=True)
                | Q(suspends=True, kind="injunction", outcome="granted"),
                name="enforcement_remedy_suspends",
            ),
            models.CheckConstraint(
                condition=Q(put_off_on__isnull=True) | Q(kind="objection"),
                name="enforcement_remedy_put_off",
            ),
            models.CheckConstraint(
                condition=Q(kind="objection", about__isnull=True)
                | Q(~Q(kind="objection"), Q(about__isnull=False)),
                name="enforcement_remedy_about",
            ),
        ]
        indexes = [
            models.Index(fields=["measure", "id"], name="enforcement_remedy_of"),
        ]


class RemedyStep(OfBoth):
    """What was recorded of a remedy, and when; the line is never changed."""

    remedy = models.ForeignKey(
        Remedy, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    what = models.CharField(max_length=10)
    on_day = models.DateField()
    detail = models.JSONField(default=dict)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["remedy", "id"], name="enforcement_remedystep_of"),
        ]
