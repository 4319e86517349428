"""What came of a visit, and what was told to everybody about visits together."""

from django.db import models
from django.db.models import Q

from onderdak.foundation.identity.contract import Municipality
from onderdak.supervision.inspections.domain.after import NoAccess, Result
from onderdak.supervision.inspections.models.visits import OfVisit


class VisitResult(OfVisit):
    """What a visit came to, and the time that it took; told once."""

    result = models.CharField(
        max_length=9, choices=[(each.value, each.value) for each in Result]
    )
    no_access = models.CharField(
        max_length=11,
        blank=True,
        choices=[(each.value, each.value) for each in NoAccess],
    )
    words = models.CharField(max_length=500, blank=True)
    # Of the visit itself, and how many inspectors spent them.
    minutes = models.PositiveSmallIntegerField()
    inspectors = models.PositiveSmallIntegerField()
    # How many facts went to the quality file of the location.
    facts_kept = models.PositiveIntegerField(default=0)
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["visit"], name="inspections_result_once"),
            models.CheckConstraint(
                condition=Q(~Q(result="no_access"), Q(no_access=""))
                | Q(Q(result="no_access"), ~Q(no_access="")),
                name="inspections_no_access_why",
            ),
        ]


class PublicWords(models.Model):
    """What a municipality told everybody about the checks of a finished period."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, db_index=False
    )
    first = models.DateField()
    last = models.DateField()
    # The counts as they were fixed then; None is one that stays out.
    counts = models.JSONField()
    words = models.TextField(max_length=4000)
    edited = models.BooleanField()
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "first"], name="inspections_told_once"
            ),
            models.CheckConstraint(
                condition=Q(last__gte=models.F("first")),
                name="inspections_told_period",
            ),
        ]

    def __str__(self) -> str:
        return f"checks of {self.municipality_id} from {self.first}"
