"""What the norms say of a visit, and what the inspector says of that."""

from django.db import models
from django.db.models import Q

from onderdak.supervision.inspections.domain.findings import Verdict
from onderdak.supervision.inspections.models.visits import OfVisit

LONGEST_KEY = 200


class Finding(OfVisit):
    """What one norm says, computed from the facts of the visit as they stand settled.

    It is computed again as long as the report is not signed; what does not follow from
    the facts any more says since when.
    """

    key = models.CharField(max_length=LONGEST_KEY)
    rule = models.CharField(max_length=8)
    part = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=120, blank=True)
    title = models.JSONField()
    kind = models.CharField(max_length=10)
    outcome = models.CharField(max_length=12)
    prompt = models.BooleanField(default=False)
    measured = models.JSONField(null=True)
    threshold = models.JSONField(null=True)
    unit = models.CharField(max_length=30, blank=True)
    missing = models.JSONField(default=list)
    article = models.CharField(max_length=500)
    parameter_version = models.CharField(max_length=200)
    # One plain sentence, and what would mend a breach, in Dutch and in English.
    sentence = models.JSONField()
    mend = models.JSONField(null=True)
    computed_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "key"], name="inspections_finding_once"
            )
        ]
        indexes = [
            models.Index(fields=["municipality", "-id"], name="inspections_finding_new")
        ]


class FindingVerdict(OfVisit):
    """What an inspector says of a finding; the newest line counts, none is changed."""

    key = models.CharField(max_length=LONGEST_KEY)
    verdict = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in Verdict]
    )
    why = models.CharField(max_length=2000, blank=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict="confirmed") | ~Q(why=""),
                name="inspections_deviates_why",
            )
        ]
        indexes = [
            models.Index(fields=["visit", "key", "-id"], name="inspections_verdict")
        ]


class FindingTerm(OfVisit):
    """In how many days a finding must be mended; the newest line counts."""

    key = models.CharField(max_length=LONGEST_KEY)
    days = models.PositiveSmallIntegerField()
    # The version of the municipality's own value, or empty: then there is a reason.
    parameter_version = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=2000, blank=True)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(parameter_version="") | ~Q(reason=""),
                name="inspections_term_rests_on",
            )
        ]
        indexes = [
            models.Index(fields=["visit", "key", "-id"], name="inspections_term")
        ]
