"""What was typed in visits: one row for each time, and no row is ever changed."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onderdak.supervision.inspections.models.visits import OfVisit


class Operation(OfVisit):
    """What somebody typed at a path of a visit, as their device sent it.

    What stands at a path is computed from all of them (engines/merge). The number of
    the row is the order in which they came in; it says nothing of what stands.
    """

    # Made on the device: the same one sent again is known by it.
    uid = models.UUIDField()
    device = models.UUIDField()
    n = models.PositiveIntegerField()
    path = models.CharField(max_length=200)
    # Statements, and what was seen of a child, are sealed: then this is NULL.
    typed = models.JSONField(null=True)
    sealed = models.BinaryField(null=True)
    row_key = models.BinaryField(null=True)
    key_version = models.PositiveIntegerField(null=True)
    replaces = ArrayField(models.UUIDField(), default=list)
    by_id = models.BigIntegerField()
    # What the clock of the device said: shown, and never counted with.
    at_device = models.CharField(max_length=40, blank=True)
    received_at = models.DateTimeField()
    # It came in after the visit was ended: kept and shown, and not in the report.
    late = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "uid"], name="inspections_operation_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    sealed__isnull=True,
                    row_key__isnull=True,
                    key_version__isnull=True,
                    typed__isnull=False,
                )
                | Q(
                    sealed__isnull=False,
                    row_key__isnull=False,
                    key_version__isnull=False,
                    typed__isnull=True,
                ),
                name="inspections_operation_open_or_sealed",
            ),
            models.CheckConstraint(
                condition=Q(
                    Q(path__startswith="statement/") | Q(path__startswith="child/"),
                    sealed__isnull=False,
                )
                | Q(
                    ~Q(path__startswith="statement/"),
                    ~Q(path__startswith="child/"),
                    sealed__isnull=True,
                ),
                name="inspections_statement_sealed",
            ),
        ]
        indexes = [
            models.Index(fields=["visit", "id"], name="inspections_operation_came")
        ]


class TakenOver(OfVisit):
    """The lead of a visit lets what came in late count after all."""

    operation = models.ForeignKey(
        Operation, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    by_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["operation"], name="inspections_taken_over_once"
            )
        ]
